"""What was found by one of the tools of one person."""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from offenders.choices import Source
from offenders.models import Fact, Person
from offenders.models.fact import STANDING, FactQuerySet
from riskplans.assessments.choices import HANDED_IN, OPEN, AssessmentState, Level, Occasion, Priority
from riskplans.choices import System
from riskplans.models.catalogue import Tool, ToolResult

_USER = settings.AUTH_USER_MODEL
_S = AssessmentState
_MOVES = [
    (_S.DRAFT, _S.SUBMITTED),
    (_S.DRAFT, _S.DROPPED),
    (_S.SUBMITTED, _S.APPROVED),
    (_S.SUBMITTED, _S.RETURNED),
    (_S.SUBMITTED, _S.SUPERSEDED),  # approved where a later one stands already
    (_S.RETURNED, _S.SUBMITTED),
    (_S.RETURNED, _S.DROPPED),
    (_S.APPROVED, _S.SUPERSEDED),
]
_CLOSED = "'submitted', 'approved', 'superseded', 'dropped'"
# What was said and found. What follows (an approval, a successor) stands in other columns.
_SAID = (
    "person_id tool_id occasion led_by authors assessed_on assessor reference interviewed_on interview_place"
    " interviewers checked formulation evidence previous_id was_due_on submitted_at submitted_by_id voided_at"
    " recorded_at recorded_by_id"
)
_RESAID = "({}) IS DISTINCT FROM ({})".format(
    *(", ".join(f"{row}.{column}" for column in _SAID.split()) for row in ("OLD", "NEW"))
)
_HANDED_IN_WHOLE = """
IF EXISTS (
    SELECT FROM riskplans_assessedfactor
    WHERE assessment_id = NEW.id AND voided_at IS NULL AND confirmed_at IS NULL
) THEN
    RAISE EXCEPTION 'a factor has not been gone through' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT FROM riskplans_assessedresult WHERE assessment_id = NEW.id AND voided_at IS NULL
) THEN
    RAISE EXCEPTION 'an assessment without a result' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_THE_LATEST_STANDS = """
IF EXISTS (
    SELECT FROM riskplans_assessment AS later JOIN riskplans_tool AS its ON its.id = later.tool_id
    WHERE later.person_id = NEW.person_id AND later.id <> NEW.id AND later.voided_at IS NULL
    AND later.state IN ('approved', 'superseded') AND later.assessed_on > NEW.assessed_on
    AND its.code = (SELECT code FROM riskplans_tool WHERE id = NEW.tool_id)
) THEN
    RAISE EXCEPTION 'a later assessment stands' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
