"""Who manages whom: one current manager, held by the database; and when an officer is not there."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from access.models import OfPerson
from accounts.spans import days
from offenders.choices import AwayKind
from offenders.models.person import Person
from practice.keys import ALLOCATION_CONFIRMED
from practice.models import Setting


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def to_confirm(self) -> AssignmentQuerySet:
        """Those whose manager took them on themselves, and nobody else has allocated since; `taken_over` says that
        somebody managed them before.

        Practice 1.3 has a supervisor allocate, who looks at the officer's training, conflicts of interest and caseload,
        and 1.4 has one confirm a change of manager: nobody judges these of themselves. So whoever opened a record waits
        for another, and so does whoever took over somebody's person, or a person without a manager. Only what was
        recorded on a day on which the force's policy asked for it: the rule reaches nothing before it.
        """
        asked = Setting.objects.value_for(
            ALLOCATION_CONFIRMED, OuterRef("person__force"), OuterRef("asked_on")
        )
        before = self.model._default_manager.filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
        itself = self.alias(asked_on=TruncDate("recorded_at"), taken_over=Exists(before)).alias(asked=asked)
        return itself.filter(
            assigned_by=F("manager"), ends_on__isnull=True, confirmed_at__isnull=True, asked__gt=0
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Assignment(OfPerson):
    """The named offender manager of a person, from a day up to, not including, another."""

    SECTION = "manager"
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    over_why = models.CharField(
        "why to them, though their caseload is full", max_length=500, blank=True, default="", db_default=""
    )

    # Whoever opens a record, or names themselves, is its manager only until somebody else has said so.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                name="one_open_assignment",
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                violation_error_message="This person already has a manager. Reassign instead.",
            ),
            ExclusionConstraint(
                name="one_manager_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person already has a manager on those dates.",
            ),
            models.CheckConstraint(
                name="allocation_confirmed_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="allocation_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("manager")),
                violation_error_message="Nobody allocates a person to themselves: somebody else confirms it.",
            ),
        ]
        indexes = [
            models.Index(fields=["manager"], condition=Q(ends_on__isnull=True), name="caseload"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.starts_on}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class TimeAway(models.Model):
    """An officer is not there, from one day up to, not including, another: leave, training, sickness."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="away")
    kind = models.CharField("why", max_length=10, choices=AwayKind)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The first day on which they are there again.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time away"
        verbose_name_plural = "times away"
        ordering = ["starts_on"]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="away_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last day must not be before the first.",
            ),
            ExclusionConstraint(
                name="away_once",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (days("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="They are recorded as away on some of those days already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()} from {self.starts_on}"
