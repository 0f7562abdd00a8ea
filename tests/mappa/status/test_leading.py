"""Another agency or office leads: decided with a reason, at the level and in the area that stand, and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from access.models import AccessEvent
from access.recording import Stale
from accounts.models import User
from diary.models import Entry, OutboxMessage
from mappa import actions
from mappa.models import MappaDecision
from mappa.status import record
from offenders.models import MappaStatus, Person
from offenders.signals import facts_changed
from tests import world
from tests.mappa import held, levelled, moved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return held.managed(world.person(officer), "1")


def stands(person: Person) -> MappaStatus:
    return MappaStatus.objects.on(world.TODAY).get(person=person)


def test_who_leads_changes_and_nothing_else_does(officer: User, person: Person) -> None:
    before = stands(person)
    facts_changed.send(MappaStatus, people=[person.pk], today=world.TODAY)
    due = Entry.objects.open().get(person=person, kind="mappa_screening").last
    by = levelled.coordinator()
    after = levelled.led(by, person)
    assert stands(person) == after != before
    assert (after.lead_agency, after.lead_office) == ("probation", "Kirkby probation office")
    assert (after.category, after.level, after.area) == (before.category, before.level, before.area)
    assert record.level_since(after) == before.starts_on
    assert Entry.objects.open().get(person=person, kind="mappa_screening").last == due
    before.refresh_from_db()
    assert before.ends_on == after.starts_on == world.TODAY
    decision = MappaDecision.objects.get(person=person)
    assert (decision.kind, decision.status, decision.lead_office) == ("lead", after, after.lead_office)
    assert decision.rests_on == "Until then: Police."
    [told] = OutboxMessage.objects.filter(recipient=officer, cause=f"mappa lead {after.pk}")
    assert told.subject == f"{person.reference}: another agency or office leads under MAPPA"
    event = AccessEvent.objects.filter(action="change lead agency", person_ids__contains=[person.pk]).latest(
        "seq"
    )
    assert event.actor_id == by.pk


def test_the_page_the_form_and_the_timeline_say_it(sign_in: SignIn, officer: User, person: Person) -> None:
    client = sign_in(levelled.coordinator())
    page, form = (reverse(name, args=[person.pk]) for name in ("person-mappa", "change-mappa-lead"))
    assert form in client.get(page).content.decode()
    text = client.get(form).content.decode()
    assert "The record suggests" in text
    assert "Another area takes a case on by a transfer" in text
    row = stands(person)
    sent = {
        "seen": str(row.pk),
        "version": str(row.version),
        "submission": str(uuid4()),
        "lead_agency": "probation",
        "lead_office": "Kirkby probation office",
        "starts_on": "15 June 2026",
        "why": "Probation supervises from his release.",
    }
    text = client.post(form, {**sent, "why": ""}).content.decode()
    assert "Give your reasons" in text
    assert "Kirkby probation office" in text
    text = client.post(form, sent, follow=True).content.decode()
    assert "Probation Service, Kirkby probation office" in text
    assert "Another agency or office leads" in text
    assert client.post(form, sent).status_code == 302
    assert MappaDecision.objects.filter(person=person).count() == 1
    told = sign_in(officer).get(reverse("person-timeline", args=[person.pk])).content.decode()
    assert "MAPPA: Probation Service leads" in told


def test_what_is_refused(officer: User, person: Person) -> None:
    coordinator = levelled.coordinator()
    with pytest.raises(PermissionDenied):
        levelled.led(officer, person)
    for said, field in (
        ({"why": " "}, "why"),
        ({"lead_agency": "army"}, "lead_agency"),
        ({"lead_agency": "police", "lead_office": ""}, "lead_agency"),
        ({"starts_on": world.TODAY + timedelta(days=1)}, "starts_on"),
        ({"starts_on": date(2024, 1, 1)}, "starts_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            levelled.led(coordinator, person, **said)
        assert set(refused.value.message_dict) == {field}
    row = stands(person)
    MappaStatus.objects.filter(pk=row.pk).update(ends_on=world.TODAY)
    with pytest.raises(ValidationError, match="in no category"):
        actions.change_lead_agency(
            coordinator,
            person=person,
            seen=row.pk,
            version=row.version,
            lead_agency="youth",
            lead_office="",
            why="So",
            starts_on=world.TODAY,
            now=levelled.NOW,
        )


def test_somebody_was_quicker(person: Person) -> None:
    seen = stands(person)
    levelled.led(levelled.coordinator(), person)
    with pytest.raises(Stale):
        levelled.led(levelled.chair(), person, seen=seen.pk, version=seen.version, lead_agency="youth")


def test_the_office_stays_while_the_same_agency_leads_and_goes_with_it(person: Person) -> None:
    coordinator = levelled.coordinator()
    levelled.led(coordinator, person)
    levelled.decided(coordinator, person, "1", lead_agency="probation", now=levelled.LATER)
    assert stands(person).lead_office == "Kirkby probation office"
    levelled.decided(coordinator, person, "1", lead_agency="police", now=levelled.LATER)
    assert stands(person).lead_office == ""


def test_an_accepted_transfer_brings_its_office(person: Person) -> None:
    moved.answered(held.coordinator(), moved.asked(held.coordinator(), person))
    assert stands(person).lead_office == "Lanchester probation office"


def test_a_change_of_lead_lowers_no_level() -> None:
    """The database holds that it is no way round a meeting."""
    at_2 = stands(held.managed(world.person(world.officer(), family_name="Birch"), "2"))
    said = {"level_before": "2", "level": "1", "category": "1", "lead_agency": "police", "area": "Cumberfell"}
    with pytest.raises(DatabaseError), transaction.atomic():
        MappaDecision.objects.create(
            person=at_2.person,
            kind="lead",
            status=at_2,
            takes_effect_on=world.TODAY,
            why="So",
            decided_at=levelled.NOW,
            decided_by=levelled.coordinator(),
            **said,
        )
