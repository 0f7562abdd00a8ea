from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ops import apart


class Command(BaseCommand):
    help = "Lives a year of a county's work through its own verbs, and compares the diary with a rebuild each day."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=594)
        parser.add_argument("--officers", type=int, default=12)
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument(
            "--pace", type=int, default=120, help="days between events of a life, in the mean"
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(
        self, *args: Any, people: int, officers: int, days: int, pace: int, seed: int, **options: Any
    ) -> None:
        if apart.run("ops.year", [str(each) for each in (people, officers, days, pace, seed)]):
            raise CommandError("The year broke off, or something did not hold: what it says above is why.")
