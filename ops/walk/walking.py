"""The walk itself: lives, sweeps and the judge, day by day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from diary.actions import look_ahead, sweep
from ops.walk.calendar import LONDON, Run, clock_changes, runs
from ops.walk.judge import Judge, Verdict
from ops.walk.lives import Lives, officer


class _GoesDown(Exception):
    """The machine, before a sweep could commit."""


@dataclass(slots=True)
class Walked:
    """What a walk went through, and what the judge found."""

    people: int
    days: int
    sweeps: int
    cut_short: int
    silent_days: int
    clock_changes: int
    leap_days: int
    happened: dict[str, int]
    refused: int
    evaluations: int
    verdict: Verdict


def walk(
    people: int,
    first: date,
    days: int,
    *,
    pace: int,
    seed: int,
    say: Callable[[date], object] = lambda day: None,
) -> Walked:
    """Live `days` days from `first` with so many people, sweeping daily as schedulers do, and judge what was flagged.

    Needs an empty database. `pace` is how many days pass between one event of a life and the next, in the mean; `say`
    is called with each day on which a sweep is made.
    """
    last = first + timedelta(days=days - 1)
    lives = Lives([officer()], people, first, last, pace=pace, seed=seed)
    judge = Judge()
    changed = set()
    swept: set[date] = set()
    sweeps = cut_short = 0
    for run in runs(first, last, Random(seed)):  # noqa: S311 - fiction, not secrets
        changed |= lives.until(run.at)
        now = run.at.astimezone(LONDON)
        if run.cut_short:
            _sweep(run, now)
            cut_short += 1
            continue
        if changed:
            judge.learn(changed, now.date())
            changed = set()
        _sweep(run, now)
        judge.sweep(run.at)
        sweeps += 1
        swept.add(now.date())
        say(now.date())
    walked = [first + timedelta(days=number) for number in range(days)]
    return Walked(
        people=people,
        days=days,
        sweeps=sweeps,
        cut_short=cut_short,
        silent_days=days - len(swept),
        clock_changes=sum(map(clock_changes, walked)),
        leap_days=sum((day.month, day.day) == (2, 29) for day in walked),
        happened=dict(sorted(lives.happened.items())),
        refused=lives.refused,
        evaluations=judge.evaluations,
        verdict=judge.verdict(),
    )


def _sweep(run: Run, now: datetime) -> None:
    with suppress(_GoesDown), transaction.atomic():
        sweep(today=now.date(), now=now)
        look_ahead(today=now.date(), now=now)
        if run.cut_short:
            raise _GoesDown
