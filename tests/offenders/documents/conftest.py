"""A folder of its own for each test, an officer with a person, and forms sent byte by byte as a browser sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import User
from offenders.models import Document, DocumentVersion, Person, Photograph, StoredFile
from tests import world

BOUNDARY = "vigil-test-boundary"
ABOUT = {
    "title": "The order as sealed",
    "kind": "order",
    "dated": "1/6/2026",
    "marking": "official_sensitive",
    "field_class": "general",
}
FACE = {"shows": "face", "taken_on": "1/6/2026", "reason": "custody", "source": "DC 4417", "description": ""}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where this test's files lie, and where they arrive."""
    settings.DOCUMENT_DIR = str(tmp_path / "documents")
    arriving = tmp_path / "arriving"
    arriving.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(arriving)
    return tmp_path


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


@pytest.fixture
def client(sign_in: Callable[[User], Client], officer: User) -> Client:
    return sign_in(officer)


def body(fields: Mapping[str, str], name: str, content: bytes) -> bytes:
    """A form with one file, its name just as given, and the mark of the end behind it."""

    def field(key: str, value: str) -> bytes:
        return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()

    start = b"".join(field(key, value) for key, value in fields.items())
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    file = head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
    return start + file + field("whole", "yes") + f"--{BOUNDARY}--\r\n".encode()


def sent(
    client: Client, page: str, about: Mapping[str, str], name: str, content: bytes, *arguments: object
) -> HttpResponse:
    """The answer to the page's form with that file."""
    fields = {"submission": str(uuid4()), **about}
    return client.generic(  # type: ignore[return-value]
        "POST",
        reverse(page, args=arguments),
        body(fields, name, content),
        f"multipart/form-data; boundary={BOUNDARY}",
    )


def error_of(answer: HttpResponse) -> str:
    """What the page says of the file."""
    (said,) = answer.context["form"].errors["file"]
    return str(said)


def left(folder: Path) -> tuple[list[str], int]:
    """The files on the disk, and the rows that name files."""
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    rows = sum(
        model._default_manager.count() for model in (Document, DocumentVersion, Photograph, StoredFile)
    )
    return [file for file in files if not file.startswith("clock")], rows


def read(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
