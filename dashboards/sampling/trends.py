"""How scores go on, month by month: of each officer, and of each question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from accounts.models import Unit, User
from dashboards.models import DipQuestion
from dashboards.sampling import chart
from dashboards.sampling.queries import counting, published
from dashboards.sampling.rules import Score
from practice.rules import Unit as Period
from riskplans.assessments.chart import Drawing
from riskplans.reactive.rules import back

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One officer or one question: all its answers of the period, and those of each month that has any."""

    name: str
    total: Score
    last: Score
    months: list[tuple[date, Score]]


@dataclass(frozen=True, slots=True)
class Trends:
    since: date
    total: Score
    officers: list[Line]
    questions: list[Line]
    by_officer: Drawing | None
    by_question: Drawing | None


def first_month(today: date) -> date:
    """From when on scores are told."""
    return back(today.replace(day=1), MONTHS - 1, Period.MONTHS)


def trends(user: User, now: datetime, *, unit: Unit | None) -> Trends:
    """Of what this user reads: their unit's published samples and their own results, of this month and the eleven
    before. The lowest first, for that is where there is something to do. Three queries."""
    today = now.date()
    since = first_month(today)
    rows = published(user, now).filter(case__sample__month__gte=since)
    if unit is not None:
        rows = rows.filter(case__sample__unit=unit)
    by: dict[str, dict[Any, dict[date, Score]]] = {"officer": {}, "question": {}}
    counted = rows.order_by().values("case__sample__month", "case__manager", "question__code", "answer")
    for row in counted.annotate(number=Count("pk")):
        score = counting(row["answer"], row["number"])
        month = row["case__sample__month"]
        for of, key in (("officer", row["case__manager"]), ("question", row["question__code"])):
            months = by[of].setdefault(key, {})
            months[month] = months.get(month, Score()) + score
    people = User.objects.in_bulk(by["officer"])
    words = dict(DipQuestion.objects.order_by("of").values_list("code", "short"))
    officers = _lines(by["officer"], {key: str(people[key]) for key in by["officer"]})
    questions = _lines(by["question"], words)
    return Trends(
        since,
        sum((each.total for each in officers), Score()),
        officers,
        questions,
        chart.drawing([(each.name, each.months) for each in officers], since, today.replace(day=1)),
        chart.drawing([(each.name, each.months) for each in questions], since, today.replace(day=1)),
    )


def _lines(found: dict[Any, dict[date, Score]], names: dict[Any, str]) -> list[Line]:
    lines = [
        Line(names[key], sum(months.values(), Score()), months[max(months)], sorted(months.items()))
        for key, months in found.items()
    ]
    return sorted(
        lines, key=lambda line: (101 if line.total.percent is None else line.total.percent, line.name)
    )
