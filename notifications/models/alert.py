"""Whether the country that somebody travels to is told: decided by a person, with a reason, and never by Vigil."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from notifications.choices import AlertKind
from notifications.models.journey import Journey
from offenders.models import Fact, Person
from offenders.models.fact import FactQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AlertDecision(Fact):
    """What was decided of one journey: to apply for a green notice, to ask for a diffusion, or to tell nobody, and why.
    The latest that stands holds; an earlier one stays on the record."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alert_decisions")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="alert_decisions")
    decision = models.CharField("decision", max_length=12, choices=AlertKind)
    rationale = models.CharField("rationale", max_length=1000)

    objects = FactQuerySet["AlertDecision"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "decision to alert a destination"
        verbose_name_plural = "decisions to alert a destination"
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="alert_decision_known",
                condition=Q(decision__in=AlertKind.values),
                violation_error_message="Select what you decide.",
            ),
            models.CheckConstraint(
                name="alert_decision_says_why",
                condition=~Q(rationale=""),
                violation_error_message="Say why, whether the destination is told or not.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
