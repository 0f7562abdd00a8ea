"""Files as they arrive: too large, broken off, slow, sent where none is asked for, and no room for them."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from offenders.documents import storing
from offenders.documents.forms import BROKEN_OFF, CHOOSE_AGAIN
from offenders.documents.receiving import NO_ROOM
from offenders.models import Document, Person, StoredFile
from tests.offenders.documents.conftest import ABOUT, BOUNDARY, body, error_of, left, sent
from tests.offenders.documents.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


class TestTooLarge:
    def test_it_is_said_and_nothing_typed_is_lost(
        self, client: Client, person: Person, folder: Path, settings: Settings
    ) -> None:
        settings.DOCUMENT_LARGEST = 1000
        before = left(folder)
        answer = sent(client, "file-document", ABOUT, "order.pdf", pdf() + b" " * 1000, person.pk)
        assert "larger than 0.001 MB" in error_of(answer)
        assert answer.context["form"]["title"].value() == ABOUT["title"]
        assert left(folder) == before

    def test_just_as_large_as_may_be_is_taken(
        self, client: Client, person: Person, settings: Settings
    ) -> None:
        content = b"a" * 5000
        settings.DOCUMENT_LARGEST = len(content)
        assert sent(client, "file-document", ABOUT, "order.txt", content, person.pk).status_code == 302

    def test_a_photograph_has_a_limit_of_its_own(
        self, client: Client, person: Person, settings: Settings
    ) -> None:
        settings.PHOTOGRAPH_LARGEST = 10
        answer = sent(client, "add-photograph", {}, "face.jpg", b"\xff\xd8\xff" * 10, person.pk)
        assert "larger than" in error_of(answer)


class TestBrokenOff:
    """Wherever the line breaks, nothing is kept; the server sees a body that ends too early."""

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.97])
    def test_nothing_is_kept(self, client: Client, person: Person, folder: Path, share: float) -> None:
        whole = body({"submission": str(uuid4()), **ABOUT}, "order.txt", b"All of it. " * 400)
        before = left(folder)
        answer = client.generic(
            "POST", reverse("file-document", args=[person.pk]), whole[: int(len(whole) * share)], TYPE
        )
        assert answer.status_code in (200, 400)
        assert left(folder) == before

    def test_what_was_missing_is_said(self, client: Client, person: Person) -> None:
        whole = body({"submission": str(uuid4()), **ABOUT}, "order.txt", b"All of it. " * 400)
        cut = whole[: whole.index(b'name="whole"')]
        answer = client.generic("POST", reverse("file-document", args=[person.pk]), cut, TYPE)
        assert error_of(answer) == BROKEN_OFF
        assert not Document.objects.exists()


def test_the_file_is_asked_for_again_when_something_else_is_wrong(client: Client, person: Person) -> None:
    answer = sent(client, "file-document", ABOUT | {"title": ""}, "order.pdf", pdf(), person.pk)
    assert error_of(answer) == CHOOSE_AGAIN
    assert answer.context["form"]["dated"].value() == ABOUT["dated"]


def test_a_page_that_asks_for_no_file_takes_none(client: Client, person: Person, folder: Path) -> None:
    before = left(folder)
    answer = sent(
        client, "record-name", {"kind": "alias", "family_name": "Reed"}, "order.pdf", pdf(), person.pk
    )
    assert answer.status_code in (200, 302)
    assert answer.wsgi_request.FILES == {}
    assert left(folder) == before


def test_of_two_files_the_first_is_taken(client: Client, person: Person, folder: Path) -> None:
    whole = body({"submission": str(uuid4()), **ABOUT}, "order.txt", b"The first")
    second = body({}, "order.txt", b"The second").split(BOUNDARY.encode())[1]
    end = b'\r\nContent-Disposition: form-data; name="whole"'
    twice = whole.replace(end, second + BOUNDARY.encode() + end)
    answer = client.generic("POST", reverse("file-document", args=[person.pk]), twice, TYPE)
    assert answer.status_code == 302
    file = StoredFile.objects.get()
    assert b"".join(storing.opened(file.name, file.key)) == b"The first"
    assert list((folder / "arriving").iterdir()) == []


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system itself refuses to write more, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class TestNoRoom:
    def test_while_the_file_arrives(self, client: Client, person: Person, folder: Path) -> None:
        before = left(folder)
        with no_file_longer_than(50_000):
            answer = sent(client, "file-document", ABOUT, "order.txt", b"a" * 200_000, person.pk)
        assert answer.status_code == 507
        assert error_of(answer) == NO_ROOM
        assert answer.context["form"]["title"].value() == ABOUT["title"]
        assert left(folder) == before

    def test_while_it_is_put_away(
        self, client: Client, person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = left(folder)
        real = storing._put

        def put(chunks: Iterator[bytes]) -> storing.Kept:
            with no_file_longer_than(1000):
                return real(chunks)

        monkeypatch.setattr(storing, "_put", put)
        answer = sent(client, "file-document", ABOUT, "order.txt", b"a" * 200_000, person.pk)
        assert answer.status_code == 507
        assert NO_ROOM in answer.context["form"].non_field_errors()
        assert left(folder) == before
        assert error_of(answer) == CHOOSE_AGAIN

    def test_a_folder_that_may_not_be_written_to(
        self, client: Client, person: Person, folder: Path, settings: Settings
    ) -> None:
        settings.DOCUMENT_DIR = "/proc/documents"  # where nobody makes a folder, root neither
        answer = sent(client, "file-document", ABOUT, "order.txt", b"a", person.pk)
        assert answer.status_code == 507
        assert left(folder)[1] == 0


@pytest.mark.django_db(transaction=True)
class TestOverTheLine:
    """A real server and a real connection."""

    def connected(self, live_server: LiveServer, officer: User, person: Person, length: int) -> socket.socket:
        client = Client()
        client.force_login(officer, backend="accounts.backends.VettedUserBackend")
        host, port = live_server.url.removeprefix("http://").split(":")
        line = socket.create_connection((host, int(port)), timeout=10)
        token = "a" * 32
        head = (
            f"POST {reverse('file-document', args=[person.pk])} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Origin: {live_server.url}\r\nContent-Type: {TYPE}\r\nContent-Length: {length}\r\n"
            f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={token}\r\n\r\n"
        )
        line.sendall(head.encode())
        self.fields = {"csrfmiddlewaretoken": token, "submission": str(uuid4()), **ABOUT}
        return line

    def test_two_gigabytes_are_refused_at_once(
        self, live_server: LiveServer, officer: User, person: Person, folder: Path
    ) -> None:
        before = left(folder)
        began = time.monotonic()
        with self.connected(live_server, officer, person, 2_000_000_000) as line:
            line.sendall(body(self.fields, "order.pdf", b"a" * 100_000)[:90_000])
            said = b""
            while b"</html>" not in said and (more := line.recv(65536)):
                said += more
        assert time.monotonic() - began < 5
        assert b"larger than 25 MB" in said
        assert b"The order as sealed" in said
        assert left(folder) == before

    def test_a_file_of_line_ends_is_thrown_away_as_fast_as_any(
        self, live_server: LiveServer, officer: User, person: Person, settings: Settings
    ) -> None:
        settings.DOCUMENT_LARGEST = 1000
        whole = body(
            {"csrfmiddlewaretoken": "a" * 32, "submission": str(uuid4()), **ABOUT},
            "order.txt",
            b"\n" * 20_000_000,
        )
        began = time.monotonic()
        with self.connected(live_server, officer, person, len(whole)) as line:
            line.sendall(whole)
            said = b""
            while b"</html>" not in said and (more := line.recv(65536)):
                said += more
        assert time.monotonic() - began < 10  # read line by line it is a minute
        assert b"larger than 0.001 MB" in said

    def test_a_line_that_breaks_leaves_nothing(
        self, live_server: LiveServer, officer: User, person: Person, folder: Path
    ) -> None:
        before = left(folder)
        with self.connected(live_server, officer, person, 20_000_000) as line:
            line.sendall(body(self.fields, "order.txt", b"a" * 500_000)[:400_000])
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):  # until the server is done with what it got
                pass
        assert left(folder) == before
