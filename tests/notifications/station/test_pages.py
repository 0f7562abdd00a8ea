"""The wizard as the front counter walks through it, and what stands on the record afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from notifications.models import Acknowledgement, Attendance, Begun, Notification
from offenders.models import Person
from tests import world
from tests.notifications.station.counter import Counter, front_counter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY


def settled(manager: User, *, told: date = date(2026, 6, 2), **fields: object) -> Person:
    """Somebody who gave their initial notification and owes nothing but the next regular one."""
    person = world.person(manager, **fields)
    from notifications import actions

    key = person.diary_entries.get(kind="initial").key
    actions.record_notification(
        manager, person=person, given_at=world.at(told), answers=[key], station="Kirkby", now=world.at(TODAY)
    )
    return person


def test_a_first_notification_in_time(sign_in: SignIn) -> None:
    manager = world.officer()
    day = date(2026, 6, 14)
    person = world.person(
        manager,
        trigger={"kind": "conviction", "date": day, "offence": "Voyeurism (s.67)"},
        disposal={"kind": "fine", "date": day},
    )
    counter = Counter(sign_in(front_counter()), person)
    counter.walk()
    page = counter.client.get(counter.url("check")).content.decode()
    assert "In time" in page
    assert not Attendance.objects.exists()
    attendance = counter.record()
    [given] = Notification.objects.all()
    assert given.section == "83(1)"
    assert given.acknowledgement == Acknowledgement.objects.get(attendance=attendance).serial
    assert not attendance.late
    assert Entry.objects.get(kind="periodic").last == date(2027, 6, 15)
    assert not Begun.objects.exists()
    [message] = OutboxMessage.objects.filter(recipient=manager)
    assert "MARSH" not in (message.subject + message.body).upper()
    done = counter.client.get(reverse("notification-taken", args=[person.pk, attendance.pk])).content.decode()
    assert given.acknowledgement in done
    assert "15 June 2027" in done


def test_a_move_is_recorded_by_the_counter_and_answers_its_duty(sign_in: SignIn) -> None:
    person = settled(world.officer())
    counter = Counter(sign_in(front_counter()), person)
    counter.walk(
        "moved",
        moved={
            "kind": "residence",
            "line_1": "9 New Road",
            "town": "Kirkby",
            "postcode": "CX1 1AB",
            "starts_on": "14/6/2026",
            "child_in_household": "yes",
        },
    )
    attendance = counter.record()
    assert str(person.occupancies.get(ends_on=None).address).startswith("9 New Road")
    assert Notification.objects.get(section="84(1)").answers.count() == 2
    item = attendance.items.get(called="Home address")
    assert (item.old, item.new, item.effective_on) == (
        "12 Ewe Close, Kirkby, CX1 1AA",
        "9 New Road, Kirkby, CX1 1AB",
        date(2026, 6, 14),
    )
    assert Task.objects.get(source__startswith="notifications/refer-child").due_on == date(2026, 6, 16)
