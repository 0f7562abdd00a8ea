"""At which level somebody is managed, and who decided it on what."""

from __future__ import annotations

from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from offenders.choices import ManagementLevel
from offenders.models import Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.assessments.choices import Level, Sign
from riskplans.choices import Asked
from riskplans.models.authority import ANSWERED_WHOLE, BY_ANOTHER, Answered


class LevelDecisionQuerySet(FactQuerySet["LevelDecision"]):
    def waiting(self) -> Self:
        """At most one a person."""
        return self.standing().exclude(needs="").filter(answer="")

    def in_force(self) -> Self:
        """Every one that took effect, the newest first."""
        return (
            self.standing()
            .filter(Q(needs="") | Q(answer=Asked.APPROVED))
            .order_by("-starts_on", "-recorded_at")
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class LevelDecision(Answered):
    """The level at which a person is managed from a day on, with the other three values as they stood.

    A lower one than these give needs somebody's approval (`needs`), and takes effect with it.
    """

    SECTION = "management level"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="level_decisions")
    level = models.CharField("managed at", max_length=12, choices=ManagementLevel)
    before = models.CharField("managed at before", max_length=12, choices=ManagementLevel)
    static = models.CharField("static tool", max_length=12, choices=Level, blank=True)
    arms = models.CharField("ARMS priority", max_length=12, choices=Level, blank=True)
    harm = models.CharField("risk of serious harm", max_length=12, choices=Level, blank=True)
    why = models.CharField("why this level", max_length=1000)
    needs = models.CharField("whose approval it needs", max_length=10, choices=Sign, blank=True)
    starts_on = models.DateField("from", null=True)

    objects = LevelDecisionQuerySet.as_manager()

    class Meta(Answered.Meta):
        abstract = False
        verbose_name = "management level"
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_level_waiting",
                fields=["person"],
                condition=~Q(needs="") & Q(answer="") & STANDING,
                violation_error_message="Another level waits for an answer.",
            ),
            models.CheckConstraint(
                name="level_with_reason",
                condition=~Q(why=""),
                violation_error_message="Say why they are managed at this level.",
            ),
            models.CheckConstraint(
                name="level_not_as_before",
                condition=~Q(level=F("before")) & ~Q(level=ManagementLevel.UNASSESSED),
                violation_error_message="They are managed at that level already.",
            ),
            models.CheckConstraint(
                name="level_starts_with_approval",
                condition=Q(starts_on__isnull=False) ^ (~Q(needs="") & ~Q(answer=Asked.APPROVED)),
                violation_error_message="A level takes effect once it is approved.",
            ),
            models.CheckConstraint(
                name="level_answered_whole",
                condition=ANSWERED_WHOLE & (~Q(needs="") | Q(answer="")),
                violation_error_message="An answer says who gave it, when, and why.",
            ),
            models.CheckConstraint(
                name="level_answered_by_another",
                condition=BY_ANOTHER,
                violation_error_message="You cannot approve what you have asked for yourself.",
            ),
        ]

    def __str__(self) -> str:
        return f"Managed at {self.get_level_display().lower()}"
