"""One run, on servers that hold nothing else and that DATABASE_URL and REDIS_URL name: see ``manage.py bench``."""

from __future__ import annotations

import argparse
import sys

import django

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
    from ops.bench import law, pages, sweeps
    from ops.bench.figures import Figure, table
    from ops.bench.grounds import prepare

    today = clock.today()
    sizes = QUICK if quick else FULL
    _say(f"Loading counties of {sizes[0]:,} and {sizes[1]:,} people")
    small, large = (prepare(people, today) for people in sizes)
    found = [
        Figure(
            f"Loading {large.people:,} people",
            f"{large.loaded_in:.0f} s",
            f"{large.people / large.loaded_in:,.0f} people a second, their duties computed",
            "" if quick else f"at most {_LOAD_SECONDS} s",
            None if quick else large.loaded_in <= _LOAD_SECONDS,
        )
    ]
    _say("Sweeping")
    found += sweeps.figures(large)
    _say("Computing the law")
    found += law.figures(small)
    _say("Asking for pages")
    found += pages.figures(small, large, times=50 if quick else pages.TIMES)
    print(f"\n{table(found)}")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
