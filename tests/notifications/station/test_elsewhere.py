"""Recording a notification taken elsewhere clears no overdue duty without the question that the counter asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import ClassVar
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary.models import Entry
from notifications import actions
from notifications.actions.attending import rehearse_notification
from notifications.actions.lateness import Unasked
from notifications.models import Breach, Notification
from notifications.station.choices import Happened, Shown
from notifications.station.told import Coming, Notified, Told
from offenders.models import Person
from tests import world
from tests.notifications.station.counter import front_counter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    """Had to notify by 3 June 2026."""
    return world.person(officer)


def typed(person: Person, day: str, **more: str) -> dict[str, str]:
    key = Entry.objects.open().get(person=person, kind="initial").key
    return {
        **{"answers": key, "given_on": day, "given_time": "08:00", "station": "Kirkby"},
        **{"submission": str(uuid4()), **more},
    }


def test_the_counter_neither_sees_the_page_nor_calls_its_verb(
    sign_in: Callable[[User], Client], person: Person
) -> None:
    counter = front_counter()
    assert sign_in(counter).get(reverse("record-notification", args=[person.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.record_notification_elsewhere(
            counter,
            person=person,
            given_at=world.at(date(2026, 6, 2)),
            answers=[Entry.objects.get(person=person).key],
            station="Kirkby",
            now=NOW,
        )


def test_what_is_late_is_not_recorded_unasked_and_opens_the_breach(
    sign_in: Callable[[User], Client], officer: User, person: Person
) -> None:
    client, page = sign_in(officer), reverse("record-notification", args=[person.pk])
    late = typed(person, "5/6/2026")
    text = client.post(page, late).content.decode()
    assert "This is late. Did they give a reason?" in text
    assert 'value="Kirkby"' in text
    assert not Notification.objects.exists()
    assert "Write what they say" in client.post(page, late | {"gave": "yes"}).content.decode()
    assert client.post(page, late | {"gave": "yes", "reason": "The bus did not run"}).status_code == 302
    assert Notification.objects.get().late_reason == "The bus did not run"
    [breach] = Breach.objects.all()
    assert (breach.provision, breach.happened_on) == ("83(1)", date(2026, 6, 4))
    assert "The bus did not run" in breach.account
    assert (
        "The bus did not run" in client.get(reverse("person-notification", args=[person.pk])).content.decode()
    )


def test_an_answer_for_a_late_day_is_dropped_with_that_day(
    sign_in: Callable[[User], Client], officer: User, person: Person
) -> None:
    page = reverse("record-notification", args=[person.pk])
    in_time = typed(person, "3/6/2026", gave="yes", reason="The bus did not run")
    assert sign_in(officer).post(page, in_time).status_code == 302
    assert Notification.objects.get().late_reason == ""
    assert not Breach.objects.exists()


def test_the_verb_refuses_what_nobody_was_asked_about(officer: User, person: Person) -> None:
    with pytest.raises(Unasked):
        actions.record_notification_elsewhere(
            officer,
            person=person,
            given_at=world.at(date(2026, 6, 5)),
            answers=[Entry.objects.get(person=person).key],
            station="Kirkby",
            now=NOW,
        )
    assert Entry.objects.open().filter(person=person, kind="initial").exists()


class TestARegularNotificationThatIsMetByAnother:
    """Section 85(1): what is notified under section 84(1), in advance too, is the regular notification."""

    NOTICE: ClassVar = {
        "foretells": "Moving to 4 Mill Lane",
        "specified_date": "20/6/2026",
        "given_on": "14/6/2026",
        "given_time": "08:00",
        "station": "Kirkby",
    }

    @pytest.fixture
    def person(self, officer: User) -> Person:
        """Had to notify again by 2 June 2026."""
        day = date(2025, 6, 1)
        person = world.person(
            officer,
            today=day,
            trigger={"kind": "conviction", "date": day, "offence": "Sexual assault (s.3)"},
            disposal={"kind": "fine", "date": day},
        )
        actions.record_notification(
            officer,
            person=person,
            given_at=world.at(date(2025, 6, 2)),
            answers=[Entry.objects.get(person=person, kind="initial").key],
            station="Kirkby",
            now=world.at(date(2025, 6, 2)),
        )
        return person

    def annual(self, person: Person) -> Entry:
        return Entry.objects.get(person=person, kind="periodic", last=date(2026, 6, 2))

    def test_notice_in_advance_is_asked_why_and_opens_the_breach(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        client, page = sign_in(officer), reverse("record-advance-notice", args=[person.pk])
        sent = {**self.NOTICE, "submission": str(uuid4())}
        text = client.post(page, sent).content.decode()
        assert "This is late. Did they give a reason?" in text
        assert 'value="Moving to 4 Mill Lane"' in text
        assert self.annual(person).met_on is None
        said = {"gave": "yes", "reason": "The bus did not run"}
        for _ in range(2):
            assert client.post(page, sent | said).status_code == 302
        notice = Notification.objects.get(specified_date__isnull=False)
        assert notice.late_reason == "The bus did not run"
        assert [answer.last for answer in notice.answers.all()] == [date(2026, 6, 2)]
        assert Breach.objects.get().provision == "85(1)"

    def test_the_counter_sends_it_through_the_wizard(self, sign_in: SignIn, person: Person) -> None:
        page = reverse("record-advance-notice", args=[person.pk])
        assert sign_in(front_counter()).get(page).status_code == 404

    def test_the_wizard_asks_though_nobody_ticked_it(self, person: Person) -> None:
        foretold = {"specified_date": world.TODAY + world.days(5), "foretells": "Moving"}
        notified = Notified(
            Coming(world.at(world.TODAY, 8), "Kirkby", Shown.KNOWN), told=[Told(Happened.AHEAD, foretold)]
        )
        with pytest.raises(Unasked):
            actions.take_notification(front_counter(), person=person, notified=notified, now=NOW)
        asked = replace(notified, late_asked=True)
        foreseen = rehearse_notification(front_counter(), person=person, notified=asked, now=NOW)
        assert [each.answer.title for each in foreseen.late] == ["Annual notification"]

    def test_so_is_a_change_where_only_the_change_was_chosen(self, officer: User, person: Person) -> None:
        change = {"kind": "account_opened", "on": world.TODAY - world.days(1)}
        actions.record_change(officer, person=person, change=change, address={}, now=NOW)
        with pytest.raises(Unasked):
            actions.record_notification_elsewhere(
                officer,
                person=person,
                given_at=world.at(world.TODAY, 8),
                answers=[Entry.objects.get(person=person, kind="change").key],
                station="Kirkby",
                now=NOW,
            )
        assert self.annual(person).met_on is None
