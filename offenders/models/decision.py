"""Decisions about the person, by the National Decision Model."""

from __future__ import annotations

import pghistory
from django.db import models

from offenders.models.detail import Detail
from offenders.models.fact import FactQuerySet
from offenders.models.person import Person


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Decision(Detail):
    """What was decided and why, in the model's steps: information, threat, powers, options, action and review."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField("what was decided", max_length=200)
    starts_on = models.DateField("decided on")
    decided_by = models.CharField("decided by", max_length=120, blank=True, help_text="If somebody else.")
    information = models.TextField("information and intelligence", help_text="What was known that day.")
    threat = models.TextField("threat and risk", blank=True, help_text="To whom, how likely, how bad.")
    powers = models.TextField("powers and policy", blank=True)
    options = models.TextField("options", blank=True, help_text="What else was open, and why not.")
    action = models.TextField("action", blank=True, help_text="Who does what by when.")
    review_on = models.DateField("to be reviewed on", null=True, blank=True)
    review = models.TextField("what the review found", blank=True)

    objects = FactQuerySet["Decision"].as_manager()
    PROVENANCE = ()

    class Meta(Detail.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.decision
