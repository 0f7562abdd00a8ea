"""Taking a notification closes the right duties and opens the next, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from access.recording import SentOtherwise
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from notifications import actions
from notifications.models import Notification
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_alone")]


def open_duties(person: Person) -> list[tuple[str, date | None]]:
    duties = Entry.objects.open().filter(person=person).exclude(kind="visit").order_by("last")
    return list(duties.values_list("title", "last"))


def notify(by: User, person: Person, day: date, **fields: object) -> list[Notification]:
    duties = Entry.objects.open().filter(person=person).exclude(kind="visit")
    keys = list(duties.values_list("key", flat=True))
    return actions.record_notification(
        by,
        **{  # type: ignore[arg-type]
            "person": person,
            "given_at": world.at(day),
            "answers": keys,
            "station": "Kirkby police station",
            "now": world.at(day, 12),
            **fields,
        },
    )


class TestFirstAndAnnual:
    def test_conviction_opens_the_initial_duty(self) -> None:
        assert open_duties(world.person()) == [("Initial notification", date(2026, 6, 3))]

    def test_the_initial_notification_opens_the_annual(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        [given] = notify(officer, person, date(2026, 6, 3))
        assert given.section == "83(1)"
        assert open_duties(person) == [("Annual notification", date(2027, 6, 3))]

    def test_no_fixed_address_makes_it_weekly(self) -> None:
        officer = world.officer()
        person = world.person(officer, home={"starts_on": date(2026, 1, 1), "kind": "no_fixed_abode"})
        notify(officer, person, date(2026, 6, 3))
        assert open_duties(person) == [("Weekly notification (no fixed address)", date(2026, 6, 10))]

    def test_late_is_met_and_says_so(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        notify(officer, person, date(2026, 6, 5))
        met = Entry.objects.get(person=person, kind="initial")
        assert met.met_on == date(2026, 6, 5)
        assert met.last is not None
        assert met.met_on > met.last


class TestCustodyAndMoves:
    def test_custody_suspends_and_release_gives_the_date_and_its_own_duty(self) -> None:
        officer = world.officer()
        person = world.person(officer, today=date(2026, 6, 1))
        absence = offenders.record_custody(
            officer,
            person=person,
            kind="custody",
            starts_on=date(2026, 6, 1),
            place="HMP Example",
            now=world.at(date(2026, 6, 1), 18),
        )
        assert open_duties(person) == [("Initial notification", None)]
        offenders.record_release(
            officer, absence=absence, released_on=date(2026, 7, 10), now=world.at(date(2026, 7, 10))
        )
        assert sorted(open_duties(person)) == [
            ("Initial notification", date(2026, 7, 12)),
            ("Notify release", date(2026, 7, 12)),
        ]
        [given] = notify(officer, person, date(2026, 7, 11))
        assert given.section == "83(1)"
        assert given.about == [f"released:{absence.pk}"]
        assert open_duties(person) == [("Annual notification", date(2027, 7, 11))]

    def test_a_remand_that_becomes_a_sentence_is_no_release(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        remand = offenders.record_custody(
            officer,
            person=person,
            kind="custody",
            starts_on=date(2026, 6, 1),
            place="",
            now=world.at(world.TODAY),
        )
        sentenced = date(2026, 6, 12)
        offenders.record_release(officer, absence=remand, released_on=sentenced, now=world.at(world.TODAY))
        offenders.record_custody(
            officer, person=person, kind="sentence", starts_on=sentenced, place="", now=world.at(world.TODAY)
        )
        assert open_duties(person) == [("Initial notification", None)]

    def test_a_move_is_a_change_of_home_address(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        notify(officer, person, date(2026, 6, 2))
        offenders.record_move(
            officer,
            person=person,
            address={"line_1": "3 Other Street", "line_2": "", "town": "", "postcode": ""},
            kind="residence",
            starts_on=date(2026, 6, 13),
            child_in_household="no",
            now=world.at(world.TODAY),
        )
        assert open_duties(person)[0] == ("Notify change of home address", date(2026, 6, 15))


class TestRefusals:
    def test_an_answer_that_is_no_longer_open(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        with pytest.raises(ValidationError, match="still open"):
            notify(officer, person, date(2026, 6, 3), answers=["notifications/initial:gone"])

    def test_a_time_in_the_future(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        with pytest.raises(ValidationError, match="future"):
            notify(officer, person, date(2026, 6, 3), given_at=world.at(date(2026, 6, 4)))

    def test_before_the_duty_arose(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        with pytest.raises(ValidationError, match="arose on 1 June 2026"):
            notify(officer, person, date(2026, 6, 3), given_at=world.at(date(2026, 5, 30)))

    def test_someone_who_may_only_look(self) -> None:
        person = world.person()
        with pytest.raises(PermissionDenied):
            notify(world.user(Role.MAPPA_COORDINATOR), person, date(2026, 6, 3))

    def test_the_same_submission_twice_is_one_notification(self) -> None:
        officer = world.officer()
        person = world.person(officer)
        submission = uuid4()
        keys = [Entry.objects.get(kind="initial").key]
        [first] = notify(officer, person, date(2026, 6, 3), submission=submission, answers=keys)
        [second] = notify(officer, person, date(2026, 6, 3), submission=submission, answers=keys)
        assert first.pk == second.pk
        assert Notification.objects.count() == 1

    def test_the_same_submission_with_another_notice_is_refused(self) -> None:
        officer = world.officer()
        said: dict[str, Any] = {
            "person": world.person(officer),
            "given_at": world.at(date(2026, 6, 3)),
            "specified_date": date(2026, 6, 9),
            "foretells": "Moves to 3 Mill Lane",
            "station": "Kirkby police station",
            "now": world.at(date(2026, 6, 3), 12),
            "submission": uuid4(),
        }
        first = actions.record_advance_notice(officer, **said)
        assert actions.record_advance_notice(officer, **said) == first
        for name, other in (("specified_date", date(2026, 6, 10)), ("foretells", "Moves to 4 Mill Lane")):
            with pytest.raises(SentOtherwise, match="Nothing was changed"):
                actions.record_advance_notice(officer, **said | {name: other})
        assert Notification.objects.count() == 1


def test_the_page_offers_what_is_open_and_keeps_what_was_typed(
    clock: Callable[[date], None], sign_in: Callable[[User], Client]
) -> None:
    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    page = reverse("record-notification", args=[person.pk])
    assert "Initial notification" in client.get(page).content.decode()
    wrong = {
        "given_on": "31/6/2026",
        "given_time": "quarter past",
        "station": "Kirkby",
        "submission": str(uuid4()),
    }
    text = client.post(page, wrong).content.decode()
    assert "There is a problem" in text
    assert 'value="quarter past"' in text
    assert 'value="Kirkby"' in text
    right = wrong | {
        "given_on": "3 Jun 2026",
        "given_time": "10.15",
        "answers": Entry.objects.get(kind="initial").key,
    }
    assert client.post(page, right).status_code == 302
    assert "Nothing was recorded now" not in client.get(reverse("person", args=[person.pk])).content.decode()
    for sent in (right, right | {"station": "Lanchester"}):
        text = client.post(page, sent, follow=True).content.decode()
        assert "You sent this form before, and it was recorded then. Nothing was recorded now" in text
    assert Notification.objects.count() == 1
