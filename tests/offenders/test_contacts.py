"""The contact log: quick to enter, put right like every fact, read by those who read management."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from offenders import actions
from offenders.models import Contact, Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
CONTACT = {
    "happened_at": NOW,
    "kind": "call",
    "direction": "in",
    "with_whom": "His mother",
    "by_whom": "DC Reed",
    "said": "He has gone away for the week.",
    "outcome": "follow_up",
}


def record(by: User, person: Person, **fields: Any) -> Contact:
    return actions.record_contact(by, person=person, contact={**CONTACT, **fields}, now=NOW)


def typed(**fields: str) -> dict[str, str]:
    return {
        **{
            name: str(CONTACT[name])
            for name in ("kind", "direction", "with_whom", "by_whom", "said", "outcome")
        },
        "on": "15/6/2026",
        "at": "8:30",
        "submission": str(uuid4()),
        **fields,
    }


def test_day_time_and_officer_stand_there_already(sign_in: SignIn) -> None:
    officer = world.officer()
    page = reverse("record-contact", args=[world.person(officer).pk])
    text = sign_in(officer).get(page).content.decode()
    for value in ("15/6/2026", "09:00", str(officer)):
        assert f'value="{value}"' in text


def test_recorded_by_the_form_once_however_often_it_is_sent(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client, sent = sign_in(officer), typed()
    for _ in range(2):
        assert client.post(reverse("record-contact", args=[person.pk]), sent).status_code == 302
    contact = Contact.objects.get()
    assert contact.happened_at == world.at(world.TODAY, 8, 30)
    assert "His mother" in client.get(reverse("person-contacts", args=[person.pk])).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"at": "23:30"}, "The contact cannot be in the future."),
        ({"at": "half past"}, "Enter a time, like 14:30."),
        ({"on": "16/6/2026"}, "is in the future"),
        ({"outcome": ""}, "Select what follows from it."),
        ({"with_whom": " "}, "Enter whom the contact was with."),
        ({"said": "x" * 4001}, "4000"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    sign_in: SignIn, fields: dict[str, str], said: str
) -> None:
    officer = world.officer()
    sent = typed(**{"said": "Going away on Friday", **fields})
    answer = sign_in(officer).post(reverse("record-contact", args=[world.person(officer).pk]), sent)
    text = answer.content.decode()
    assert said in text
    assert sent["said"] in text
    assert not Contact.objects.exists()


def test_it_is_corrected_with_a_reason_and_the_old_words_stay(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    contact = record(officer, person)
    page = reverse("correct-fact", args=[person.pk, "contact", contact.pk])
    client = sign_in(officer)
    assert "He has gone away" in client.get(page).content.decode()
    said = {"said": "He goes away next week."}
    actions.correct(officer, fact=contact, version=1, changes=said, reason="Misheard", now=NOW)
    history = client.get(reverse("person-history", args=[person.pk])).content.decode()
    assert "He has gone away for the week." in history
    assert "Misheard" in history


def test_written_down_late_is_said(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    record(officer, person, happened_at=NOW - timedelta(days=3))
    page = sign_in(officer).get(reverse("person-contacts", args=[person.pk])).content.decode()
    assert "Recorded 15 June 2026 at 9am" in page


def test_who_only_looks_records_none() -> None:
    for role in (Role.FRONT_COUNTER, Role.MAPPA_COORDINATOR, Role.BRIEFING_READER):
        with pytest.raises(PermissionDenied):
            record(world.user(role), world.person())


def test_the_page_costs_the_same_however_long_the_log(sign_in: SignIn) -> None:
    officer = world.officer()
    person = world.person(officer)
    client, page = sign_in(officer), reverse("person-contacts", args=[person.pk])
    counts = []
    for number in (1, 30):
        for _ in range(number):
            record(officer, person)
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9
