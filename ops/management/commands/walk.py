from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ops import apart


class Command(BaseCommand):
    help = "Walks people through years of daily sweeps on throw-away servers, and judges every flag; docs/bench.md."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1_000)
        parser.add_argument("--days", type=int, default=7_305, help="7,305 are twenty years")
        parser.add_argument(
            "--pace", type=int, default=700, help="days between events of a life, in the mean"
        )
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, people: int, days: int, pace: int, seed: int, **options: Any) -> None:
        if apart.run("ops.walk", [str(people), str(days), str(pace), str(seed)]):
            raise CommandError("The walk broke off, or a flag was wrong: what it says above is why.")
