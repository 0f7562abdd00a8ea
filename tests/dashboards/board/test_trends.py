"""Every series of the trends counted anew by SQL, month by month; and its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from dashboards.board.months import ends, months
from dashboards.board.scope import Asked
from dashboards.board.trends import SERIES, trends
from tests import world
from tests.dashboards.board import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
MOST_QUERIES = 10
_MONTH = "date_trunc('month', {day})::date = %(month)s AND {day} <= %(end)s"
_AT = "AT TIME ZONE 'Europe/London')::date"
_VISITS = "FROM riskplans_visit WHERE voided_at IS NULL AND arrived_at <= %(now)s AND " + _MONTH.format(
    day=f"(arrived_at {_AT}"
)
# What is counted, for and in all, of one month: its first day is `month`, its last or today `end`.
BY_SQL = {
    "backlog": (
        "SELECT 0, count(*) FROM diary_entry WHERE kind = 'visit' AND last < %(end)s "
        "AND (met_on IS NULL OR met_on > %(end)s)"
    ),
    "on-time": (
        "SELECT count(*) FILTER (WHERE met_on <= last), count(*) FROM diary_entry "
        "WHERE kind = 'visit' AND last < %(today)s AND " + _MONTH.format(day="last")
    ),
    "unannounced": "SELECT count(*) FILTER (WHERE NOT announced), count(*) " + _VISITS,
    "alone": "SELECT count(*) FILTER (WHERE second = ''), count(*) " + _VISITS,
    "breaches": "SELECT 0, count(*) FROM notifications_breach WHERE voided_at IS NULL AND "
    + _MONTH.format(day="happened_on"),
    "polygraph": "SELECT 0, count(*) FROM riskplans_polygraphtest WHERE voided_at IS NULL AND "
    + _MONTH.format(day="tested_on"),
    "monitoring": (
        "SELECT 0, count(*) FROM offenders_monitoring WHERE voided_at IS NULL AND installed_on <= %(end)s "
        "AND (removed_on IS NULL OR removed_on > %(end)s)"
    ),
    "transfers": "SELECT 0, count(*) FROM mappa_transfer WHERE " + _MONTH.format(day=f"(asked_at {_AT}"),
}


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_series_is_what_sql_counts(seed: int) -> None:
    reader, _ = seeded.county(seed, TODAY)
    found = {trend.series.name: trend for trend in trends(reader, Asked(), world.at(TODAY))}
    assert set(found) == set(BY_SQL) == {each.name for each in SERIES}
    for name, sql in BY_SQL.items():
        want = []
        with connection.cursor() as cursor:
            for month, end in zip(months(TODAY), ends(TODAY), strict=True):
                cursor.execute(sql, {"month": month, "end": end, "today": TODAY, "now": world.at(TODAY)})
                want += cursor.fetchall()
        points = found[name].points
        assert [(point.good or 0, point.count) for point in points] == want, name
        assert name == "transfers" or any(count for _, count in want), name


def test_the_page_draws_each_series_and_tells_it_as_a_table(sign_in: SignIn) -> None:
    client = sign_in(world.supervisor())
    with CaptureQueriesContext(connection) as queries:
        text = client.get("/board/trends/").content.decode()
    assert (
        text.count('<svg class="vigil-history__drawing"')
        == text.count("by month, the newest first")
        == len(SERIES)
    )
    assert text.count("July 2024") >= len(SERIES)
    assert len(queries) <= MOST_QUERIES
    assert client.get("/board/").content.decode().count("/board/trends/") == 1
    assert sign_in(world.officer()).get("/board/trends/").status_code == 403
