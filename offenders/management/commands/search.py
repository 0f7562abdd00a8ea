import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.log.writing import by_hand
from offenders.search import terms


class Command(BaseCommand):
    help = "Rebuild what people are found by from the facts, or prove that nothing has drifted."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        rebuild = verbs.add_parser("rebuild", help="make what people are found by equal to the facts")
        rebuild.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 when something has drifted"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        with by_hand("search"):
            found = list(terms.rebuild(check=check))
        people, missing, surplus = (
            (sum(column) for column in zip(*found, strict=True)) if found else (0, 0, 0)
        )
        verdict = f"{people} people: {missing} terms missing, {surplus} too many"
        self.stdout.write(verdict if check else f"{verdict}; all put right")
        if check and (missing or surplus):
            raise CommandError(
                "What people are found by has drifted from the facts. `search rebuild` puts it right."
            )
