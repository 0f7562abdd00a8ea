"""In which category somebody is, is said soon after they came on record: a duty on Today, until a category stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry
from mappa import actions
from mappa.status import duties
from mappa.status.choices import Closing
from offenders.models import MappaStatus, Person
from offenders.signals import facts_changed
from tests import world
from tests.mappa import held, levelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
DUE = date(2026, 6, 18)  # three working days after Monday, 15 June 2026


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def duty(person: Person) -> Entry | None:
    return Entry.objects.filter(person=person, kind=duties.IDENTIFIED).first()


def clean() -> str:
    out = StringIO()
    call_command("diary", "rebuild", "--check", stdout=out)
    return out.getvalue()


def test_it_runs_from_the_day_they_came_on_record_until_a_category_stands(
    officer: User, person: Person
) -> None:
    entry = duty(person)
    assert entry
    assert (entry.arises_on, entry.work_to, entry.last, entry.met_on) == (world.TODAY, DUE, DUE, None)
    levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
    assert duty(person) is None
    clean()


def test_by_the_policy_of_the_force(person: Person) -> None:
    world.decided("mappa.identify", 5, world.TODAY)
    entry = duty(person)
    assert entry
    assert entry.last == date(2026, 6, 22)
    clean()


def test_who_came_with_a_category_has_no_such_duty_and_who_left_no_more(officer: User) -> None:
    known = held.managed(world.person(officer, family_name="Birch"))
    facts_changed.send(MappaStatus, people=[known.pk], today=world.TODAY)
    assert duty(known) is None
    levelled.decided(levelled.coordinator(), known, "2", lead_agency="probation")
    assert duty(known) is None
    actions.end_management(
        levelled.coordinator(),
        person=known,
        trigger="died",
        why="Found at home.",
        closed=list(Closing),
        ended_on=world.TODAY,
        now=levelled.LATER,
    )
    assert duty(known) is None
    clean()


def test_nobody_but_a_registered_person_is_to_be_placed(officer: User, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(kind="pdp")
    facts_changed.send(MappaStatus, people=[person.pk], today=world.TODAY)
    assert duty(person) is None


def test_today_has_it_for_who_manages_and_who_coordinates_and_the_page_says_why(
    sign_in: SignIn, officer: User, person: Person, clock: Callable[[object], None]
) -> None:
    clock("+3d")
    screen = reverse("screen-mappa", args=[person.pk])
    for user, href in (
        (officer, screen),
        (levelled.coordinator(), reverse("person-mappa", args=[person.pk])),
    ):
        text = sign_in(user).get("/").content.decode()
        assert "MAPPA category to be said" in text
        assert href in text
    text = sign_in(officer).get(reverse("person-mappa", args=[person.pk])).content.decode()
    assert "They came on record on 15 June 2026" in text
    assert "within 3 working days of that" in text
