from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from access import actions
from access.choices import Channel, Operation
from access.log.checkpoints import AtOdds, Unreadable, kept
from access.log.verifying import astray, verify
from access.log.writing import ran


class Command(BaseCommand):
    help = "Prove that the access log is whole, seal it, export it, publish where it stands."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        proof = verbs.add_parser("verify", help="exit 1 and name the first bad row, if there is one")
        proof.add_argument(
            "--checkpoints",
            type=Path,
            metavar="DIR",
            help="where the checkpoints are kept (default: AUDIT_CHECKPOINT_DIR)",
        )
        proof.add_argument(
            "--export", type=Path, metavar="FILE", help="write what was verified, a JSON line an event"
        )
        verbs.add_parser("seal", help="seal what was written since the last time")
        verbs.add_parser("checkpoint", help="seal, and publish where the chain stands")
        verbs.add_parser("partitions", help="make the partitions of the months to come")
        grant = verbs.add_parser("grant", help="let a database role use Vigil, and only add to the log")
        grant.add_argument("role")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        match verb:
            case "verify":
                self._verify(options["checkpoints"], options["export"])
            case "seal":
                self.stdout.write(f"{actions.seal().events} events sealed")
            case "checkpoint":
                self._checkpoint()
            case "partitions":
                self.stdout.write(f"{actions.make_partitions()} partitions made")
            case _:
                self._grant(options["role"])

    def _checkpoint(self) -> None:
        try:
            found = actions.publish_checkpoint()
        except (AtOdds, Unreadable) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{found.position} {found.hash}" if found else "The log is empty.")

    def _verify(self, directory: Path | None, export: Path | None) -> None:
        directory = directory or (
            Path(settings.AUDIT_CHECKPOINT_DIR) if settings.AUDIT_CHECKPOINT_DIR else None
        )
        try:
            points = list(kept(directory)) if directory else []
        except (OSError, Unreadable) as fault:
            raise CommandError(f"The checkpoints cannot be read: {fault}") from fault
        with ExitStack() as stack:
            # The log is personal data too: who exported it is in it, and the file is for this user's eyes alone.
            file = None
            if export:
                ran("audit export", channel=Channel.COMMAND, operation=Operation.ADMINISTRATION)
                actions.seal()
                export.touch(mode=0o600, exist_ok=False)
                file = stack.enter_context(export.open("w", encoding="utf-8"))
            verdict = verify(points, export=file)
        if not verdict:
            raise CommandError(f"After {verdict.events} good events: {verdict.fault}")
        self.stdout.write(
            f"{verdict.events} events, each as it was sealed; {len(points)} checkpoints met. "
            f"Last seal: {verdict.last.hex()}"
        )
        for month, events in astray():
            self.stderr.write(
                f"{events} events of {month} stand in the default partition: no month's has taken them."
            )
        if not points:
            self.stdout.write("Without checkpoints a cut-off end cannot be seen: give --checkpoints.")

    def _grant(self, role: str) -> None:
        try:
            actions.grant(role)
        except ProgrammingError as refused:
            raise CommandError(f"Not granted: {refused}") from refused
        self.stdout.write(f"{role} may use Vigil's tables, and only read and add to the access log.")
