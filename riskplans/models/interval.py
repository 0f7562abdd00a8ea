"""How often one person is visited, where that is not the force's policy for their level."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from offenders.models import Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import Asked, Span
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered
from riskplans.visits.rules import every


class VisitIntervalQuerySet(FactQuerySet["VisitInterval"]):
    def in_force(self) -> VisitIntervalQuerySet:
        """At most one a person: it needs no approval, or has it."""
        return self.standing().filter(Q(longer=False) | Q(answer=Asked.APPROVED), ended_on__isnull=True)

    def waiting(self) -> VisitIntervalQuerySet:
        return self.standing().filter(longer=True, answer="", ended_on__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class VisitInterval(Answered):
    """An interval of this person's own. A longer one than policy counts once a supervisor has approved it."""

    SECTION = "visit interval"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visit_intervals")
    amount = models.PositiveSmallIntegerField("how many")
    span = models.CharField("weeks or months", max_length=6, choices=Span)
    why = models.CharField("why not the force's interval", max_length=500)
    longer = models.BooleanField("longer than policy", default=False)
    starts_on = models.DateField("from")
    # The plan that set it when it was approved; empty for one that was set by itself.
    plan = models.ForeignKey("riskplans.Plan", null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("until", null=True)
    ended_why = models.CharField("why it ended", max_length=300, blank=True)

    objects = VisitIntervalQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_interval_in_force",
                fields=["person"],
                condition=(Q(longer=False) | Q(answer=Asked.APPROVED)) & Q(ended_on__isnull=True) & STANDING,
                violation_error_message="Another interval is in force. End it first.",
            ),
            models.UniqueConstraint(
                name="one_interval_waiting",
                fields=["person"],
                condition=Q(longer=True, answer="", ended_on__isnull=True) & STANDING,
                violation_error_message="A longer interval has been asked for already, and waits for an answer.",
            ),
            models.CheckConstraint(
                name="interval_not_nothing",
                condition=Q(amount__gte=1),
                violation_error_message="Enter at least 1.",
            ),
            models.CheckConstraint(
                name="interval_with_reason",
                condition=~Q(why=""),
                violation_error_message="Say why the interval is not the force's.",
            ),
            models.CheckConstraint(
                name="interval_answered_whole",
                condition=ANSWERED_WHOLE,
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="interval_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot approve what you have asked for yourself.",
            ),
        ]

    def __str__(self) -> str:
        return every(self.in_words).capitalize()

    @property
    def in_words(self) -> str:
        return f"{self.amount} {self.span if self.amount != 1 else self.span.removesuffix('s')}"
