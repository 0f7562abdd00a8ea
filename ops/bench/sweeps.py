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

        def run() -> tuple[float, float]:
            return (
                seconds(lambda: sweep(today=today, now=now)),
                seconds(lambda: look_ahead(today=today, now=now)),
            )

        def count() -> None:
            cursor.execute(_CANDIDATES, [today])
            cursor.fetchone()

        first, again = [], []
        for _ in range(_TIMES):
            forget()
            first.append(run())
            flags = Flag.objects.count()
            again.append(run())
            written = Flag.objects.count() - flags
        bare = median(seconds(count) for _ in range(20))
    whole = median(map(sum, first))
    yield Figure(
        f"Sweep of {ground.people:,} people",
        f"{whole:.2f} s, {flags:,} flags",
        f"{whole / bare:.0f} times counting the candidates; {_parts(first)}",
        f"at most {GOAL_SECONDS:g} s",
        whole <= GOAL_SECONDS,
    )
    yield Figure(
        "The same sweep again",
        f"{median(map(sum, again)):.2f} s, {written} written",
        f"{median(map(sum, again)) / bare:.0f} times counting the candidates; {_parts(again)}",
        "0 written",
        written == 0,
    )


def _parts(runs: list[tuple[float, float]]) -> str:
    due, ahead = (median(part) for part in zip(*runs, strict=True))
    return f"due and overdue {due:.2f} s, falling due {ahead:.2f} s"
