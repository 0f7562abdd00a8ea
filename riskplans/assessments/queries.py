"""Reads of risk assessments: what stands, the four values now and over time, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from offenders.choices import ManagementLevel, Source
from offenders.models import Person
from riskplans.assessments import rules
from riskplans.assessments.choices import AssessmentState, CompletedBy, Level, Measure, Priority
from riskplans.assessments.tools import ARMS
from riskplans.choices import Asked
from riskplans.models import (
    AssessedFactor,
    AssessedResult,
    Assessment,
    LevelDecision,
    Plan,
    RiskReview,
    SharedSummary,
    ToolFactor,
)

_MEASURED = (Measure.STATIC, Measure.PRIORITY, Measure.HARM)
RESULT = (
    "level",
    "assessment_id",
    *(
        f"assessment__{column}"
        for column in (
            *("state", "assessed_on", "assessor", "tool__name", "tool__edition", "tool__measure"),
            *("submitted_by__rank", "submitted_by__family_name"),
        )
    ),
)
_COUNTED = [AssessmentState.APPROVED, AssessmentState.SUPERSEDED]


@dataclass(frozen=True, slots=True)
class Value:
    """One of the four values of a person, since a day; `source` says by what tool or whose decision."""

    measure: str
    name: str
    level: Level | ManagementLevel | None
    since: date | None = None
    source: str = ""
    by: str = ""
    assessment: UUID | None = None

    @property
    def words(self) -> str:
        if self.level is None:
            return "None on record"
        return self.level.word if isinstance(self.level, ManagementLevel) else str(self.level.label)

    @property
    def colour(self) -> str:
        return self.level.colour if self.level else "grey"


def standing(person: Person) -> list[Assessment]:
    """The current assessment of each tool, with its `tool`, results and who approved it; two queries."""
    rows = Assessment.objects.approved().filter(person=person)
    return list(
        rows.select_related("tool", "submitted_by", "decided_by")
        .prefetch_related(Prefetch("results", queryset=AssessedResult.objects.select_related("result")))
        .order_by("tool__place", "-assessed_on")
    )


def high_priority(person: Person) -> set[str]:
    """The codes of the factors rated high priority in the ARMS that stands; one query."""
    rows = AssessedFactor.objects.standing().filter(
        person=person,
        priority=Priority.HIGH,
        assessment__state=AssessmentState.APPROVED,
        assessment__voided_at__isnull=True,
        assessment__tool__code=ARMS,
    )
    return {row.factor for row in rows}


def values(person: Person) -> list[Value]:
    """The static tool's level, the ARMS priority, the RoSH level and the management level; one query.

    Each of the first three is what the latest approved assessment of it says: the highest of its results.
    """
    return values_from(person, _results(person))


def values_from(person: Person, results: list[dict[str, Any]]) -> list[Value]:
    """The same from results that were read already, in the order of their days."""
    rows = [row for row in results if row["assessment__state"] == AssessmentState.APPROVED]
    found = [_latest(measure, rows) for measure in _MEASURED]
    return [*found, Value("level", "Management level", ManagementLevel(person.management_level))]


def measured(person: Person) -> QuerySet[AssessedResult]:
    """What assessments that were ever approved have found of the three values that are assessed."""
    rows = AssessedResult.objects.standing().filter(
        person=person, assessment__state__in=_COUNTED, assessment__voided_at__isnull=True
    )
    found: QuerySet[AssessedResult] = rows.filter(assessment__tool__measure__in=_MEASURED)
    return found


def _results(person: Person) -> list[dict[str, Any]]:
    rows = measured(person).order_by("assessment__assessed_on", "assessment__submitted_at")
    return list(rows.values(*RESULT))


def _latest(measure: Measure, rows: Iterable[dict[str, Any]]) -> Value:
    """The newest assessment of a measure; `rows` in the order of their days."""
    mine = [row for row in rows if row["assessment__tool__measure"] == measure]
    if not mine:
        return Value(measure.value, str(measure.label), None)
    newest = mine[-1]["assessment_id"]
    of_it = [row for row in mine if row["assessment_id"] == newest]
    row = of_it[0]
    author = f"{row['assessment__submitted_by__rank']} {row['assessment__submitted_by__family_name']}"
    return Value(
        measure.value,
        str(measure.label),
        rules.highest(each["level"] for each in of_it),
        row["assessment__assessed_on"],
        f"{row['assessment__tool__name']}, version {row['assessment__tool__edition']}",
        row["assessment__assessor"] or author.strip(),
        newest,
    )


def decided_levels(person: Person) -> list[LevelDecision]:
    """Every management level that was set here, asked for or refused, the newest first; one query."""
    rows = LevelDecision.objects.standing().filter(person=person)
    return list(rows.select_related("recorded_by", "answered_by").order_by("-recorded_at"))


def stood_at(person: Person) -> list[Level]:
    """The levels that they were taken off by nobody but an officer, since anybody else last approved a level, or an
    assessment of one of the other three values; one query."""
    decided = LevelDecision.objects.standing().filter(person=person)
    assessed = Assessment.objects.standing().filter(
        person=person, state__in=_COUNTED, tool__measure__in=_MEASURED
    )
    approved = Greatest(
        Subquery(decided.filter(answer=Asked.APPROVED).order_by("-answered_at").values("answered_at")[:1]),
        Subquery(assessed.order_by("-decided_at").values("decided_at")[:1]),
    )
    rows = decided.filter(needs="").alias(approved=approved)
    alone = rows.filter(Q(approved__isnull=True) | Q(recorded_at__gte=F("approved")))
    return [level_until(row.before) for row in alone]


def level_until(level: str) -> Level:
    """A management level as a step to count from: somebody not assessed is treated as high."""
    return Level.HIGH if level == ManagementLevel.UNASSESSED else Level(level)


def over_time(
    person: Person, decided: Iterable[LevelDecision]
) -> list[tuple[str, list[tuple[date, Level | None]]]]:
    """Each of the four values with the days on which it changed, the first first; one query."""
    series: list[tuple[str, list[tuple[date, Level | None]]]] = []
    rows = _results(person)
    for measure in _MEASURED:
        steps: dict[UUID, tuple[date, Level | None]] = {}
        for row in rows:
            if row["assessment__tool__measure"] == measure:
                levels = [each["level"] for each in rows if each["assessment_id"] == row["assessment_id"]]
                steps[row["assessment_id"]] = (row["assessment__assessed_on"], rules.highest(levels))
        series.append((str(measure.label), list(steps.values())))
    took = sorted((each for each in decided if each.starts_on), key=lambda each: each.recorded_at)
    before = took[0].before if took else person.management_level
    levels = [(timezone.localdate(person.recorded_at), _level(before))]
    levels += [(each.starts_on, _level(each.level)) for each in took if each.starts_on]
    series.append(("Management level", levels))
    return series


def _level(level: str) -> Level | None:
    return None if level == ManagementLevel.UNASSESSED else Level(level)


def begun(person: Person) -> list[Assessment]:
    """Assessments that are open, the oldest first; one query."""
    rows = Assessment.objects.open().filter(person=person)
    return list(
        rows.select_related("tool", "recorded_by", "submitted_by", "decided_by").order_by("recorded_at")
    )


def later_than(assessment: Assessment) -> Assessment | None:
    """The one with the same tool, of whichever version, that stands and was made on a later day; one query."""
    rows = Assessment.objects.approved().filter(
        person=assessment.person_id,
        tool__code=assessment.tool.code,
        assessed_on__gt=assessment.assessed_on,
    )
    return rows.order_by("-assessed_on").first()


def earlier(person: Person, *, limit: int = 50) -> list[Assessment]:
    """Those that were replaced or given up, the newest first; one query."""
    rows = Assessment.objects.standing().filter(
        person=person, state__in=[AssessmentState.SUPERSEDED, AssessmentState.DROPPED]
    )
    return list(rows.select_related("tool", "submitted_by").order_by("-assessed_on", "-recorded_at")[:limit])


def managed_at(person: Person, decided: Iterable[LevelDecision]) -> Value:
    """The management level with since when and by whom; from decisions that were read already, the newest first."""
    found = Value("level", "Management level", ManagementLevel(person.management_level))
    took = next((each for each in decided if each.starts_on), None)
    if took is None:
        opened = timezone.localdate(person.recorded_at)
        return replace(found, since=opened, by="since the record was opened")
    if took.level != person.management_level:
        return replace(found, by="corrected on the record")
    by = f"{took.recorded_by}, approved by {took.answered_by}" if took.answered_by else str(took.recorded_by)
    return replace(found, since=took.starts_on, by=by)


def open_review(person: Person) -> RiskReview | None:
    """The review that is open, with its changes; two queries."""
    rows = RiskReview.objects.open().filter(person=person).select_related("assessment")
    return rows.prefetch_related("changes__noted_by").first()


def plan_behind(review: RiskReview) -> Plan | None:
    """The plan in force, where it was submitted before the last of the review's changes was noted; one query."""
    last = review.changes.order_by("-noted_at").values("noted_at")[:1]
    return Plan.objects.in_force().filter(person=review.person_id, submitted_at__lt=Subquery(last)).first()


