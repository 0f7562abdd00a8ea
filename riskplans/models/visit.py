"""A visit: planned, made, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.choices import (
    FAILED,
    FAILED_STATES,
    OPEN_STATES,
    SEEN,
    Asked,
    Direction,
    Outcome,
    Reviewed,
    VisitKind,
    VisitState,
    YesNo,
)
from riskplans.visits.rules import NOBODY

_USER = settings.AUTH_USER_MODEL
_BEFORE = [VisitState.PLANNED, VisitState.STARTED, VisitState.CALLED_OFF]
_MOVES = [
    (VisitState.PLANNED, VisitState.STARTED),
    (VisitState.PLANNED, VisitState.CALLED_OFF),
    (VisitState.STARTED, VisitState.SEEN),
    (VisitState.STARTED, VisitState.ATTEMPTED),
    (VisitState.STARTED, VisitState.ABANDONED),
]


class VisitQuerySet(FactQuerySet["Visit"]):
    def open(self) -> Self:
        """Planned or under way."""
        return self.standing().filter(state__in=OPEN_STATES)

    def seen(self) -> Self:
        return self.standing().filter(state=VisitState.SEEN)

    def failed(self) -> Self:
        return self.standing().filter(state__in=FAILED_STATES)

    def since_seen(self) -> Self:
        """The attempts after which nobody has seen them yet, by when each was made, whenever it was entered."""
        later = Visit.objects.seen().filter(person=OuterRef("person"), arrived_at__gte=OuterRef("arrived_at"))
        return self.failed().filter(~Exists(later))

    def over(self) -> Self:
        """With an outcome, the newest first."""
        return self.standing().filter(arrived_at__isnull=False).order_by("-arrived_at")

    def silent(self, now: datetime) -> Self:
        """Single-crewed, under way, and past the time by which somebody was to hear from them."""
        return self.standing().filter(state=VisitState.STARTED, check_in_by__lt=now)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Visit(Fact):
    """One plan to see a person, and what came of it.

    Attempts at which they were not seen are a series, in the order in which they were made: each names the one before
    (`follows`) and its number (`attempt`), which begins again only after they have been seen. `recorded_*` is who
    planned it, and when.
    """

    SECTION = "visit"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField("what for", max_length=12, choices=VisitKind, default=VisitKind.ROUTINE)
    planned_for = models.DateTimeField("planned for")
    place = models.CharField("where", max_length=300)
    aims = models.CharField("to ask or look at this time", max_length=500, blank=True)
    officer = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="visits")
    second = models.CharField("who goes with them", max_length=120, blank=True)
    alone_why = models.CharField("why it was made alone without authority", max_length=300, blank=True)
    uniform = models.BooleanField("in uniform", default=False)
    accredited = models.BooleanField("trained for this work", default=True)
    announced = models.BooleanField(default=False)
    announced_why = models.CharField("why it is announced", max_length=300, blank=True)
    moved_why = models.CharField("why it was moved", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.PLANNED)
    called_off_why = models.CharField("why it was called off", max_length=300, blank=True)
    started_at = models.DateTimeField(null=True)
    check_in_by = models.DateTimeField("to be heard from by", null=True)
    checked_in_at = models.DateTimeField("last heard from", null=True)

    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    arrived_at = models.DateTimeField("arrived", null=True)
    left_at = models.DateTimeField("left", null=True)
    follows = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by", verbose_name="attempt before"
    )
    attempt = models.PositiveSmallIntegerField("number of the attempt", null=True)
    entry_sought = models.CharField(
        "was entry sought in order to search, to assess the risk?", max_length=3, choices=YesNo, blank=True
    )
    body_worn = models.CharField("body-worn video reference", max_length=40, blank=True)
    happened = models.TextField("what happened", max_length=2000, blank=True)
    risk = models.CharField("risk since the last visit", max_length=4, choices=Direction, blank=True)
    risk_why = models.CharField("why the risk has changed", max_length=500, blank=True)
    safeguarding = models.CharField("what must be done at once", max_length=500, blank=True)
    was_due_on = models.DateField("the visit was due on", null=True)
    outcome_at = models.DateTimeField("recorded", null=True)
    outcome_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    late_why = models.CharField("why it was recorded late", max_length=300, blank=True)
    reviewed = models.CharField(max_length=5, choices=Reviewed, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    review_note = models.CharField("the supervisor's note", max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "home visit"
        ordering = ["-planned_for"]
        indexes = [
            models.Index(fields=["person", "-arrived_at"], name="visit_latest"),
            models.Index(
                fields=["check_in_by"], name="visit_under_way", condition=Q(state=VisitState.STARTED)
            ),
            models.Index(fields=["outcome_at"], name="visit_to_review", condition=Q(reviewed="")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_visit",
                fields=["person"],
                condition=Q(state__in=OPEN_STATES) & STANDING,
                violation_error_message="A visit is planned already. Move it, or record what came of it.",
            ),
            models.CheckConstraint(
                name="visit_announced_with_reason",
                condition=Q(announced=False) | ~Q(announced_why=""),
                violation_error_message="Say why the visit is announced.",
            ),
            models.CheckConstraint(
                name="visit_second_is_somebody",
                condition=Q(second="") | ~Q(second__iregex=NOBODY),
                violation_error_message="Name who goes along, or leave it empty: the visit is then made alone.",
            ),
            models.CheckConstraint(
                name="visit_called_off_with_reason",
                condition=~Q(state=VisitState.CALLED_OFF) | ~Q(called_off_why=""),
                violation_error_message="Say why the visit is called off.",
            ),
            models.CheckConstraint(
                name="visit_started_when",
                condition=Q(state__in=[VisitState.PLANNED, VisitState.CALLED_OFF])
                | Q(started_at__isnull=False),
                violation_error_message="A visit under way says when it began.",
            ),
            models.CheckConstraint(
                name="visit_outcome_is_its_states",
                condition=Q(state__in=_BEFORE, outcome="", arrived_at__isnull=True, outcome_at__isnull=True)
                | Q(state=VisitState.SEEN, outcome__in=SEEN)
                | Q(
                    state=VisitState.ATTEMPTED,
                    outcome__in=[each for each in FAILED if each != Outcome.UNSAFE],
                )
                | Q(state=VisitState.ABANDONED, outcome=Outcome.UNSAFE),
                violation_error_message="What came of the visit and how it stands do not agree.",
            ),
            models.CheckConstraint(
                name="visit_outcome_whole",
                condition=Q(state__in=_BEFORE)
                | Q(arrived_at__isnull=False, outcome_at__isnull=False, outcome_by__isnull=False),
                violation_error_message="A visit that was made says when it was, who recorded it and when.",
            ),
            models.CheckConstraint(
                name="visit_left_after_arriving",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                violation_error_message="They cannot have left before they arrived.",
            ),
            models.CheckConstraint(
                name="failed_visit_is_an_attempt",
                condition=(Q(state__in=FAILED_STATES, attempt__gte=1) & ~Q(entry_sought=""))
                | (~Q(state__in=FAILED_STATES) & Q(attempt__isnull=True, follows__isnull=True)),
                violation_error_message="An attempt says whether entry was sought in order to search.",
            ),
            models.CheckConstraint(
                name="attempt_follows_one",
                condition=Q(attempt__isnull=True)
                | Q(attempt=1, follows__isnull=True)
                | Q(attempt__gt=1, follows__isnull=False),
                violation_error_message="Every attempt but the first names the one before.",
            ),
            models.CheckConstraint(
                name="visit_review_whole",
                condition=Q(reviewed="", reviewed_at__isnull=True, reviewed_by__isnull=True)
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(reviewed="")),
                violation_error_message="A review says who made it, when, and what was found.",
            ),
            models.CheckConstraint(
                name="visit_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True)
                | (
                    ~Q(reviewed_by=F("officer"))
                    & (Q(outcome_by__isnull=True) | ~Q(reviewed_by=F("outcome_by")))
                ),
                violation_error_message="Somebody else reviews a visit of yours.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[(before.value, after.value) for before, after in _MOVES],
            ),
            pgtrigger.Trigger(
                name="alone_with_authority",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF NEW.second = '' AND NEW.alone_why = '' AND NEW.state NOT IN ('planned', 'called_off')
                AND NOT EXISTS (
                    SELECT FROM riskplans_alone
                    WHERE visit_id = NEW.id AND voided_at IS NULL AND answer = 'approved'
                        AND answered_by_id <> NEW.officer_id
                ) THEN
                    RAISE EXCEPTION 'A visit alone needs authority' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="another_goes_along",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                IF NEW.second <> '' AND EXISTS (
                    SELECT FROM accounts_user WHERE id = NEW.officer_id
                        AND regexp_split_to_array(lower(btrim(NEW.second, ' ,.')), '\\W+') <@ regexp_split_to_array(
                            lower(concat_ws(' ', rank, given_name, family_name, collar_number)), '\\W+'
                        )
                ) THEN
                    RAISE EXCEPTION 'Nobody goes along with themselves' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="planned_after_the_decision",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                IF EXISTS (
                    SELECT FROM riskplans_attemptsdecision
                    WHERE person_id = NEW.person_id AND voided_at IS NULL AND decided_at IS NULL
                ) THEN
                    RAISE EXCEPTION 'The attempts before wait for a decision' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display().lower()}"

    @property
    def is_alone(self) -> bool:
        return not self.second

    def lacks_authority(self) -> bool:
        """Alone and not begun, and no supervisor has authorised it; one query, of a visit alone."""
        if not self.is_alone or self.state != VisitState.PLANNED:
            return False
        return not self.alone.standing().filter(answer=Asked.APPROVED).exists()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_over(self) -> bool:
        return self.arrived_at is not None

    @property
    def on(self) -> date:
        """The London day it was made, or is planned for."""
        return timezone.localdate(self.arrived_at or self.planned_for)

    @property
    def state_colour(self) -> str:
        return VisitState(self.state).colour
