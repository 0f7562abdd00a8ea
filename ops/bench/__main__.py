"""One run, on servers that hold nothing else and that DATABASE_URL and REDIS_URL name: see ``manage.py bench``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from ops.bench.figures import Figure

FULL = (1_000, 100_000)
QUICK = (200, 2_000)
_LOAD_SECONDS = 120


def main(arguments: list[str]) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args(arguments).quick
    django.setup()

    from diary import clock
    from ops.bench import urls  # noqa: F401 - with all pages: what cannot be imported is known before the long part
    from ops.bench.figures import table

    sizes = QUICK if quick else FULL
    found: list[Figure] = []
    try:
        for figure in _figures(*sizes, quick=quick, today=clock.today()):
            found.append(figure)
    finally:  # what was found before something broke off was still found
        print(f"\n{table(found)}")


def _figures(fewer: int, more: int, *, quick: bool, today: date) -> Iterator[Figure]:
    from ops.bench import boards, events, law, log, pages, returns, searching, sight, sweeps
    from ops.bench.figures import Figure
    from ops.bench.grounds import prepare

    _say(f"Loading counties of {fewer:,} and {more:,} people")
    small, large = prepare(fewer, today), prepare(more, today)
    yield Figure(
        f"Loading {large.people:,} people",
        f"{large.loaded_in:.0f} s",
        f"{large.people / large.loaded_in:,.0f} people a second, their duties computed",
        "" if quick else f"at most {_LOAD_SECONDS} s",
        None if quick else large.loaded_in <= _LOAD_SECONDS,
    )
    _say("Counting for returns")
    yield from returns.figures(large)
    _say("Sweeping")
    yield from sweeps.figures(large)
    _say("Computing the law")
    yield from law.figures(small)
    _say("Looking at everybody")
    yield from log.figures(small, events=20_000 if quick else log.EVENTS)
    _say("Asking for pages")
    yield from pages.figures(small, large, times=50 if quick else pages.TIMES)
    _say("Asking for the board")
    yield from boards.figures(large, times=20 if quick else boards.TIMES)
    _say("Reading timelines")
    yield from events.figures(small)
    _say("Searching")
    yield from searching.figures(large, times=40 if quick else searching.TIMES)
    _say("Sharing records by name")
    yield from sight.figures(large, shares=7_000 if quick else sight.SHARES)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
