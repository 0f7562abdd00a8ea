from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ops import apart


class Command(BaseCommand):
    help = "Measures Vigil against bare SQL and an empty page, on throw-away servers; docs/bench.md explains."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true", help="2,000 people instead of 100,000: to see that it runs"
        )

    def handle(self, *args: Any, quick: bool, **options: Any) -> None:
        if apart.run("ops.bench", ["--quick"] if quick else []):
            raise CommandError("The benchmark broke off; what it says above is why.")
