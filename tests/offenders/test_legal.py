"""Further convictions, sentences, orders and names, through their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry
from notifications.queries import standing
from offenders import actions
from offenders.models import CourtOrder, Name, Person, Trigger
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def client(sign_in: Callable[[User], Client], officer: User) -> Client:
    return sign_in(officer)


def post(client: Client, page: str, person: Person, *more: object, **data: object) -> str:
    """What the page answers; empty when it did its work."""
    url = reverse(page, args=[person.pk, *more])
    answer = client.post(url, {"submission": str(uuid4()), **data})
    return "" if answer.status_code == 302 else answer.content.decode()


def length(person: Person) -> list[str]:
    person = Person.objects.select_related("force").get(pk=person.pk)
    return [period["length"] for period in standing(person, world.TODAY).subject["periods"]]


CONVICTION = {
    "kind": "conviction",
    "offence": "Voyeurism (s.67)",
    "schedule_3": "yes",
    "date_0": "1",
    "date_1": "6",
    "date_2": "2026",
}


def test_a_sentence_that_was_awaited_decides_the_period(client: Client, officer: User) -> None:
    person = world.person(officer, disposal={})
    assert length(person) == ["undetermined"]
    trigger = person.triggers.get()
    assert "Select what the court did" in post(client, "record-sentence", person, trigger.pk)
    assert post(client, "record-sentence", person, trigger.pk, disposal_kind="life", term_years="") == ""
    assert length(person) == ["indefinite"]
    again = post(client, "record-sentence", person, trigger.pk, disposal_kind="fine")
    assert "A sentence is already on record" in again


def test_consecutive_sentences_aggregate(client: Client, officer: User) -> None:
    first = {"kind": "imprisonment", "date": date(2026, 6, 1), "term_months": 18}
    person = world.person(officer, disposal=first)
    assert length(person) == ["10 years"]
    other = {
        **CONVICTION,
        "disposal_kind": "imprisonment",
        "term_months": "12",
        "runs": "consecutive_to",
        "runs_with": str(person.triggers.get().pk),
    }
    assert post(client, "record-conviction", person, **other) == ""
    assert length(person) == ["indefinite", "indefinite"]


def test_an_order_keeps_a_person_subject(client: Client, officer: User) -> None:
    person = world.person(officer)
    order = {"kind": "shpo", "made_on": "10/6/2026", "last_day": "9/6/2046"}
    assert "cannot end before it was made" in post(
        client, "record-order", person, **order | {"last_day": "9/6/2026"}
    )
    assert post(client, "record-order", person, **order) == ""
    person = Person.objects.select_related("force").get(pk=person.pk)
    assert standing(person, world.TODAY).subject["last_day"] == "2046-06-09"


def test_breach_of_a_risk_order_needs_the_order(client: Client, officer: User) -> None:
    person = world.person(officer, trigger={}, disposal={})
    assert "SRO_BREACH" not in post(client, "record-conviction", person)
    assert post(client, "record-order", person, kind="sro", made_on="1/6/2026") == ""
    order = CourtOrder.objects.get()
    breach = {**CONVICTION, "kind": "sro_breach", "order": str(order.pk), "date_0": "10"}
    assert post(client, "record-conviction", person, **breach) == ""
    assert Trigger.objects.get().order == order
    assert Entry.objects.filter(kind="initial").exists()


def test_a_new_legal_name_ends_the_old_one_and_starts_three_days(client: Client, officer: User) -> None:
    person = world.person(officer)
    entry = Entry.objects.get(kind="initial")
    given = {"answers": entry.key, "given_on": "2/6/2026", "given_time": "9:00", "station": "Kirkby"}
    assert post(client, "record-notification", person, **given) == ""
    assert "Enter the day the new legal name" in post(
        client, "record-name", person, kind="legal", family_name="Fenwick"
    )
    name = {"kind": "legal", "given_names": "Alan", "family_name": "Fenwick", "used_from": "14/6/2026"}
    assert post(client, "record-name", person, **name) == ""
    assert Name.objects.get(family_name="Marsh").used_to == date(2026, 6, 14)
    duty = Entry.objects.open().get(kind="change")
    assert (duty.title, duty.last) == ("Notify new name used", date(2026, 6, 16))


def test_a_fact_entered_in_error_counts_for_nothing_and_stays_in_the_history(
    client: Client, officer: User
) -> None:
    person = world.person(officer)
    trigger = person.triggers.get()
    url = reverse("correct-fact", args=[person.pk, "conviction", trigger.pk])
    fields = {"kind": "conviction", "date": "1/6/2026", "offence": "Sexual assault (s.3)", "version": "1"}
    assert client.post(url, {**fields, "void": "yes", "reason": ""}).status_code == 200
    assert client.post(url, {**fields, "void": "yes", "reason": "Another person"}).status_code == 302
    assert not Entry.objects.filter(kind="initial").exists()
    history = client.get(reverse("person-history", args=[person.pk])).content.decode()
    assert "Another person" in history
    assert "Sexual assault (s.3)" in history


def test_the_only_legal_name_cannot_be_taken_off(client: Client, officer: User) -> None:
    person = world.person(officer)
    url = reverse("correct-fact", args=[person.pk, "name", person.names.get().pk])
    answer = client.post(
        url, {"given_names": "Alan", "family_name": "Marsh", "version": "1", "void": "y", "reason": "No"}
    )
    assert "must have a current legal name" in answer.content.decode()


def test_the_same_form_twice_is_one_conviction(client: Client, officer: User) -> None:
    person = world.person(officer)
    twice = {**CONVICTION, "submission": str(uuid4())}
    for _ in range(2):
        assert post(client, "record-conviction", person, **twice) == ""
    assert Trigger.objects.count() == 2


class TestCorrections:
    """What a correction may not do to a record."""

    WHY = {"version": 1, "reason": "Register", "now": world.at(world.TODAY)}

    def test_a_record_keeps_a_current_legal_name(self, officer: User) -> None:
        person = world.person(officer)
        with pytest.raises(ValidationError, match="must have a current legal name"):
            actions.correct(
                officer, fact=person.names.get(), changes={"used_to": date(2026, 6, 1)}, **self.WHY
            )

    def test_a_sentence_taken_off_can_be_recorded_anew(self, client: Client, officer: User) -> None:
        person = world.person(officer)
        trigger = person.triggers.get()
        actions.void(officer, fact=person.disposals.get(), **self.WHY)
        assert length(person) == ["undetermined"]
        offending = client.get(reverse("record-block", args=[person.pk, "offending"]))
        assert "Record the sentence" in offending.content.decode()
        assert post(client, "record-sentence", person, trigger.pk, disposal_kind="fine") == ""
        assert length(person) == ["5 years"]

    def test_a_birth_that_makes_the_conviction_impossible(self, officer: User) -> None:
        person = world.person(officer)
        with pytest.raises(ValidationError, match="too young"):
            actions.correct(officer, fact=person, changes={"date_of_birth": date(2020, 1, 1)}, **self.WHY)

    def test_a_home_cannot_end_in_the_future(self, officer: User) -> None:
        person = world.person(officer)
        with pytest.raises(ValidationError, match="has not ended yet"):
            actions.correct(
                officer, fact=person.occupancies.get(), changes={"ends_on": date(2030, 1, 1)}, **self.WHY
            )

    def test_whether_the_offence_is_listed_can_be_corrected(self, officer: User) -> None:
        person = world.person(officer)
        actions.correct(officer, fact=person.triggers.get(), changes={"schedule_3": False}, **self.WHY)
        assert not Entry.objects.filter(kind="initial").exists()
