"""A meeting day of a MAPPA area; and what each agency is under section 325."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Force
from mappa.sittings.choices import (
    CALLED_OFF,
    COMING,
    SITTING_MOVES,
    Body,
    MeetingLevel,
    SittingState,
    Standing,
)

_USER = settings.AUTH_USER_MODEL
_BEGINS = """
IF NEW.state <> 'planned' THEN
    RAISE EXCEPTION 'a meeting begins by being planned' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_CLOSES = """
reader := current_setting('vigil.reader');
PERFORM set_config('vigil.reader', 'vigil', true);
found := EXISTS (
    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND (
        state IN ('scheduled', 'ready', 'in_session')
        OR (state = 'inquorate' AND without_quorum <> 'adjourn' AND decided_at IS NULL)
    )
);
PERFORM set_config('vigil.reader', reader, true);
IF found THEN
    RAISE EXCEPTION 'a case of this meeting is not finished' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_OPENS = """
IF (NEW.opened_at AT TIME ZONE 'Europe/London')::date IS DISTINCT FROM NEW.held_on THEN
    RAISE EXCEPTION 'a meeting is opened on its day' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_HOLDS_ITS_CASES = """
reader := current_setting('vigil.reader');
PERFORM set_config('vigil.reader', 'vigil', true);
heard := OLD.held_on <> NEW.held_on AND EXISTS (
    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND state IN ('in_session', 'inquorate', 'decided')
);
outside := EXISTS (
    SELECT FROM mappa_casereview WHERE sitting_id = NEW.id AND state <> 'adjourned' AND (
        (begins_at AT TIME ZONE 'Europe/London')::time < NEW.starts_at
        OR (ends_at AT TIME ZONE 'Europe/London')::time > NEW.ends_at
    )
);
PERFORM set_config('vigil.reader', reader, true);
IF heard THEN
    RAISE EXCEPTION 'a case of this meeting was heard on its day' USING ERRCODE = 'check_violation';
END IF;
IF outside THEN
    RAISE EXCEPTION 'a case lies outside the hours of its meeting' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_SUBSTITUTE = """
IF NEW.chair_why = '' OR NEW.chair_why = OLD.chair_why THEN
    RAISE EXCEPTION 'somebody else chairs an open meeting for a reason' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AgencyStanding(models.Model):
    """What a partner agency is under section 325: reference data of its force, beside the agency and not on it, because
    the agency itself belongs to whoever looks after users. `contact` and `board` are told of overdue actions."""

    agency = models.OneToOneField(
        Agency, primary_key=True, on_delete=models.PROTECT, related_name="mappa_standing"
    )
    standing = models.CharField("standing", max_length=12, choices=Standing)
    body = models.CharField("which body", max_length=12, choices=Body)
    contact = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "agency’s standing"

    def __str__(self) -> str:
        return self.get_standing_display()


class SittingQuerySet(models.QuerySet["Sitting"]):
    def coming(self) -> Self:
        """Those still to be held, or being held."""
        return self.filter(state__in=[*COMING, SittingState.OPEN])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Sitting(models.Model):
    """A meeting day: one level, one chair, several cases. About nobody: the cases are.

    `below_grade` says that the chair's grade was too low for the level when they were named; such a meeting is held
    only once a detective inspector, who speaks for the strategic management board, has said why, and it is counted.
    `moved_why` is of a day that was set once the one before was over; `chair_why` of somebody who took the chair while
    the meeting was open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    area = models.CharField("MAPPA area", max_length=80)
    level = models.CharField(max_length=1, choices=MeetingLevel)
    held_on = models.DateField("day")
    starts_at = models.TimeField("begins at")
    ends_at = models.TimeField("ends at")
    chair = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    joining = models.CharField("how to join remotely", max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=SittingState, default=SittingState.PLANNED)
    returns_due_on = models.DateField("returns due by the end of")
    below_grade = models.BooleanField(default=False)
    override_why = models.CharField("why below the grade", max_length=500, blank=True)
    override_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    override_at = models.DateTimeField(null=True)
    chair_why = models.CharField("why somebody else chairs", max_length=500, blank=True)
    moved_why = models.CharField("why it is held late", max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True)
    called_off_why = models.CharField("why it is not held", max_length=500, blank=True)
    postponed_to = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="postponed")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "meeting"
        ordering = ["held_on", "starts_at"]
        indexes = [models.Index(fields=["force", "held_on"], name="sittings_by_day")]
        constraints = [
            models.CheckConstraint(
                name="sitting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="A meeting ends after it begins.",
            ),
            models.CheckConstraint(
                name="sitting_somewhere",
                condition=~Q(place="") | ~Q(joining=""),
                violation_error_message="Say where the meeting is held, or how to join it.",
            ),
            models.CheckConstraint(
                name="sitting_chair_of_grade",
                condition=Q(below_grade=False)
                | ~Q(override_why="")
                | Q(state__in=[SittingState.PLANNED, *CALLED_OFF]),
                violation_error_message="The chair’s grade is too low for this level. A detective inspector has to "
                "say why it is held all the same.",
            ),
            models.CheckConstraint(
                name="sitting_override_whole",
                condition=Q(override_why="", override_by__isnull=True, override_at__isnull=True)
                | (
                    ~Q(override_why="")
                    & Q(override_by__isnull=False, override_at__isnull=False)
                    & ~Q(override_by=F("chair"))
                ),
                violation_error_message="Somebody other than the chair says why.",
            ),
            models.CheckConstraint(
                name="sitting_called_off_why",
                condition=~Q(state__in=CALLED_OFF) | ~Q(called_off_why=""),
                violation_error_message="Say why the meeting is not held.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="sitting_one_step_at_a_time", field="state", transitions=SITTING_MOVES),
            pgtrigger.Trigger(
                name="begins_planned", operation=pgtrigger.Insert, when=pgtrigger.Before, func=_BEGINS
            ),
            pgtrigger.Trigger(
                name="closes_when_heard",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'closed'"),
                # Whoever closes it may not see a restricted case of it, and closes nothing over it all the same.
                declare=[("reader", "text"), ("found", "boolean")],
                func=_CLOSES,
            ),
            pgtrigger.Trigger(
                name="holds_its_cases",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.held_on <> NEW.held_on OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at"
                ),
                declare=[("reader", "text"), ("heard", "boolean"), ("outside", "boolean")],
                func=_HOLDS_ITS_CASES,
            ),
            pgtrigger.Trigger(
                name="opens_on_its_day",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'open'"),
                func=_OPENS,
            ),
            pgtrigger.Protect(
                name="open_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'open' AND (OLD.held_on, OLD.level, OLD.area, OLD.force_id, OLD.opened_at) "
                    "IS DISTINCT FROM (NEW.held_on, NEW.level, NEW.area, NEW.force_id, NEW.opened_at)"
                ),
            ),
            pgtrigger.Trigger(
                name="another_chair_says_why",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state = 'open' AND OLD.chair_id <> NEW.chair_id"),
                func=_SUBSTITUTE,
            ),
            pgtrigger.Protect(
                name="over_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IN ('closed', 'cancelled', 'postponed')"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What invitations and calendars call it: it says nothing of whom it is about."""
        return f"MM-{self.pk.hex[:6].upper()}"

    @property
    def colour(self) -> str:
        return SittingState(self.state).colour

    @property
    def needs_override(self) -> bool:
        return self.below_grade and not self.override_why
