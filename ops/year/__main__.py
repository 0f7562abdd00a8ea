"""One year, on servers that hold nothing else and that DATABASE_URL and REDIS_URL name: see ``manage.py year``."""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from ops.year.year import Year

FIRST = date(2027, 1, 1)


def main(people: int, officers: int, days: int, pace: int, seed: int) -> bool:
    """Live it, print what was done and what was found; whether nothing was wrong."""
    django.setup()
    from django.core.management import call_command

    from access.reading import as_vigil
    from ops.year.year import live

    call_command("migrate", interactive=False, verbosity=0)
    began = time.monotonic()

    def say(day: date) -> None:
        if day.day == 1:
            print(f"{day:%B %Y}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)

    with as_vigil():
        year = live(people, officers, FIRST, days, pace=pace, seed=seed, say=say)
    print(_report(year, time.monotonic() - began))
    return year.clean


def _report(year: Year, seconds: float) -> str:
    lines = [f"{year.people:,} people, {year.days:,} days from {FIRST:%d %B %Y}, {seconds:,.0f} s"]
    for title, counts in (("lives", year.happened), ("work", year.done), ("refused", year.refused)):
        lines.append(f"  {title}")
        lines += [f"    {name.replace('_', ' '):<24}{count:,}" for name, count in sorted(counts.items())]
    wrong = {"drifted": year.drifted, "without a manager": year.orphaned, "not one manager": year.managers}
    lines.append(f"  duties in the diary       {year.entries:,}")
    for title, found in wrong.items():
        lines += [f"  {title:<26}{len(found):,}", *(f"    {each}" for each in found[:10])]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
