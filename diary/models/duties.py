"""Every dated duty of every kind, one row each; what the sweep noticed.

Entries are a projection: `manage.py diary rebuild --check` proves at any time that they equal what the providers
say of the facts. Whether one is due or overdue is asked of the date, never stored.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from access.models import OfPerson
from access.policies import FieldClass
from accounts.models import User
from diary.choices import FlagState
from diary.clock import LONDON
from diary.next_actions import Offered
from offenders.models import Person
from offenders.models.person import level_order

TWO_WEEKS = 14


def passed(now: datetime) -> Q:
    """The last moment of the most lenient reading lies behind `now` (in London): a day's end, or an hour."""
    return Q(last_at__isnull=True, last__lt=now.date()) | Q(last_at__lte=now)


def passed_in_law(now: datetime) -> Q:
    """As `passed`, of the computed limit: a decision to work to another date moves no limit of the law."""
    day = Q(computed_last_at__isnull=True, computed_last__lt=now.date())
    computed = Q(computed_last__isnull=False) & (day | Q(computed_last_at__lte=now))
    return computed | Q(computed_last__isnull=True) & passed(now)


def goes_beyond(day: date, *, last: date, last_at: datetime | None) -> bool:
    """Whether `day`, which ends at 24:00 in London, ends after a limit: the end of `last`, or the hour `last_at`."""
    if last_at is None:
        return day > last
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON) > last_at


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads like the job: `Entry.objects.overdue(now)`."""

    def open(self) -> EntryQuerySet:
        return self.filter(met_on__isnull=True)

    def running(self) -> EntryQuerySet:
        """Open, with a date: not suspended by custody, hospital or absence abroad."""
        return self.open().filter(last__isnull=False)

    def overdue(self, now: datetime) -> EntryQuerySet:
        return self.running().filter(passed(now))

    def suspended(self) -> EntryQuerySet:
        return self.open().filter(last__isnull=True)

    def in_working_order(self) -> EntryQuerySet:
        """Management level first, then the latest first: the order a person is seen to."""
        return self.annotate(level_order=level_order("person__management_level")).order_by(
            "level_order", "work_to", "person__reference", "key"
        )

    def by_day(self) -> EntryQuerySet:
        """The first day first, and of a day the gravest: the order of a week."""
        return self.in_working_order().order_by("work_to", F("level_order"), "person__reference", "key")


class Entry(OfPerson):
    """One duty of one person. Written by `diary.actions.refresh` alone."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="diary_entries", db_index=False
    )  # found by duty_once
    key = models.CharField(max_length=160, help_text="Stable within the person: provider/kind:fact.")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=160)
    arises_on = models.DateField(null=True)
    work_to = models.DateField(null=True, help_text="The last day by the strictest reading.")
    last = models.DateField(null=True, help_text="The last day by the most lenient reading.")
    work_to_at = models.DateTimeField(null=True, help_text="The instant, where the limit is in hours.")
    last_at = models.DateTimeField(null=True)
    computed_last = models.DateField(
        null=True, help_text="The last day as computed, where a decision set another date; else empty."
    )
    computed_last_at = models.DateTimeField(null=True, help_text="Its instant, where the limit is in hours.")
    met_on = models.DateField(null=True)
    met_at = models.DateTimeField(
        null=True, help_text="The instant: an hour limit may be kept on its own day."
    )
    met_by = models.CharField(max_length=64, blank=True)
    rule = models.CharField(max_length=64, blank=True)
    ruleset = models.CharField(max_length=32, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who is to do it; empty: whoever manages the person.",
    )
    field_class = models.CharField(
        max_length=16, default=FieldClass.GENERAL.value, help_text="Who reads that there is such a duty."
    )
    plain_title = models.CharField(
        max_length=160, blank=True, help_text="What messages say, where the title is in somebody's own words."
    )

    SECTION = "duties"
    objects = EntryQuerySet.as_manager()

    # Set by diary.agenda.
    bucket: str
    total: int
    family_name: str
    given_names: str
    manager_family_name: str | None
    manager_rank: str | None
    manager_collar_number: str | None
    manager_pk: uuid.UUID | None
    covered_by: str | None
    for_another: bool
    next_action: Offered
    reminded: bool
    anchor: str
    flagged_at: datetime | None

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["last", "key"]
        constraints = [
            models.UniqueConstraint(name="duty_once", fields=["person", "key"]),
            models.CheckConstraint(
                name="limits_in_order",
                condition=Q(work_to__isnull=True, last__isnull=True) | Q(work_to__lte=F("last")),
            ),
        ]
        indexes = [
            # What the sweep and every list of open duties ride: open ones, and those met on or after their day.
            models.Index(
                fields=["work_to"],
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("work_to")),
                name="entry_noticeable",
            ),
            models.Index(
                fields=["computed_last"], condition=Q(computed_last__isnull=False), name="entry_overridden"
            ),
            models.Index(fields=["person", "work_to"], condition=Q(met_on__isnull=True), name="entry_open"),
            # What a board counts: of a unit's people each kind, of a whole force each kind and what of it is not met.
            models.Index(fields=["person", "kind"], name="entry_of_kind"),
            models.Index(fields=["kind", "met_on"], name="entry_by_kind"),
            models.Index(
                fields=["owner"], condition=Q(owner__isnull=False, met_on__isnull=True), name="entry_owned"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_suspended(self) -> bool:
        return self.met_on is None and self.last is None

    @property
    def was_late(self) -> bool:
        """Met, and after the last moment in law, whatever date was worked to."""
        last_at = self.computed_last_at if self.is_overridden else self.last_at
        if self.met_at and last_at:
            return self.met_at > last_at
        return bool(self.met_on and self.last_in_law and self.met_on > self.last_in_law)

    @property
    def marked_late_on(self) -> date | None:
        """The day on which the sweep marked it overdue, where that was not the first day it could have been: then no
        message was sent in time."""
        if self.flagged_at is None or self.last is None:
            return None
        day = timezone.localtime(self.flagged_at, LONDON).date()
        return day if day > self.last + timedelta(days=1) else None

    @property
    def is_overridden(self) -> bool:
        return self.computed_last is not None

    @property
    def last_in_law(self) -> date | None:
        """The last day as computed, whatever date is worked to: whether somebody was late is asked of this one."""
        return self.computed_last or self.last

    @property
    def is_worked_past_the_law(self) -> bool:
        """Whether the date worked to lets the last moment in law go by."""
        if self.computed_last is None or self.last is None:
            return False
        return goes_beyond(self.last, last=self.computed_last, last_at=self.computed_last_at)


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        """Neither done nor cancelled."""
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Task(OfPerson):
    """Something that somebody is to do about a person by a day. Never deleted; what became of it stands on it.

    Set by hand, or by an app for a cause of its own (`source`): the same cause sets one task of a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField("what is to be done", max_length=160)
    detail = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=160, blank=True, help_text="app/kind:id of what it was set for.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="who is to do it",
        null=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        help_text="Empty: whoever manages the person.",
    )
    due_on = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_note = models.CharField("what came of it", max_length=1000, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField("why it was cancelled", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "set_at"]
        constraints = [
            models.UniqueConstraint(
                name="task_once_a_source", fields=["person", "source"], condition=~Q(source="")
            ),
            models.CheckConstraint(
                name="task_done_whole",
                condition=Q(done_at__isnull=True, done_by__isnull=True, done_note="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done_note="")),
                violation_error_message="A task that is done says who did it, when, and what came of it.",
            ),
            models.CheckConstraint(
                name="task_cancelled_whole",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancel_reason="")),
                violation_error_message="A task that is cancelled says by whom, when and why.",
            ),
            models.CheckConstraint(
                name="task_ends_once",
                condition=Q(done_at__isnull=True) | Q(cancelled_at__isnull=True),
                violation_error_message="This task has been done or cancelled already.",
            ),
        ]
        indexes = [models.Index(fields=["person", "due_on"], name="task_of_person")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.cancelled_at is None

    @property
    def is_for(self) -> User | None:
        """Who is to do it by name; None: whoever manages the person, as where its owner has left."""
        return self.owner if self.owner and self.owner.is_active else None


class Flag(OfPerson):
    """A duty was seen in a state that began on `since`. Once per duty, state and day: however often, late, or from
    however many machines the sweep runs, the rows are the same."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flags")
    key = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=FlagState)
    since = models.DateField(help_text="The day the state began, computed from the duty's dates.")
    noticed_at = models.DateTimeField(help_text="When a sweep first saw it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="flag_once", fields=["person", "key", "state", "since"]),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state} since {self.since}"


class Moved(OfPerson):
    """A date that a change of facts moved: what it was, what it became, who changed what and why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="moved_dates")
    key = models.CharField(max_length=160)
    title = models.CharField(max_length=160)
    was = models.DateField(null=True, help_text="The last day before; empty: none ran, or no such duty.")
    now = models.DateField(null=True, help_text="The last day since; empty: none runs, or no such duty.")
    gone = models.BooleanField(default=False, help_text="The duty itself is no longer there.")
    moved_on = models.DateField()
    moved_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "moved date"
        ordering = ["-moved_at", "key"]
        indexes = [models.Index(fields=["person", "-moved_at"], name="moved_latest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.was} to {self.now}"


class SweepRun(models.Model):
    """One finished sweep: the page header says how old the last is, so a silent sweep is seen."""

    kind = models.CharField(max_length=16)
    day = models.DateField()
    finished_at = models.DateTimeField()
    flags = models.PositiveIntegerField()
    messages = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "-finished_at"], name="sweep_latest")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.day}"
