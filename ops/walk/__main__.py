"""One walk, on servers that hold nothing else and that DATABASE_URL and REDIS_URL name: see ``manage.py walk``."""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from ops.walk.walking import Walked

FIRST = date(2027, 1, 1)


def main(people: int, days: int, pace: int, seed: int) -> bool:
    """Walk, print what was walked through and what was found; whether nothing was wrong."""
    django.setup()
    from django.core.management import call_command

    from ops.walk.walking import walk

    call_command("migrate", interactive=False, verbosity=0)
    began = time.monotonic()

    def say(day: date) -> None:
        if day.day == 1 and day.month in (1, 7):
            print(f"{day:%B %Y}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)

    walked = walk(people, FIRST, days, pace=pace, seed=seed, say=say)
    print(_report(walked, time.monotonic() - began))
    return walked.verdict.clean


def _report(walked: Walked, seconds: float) -> str:
    found = walked.verdict
    lines = [
        f"{walked.people:,} people, {walked.days:,} days from {FIRST:%d %B %Y}, {seconds:,.0f} s",
        f"  sweeps           {walked.sweeps:,}, and {walked.cut_short:,} cut short",
        f"  days without     {walked.silent_days:,}",
        f"  clock changes    {walked.clock_changes}; leap days {walked.leap_days}",
        f"  facts recorded   {sum(walked.happened.values()):,}; {walked.refused:,} refused",
        *(f"    {name.replace('_', ' '):<22}{count:,}" for name, count in walked.happened.items()),
        f"  evaluations      {walked.evaluations:,} to judge by",
        f"  flags            {found.flags:,}",
        f"    missed         {len(found.missed)}",
        f"    unfounded      {len(found.unfounded)}",
        f"    late           {len(found.late)}",
        f"    doubled        {found.doubled}",
        f"  messages         {found.messages:,}",
        f"    missed         {len(found.messages_missed)}",
        f"    unfounded      {len(found.messages_unfounded)}",
    ]
    wrong = [*found.missed, *found.unfounded, *found.late]
    return "\n".join([*lines, *(f"  {flag}" for flag in wrong[:20])])


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
