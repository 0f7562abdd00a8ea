"""A line of the plan as the meeting would have it: kept beside what it says, until the manager takes it over."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mappa.models.case import CaseReview
from mappa.models.room import _IN_SESSION, InMeeting
from mappa.room.choices import PlanLine
from riskplans.models import Plan

_USER = settings.AUTH_USER_MODEL


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class PlanChange(InMeeting):
    """What a line of the plan in force says (`before`), and what the meeting would have it say (`after`).

    `plan` is the version that was read. Once the chair has closed the case the manager takes the changes into the draft
    of the next version, `taken_into`, to finish and sign it.
    """

    case = models.ForeignKey(CaseReview, on_delete=models.PROTECT, related_name="plan_changes")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    line = models.CharField("which part of the plan", max_length=16, choices=PlanLine)
    before = models.CharField("what it says", max_length=1000, blank=True)
    after = models.CharField("what it should say", max_length=1000)
    why = models.CharField("why", max_length=500)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    taken_into = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "change to the plan, proposed in a meeting"
        verbose_name_plural = "changes to plans, proposed in meetings"
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_change_a_line",
                fields=["case", "line"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message="A change of that line is proposed already. Withdraw it first.",
            ),
            models.CheckConstraint(
                name="plan_change_changes",
                condition=~Q(before=F("after")) & ~Q(after="") & ~Q(why=""),
                violation_error_message="Say what the line should say instead, and why.",
            ),
            models.CheckConstraint(
                name="plan_change_taken_whole",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True, taken_into__isnull=True)
                | Q(
                    taken_at__isnull=False,
                    taken_by__isnull=False,
                    taken_into__isnull=False,
                    withdrawn_at__isnull=True,
                ),
                violation_error_message="A change that was taken over says into which plan, by whom and when.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="proposed_once", fields=["person", "case", "plan", "line", "before", "after", "why"]
            ),
            pgtrigger.Trigger(
                name="in_session_only", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_IN_SESSION
            ),
            pgtrigger.Protect(
                name="taken_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.taken_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return self.get_line_display()

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None
