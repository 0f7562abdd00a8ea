"""Asking the virus scanner: clamd's INSTREAM, over a socket or a port (`man clamd`, COMMANDS).

DOCUMENT_SCANNER says which: `unix:/run/clamav/clamd.ctl`, `tcp:HOST:PORT`, or `none`, by which a force takes it upon
itself to hand out files that nobody has scanned. Empty, there is none yet, and every file is held.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from offenders.documents.choices import ScanState

NONE = "none"
CONNECT_SECONDS = 5
ANSWER_SECONDS = 120  # clamd's own limit for one file


class ScannerSilent(Exception):
    """The scanner does not answer, or says that it could not scan: the file stays held."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is noted of a file: its state, who says so, and what was found in it."""

    state: ScanState
    by: str = ""
    found: str = ""


UNSCANNED = Verdict(ScanState.NOT_SCANNED)


def at_first() -> ScanState:
    """How a file begins: held until it is scanned, unless there is to be no scanning."""
    return ScanState.NOT_SCANNED if settings.DOCUMENT_SCANNER == NONE else ScanState.WAITING


def scan(chunks: Iterable[bytes]) -> Verdict:
    """What the scanner says. Raises ScannerSilent."""
    if settings.DOCUMENT_SCANNER == NONE:
        return UNSCANNED
    version = _asked(b"zVERSION\0", ()).partition("/")[0]
    answer = _asked(b"zINSTREAM\0", chunks)
    if answer == "stream: OK":
        return Verdict(ScanState.CLEAN, version)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Verdict(ScanState.INFECTED, version, answer[8:-6].strip()[:120])
    raise ScannerSilent(answer[:120])


def version(*, seconds: float) -> str:
    """Which scanner answers, and how old what it knows is. Waits for each step so long. Raises ScannerSilent."""
    return _asked(b"zVERSION\0", (), connects=seconds, answers=seconds)


def _asked(
    command: bytes,
    chunks: Iterable[bytes],
    *,
    connects: float = CONNECT_SECONDS,
    answers: float = ANSWER_SECONDS,
) -> str:
    try:
        with _connected(connects) as scanner:
            scanner.settimeout(answers)
            scanner.sendall(command)
            if b"INSTREAM" in command:
                for chunk in chunks:
                    if chunk:
                        scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
                scanner.sendall(bytes(4))
            return _answer(scanner)
    except OSError as error:
        raise ScannerSilent(type(error).__name__) from error


def _answer(scanner: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096 and (more := scanner.recv(1024)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(seconds: float) -> socket.socket:
    kind, _, where = settings.DOCUMENT_SCANNER.partition(":")
    if kind == "unix":
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(seconds)
        try:
            scanner.connect(where)
        except BaseException:
            scanner.close()
            raise
    elif kind == "tcp":
        host, _, port = where.rpartition(":")
        scanner = socket.create_connection((host, int(port)), timeout=seconds)
    elif not kind:
        raise ScannerSilent("no scanner is configured")
    else:
        raise ImproperlyConfigured("DOCUMENT_SCANNER: unix:/path/of/the/socket, tcp:HOST:PORT or none.")
    return scanner
