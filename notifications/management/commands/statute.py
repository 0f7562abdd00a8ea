import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from diary import clock
from diary.actions import rebuild
from notifications import actions
from notifications.law import answer, answers
from notifications.reading import NotJson, read_json

REFUSED = 2


class Command(BaseCommand):
    help = "The dates that follow from facts, and why; and which enacted law is in force."
    # The engine needs no database, so neither does `evaluate`.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        evaluate = verbs.add_parser(
            "evaluate",
            help=f"print the answer, or the list of them; exit {REFUSED} when a document is refused",
        )
        evaluate.add_argument("file", metavar="FILE", help="a file of JSON, or - for standard input")
        commence = verbs.add_parser(
            "commence", help="say from which day enacted law applies; refresh the diary"
        )
        commence.add_argument("ruleset", metavar="RULESET", help="for example EW-CPA2026")
        commence.add_argument("--from", required=True, type=_day, metavar="DATE", dest="in_force_from")
        commence.add_argument("--source", required=True, metavar="TEXT", help="the commencement regulations")
        withdraw = verbs.add_parser("withdraw", help="take a commencement back; refresh the diary")
        withdraw.add_argument("ruleset", metavar="RULESET")
        withdraw.add_argument("--reason", required=True, metavar="TEXT")
        for verb in (commence, withdraw):
            verb.add_argument("--by", required=True, metavar="USERNAME", help="a system administrator")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "evaluate":
            self._evaluate(options["file"])
        else:
            self._decide(verb, **options)

    def _decide(self, verb: str, *, by: str, ruleset: str, **options: Any) -> None:
        """Commence or withdraw; then go over everyone, so that every entry names the rule-set it rests on."""
        now = clock.now()
        actor = User.objects.filter(username=by, is_active=True).first()
        if actor is None:
            raise CommandError(f"There is nobody of the username {_on_one_line(by)}.")
        names = ("in_force_from", "source") if verb == "commence" else ("reason",)
        try:
            done = getattr(actions, verb)(
                actor, ruleset=ruleset, now=now, **{name: options[name] for name in names}
            )
        except PermissionDenied:
            raise CommandError("Only a system administrator says which law is in force.") from None
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        self.stdout.write(
            f"{done}: recorded, and the dates that rest on it are computed"
            if verb == "commence"
            else f"{ruleset}: no longer in force, and the dates that rested on it are computed"
        )
        people = changed = 0
        for batch, found in rebuild(today=now.date()):
            people += batch
            changed += len(found)
            self.stdout.write(f"{people:,} people gone over, {changed:,} dates put right")

    def _evaluate(self, file: str) -> None:
        documents = _documents(file)
        given = answers(documents) if isinstance(documents, list) else answer(documents)
        self._print(json.dumps(given, ensure_ascii=False, indent=2))
        faults = [*_faults(given)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(REFUSED)

    def _print(self, text: str) -> None:
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(text)
            return
        # The same bytes on every machine, whatever encoding its terminal asks for.
        self.stdout.flush()
        binary.write(f"{text}\n".encode())
        binary.flush()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{_on_one_line(text)} is no date such as 2026-10-01") from None


def _documents(file: str) -> Any:
    name = "standard input" if file == "-" else file
    try:
        text = _standard_input() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise CommandError(f"{_on_one_line(name)} cannot be read: {why}.", returncode=REFUSED) from None
    try:
        return read_json(text)
    except NotJson as fault:
        raise CommandError(f"{_on_one_line(name)}: {fault}", returncode=REFUSED) from None


def _standard_input() -> bytes:
    binary = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read().encode() if binary is None else binary.read()


def _faults(given: Any) -> Iterator[str]:
    """`path: message` for each fault; in a list, the document's place before the path."""
    if isinstance(given, list):
        for place, each in enumerate(given):
            for fault in each.get("errors", ()):
                path = f"[{place}].{fault['path']}" if fault["path"] else f"[{place}]"
                yield _on_one_line(f"{path}: {fault['message']}")
        return
    for fault in given.get("errors", ()):
        yield _on_one_line(f"{fault['path']}: {fault['message']}" if fault["path"] else fault["message"])


def _on_one_line(text: str) -> str:
    # A path may hold any key that somebody wrote, and a terminal obeys what is not print.
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
