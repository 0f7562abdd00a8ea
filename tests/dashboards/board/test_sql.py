"""Every figure counted anew by SQL written from its definition, now and as at days that are over."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from statistics import median_low
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from dashboards.board import queries, reading
from dashboards.board.metrics import ALL, NAMED, Metric, moment_of
from dashboards.board.rules import Days
from dashboards.board.scope import Asked
from practice.policy import policy_of
from tests import world
from tests.dashboards.board import seeded
from tests.dashboards.board.by_sql import BY_SQL, PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = world.TODAY
DAYS = (None, date(2024, 6, 15), date(2025, 11, 2))
Found = tuple[int, int, dict[str, int], int | None, int | None]


def by_sql(metric: Metric, asked: Asked) -> Found:
    """How many, how many for, how many at each level, and the median and the most of the days."""
    moment = moment_of(asked.day, world.at(TODAY), policy_of(world.force().pk, TODAY))
    sql = BY_SQL[metric.name]
    day = "NULL::date" if metric.on is None else "d"
    good = "good" if metric.is_share else "NULL::boolean"
    values: dict[str, Any] = {
        "day": moment.day,
        "at": moment.at,
        "ago": date.fromordinal(moment.day.toordinal() - 364),
        "today": TODAY,
        "force": world.force().pk,
        "unit": asked.unit or 0,
    }
    counted = f"({sql}) AS counted JOIN ({PEOPLE}) AS people ON people.id = person_id"
    asking = f"SELECT people.level, {day}, {good} FROM {counted}"
    with connection.cursor() as cursor:
        cursor.execute(re.sub(r"(?<!:):(day|at|ago|today|force|unit)\b", r"%(\1)s", asking), values)
        rows = cursor.fetchall()
    lasts = metric.days not in (Days.NONE, Days.ON)
    days = [(moment.day - on).days for _, on, _ in rows if on and lasts]
    if metric.days is Days.UNTIL:
        days = [-each for each in days]
    most = (min if metric.days is Days.UNTIL else max)(days, default=None)
    half = median_low(days) if days else None
    return (
        len(rows),
        sum(bool(for_it) for _, _, for_it in rows),
        dict(Counter(level for level, _, _ in rows)),
        half,
        most,
    )


def by_board(reader: User, asked: Asked, now: datetime) -> dict[str, Found]:
    figures = queries.figures(reader, asked, now)[1]
    return {
        name: (
            figure.every.count,
            figure.every.good,
            {level: tally.count for level, tally in figure.by_level.items()},
            figure.every.median,
            figure.every.most,
        )
        for name, figure in figures.items()
        if figure.known
    }


def test_each_figure_has_sql_of_its_own() -> None:
    assert set(BY_SQL) == set(NAMED)


@pytest.mark.parametrize(("seed", "few"), [(1, True), (2, True), (3, True), (4, True), (5, True), (1, False)])
def test_every_figure_is_what_sql_counts(monkeypatch: pytest.MonkeyPatch, seed: int, few: bool) -> None:
    """Of a few people each is asked for by their keys; of many whole tables are read."""
    if not few:
        monkeypatch.setattr(reading, "FEW", 0)
    reader, _ = seeded.county(seed, TODAY)
    now = world.at(TODAY)
    something = set()
    for day in DAYS:
        for unit in (None, world.unit("East unit").pk):
            asked = Asked(unit=unit, day=day)
            got = by_board(reader, asked, now)
            want = {each.name: by_sql(each, asked) for each in ALL if each.by_day or day is None}
            assert got == want, asked
            something |= {name for name, found in want.items() if found[0]}
    # Chance leaves few of them without anything to count.
    assert len(set(NAMED) - something) <= 3


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize("day", DAYS)
def test_every_list_is_its_number(monkeypatch: pytest.MonkeyPatch, day: date | None, few: bool) -> None:
    if not few:
        monkeypatch.setattr(reading, "FEW", 0)
    reader, _ = seeded.county(1, TODAY)
    now, asked = world.at(TODAY), Asked(day=day)
    for metric in ALL:
        listing = queries.listing(reader, metric, asked, now, size=1000)
        count = listing.figure.every.count
        assert len(listing.rows) == count, metric.name
        assert Counter(row.level for row in listing.rows) == {
            level: tally.count for level, tally in listing.figure.by_level.items()
        }
        assert sum(bool(row.good) for row in listing.rows) == listing.figure.every.good


@pytest.mark.parametrize("table", [model._meta.db_table for model in reading._OFTEN])
def test_of_a_few_people_a_table_that_many_figures_ask_is_read_once(table: str) -> None:
    reader, _ = seeded.county(1, TODAY)
    with CaptureQueriesContext(connection) as asked:
        by_board(reader, Asked(), world.at(TODAY))
    counted = max((query["sql"] for query in asked.captured_queries), key=len)
    assert f'"{table}" AS MATERIALIZED' in counted
