"""The same form fifty times at once, and what the verb refuses."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.choices import Role
from accounts.models import User
from diary.models import OutboxMessage, Task
from notifications import actions
from notifications.actions.attending import Unasked, add_photograph_taken, rehearse_notification
from notifications.models import Acknowledgement, Attendance, Item, Notification
from notifications.station.choices import Happened, Part, Shown
from notifications.station.told import Coming, Noted, Notified, Told
from offenders import actions as offenders
from offenders.actions.guards import at_the_station
from offenders.models import Occupancy, Person
from tests import world
from tests.notifications.station.counter import front_counter

NOW = world.at(world.TODAY)
HOME = {
    "address": {"line_1": "9 New Road", "line_2": "", "town": "Kirkby", "postcode": "CX1 1AB"},
    "kind": "residence",
    "starts_on": world.TODAY,
    "child_in_household": "yes",
}


def moved(person: Person, **said: object) -> Notified:
    """They have moved today, and come for their initial notification as well."""
    return Notified(
        Coming(world.at(world.TODAY, 8), "Kirkby", Shown.KNOWN),
        answers=[person.diary_entries.get(kind="initial").key],
        told=[Told(Happened.MOVED, HOME)],
        items=[Noted(Part.HOME, "Home address", "12 Ewe Close", "9 New Road", world.TODAY)],
        **{"late_asked": True, **said},  # type: ignore[arg-type]
    )


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submits_at_once_make_one_attendance() -> None:
    counter = front_counter()
    person = world.person(world.officer())
    submission, notified = uuid4(), moved(person)
    failures: list[BaseException] = []

    def submit() -> None:
        try:
            actions.take_notification(
                User.objects.get(pk=counter.pk),
                person=person,
                notified=notified,
                now=NOW,
                submission=submission,
            )
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures
    for model in (Attendance, Item, Acknowledgement, Notification):
        assert model.objects.count() == 1, model  # type: ignore[attr-defined]
    assert Occupancy.objects.filter(address__line_1="9 New Road").count() == 1
    assert Task.objects.filter(source__startswith="notifications/refer-child").count() == 1
    assert OutboxMessage.objects.filter(cause__startswith="attendance").count() == 1


@pytest.mark.django_db
class TestVerb:
    def test_what_is_late_is_not_recorded_unasked(self) -> None:
        person = world.person(world.officer())
        with pytest.raises(Unasked):
            actions.take_notification(
                front_counter(), person=person, notified=moved(person, late_asked=False), now=NOW
            )
        assert not Occupancy.objects.filter(address__line_1="9 New Road").exists()

    def test_a_rehearsal_leaves_nothing_and_says_what_will_be(self) -> None:
        counter, person = front_counter(), world.person(world.officer())
        foreseen = rehearse_notification(counter, person=person, notified=moved(person), now=NOW)
        assert not Attendance.objects.exists()
        assert not Notification.objects.exists()
        assert not OutboxMessage.objects.filter(cause__startswith="attendance").exists()
        actions.take_notification(counter, person=person, notified=moved(person), now=NOW)
        assert foreseen.next is not None
        assert person.diary_entries.open().get(kind="periodic").last == foreseen.next.last

    def test_a_photograph_is_added_by_who_took_it_that_day_where_one_was_taken(self) -> None:
        counter, person = front_counter(), world.person(world.officer())

        def taken(photograph: str) -> Attendance:
            said = moved(person)
            said = replace(said, coming=replace(said.coming, photograph=photograph))
            return actions.take_notification(counter, person=person, notified=said, now=NOW)

        def add(by: User, attendance: Attendance, now: datetime) -> None:
            face = {"shows": "face", "taken_on": world.TODAY, "reason": "notification"}
            add_photograph_taken(by, attendance=attendance, photograph=face, content=world.PICTURE, now=now)

        came = taken("taken")
        for by, now in ((front_counter(), NOW), (counter, NOW + world.days(1))):
            with pytest.raises(ValidationError, match="Only whoever took this"):
                add(by, came, now)
        add(counter, came, NOW)
        assert person.photographs.count() == 1
        Attendance.objects.filter(pk=came.pk).update(photograph="not_asked")
        with pytest.raises(ValidationError, match="Only whoever took this"):
            add(counter, Attendance.objects.get(), NOW)

    def test_nothing_is_no_notification(self) -> None:
        person = world.person(world.officer())
        empty = Notified(Coming(NOW, "Kirkby", Shown.KNOWN))
        with pytest.raises(ValidationError, match="Select what they came for"):
            actions.take_notification(front_counter(), person=person, notified=empty, now=NOW)

    def test_what_lies_ahead_has_not_been_notified(self) -> None:
        person = world.person(world.officer())
        ahead = moved(person)
        late = Notified(Coming(world.at(world.TODAY, 23), "Kirkby", Shown.KNOWN), told=ahead.told)
        with pytest.raises(ValidationError, match="cannot be in the future"):
            actions.take_notification(front_counter(), person=person, notified=late, now=NOW)

    @pytest.mark.parametrize("role", [Role.BRIEFING_READER, Role.MAPPA_COORDINATOR, Role.AUDITOR])
    def test_who_takes_no_notifications_takes_none(self, role: Role) -> None:
        person = world.person(world.officer())
        with pytest.raises(PermissionDenied):
            actions.take_notification(world.user(role), person=person, notified=moved(person), now=NOW)

    def test_beyond_a_notification_the_counter_writes_nothing(self) -> None:
        counter, person = front_counter(), world.person(world.officer())
        with pytest.raises(PermissionDenied):
            offenders.record_move(counter, person=person, now=NOW, **HOME)  # type: ignore[arg-type]
        with at_the_station():
            offenders.record_move(counter, person=person, now=NOW, **HOME)  # type: ignore[arg-type]
        with pytest.raises(PermissionDenied):
            offenders.confirm_block(counter, person=person, block="names", how="Seen", now=NOW)
