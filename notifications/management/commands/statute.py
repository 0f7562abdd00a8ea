import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notifications.law import answer, answers
from notifications.reading import NotJson, read_json

REFUSED = 2


class Command(BaseCommand):
    help = "The dates that follow from facts, and why: one facts document or a list of them, in JSON."
    # The engine needs no database, so neither does this door to it.
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        evaluate = verbs.add_parser(
            "evaluate",
            help=f"print the answer, or the list of them; exit {REFUSED} when a document is refused",
        )
        evaluate.add_argument("file", metavar="FILE", help="a file of JSON, or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
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