def assessment_of(person: Person, assessment_id: UUID) -> Assessment:
    """The person's assessment, or Http404."""
    rows = Assessment.objects.standing().select_related(
        "tool", "recorded_by", "submitted_by", "decided_by", "previous"
    )
    found = get_object_or_404(rows, pk=assessment_id, person=person)
    found.person = person
    return found


def last_return(assessment: Assessment) -> Any:
    """Its state as it last came back, from the history: `decision_note`, `decided_by`, `decided_at`; None if it never
    did. One query."""
    rows = _as_returned(assessment).select_related("decided_by")
    return rows.order_by("-decided_at", "version").first()


def is_unchanged(assessment: Assessment) -> bool:
    """Whether it came back and nothing has been written in it since; three queries at most."""
    if assessment.state != AssessmentState.RETURNED:
        return False
    came_back = _as_returned(assessment).filter(decided_at=assessment.decided_at)
    written = came_back.order_by("version").values_list("version", flat=True).first() != assessment.version
    return not written and not assessment.factors.filter(confirmed_at__gt=assessment.decided_at).exists()


def _as_returned(assessment: Assessment) -> QuerySet[Any]:
    events: QuerySet[Any] = Assessment.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj=assessment.pk, state=AssessmentState.RETURNED
    )
    return events


