"""The main series month by month over two years, counted from the record in two statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Cast

from access.policies import Capability
from accounts.models import User
from dashboards.board import months
from dashboards.board.metrics.definition import Rows, day_of
from dashboards.board.metrics.visits import VISIT
from dashboards.board.months import Drawing, Point
from dashboards.board.scope import Asked
from diary.models import Entry
from mappa.models import Transfer
from notifications.models import Breach
from offenders.models import Monitoring, Person
from offenders.models.person import PersonQuerySet
from riskplans.models import PolygraphTest, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series. `on` is the day of a row, which counts in its month; of a share, `good` says which are for it.

    With `until` it is what was so at the end of each month: from the day `on` up to, not including, `until`.
    """

    name: str
    label: str
    counts: str
    rows: Callable[[date, datetime], Rows]
    on: Any
    good: Q | None = None
    until: Any = None

    @property
    def is_share(self) -> bool:
        return self.good is not None

    @property
    def is_stock(self) -> bool:
        return self.until is not None

    def select(self, today: date, now: datetime) -> Rows:
        found: Rows = self.rows(today, now).order_by().annotate(board_on=self.on)
        three: Rows
        if self.is_stock:
            three = found.annotate(board_third=self.until).values_list("person_id", "board_on", "board_third")
            return three
        good = (
            Value(None, BooleanField())
            if self.good is None
            else Case(When(self.good, then=True), default=False, output_field=BooleanField())
        )
        three = found.annotate(board_third=good).values_list("person_id", "board_on", "board_third")
        return three


@dataclass(frozen=True, slots=True)
class Trend:
    """A series with its months, the oldest first, and its drawing."""

    series: Series
    points: list[Point]
    drawing: Drawing

    @property
    def newest_first(self) -> list[Point]:
        return self.points[::-1]


def _visits(today: date, now: datetime) -> Rows:
    return Visit.objects.standing().filter(arrived_at__lte=now)


_DAY_AFTER = Cast(ExpressionWrapper(F("last") + timedelta(days=1), DateField()), DateField())

SERIES = (
    Series(
        name="backlog",
        label="Visits overdue",
        counts="Home visits overdue at the end of each month, and today.",
        rows=lambda today, now: Entry.objects.filter(VISIT, last__lt=today),
        on=_DAY_AFTER,
        until=F("met_on"),
    ),
    Series(
        name="on-time",
        label="Visits on time",
        counts="Of the visits whose last day fell in the month and is over: those at which they were seen by it.",
        rows=lambda today, now: Entry.objects.filter(VISIT, last__lt=today),
        on=F("last"),
        good=Q(met_on__lte=F("last")),
    ),
    Series(
        name="unannounced",
        label="Visits unannounced",
        counts="Of the visits made in the month, seen or not: those not announced.",
        rows=_visits,
        on=day_of("arrived_at"),
        good=Q(announced=False),
    ),
    Series(
        name="alone",
        label="Visits single-crewed",
        counts="Of the visits made in the month, seen or not: those that one officer made alone.",
        rows=_visits,
        on=day_of("arrived_at"),
        good=Q(second=""),
    ),
    Series(
        name="breaches",
        label="Breaches",
        counts="Breaches that happened in the month, whatever became of them.",
        rows=lambda today, now: Breach.objects.standing().filter(happened_on__lte=today),
        on=F("happened_on"),
    ),
    Series(
        name="polygraph",
        label="Polygraph tests",
        counts="Polygraph tests made in the month.",
        rows=lambda today, now: PolygraphTest.objects.standing().filter(tested_on__lte=today),
        on=F("tested_on"),
    ),
    Series(
        name="monitoring",
        label="Monitoring installed",
        counts="Devices with monitoring installed at the end of each month, and today.",
        rows=lambda today, now: Monitoring.objects.standing().filter(installed_on__lte=today),
        on=F("installed_on"),
        until=F("removed_on"),
    ),
    Series(
        name="transfers",
        label="Transfers",
        counts="MAPPA transfers to another area that were asked for in the month.",
        rows=lambda today, now: Transfer.objects.filter(asked_at__lte=now),
        on=day_of("asked_at"),
    ),
)


def people_of(user: User, asked: Asked, today: date) -> PersonQuerySet:
    """Whom the user answers for today, archived ones too: a series goes on when one of its people leaves."""
    people = Person.objects.within_reach(user, Capability.REVIEW, today)
    return people.filter(unit=asked.unit) if asked.unit is not None else people


def trends(user: User, asked: Asked, now: datetime, *, series: Sequence[Series] = SERIES) -> list[Trend]:
    """Every series of two years to today; two queries."""
    today = now.date()
    people = people_of(user, asked, today)
    found = _flows(people, [each for each in series if not each.is_stock], today, now)
    found |= _stocks(people, [each for each in series if each.is_stock], today, now)
    result = []
    for each in series:
        none = (0, 0)
        points = [
            Point(
                day,
                *((counted := found.get((each.name, day), none))[:1]),
                counted[1] if each.is_share else None,
            )
            for day in months.months(today)
        ]
        result.append(Trend(each, points, months.drawing(points, share=each.is_share)))
    return result


Found = dict[tuple[str, date], tuple[int, int]]


def _flows(people: PersonQuerySet, series: Sequence[Series], today: date, now: datetime) -> Found:
    scope, values = people.order_by().values_list("pk").query.sql_with_params()
    selects, more = _selects(series, today, now)
    sql = f"""
        WITH scope (id) AS MATERIALIZED ({scope})
        SELECT series, date_trunc('month', day)::date, count(*), count(*) FILTER (WHERE good)
        FROM ({selects}) AS rows (series, person_id, day, good) JOIN scope ON scope.id = person_id
        WHERE day BETWEEN %s AND %s GROUP BY 1, 2
    """  # noqa: S608 - no value of anybody's
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *more, months.months(today)[0], today])
        return {(name, day): (count, good) for name, day, count, good in cursor.fetchall()}


def _stocks(people: PersonQuerySet, series: Sequence[Series], today: date, now: datetime) -> Found:
    scope, values = people.order_by().values_list("pk").query.sql_with_params()
    selects, more = _selects(series, today, now)
    sql = f"""
        WITH scope (id) AS MATERIALIZED ({scope})
        SELECT series, date_trunc('month', at.day)::date, count(*)
        FROM ({selects}) AS rows (series, person_id, since, until) JOIN scope ON scope.id = person_id
        JOIN unnest(%s::date[]) AS at (day) ON since <= at.day AND (until IS NULL OR until > at.day)
        GROUP BY 1, 2
    """  # noqa: S608 - no value of anybody's
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *more, months.ends(today)])
        return {(name, day): (count, 0) for name, day, count in cursor.fetchall()}


def _selects(series: Sequence[Series], today: date, now: datetime) -> tuple[str, list[Any]]:
    """Their rows one after another, each with the name of its series."""
    parts, values = [], []
    for each in series:
        sql, more = each.select(today, now).query.sql_with_params()
        third = "date" if each.is_stock else "boolean"
        parts.append(f"SELECT %s, a, b::date, c::{third} FROM ({sql}) AS found (a, b, c)")  # noqa: S608
        values += [each.name, *more]
    return " UNION ALL ".join(parts), values
