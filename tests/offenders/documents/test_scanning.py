"""The virus scanner: what it lets out, what it holds, and that a dead one holds everything and breaks nothing."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from access.models import AccessEvent
from accounts.models import User
from offenders.actions import filing
from offenders.documents import scanning
from offenders.documents.choices import ScanState
from offenders.documents.scanning import ScannerSilent, Verdict
from offenders.models import Person, StoredFile
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
# In two parts, so that no scanner finds this file: https://www.eicar.org/download-anti-malware-testfile/
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Clamd:
    """As much of clamd as Vigil speaks to; `answer`, if given, is what it says to everything."""

    path: Path
    answer: bytes = b""
    streams: list[bytes] = field(default_factory=list)


def _exactly(line: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        read += line.recv(length - len(read))
    return read


@pytest.fixture
def clamd(tmp_path: Path, settings: Settings) -> Iterator[Clamd]:
    known = Clamd(tmp_path / "clamd.sock")

    class Asked(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            command = b""
            while not command.endswith(b"\0"):
                command += self.request.recv(1)
            if command == b"zVERSION\0":
                self.request.sendall(b"ClamAV 1.4.2/27500/Sun Nov 22 09:00:00 2026\0")
                return
            stream = b""
            while length := struct.unpack(">I", _exactly(self.request, 4))[0]:
                stream += _exactly(self.request, length)
            known.streams.append(stream)
            found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in stream else b"stream: OK\0"
            self.request.sendall(known.answer or found)

    with socketserver.ThreadingUnixStreamServer(str(known.path), Asked) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.DOCUMENT_SCANNER = f"unix:{known.path}"
        yield known
        server.shutdown()
        thread.join()


@pytest.fixture
def dead(settings: Settings) -> None:
    """A scanner is configured, and nobody is at home."""
    settings.DOCUMENT_SCANNER = "unix:/nonexistent/clamd.sock"


def page(client: Client, person: Person) -> str:
    return client.get(reverse("person-documents", args=[person.pk])).content.decode()


def test_a_file_is_held_until_the_scanner_has_let_it_out(
    clamd: Clamd, client: Client, officer: User, person: Person
) -> None:
    document = world.document(officer, person, content=b"a" * 200_000)
    url = reverse("document", args=[person.pk, document.pk])
    assert client.get(url).status_code == 404
    assert "Waiting to be scanned" in page(client, person)
    assert f'"{url}"' not in page(client, person)
    assert filing.scan_files(now=NOW) == 1
    assert clamd.streams == [b"a" * 200_000]
    file = StoredFile.objects.get()
    assert (file.scan, file.scanned_by, file.scanned_at) == (ScanState.CLEAN, "ClamAV 1.4.2", NOW)
    assert client.get(url).status_code == 200
    assert "Waiting to be scanned" not in page(client, person)
    assert filing.scan_files(now=NOW) == 0


@pytest.mark.usefixtures("clamd")
def test_what_the_scanner_refuses_is_held_for_good(client: Client, officer: User, person: Person) -> None:
    document = world.document(officer, person, content=EICAR)
    filing.scan_files(now=NOW)
    file = StoredFile.objects.get()
    assert (file.scan, file.found) == (ScanState.INFECTED, "Eicar-Test-Signature")
    assert client.get(reverse("document", args=[person.pk, document.pk])).status_code == 404
    assert "Held: the scanner refused it" in page(client, person)
    filing.note_scan(file=file, verdict=Verdict(ScanState.CLEAN, "another"), now=NOW)
    file.refresh_from_db()
    assert file.scan == ScanState.INFECTED


@pytest.mark.usefixtures("clamd")
def test_what_was_noted_is_in_the_access_log(officer: User, person: Person) -> None:
    world.document(officer, person)
    filing.scan_files(now=NOW)
    event = AccessEvent.objects.filter(action="note scan of file").latest("seq")
    assert (event.actor, event.person_ids) == ("Vigil", [person.pk])


def test_a_photograph_and_its_small_one_are_scanned_each(
    clamd: Clamd, client: Client, officer: User, person: Person
) -> None:
    photograph = world.photograph(officer, person)
    summary = reverse("person", args=[person.pk])
    small = reverse("photograph-thumbnail", args=[person.pk, photograph.pk])
    assert small not in client.get(summary).content.decode()
    assert (
        "Waiting to be scanned"
        in client.get(reverse("person-photographs", args=[person.pk])).content.decode()
    )
    assert filing.scan_files(now=NOW) == 2
    assert sorted(clamd.streams) == [b"a picture", b"a small picture"]
    assert small in client.get(summary).content.decode()


@pytest.mark.usefixtures("dead")
def test_a_dead_scanner_holds_everything_and_breaks_nothing(
    client: Client, officer: User, person: Person
) -> None:
    world.document(officer, person)
    assert filing.scan_files(now=NOW) == 0
    assert StoredFile.objects.get().scan == ScanState.WAITING
    assert "Waiting to be scanned" in page(client, person)
    assert client.get(reverse("person", args=[person.pk])).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"",
        b"\0",
        b"stream: OKAY\0",
    ],
)
def test_an_answer_that_is_no_verdict_holds_it(
    clamd: Clamd, officer: User, person: Person, answer: bytes
) -> None:
    clamd.answer = answer or b"\xff" * 5000
    world.document(officer, person)
    assert filing.scan_files(now=NOW) == 0
    assert StoredFile.objects.get().scan == ScanState.WAITING


def test_without_a_scanner_configured_every_file_is_held(
    settings: Settings, officer: User, person: Person
) -> None:
    settings.DOCUMENT_SCANNER = ""
    world.document(officer, person)
    assert filing.scan_files(now=NOW) == 0
    assert StoredFile.objects.get().scan == ScanState.WAITING


def test_a_force_that_decides_against_scanning_is_told_so_on_every_file(
    settings: Settings, client: Client, officer: User, person: Person
) -> None:
    settings.DOCUMENT_SCANNER = ""
    document = world.document(officer, person)
    settings.DOCUMENT_SCANNER = "none"
    assert filing.scan_files(now=NOW) == 1
    assert client.get(reverse("document", args=[person.pk, document.pk])).status_code == 200
    assert "Not scanned" in page(client, person)


def test_what_was_let_out_unscanned_is_scanned_once_there_is_a_scanner(
    clamd: Clamd, settings: Settings, officer: User, person: Person
) -> None:
    settings.DOCUMENT_SCANNER = "none"
    world.document(officer, person, content=EICAR)
    settings.DOCUMENT_SCANNER = f"unix:{clamd.path}"
    assert filing.scan_files(now=NOW) == 1
    assert StoredFile.objects.get().scan == ScanState.INFECTED


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_scanned(
    clamd: Clamd, officer: User, person: Person, folder: Path
) -> None:
    world.document(officer, person, content=b"gone")
    for path in (folder / "documents").rglob("*"):
        if path.is_file():
            path.unlink()
    world.document(officer, person, content=b"there")
    assert filing.scan_files(now=NOW) == 1
    assert clamd.streams == [b"there"]


def test_over_a_port(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    settings.DOCUMENT_SCANNER = f"tcp:127.0.0.1:{port}"
    with pytest.raises(ScannerSilent):
        scanning.scan([b"a"])


def test_a_scanner_that_is_misspelt(settings: Settings) -> None:
    settings.DOCUMENT_SCANNER = "clamav"
    with pytest.raises(ImproperlyConfigured):
        scanning.scan([b"a"])
