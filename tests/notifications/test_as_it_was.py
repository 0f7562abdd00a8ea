"""What moved and why; what was due and known on an earlier day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Moved
from notifications.queries import as_it_was
from offenders import actions
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]


def recorded_then(person: Person, day: date) -> None:
    """Have the database believe that what stands now was written on `day`: history keeps the database's own time."""
    with connection.cursor() as cursor:
        for table in ("trigger", "disposal", "absence", "occupancy", "name"):
            cursor.execute(f"ALTER TABLE offenders_{table}event DISABLE TRIGGER USER")
            cursor.execute(
                f"UPDATE offenders_{table}event SET pgh_created_at = %s WHERE pgh_created_at > now() - interval '1h'"
                " AND pgh_created_at >= %s",
                [world.at(day), world.at(date(2026, 6, 1))],
            )
            cursor.execute(f"ALTER TABLE offenders_{table}event ENABLE TRIGGER USER")


class TestMoved:
    def test_a_late_discovered_custody_moves_the_date_and_says_why(
        self, sign_in: Callable[[User], Client]
    ) -> None:
        officer = world.officer()
        person = world.person(officer, today=date(2026, 6, 1))
        now = world.at(date(2026, 6, 2))
        absence = actions.record_custody(
            officer, person=person, kind="custody", starts_on=date(2026, 6, 1), place="", now=now
        )
        suspended = Moved.objects.get()
        assert (suspended.was, suspended.now, suspended.verb) == (date(2026, 6, 3), None, "record custody")
        actions.record_release(
            officer, absence=absence, released_on=date(2026, 6, 10), now=world.at(date(2026, 6, 10))
        )
        again = Moved.objects.exclude(pk=suspended.pk).get()
        assert (again.was, again.now) == (None, date(2026, 6, 12))
        page = sign_in(officer).get(reverse("person", args=[person.pk])).content.decode()
        assert "was due 3 June 2026, now no date runs" in page
        assert f"Record custody by {officer} on 2 June 2026" in page

    def test_a_correction_gives_its_reason(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        why = {"version": 1, "now": world.at(world.TODAY), "reason": "Court register"}
        actions.correct(officer, fact=person.triggers.get(), changes={"date": date(2026, 5, 30)}, **why)
        moved = Moved.objects.get()
        assert (moved.was, moved.now, moved.reason) == (date(2026, 6, 3), date(2026, 6, 1), "Court register")

    def test_a_duty_that_goes_is_said_to_be_gone(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        trigger = person.triggers.get()
        actions.void(officer, fact=trigger, version=1, reason="Another person", now=world.at(world.TODAY))
        assert Moved.objects.get().gone

    def test_nothing_is_said_when_nothing_moves(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        actions.correct(
            officer,
            fact=person.triggers.get(),
            version=1,
            changes={"court": "Another court"},
            reason="Register",
            now=world.at(world.TODAY),
        )
        assert not Moved.objects.exists()


class TestAsItWas:
    def test_before_it_was_recorded_nothing_was_known(self) -> None:
        person = world.person()
        past = as_it_was(person, date(2026, 6, 10), known_on=date(2026, 6, 10))
        assert not past.known
        assert past.duties == []

    def test_from_the_day_it_was_recorded_it_counts(self) -> None:
        person = world.person(today=date(2026, 6, 8))
        past = as_it_was(person, date(2026, 6, 10), known_on=date(2026, 6, 10))
        assert [(duty["title"], duty["state"]) for duty in past.duties] == [
            ("Initial notification", "overdue")
        ]

    def test_a_later_correction_counts_only_from_its_own_day(self) -> None:
        officer = world.officer()
        person = world.person(officer, today=date(2026, 6, 1))
        recorded_then(person, date(2026, 6, 1))
        actions.correct(
            officer,
            fact=person.triggers.get(),
            version=1,
            changes={"date": date(2026, 5, 20)},
            reason="Court register",
            now=world.at(world.TODAY),
        )
        before = as_it_was(person, date(2026, 6, 2), known_on=date(2026, 6, 2))
        assert before.duties[0]["last"] == date(2026, 6, 3)
        assert before.duties[0]["state"] == "pending"
        # The database's own clock has dated the correction: today, whatever the tests say the day is.
        from django.utils import timezone

        after = as_it_was(person, date(2026, 6, 2), known_on=timezone.localdate())
        assert after.duties[0]["last"] == date(2026, 5, 22)
        assert after.duties[0]["state"] == "overdue"

    def test_the_page(self, sign_in: Callable[[User], Client]) -> None:
        officer = world.officer()
        person = world.person(officer, today=date(2026, 6, 8))
        client = sign_in(officer)
        page = reverse("person-as-it-was", args=[person.pk])
        assert "from what the record said then" in client.get(page).content.decode()
        text = client.get(page, {"on": "10/6/2026"}).content.decode()
        assert "On 10 June 2026, from the record at the end of 10 June 2026" in text
        assert "Initial notification" in text
        assert "Overdue" in text
        early = client.get(page, {"on": "10/6/2026", "known_on": "1/6/2026"}).content.decode()
        assert "was on record by then" in early
        assert "There is a problem" in client.get(page, {"on": "31/6/2026"}).content.decode()
