"""Opening the pages of plans, and sending their forms."""

from __future__ import annotations

import io
from typing import Any

import pypdf
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offenders.models import Person


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, address: str, **said: Any) -> Any:
    """The form of a page sent as it stands, with these answers."""
    form = client.get(address).context["form"]
    shown = {name: form.initial.get(name, field.initial) for name, field in form.fields.items()}
    known = {name: value for name, value in shown.items() if value is not None}
    return client.post(address, {**{n: getattr(v, "pk", v) for n, v in known.items()}, **said})


def text_of(body: bytes) -> str:
    return " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(body)).pages).split())
