"""What noticing costs: the whole sweep, every state of every duty."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from django.db import connection

from diary.actions import look_ahead, sweep
from diary.models import Flag, OutboxMessage, SweepRun
from ops.bench.figures import Figure, seconds
from ops.bench.grounds import Ground
from ops.demo.staff import dawn

GOAL_SECONDS = 2.0
_TIMES = 3
# What a sweep looks at: open duties whose day has come, and those that were met on or after it.
_CANDIDATES = "SELECT count(*) FROM diary_entry WHERE (met_on IS NULL OR met_on >= work_to) AND work_to <= %s"


def figures(ground: Ground) -> Iterator[Figure]:
    """The first sweep of a county that has never been swept, and the next."""
    today, now = ground.county.as_of, dawn(ground.county.as_of)
    with ground.stand(), connection.cursor() as cursor:

        def forget() -> None:
            tables = [model._meta.db_table for model in (Flag, OutboxMessage, SweepRun)]
            cursor.execute(f"TRUNCATE {', '.join(tables)}")

        def run() -> None:
            sweep(today=today, now=now)
            look_ahead(today=today, now=now)

        def count() -> None:
            cursor.execute(_CANDIDATES, [today])
            cursor.fetchone()

        first, again = [], []
        for _ in range(_TIMES):
            forget()
            first.append(seconds(run))
            flags = Flag.objects.count()
            again.append(seconds(run))
            written = Flag.objects.count() - flags
        bare = median(seconds(count) for _ in range(20))
    yield Figure(
        f"Sweep of {ground.people:,} people",
        f"{median(first):.2f} s, {flags:,} flags",
        f"{median(first) / bare:.0f} times counting the candidates",
        f"at most {GOAL_SECONDS:g} s",
        median(first) <= GOAL_SECONDS,
    )
    yield Figure(
        "The same sweep again",
        f"{median(again):.2f} s, {written} written",
        f"{median(again) / bare:.0f} times counting the candidates",
        "0 written",
        written == 0,
    )
