"""Limits in hours that end in the hour that comes twice when the clocks go back: one instant, however it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from diary import actions as diary
from diary.models import Entry
from notifications import actions, facts
from notifications.choices import OverrideDecision
from notifications.law import evaluate
from notifications.overriding.queries import applying
from offenders.models import Person
from tests import world

CLOCKS_GO_BACK = date(2027, 10, 31)
KNOWN = CLOCKS_GO_BACK - world.days(3)
NOW = world.at(KNOWN)

# Twelve hours before half past twelve it is half past one by summer time; before half past one, by winter time.
pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("departs", [12, 13])]


@pytest.fixture
def person(clock: Callable[[date], None], departs: int) -> Person:
    clock(KNOWN)
    officer = world.officer()
    person = world.person(officer)
    at = world.at(CLOCKS_GO_BACK, departs, 30)
    journey = {"countries": ["IE"], "departs_on": CLOCKS_GO_BACK, "departs_at": at, "details_known_on": KNOWN}
    actions.record_journey(officer, person=person, journey=journey, now=NOW)
    return person


def check_diary() -> None:
    """Raises unless the diary is what the facts and the overrides say."""
    call_command("diary", "rebuild", "--check", stdout=StringIO())


def test_the_diary_has_not_drifted(person: Person, departs: int) -> None:
    diary.sweep(today=KNOWN, now=NOW)
    check_diary()
    instant = datetime(2027, 10, 31, departs - 12, 30, tzinfo=UTC)
    assert Entry.objects.get(person=person, kind="travel").last_at == instant


def test_an_override_still_stands(person: Person) -> None:
    entry, earlier = Entry.objects.get(person=person, kind="travel"), CLOCKS_GO_BACK - world.days(1)
    override = actions.request_override(
        world.officer(),
        person=person,
        key=entry.key,
        seen=CLOCKS_GO_BACK,
        new_date=earlier,
        reason="They leave from the north, so it is a day's journey",
        now=NOW,
    )
    actions.decide_override(
        world.supervisor(),
        override=override,
        version=1,
        decision=OverrideDecision.APPROVED,
        note="",
        now=NOW,
    )
    entry.refresh_from_db()
    assert (entry.last, entry.computed_last) == (earlier, CLOCKS_GO_BACK)
    check_diary()
    ((_, document),) = facts.documents([person.pk], as_at=KNOWN)
    assert list(applying(person, evaluate(document)["duties"]).values()) == [override]
