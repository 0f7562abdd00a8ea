"""Reasons on a page name facts by what and when they are, never by an id."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry
from notifications import actions
from notifications.aloud import aloud
from offenders import actions as offenders
from tests import world

ID = "0b54bd53-5be3-4a4c-9d8d-9d1c63b93f2f"
DOCUMENT = {
    "triggers": [],
    "orders": [{"id": ID, "kind": "sro", "made_on": "2026-05-01"}],
    "notifications": [],
}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (f"Notified under s.83(1) on 2 June 2026 ({ID}).", "Notified under s.83(1) on 2 June 2026."),
        (f"Breach of the risk order {ID}.", "Breach of the risk order the sexual risk order of 1 May 2026."),
        ("Convicted 1 May 2026: day 1.", "Convicted 1 May 2026: day 1."),
    ],
)
def test_ids_become_words(said: str, read: str) -> None:
    [found] = aloud([said], DOCUMENT)
    assert found == read


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_no_page_shows_an_id_in_its_reasons(sign_in: Callable[[User], Client]) -> None:
    officer = world.officer()
    person = world.person(officer)
    actions.record_notification(
        officer,
        person=person,
        given_at=world.at(date(2026, 6, 2)),
        answers=[Entry.objects.get(kind="initial").key],
        station="Kirkby",
        now=world.at(world.TODAY),
    )
    order = {"kind": "shpo", "made_on": date(2026, 6, 3)}
    offenders.record_order(officer, person=person, order=order, now=world.at(world.TODAY))
    client = sign_in(officer)
    for page in (
        reverse("person", args=[person.pk]),
        reverse("person-as-it-was", args=[person.pk]) + "?on=14/6/2026&known_on=15/6/2026",
    ):
        page_text = re.sub(r'<p class="vigil-watermark">.*?</p>', "", client.get(page).content.decode())
        text = re.sub(r"<[^>]*>", " ", page_text)
        assert "s.83(1)" in text
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)
