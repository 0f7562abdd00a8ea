from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import rotation
from accounts.encryption import Undecipherable


class Command(BaseCommand):
    help = "Encrypted columns: `rotate` writes them anew under the newest key, `reindex` makes their indexes anew."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("verb", choices=["rotate", "reindex"])
        parser.add_argument("--batch", type=int, default=500, help="rows a transaction (500)")

    def handle(self, *args: Any, verb: str, batch: int, **options: Any) -> None:
        try:
            done = rotation.rotate(batch=batch) if verb == "rotate" else rotation.reindex(batch=batch)
        except Undecipherable as error:
            raise CommandError(
                f"{error} Put the missing key back into FIELD_KEYS and run this again."
            ) from error
        for column, count in done.items():
            self.stdout.write(f"{column}: {count}")
        if verb == "reindex":
            self.stdout.write("Now run `search rebuild`: until then no search finds an encrypted value.")
