"""An attendance that is recorded on a later day says why; both days are told and printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import OutboxMessage
from notifications import actions
from notifications.models import Acknowledgement, Attendance
from notifications.station.rules import is_backdated
from offenders import actions as record
from tests import world
from tests.notifications.station.counter import ATTENDANCE, Counter, front_counter
from tests.notifications.station.test_at_once import NOW, moved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
YESTERDAY = world.at(date(2026, 6, 14), 9)
WHY = "The network was down"


def test_days_are_those_of_london() -> None:
    """Half past midnight of the 15th in London is still the 14th in Greenwich."""
    assert not is_backdated(world.at(date(2026, 6, 15), 0, 30), world.at(date(2026, 6, 15), 9))
    assert is_backdated(world.at(date(2026, 6, 14), 23, 59), world.at(date(2026, 6, 15), 0, 1))


def test_the_page_asks_why_keeps_it_tells_the_manager_and_prints_both_days(
    sign_in: Callable[[User], Client],
) -> None:
    manager = world.officer()
    person = world.person(manager)
    counter = Counter(sign_in(front_counter()), person)
    assert "backdated_reason" not in counter.client.get(counter.url("happened")).content.decode()
    came = {"given_on": "3/6/2026", **ATTENDANCE}
    initial = [person.diary_entries.get(kind="initial").key]
    counter.answer("happened", answers=initial)
    text = counter.client.post(counter.url("attendance"), came).content.decode()
    assert "Say why it is recorded only now." in text
    counter.walk(answers=initial, attendance=came | {"backdated_reason": WHY})
    attendance = counter.record()
    assert attendance.backdated_reason == WHY
    said = dict(json.loads(Acknowledgement.objects.get().content)["about"])
    assert said["Notified on"].startswith("3 June 2026")
    assert said["Recorded on"] == "15 June 2026"
    [message] = OutboxMessage.objects.filter(recipient=manager, cause=f"attendance {attendance.pk}")
    assert "recorded only on 15 June 2026" in message.body
    assert WHY not in message.body
    page = counter.client.get(reverse("notification-taken", args=[person.pk, attendance.pk])).content.decode()
    assert WHY in page
    assert "Recorded 15 June 2026" in page


def test_the_verb_refuses_an_earlier_day_without_a_reason_and_drops_one_of_today() -> None:
    person = world.person(world.officer())
    said = moved(person)
    with pytest.raises(ValidationError, match="Say why it is recorded only now"):
        actions.take_notification(
            front_counter(),
            person=person,
            notified=replace(said, coming=replace(said.coming, given_at=YESTERDAY)),
            now=NOW,
        )
    today = replace(said, coming=replace(said.coming, backdated_reason=WHY))
    taken = actions.take_notification(front_counter(), person=person, notified=today, now=NOW)
    assert taken.backdated_reason == ""


def test_a_correction_to_an_earlier_day_says_why_and_the_database_holds_it() -> None:
    manager = world.officer()
    person = world.person(manager)
    taken = actions.take_notification(manager, person=person, notified=moved(person), now=NOW)
    earlier = {"given_at": YESTERDAY}
    with pytest.raises(ValidationError, match="Say why it is recorded only now"):
        record.correct(manager, fact=taken, version=1, changes=earlier, reason="Misread", now=NOW)
    record.correct(
        manager,
        fact=taken,
        version=1,
        changes=earlier | {"backdated_reason": WHY},
        reason="Misread",
        now=NOW,
    )
    with pytest.raises(DatabaseError, match="says why it is recorded only now"):
        Attendance.objects.update(given_at=YESTERDAY - world.days(1), backdated_reason="")
