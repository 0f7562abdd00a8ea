"""The contact log: who of the unit heard from the person, or about them, and what was said."""

from __future__ import annotations

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Q

from offenders.choices import ContactDirection, ContactKind, ContactOutcome
from offenders.models.fact import Fact, FactQuerySet
from offenders.models.person import Person

A_DAY = timedelta(days=1)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Contact(Fact):
    """One contact with the person or about them. Home visits are recorded as visits, not here."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    happened_at = models.DateTimeField("when")
    kind = models.CharField("how", max_length=16, choices=ContactKind)
    direction = models.CharField("who began it", max_length=8, choices=ContactDirection)
    with_whom = models.CharField(max_length=120)
    by_whom = models.CharField(max_length=120)
    said = models.TextField("what was said")
    outcome = models.CharField("what follows", max_length=16, choices=ContactOutcome)

    objects = FactQuerySet["Contact"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        ordering = ["-happened_at"]
        constraints = [
            models.CheckConstraint(
                name="contact_says_with_whom",
                condition=~Q(with_whom="") & ~Q(said="") & ~Q(by_whom=""),
                violation_error_message="A contact says with whom it was, by whom, and what was said.",
            )
        ]
        indexes = [models.Index(fields=["person", "-happened_at"], name="contact_latest")]

    @property
    def outcome_colour(self) -> str:
        return ContactOutcome(self.outcome).colour

    @property
    def recorded_late(self) -> bool:
        """Whether it was written down more than a day afterwards."""
        return self.recorded_at - self.happened_at > A_DAY

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_at:%Y-%m-%d}"
