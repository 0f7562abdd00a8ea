"""The calendar: by a private address alone, references and kinds and nothing else, as far as its user sees today."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.test import Client
from icalendar import Calendar

from access.administration.signals import left
from access.models import AccessEvent
from access.recording import Changes
from accounts.choices import Role
from accounts.models import User
from diary import actions
from diary.models import CalendarFeed, Entry
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "law_alone")]
NOW = world.at(world.TODAY)


def address_of(user: User) -> str:
    return f"/calendar/{actions.make_calendar_address(user, now=NOW)}.ics"


@pytest.fixture
def officer() -> User:
    officer = world.officer()
    world.person(officer)
    return officer


def test_it_holds_references_and_kinds_and_nothing_else(officer: User, client: Client) -> None:
    answer = client.get(address_of(officer))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    [event] = Calendar.from_ical(text).walk("VEVENT")
    reference = Entry.objects.get(kind="initial").person.reference
    assert str(event["SUMMARY"]) == f"{reference} Initial notification"
    assert str(event["DTSTART"].dt) == "2026-06-03"
    for personal in (
        "marsh",
        "alan",
        "ewe close",
        "kirkby",
        str(Entry.objects.get(kind="initial").person_id),
    ):
        assert personal not in text.lower()


def test_an_event_stays_the_same_one_when_the_diary_is_rebuilt(officer: User, client: Client) -> None:
    address = address_of(officer)
    before = Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]["UID"]
    Entry.objects.all().delete()
    list(actions.rebuild(today=world.TODAY))
    assert Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]["UID"] == before


def test_somebodys_own_words_are_not_in_it_and_lines_are_folded(officer: User, client: Client) -> None:
    entry = Entry.objects.get(kind="initial")
    diary_task = {"title": "Ring Mrs Marsh at 12 Ewe Close", "due_on": world.TODAY, "owner": officer}
    actions.set_task(officer, person=entry.person, now=NOW, **diary_task)
    Entry.objects.filter(pk=entry.pk).update(title="Notify, at once; the change: " + "x" * 100)
    text = client.get(address_of(officer)).content
    assert b"Ewe Close" not in text
    assert rb"Notify\, at once\; the change" in text.replace(b"\r\n ", b"")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_what_has_not_changed_is_not_sent_again(officer: User, client: Client) -> None:
    address = address_of(officer)
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Entry.objects.update(work_to=world.TODAY, last=world.TODAY)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_is_logged_as_an_export_to_its_user(officer: User, client: Client) -> None:
    client.get(address_of(officer))
    event = AccessEvent.objects.filter(channel="export", actor_id=officer.pk).latest("seq")
    assert (event.actor_id, event.operation, event.object_type) == (officer.pk, "disclosure", "calendar")
    assert event.person_ids == [Entry.objects.get(kind="initial").person_id]
    assert CalendarFeed.objects.get().last_used_at is not None
    assert client.cookies == {}


class TestTheSecret:
    def test_is_kept_as_a_digest_alone(self, officer: User) -> None:
        secret = actions.make_calendar_address(officer, now=NOW)
        assert secret not in str(CalendarFeed.objects.values().get())
        assert len(secret) >= 43

    def test_made_anew_or_revoked_the_old_one_opens_nothing(self, officer: User, client: Client) -> None:
        first = address_of(officer)
        second = address_of(officer)
        assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
        actions.revoke_calendar_address(officer, now=NOW)
        assert client.get(second).status_code == 404
        assert CalendarFeed.objects.count() == 2

    def test_ends_when_its_user_leaves_and_does_not_begin_again(self, officer: User, client: Client) -> None:
        address = address_of(officer)
        officer.is_active = False
        officer.save()
        assert client.get(address).status_code == 404
        left.send(None, user=officer, now=NOW, changes=Changes())
        officer.is_active = True
        officer.save()
        assert client.get(address).status_code == 404

    def test_obeys_what_its_user_may_see_today(self, officer: User, client: Client) -> None:
        address = address_of(officer)
        officer.roles.update(ends_on=world.TODAY)
        assert Calendar.from_ical(client.get(address).content).walk("VEVENT") == []

    def test_of_a_supervisor_is_not_the_whole_unit(self, officer: User, client: Client) -> None:
        assert not Calendar.from_ical(client.get(address_of(world.supervisor())).content).walk("VEVENT")

    @pytest.mark.parametrize("wrong", ["", "x", "../", "a" * 43 + ".ics", "%00.ics"])
    def test_guessed_wrongly_says_nothing_and_is_in_no_log(
        self, wrong: str, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            assert client.get(f"/calendar/{wrong}").status_code == 404
        assert "a" * 43 not in caplog.text

    def test_is_in_no_log_though_the_page_fails(
        self, officer: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from diary.wishes import feed

        def fails(*args: object) -> None:
            raise RuntimeError("broken")

        monkeypatch.setattr(feed, "duties_of", fails)
        secret = actions.make_calendar_address(officer, now=NOW)
        quiet = Client(raise_request_exception=False)
        with caplog.at_level(logging.DEBUG):
            assert quiet.get(f"/calendar/{secret}.ics").status_code == 500
        assert "/calendar/" in caplog.text
        assert secret not in caplog.text

    def test_cannot_be_used_without_end(
        self, officer: User, client: Client, clock: Callable[[object], None]
    ) -> None:
        address = address_of(officer)
        assert [client.get(address).status_code for _ in range(31)] == [200] * 30 + [429]
        clock(world.at(world.TODAY, 11))
        assert client.get(address).status_code == 200


def test_the_address_is_shown_once(officer: User, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(officer)
    # Somebody who has not just proved who they are is asked to first.
    assert "reauthenticate" in client.post("/account/calendar/make/")["Location"]
    assert not CalendarFeed.objects.exists()
    address_of(officer)
    page = client.get("/account/calendar/").content.decode()
    assert "Not yet" in page
    assert ".ics" not in page
    client.post("/account/calendar/revoke/")
    assert "You have no address" in client.get("/account/calendar/").content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PARTNER])
def test_a_role_that_opens_no_records_has_an_empty_one(role: Role, client: Client, officer: User) -> None:
    assert Calendar.from_ical(client.get(address_of(world.user(role))).content).walk("VEVENT") == []