# What belongs to an assessment comes before it is handed in, and is neither changed nor moved afterwards.
_WHILE_OPEN = """
IF EXISTS (
    SELECT FROM riskplans_assessment WHERE id = NEW.assessment_id AND state NOT IN ('draft', 'returned')
) OR TG_OP = 'UPDATE' AND EXISTS (
    SELECT FROM riskplans_assessment WHERE id = OLD.assessment_id AND state NOT IN ('draft', 'returned')
) THEN
    RAISE EXCEPTION 'the assessment has been handed in' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class AssessmentQuerySet(FactQuerySet["Assessment"]):
    def approved(self) -> Self:
        """Those that stand: at most one a person and tool."""
        return self.standing().filter(state=AssessmentState.APPROVED)

    def open(self) -> Self:
        """Begun, and not decided yet."""
        return self.standing().filter(state__in=OPEN)

    def handed_in(self) -> Self:
        return self.standing().filter(state__in=HANDED_IN)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Assessment(Fact):
    """What was found of a person by one tool on one day: begun, handed in, approved by somebody else, replaced.

    `recorded_*` is who began it, `authors` are all who have written in it. Once handed in it says what it says;
    returned, it is open again.
    """

    SECTION = "risk assessment"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="assessments")
    occasion = models.CharField("why now", max_length=12, choices=Occasion, default=Occasion.FIRST)
    led_by = models.CharField("what led to it", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    authors = ArrayField(models.UUIDField(), default=list, editable=False)
    assessed_on = models.DateField("assessed on", null=True)
    assessor = models.CharField("assessed by, if somebody else", max_length=120, blank=True)
    reference = models.CharField("where the form is kept", max_length=120, blank=True)
    interviewed_on = models.DateField("interviewed on", null=True, blank=True)
    interview_place = models.CharField("interviewed where", max_length=200, blank=True)
    interviewers = models.CharField("interviewed by", max_length=200, blank=True)
    checked = ArrayField(
        models.CharField(max_length=12, choices=System),
        verbose_name="records looked at",
        default=list,
        blank=True,
    )
    formulation = models.TextField("case formulation", max_length=4000, blank=True)
    evidence = models.TextField("what the result rests on", max_length=4000, blank=True)
    previous = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="the one before"
    )
    was_due_on = models.DateField("it was due on", null=True)
    submitted_at = models.DateTimeField("handed in", null=True)
    submitted_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    decision_note = models.CharField("the supervisor’s reasons", max_length=1000, blank=True)
    superseded_on = models.DateField("replaced on", null=True)
    dropped_why = models.CharField("why it was given up", max_length=300, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "risk assessment"
        ordering = ["-assessed_on", "-recorded_at"]
        indexes = [models.Index(fields=["person", "-assessed_on"], name="assessment_latest")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_assessment",
                fields=["person", "tool"],
                condition=Q(state__in=OPEN) & STANDING,
                violation_error_message="An assessment with this tool has been begun already. Go on with it.",
            ),
            models.UniqueConstraint(
                name="one_standing_assessment",
                fields=["person", "tool"],
                condition=Q(state=AssessmentState.APPROVED) & STANDING,
                violation_error_message="Another assessment with this tool stands.",
            ),
            models.CheckConstraint(
                name="assessment_handed_in_whole",
                condition=~Q(state__in=[*HANDED_IN, AssessmentState.RETURNED])
                | (
                    Q(submitted_at__isnull=False, submitted_by__isnull=False, assessed_on__isnull=False)
                    & (~Q(formulation="") | ~Q(evidence=""))
                ),
                violation_error_message="Say on which day it was assessed, and what the result rests on.",
            ),
            models.CheckConstraint(
                name="assessment_rests_on_interview",
                condition=Q(interviewed_on__isnull=True)
                | Q(assessed_on__isnull=True)
                | Q(interviewed_on__lte=F("assessed_on")),
                violation_error_message="The interview cannot be after the day of the assessment.",
            ),
            models.CheckConstraint(
                name="assessment_decided_whole",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, decision_note="")
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                violation_error_message="A decision says who took it, and when.",
            ),
            models.CheckConstraint(
                name="assessment_approved_by_another",
                condition=~Q(state__in=[AssessmentState.APPROVED, AssessmentState.SUPERSEDED])
                | (
                    Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("submitted_by"))
                    & ~Q(authors__contains=[F("decided_by")])
                ),
                violation_error_message="Somebody else approves an assessment of yours.",
            ),
            models.CheckConstraint(
                name="assessment_returned_with_reasons",
                condition=~Q(state=AssessmentState.RETURNED) | ~Q(decision_note=""),
                violation_error_message="Say what is to be put right.",
            ),
            models.CheckConstraint(
                name="assessment_ended_whole",
                condition=(Q(state=AssessmentState.SUPERSEDED) | Q(superseded_on__isnull=True))
                & (Q(state=AssessmentState.DROPPED) ^ Q(dropped_why="")),
                violation_error_message="Say why it is given up.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.FSM(
                name="one_step_at_a_time",
                field="state",
                transitions=[(before.value, after.value) for before, after in _MOVES],
            ),
            pgtrigger.Protect(
                name="said_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.state IN ({_CLOSED}) AND {_RESAID}"),
            ),
            pgtrigger.Protect(
                name="authors_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NOT OLD.authors <@ NEW.authors"),
            ),
            pgtrigger.Trigger(
                name="the_latest_stands",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'approved'"),
                func=_THE_LATEST_STANDS,
            ),
            pgtrigger.Trigger(
                name="handed_in_whole",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> NEW.state AND NEW.state = 'submitted'"),
                func=_HANDED_IN_WHOLE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.get_state_display().lower()}"

    @property
    def is_writable(self) -> bool:
        return self.state in (AssessmentState.DRAFT, AssessmentState.RETURNED)

    @property
    def state_colour(self) -> str:
        return AssessmentState(self.state).colour


def _while_open() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="while_open",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func=_WHILE_OPEN,
    )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AssessedResult(Fact):
    """What one of a tool's results was, as its form says."""

    SECTION = "risk assessment"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="results")
    result = models.ForeignKey(ToolResult, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=Level, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField("in words", max_length=300, blank=True)

    objects = FactQuerySet["AssessedResult"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "result of a risk assessment"
        verbose_name_plural = "results of risk assessments"
        constraints = [
            models.UniqueConstraint(name="assessed_result_once", fields=["assessment", "result"]),
            models.CheckConstraint(
                name="assessed_result_says_something",
                condition=~Q(level="") | ~Q(note=""),
                violation_error_message="Say what the result was.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete), _while_open()]

    def __str__(self) -> str:
        return f"{self.result}: {self.get_level_display() or self.note}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AssessedFactor(Fact):
    """One factor of an assessment, by the code of `ToolFactor`: its rating, on what evidence, and the one before.

    Carried forward from the assessment before and from visits since, it counts once somebody has gone through it.
    """

    SECTION = "risk assessment"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="factors")
    factor = models.CharField(max_length=24)
    priority = models.CharField("rating", max_length=8, choices=Priority, blank=True)
    evidence = models.TextField(max_length=2000, blank=True)
    sources = ArrayField(
        models.CharField(max_length=16, choices=Source),
        verbose_name="how it is known",
        default=list,
        blank=True,
    )
    evidenced_on = models.DateField("evidence of", null=True, blank=True)
    contradicted = models.BooleanField("the sources contradict one another", default=False)
    before = models.CharField("rating before", max_length=8, choices=Priority, blank=True)
    changed_why = models.CharField("why the rating has changed", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("gone through", null=True)

    objects = FactQuerySet["AssessedFactor"].as_manager()

    class Meta(Fact.Meta):
        abstract = False
        verbose_name = "factor of a risk assessment"
        verbose_name_plural = "factors of risk assessments"
        constraints = [
            models.UniqueConstraint(name="assessed_factor_once", fields=["assessment", "factor"]),
            models.CheckConstraint(
                name="factor_gone_through_whole",
                condition=Q(confirmed_at__isnull=True) | (~Q(priority="") & ~Q(evidence="")),
                violation_error_message="Give the rating, and what it rests on.",
            ),
            models.CheckConstraint(
                name="high_factor_with_source",
                condition=Q(confirmed_at__isnull=True) | ~Q(priority=Priority.HIGH) | Q(sources__len__gt=0),
                violation_error_message="A factor of high priority says how its evidence is known.",
            ),
            models.CheckConstraint(
                name="factor_changed_with_reason",
                condition=Q(confirmed_at__isnull=True)
                | Q(before="")
                | Q(before=F("priority"))
                | ~Q(changed_why=""),
                violation_error_message="Say why the rating has changed.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete), _while_open()]

    def __str__(self) -> str:
        return f"{self.factor}: {self.get_priority_display().lower() or 'not rated'}"

    @property
    def change(self) -> str:
        """`up`, `down` or `same`, since the assessment before; empty where either says nothing."""
        steps = [Priority.LOW, Priority.MEDIUM, Priority.HIGH]
        if self.before not in steps or self.priority not in steps:
            return ""
        moved = steps.index(Priority(self.priority)) - steps.index(Priority(self.before))
        return "up" if moved > 0 else "down" if moved < 0 else "same"