def is_shared(assessment: Assessment) -> bool:
    """Whether partners may be given a summary of it."""
    by_another = CompletedBy(assessment.tool.completed_by).by_another
    return not rules.not_shared(state=assessment.state, by_another=by_another)


def summaries(assessment: Assessment) -> list[SharedSummary]:
    """To whom one was given, the newest first; one query."""
    return list(assessment.summaries.select_related("shared_by"))


@dataclass(slots=True)
class Row:
    """A factor of the tool, and how it was assessed."""

    named: ToolFactor
    assessed: AssessedFactor

    @property
    def colour(self) -> str:
        return Priority(self.assessed.priority).colour if self.assessed.priority else "grey"

    @property
    def sources(self) -> str:
        """How the evidence is known, in words."""
        return ", ".join(str(Source(each).label) for each in self.assessed.sources)


def factors(assessment: Assessment) -> list[Row]:
    """The factors in the tool's order; two queries."""
    assessed = {row.factor: row for row in assessment.factors.standing()}
    named = ToolFactor.objects.filter(tool=assessment.tool_id)
    return [Row(each, assessed[each.code]) for each in named if each.code in assessed]


def results(assessment: Assessment) -> list[AssessedResult]:
    return list(assessment.results.standing().select_related("result").order_by("result__place"))
