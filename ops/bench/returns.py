"""What the annual report and a table for a request cost, of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db import connection

from accounts.models import User
from dashboards.returns import foi, queries
from dashboards.returns.choices import Dimension, Measure
from dashboards.returns.reading import Asked
from dashboards.returns.rules import ReportYear, running_year
from diary.clock import LONDON
from ops.bench.figures import Figure, seconds
from ops.bench.grounds import Ground

GOAL_SECONDS = 10
REQUEST_SECONDS = 60


def figures(ground: Ground) -> Iterator[Figure]:
    """The last whole year's report, and registered offenders by area and sex on its last day."""
    now = datetime.combine(ground.county.as_of, time(9), tzinfo=LONDON)
    year = ReportYear(running_year(ground.county.as_of) - 1, ground.county.as_of)
    with ground.stand():
        reader = User.objects.for_request().get(username="coordinator")
        assert reader.force  # noqa: S101 - the demonstration's users have one
        force = reader.force
        bare = seconds(_count)
        took = seconds(lambda: queries.report(reader, Asked(year), now))
        question = foi.Question(Measure.REGISTERED, year.last, Dimension.UNIT, Dimension.SEX)
        asked = seconds(lambda: foi.answer(force, question, threshold=5))
    for what, found, goal in (
        ("Annual report", took, GOAL_SECONDS),
        ("Table for a request", asked, REQUEST_SECONDS),
    ):
        yield Figure(
            f"{what}, of {ground.people:,} people",
            f"{found:.2f} s",
            f"{found / bare:.0f} times counting every category and level in bare SQL ({bare * 1000:.0f} ms)",
            f"at most {goal} s",
            found <= goal,
        )


def _count() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT category, level, count(*) FROM offenders_mappastatus GROUP BY 1, 2")
        cursor.fetchall()
