"""One case of a meeting day: its time, and how it ended."""

from __future__ import annotations

import uuid
from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from access.models import OfPerson
from mappa.models.case.stops import BEGINS, HELD, STAYS, WITHIN
from mappa.models.sitting import Sitting
from mappa.sittings.choices import (
    CASE_MOVES,
    NOT_DONE,
    CaseState,
    Inquorate,
    Purpose,
    Quorum,
)
from offenders.models import Person

_USER = settings.AUTH_USER_MODEL


class CaseReviewQuerySet(models.QuerySet["CaseReview"]):
    def held(self) -> Self:
        """Those that count as held: decided by a quorate meeting."""
        return self.filter(state=CaseState.DECIDED)

    def unfinished(self) -> Self:
        """Those that keep their meeting from being closed."""
        waits = Q(state=CaseState.INQUORATE, decided_at__isnull=True) & ~Q(without_quorum=Inquorate.ADJOURN)
        return self.filter(Q(state__in=NOT_DONE) | waits)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class CaseReview(OfPerson):
    """One person's case on a meeting day, in a time of its own.

    `quorum_missing` says why there is no quorum. A case that has lost it waits for the chair (`without_quorum` empty),
    until whoever left comes back, or the chair adjourns, or goes on and says why; what is then agreed is interim: the
    chair closes it (`decided_at`), and it stays not quorate and counts as no review. `limit_on` is the last day for the
    next review, as policy had it when this one was decided.
    """

    SECTION = "MAPPA meeting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="case_reviews")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="cases")
    begins_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.REVIEW)
    question = models.CharField("what is to be decided", max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.SCHEDULED)
    began_at = models.DateTimeField("taken at", null=True)
    quorum = models.CharField(max_length=10, choices=Quorum, blank=True)
    quorum_missing = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    without_quorum = models.CharField("without a quorum", max_length=8, choices=Inquorate, blank=True)
    quorum_why = models.CharField("why it goes on without a quorum", max_length=500, blank=True)
    reconvene_on = models.DateField("to meet again on", null=True)
    adjourned_why = models.CharField("why it was not heard", max_length=500, blank=True)
    next_on = models.DateField("next review on", null=True)
    next_why = models.CharField("why later than the limit", max_length=500, blank=True)
    limit_on = models.DateField("next review at the latest on", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    submission = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "case of a meeting"
        verbose_name_plural = "cases of meetings"
        ordering = ["begins_at"]
        indexes = [models.Index(fields=["person", "-begins_at"], name="case_reviews_of_person")]
        constraints = [
            ExclusionConstraint(
                name="cases_in_turn",
                expressions=[
                    (F("sitting"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("begins_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state=CaseState.ADJOURNED),
                violation_error_message="Another case has that time. Choose a time that is free.",
            ),
            models.UniqueConstraint(
                name="person_listed_once",
                fields=["sitting", "person"],
                condition=~Q(state=CaseState.ADJOURNED),
                violation_error_message="This person is listed for this meeting already.",
            ),
            models.CheckConstraint(
                name="case_ends_after_start",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message="A case ends after it begins.",
            ),
            models.CheckConstraint(
                name="case_not_quorate_whole",
                condition=~Q(state=CaseState.INQUORATE)
                | (
                    Q(quorum=Quorum.INQUORATE)
                    & ~Q(quorum_missing=[])
                    & (
                        Q(without_quorum="", reconvene_on__isnull=True)
                        | (~Q(without_quorum="") & Q(reconvene_on__isnull=False))
                    )
                ),
                violation_error_message="Without a quorum, say who was missing, what is done, and when to meet again.",
            ),
            models.CheckConstraint(
                name="case_goes_on_why",
                condition=~Q(without_quorum=Inquorate.PROCEED) | ~Q(quorum_why=""),
                violation_error_message="Say why the meeting goes on without a quorum.",
            ),
            models.CheckConstraint(
                name="case_closed_by_the_chair",
                condition=Q(decided_at__isnull=True)
                | Q(state=CaseState.DECIDED)
                | Q(state=CaseState.INQUORATE, without_quorum=Inquorate.PROCEED, decided_by__isnull=False),
                violation_error_message="A case is closed once it is decided, or went on without a quorum.",
            ),
            models.CheckConstraint(
                name="case_decided_whole",
                condition=~Q(state=CaseState.DECIDED)
                | Q(quorum=Quorum.QUORATE, decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="A decided case says when, and by whom.",
            ),
            models.CheckConstraint(
                name="case_adjourned_why",
                condition=~Q(state=CaseState.ADJOURNED) | ~Q(adjourned_why=""),
                violation_error_message="Say why the case was not heard.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(name="case_one_step_at_a_time", field="state", transitions=CASE_MOVES),
            pgtrigger.Trigger(
                name="begins_listed",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("day", "date")],
                func=BEGINS,
            ),
            pgtrigger.Trigger(
                name="within_the_hours",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=WITHIN,
            ),
            pgtrigger.Trigger(
                name="hard_stops",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.state <> NEW.state OR OLD.without_quorum <> NEW.without_quorum "
                    "OR OLD.decided_at IS DISTINCT FROM NEW.decided_at"
                ),
                declare=[
                    ("day", "date"),
                    ("spoken", "boolean"),
                    ("bodies", "text[]"),
                    ("chaired", "boolean"),
                    ("held", "boolean"),
                ],
                func=HELD,
            ),
            pgtrigger.Protect(
                name="decided_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.decided_at IS NOT NULL AND ({STAYS.format('OLD')}) IS DISTINCT FROM ({STAYS.format('NEW')})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} of {self.begins_at:%Y-%m-%d}"

    @property
    def colour(self) -> str:
        return CaseState(self.state).colour

    @property
    def is_to_be_heard(self) -> bool:
        return self.state in NOT_DONE

    @property
    def waits_for_quorum(self) -> bool:
        """Whether it has stopped, or goes on with interim decisions, until whoever is missing comes back."""
        adjourned = self.without_quorum == Inquorate.ADJOURN
        return self.state == CaseState.INQUORATE and self.decided_at is None and not adjourned

    @property
    def is_interim(self) -> bool:
        """Whether the chair goes on without a quorum, until it is closed."""
        return self.waits_for_quorum and self.without_quorum == Inquorate.PROCEED

    @property
    def is_unfinished(self) -> bool:
        return self.is_to_be_heard or self.waits_for_quorum
