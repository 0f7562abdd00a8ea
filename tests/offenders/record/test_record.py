"""The record block by block: recorded, ended, corrected, confirmed, and said to be out of date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.exporting import MARKING
from access.models import AccessEvent
from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from offenders import actions, kinds
from offenders.models import Confirmation, Person, Vehicle
from offenders.record.blocks import BLOCKS
from tests import world
from tests.accounts import signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
SignIn = Callable[[User], Client]
CAR = {
    "kind": "car",
    "registration": "CX12 ABC",
    "description": "Silver estate",
    "standing": "fact",
    "source": "observed",
}


def vehicle(by: User, person: Person, **values: Any) -> Vehicle:
    kind = kinds.named("vehicle")
    assert kind
    made = actions.record_detail(by, person=person, kind=kind, values={**CAR, **values}, now=NOW)
    assert isinstance(made, Vehicle)
    return made


def page(client: Client, person: Person, block: str = "vehicles") -> str:
    return client.get(reverse("record-block", args=[person.pk, block])).content.decode()


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


class TestRecording:
    def test_an_entry_stands_in_its_block_with_where_it_comes_from(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(officer)
        url = reverse("record-detail", args=[person.pk, "vehicle"])
        form = {**CAR, "starts_on": "1/2/2026", "source_detail": "On the drive", "submission": str(uuid4())}
        assert client.post(url, form)["Location"] == reverse("record-block", args=[person.pk, "vehicles"])
        text = page(client, person)
        for said in ("CX12 ABC Silver estate", "1 February 2026", "Seen by an officer", "On the drive"):
            assert said in text
        assert str(officer) in text.replace("&#x27;", "'")
        client.post(url, form)  # the same form again
        assert Vehicle.objects.filter(person=person).count() == 1
        overview = client.get(reverse("person-record", args=[person.pk])).content.decode()
        assert "CX12 ABC Silver estate" in overview

    def test_nothing_is_recorded_of_which_nobody_says_how_it_is_known(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        url = reverse("record-detail", args=[person.pk, "vehicle"])
        answer = sign_in(officer).post(url, {**CAR, "source": "", "submission": str(uuid4())})
        assert "Select how it is known." in answer.content.decode()
        assert "Silver estate" in answer.content.decode()
        assert not Vehicle.objects.exists()

    @pytest.mark.parametrize(
        ("days", "field"),
        [
            ({"starts_on": world.TODAY + world.days(1)}, "starts_on"),
            ({"ends_on": world.TODAY + world.days(1)}, "ends_on"),
            ({"starts_on": date(1970, 1, 1)}, "starts_on"),
            ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, "ends_on"),
        ],
    )
    def test_days_that_cannot_be(
        self, officer: User, person: Person, days: dict[str, date], field: str
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            vehicle(officer, person, **days)
        assert set(refused.value.message_dict) == {field}

    def test_an_opinion_is_told_from_a_fact(self, officer: User, person: Person, sign_in: SignIn) -> None:
        vehicle(officer, person)
        client = sign_in(officer)
        assert "An opinion or assessment" not in page(client, person)
        vehicle(officer, person, standing="opinion", description="Probably a second van")
        assert "An opinion or assessment" in page(client, person)

    def test_out_of_reach(self, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            vehicle(world.officer(of=world.unit("East unit")), person)

    def test_what_has_a_way_of_its_own_is_not_recorded_by_the_general_form(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(officer)
        for name in ("conviction", "address", "person", "nothing"):
            assert client.get(reverse("record-detail", args=[person.pk, name])).status_code == 404


class TestEnding:
    def test_what_was_so_moves_below(self, officer: User, person: Person, sign_in: SignIn) -> None:
        car = vehicle(officer, person)
        client = sign_in(officer)
        url = reverse("end-fact", args=[person.pk, "vehicle", car.pk])
        assert "CX12 ABC Silver estate" in client.get(url).content.decode()
        client.post(url, {"ends_on": "14/6/2026", "version": "1"})
        assert "1 no longer so" in page(client, person)
        overview = client.get(reverse("person-record", args=[person.pk])).content.decode()
        assert "CX12 ABC" not in overview

    def test_a_stale_ending_is_refused(self, officer: User, person: Person) -> None:
        car = vehicle(officer, person)
        actions.correct(
            officer, fact=car, version=1, changes={"description": "Blue estate"}, reason="Misread", now=NOW
        )
        with pytest.raises(Stale):
            actions.end_detail(officer, fact=car, version=1, ended_on=world.TODAY, now=NOW)

    def test_a_stale_form_shows_what_stands_now_and_sent_again_it_ends_that(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        car, client = vehicle(officer, person), sign_in(officer)
        url = reverse("end-fact", args=[person.pk, "vehicle", car.pk])
        sent = {"ends_on": "14/6/2026", "version": "1"}
        client.post(reverse("save-draft"), {**sent, "draft_of": url})
        actions.correct(
            world.officer(),
            fact=car,
            version=1,
            changes={"description": "Blue estate"},
            reason="Misread",
            now=NOW,
        )
        # The draft says what was seen when it was begun.
        assert 'name="version" value="1"' in client.get(url).content.decode()
        told = client.post(url, sent).content.decode()
        assert "Someone else changed this after you opened it" in told
        table = told.partition("<table")[2].partition("</table>")[0]
        for said in ("Blue estate", "it is still so", "14 June 2026"):
            assert said in table
        assert 'value="14/6/2026"' in told
        assert 'name="version" value="2"' in told
        assert client.post(url, {**sent, "version": "2"}).status_code == 302
        assert Vehicle.objects.get().ends_on == date(2026, 6, 14)

    def test_twice_is_refused_in_plain_words(self, officer: User, person: Person) -> None:
        car = actions.end_detail(
            officer, fact=vehicle(officer, person), version=1, ended_on=world.TODAY, now=NOW
        )
        with pytest.raises(ValidationError, match="ended already"):
            actions.end_detail(officer, fact=car, version=2, ended_on=world.TODAY, now=NOW)


class TestConfirming:
    def test_a_block_says_when_it_was_last_found_right_and_by_whom(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(officer)
        assert "Not asked yet" in page(client, person)
        url = reverse("confirm-block", args=[person.pk, "vehicles"])
        client.post(url, {"how": "On a visit", "submission": str(uuid4())})
        text = page(client, person)
        assert "Last confirmed 15 June 2026 by" in text
        assert "(On a visit)" in text
        assert "Current" in text

    def test_it_goes_stale_by_the_forces_own_policy(
        self, officer: User, person: Person, sign_in: SignIn, clock: Callable[[date], None]
    ) -> None:
        actions.confirm_block(officer, person=person, block="vehicles", how="", now=NOW)
        client = sign_in(officer)
        clock(date(2026, 12, 20))
        assert "Current" in page(client, person)
        world.decided("record.confirm.vehicles", 3, date(2026, 12, 1))
        text = page(client, person)
        assert "Out of date" in text
        assert "To be confirmed again by 15 September 2026" in text

    def test_the_last_day_of_it_still_holds(
        self, officer: User, person: Person, sign_in: SignIn, clock: Callable[[date], None]
    ) -> None:
        actions.confirm_block(officer, person=person, block="vehicles", how="", now=NOW)
        client = sign_in(officer)
        clock(date(2027, 6, 15))
        assert "Out of date" not in page(client, person)
        clock(date(2027, 6, 16))
        assert "Out of date" in page(client, person)

    def test_a_confirmation_stays_as_it_was(self, officer: User, person: Person) -> None:
        made = actions.confirm_block(officer, person=person, block="vehicles", how="", now=NOW)
        for change in (made.delete, made.save):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()

    def test_by_those_who_record_alone(self, officer: User, person: Person, sign_in: SignIn) -> None:
        reader = world.user(Role.BRIEFING_READER)
        client = sign_in(reader)
        assert "Is this still right?" not in page(client, person)
        assert client.post(reverse("confirm-block", args=[person.pk, "vehicles"]), {}).status_code == 404
        assert not Confirmation.objects.exists()


class TestPages:
    def test_every_block_opens_and_costs_the_same_however_much_it_holds(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(officer)
        vehicle(officer, person)
        for block in (block for block in BLOCKS.values() if block.kinds):
            url = reverse("record-block", args=[person.pk, block.name])
            with CaptureQueriesContext(connection) as few:
                assert client.get(url).status_code == 200
            assert len(few) <= 14, block.name
        for _ in range(20):
            vehicle(officer, person)
        for name in ("person-record", "whole-record"):
            with CaptureQueriesContext(connection) as many:
                client.get(reverse(name, args=[person.pk]))
            assert len(many) <= 14, name

    def test_a_block_that_is_none_is_not_there(self, officer: User, person: Person, sign_in: SignIn) -> None:
        client = sign_in(officer)
        assert client.get(reverse("record-block", args=[person.pk, "no-such"])).status_code == 404

    def test_the_whole_record_is_logged_with_its_parts(
        self, officer: User, person: Person, sign_in: SignIn
    ) -> None:
        sign_in(officer).get(reverse("whole-record", args=[person.pk]))
        event = AccessEvent.objects.order_by("-at").first()
        assert event
        assert event.person_ids == [person.pk]
        assert {"names", "addresses"} <= set(event.sections)

    def test_a_file_of_it_is_marked_and_names_who_took_it(self, person: Person) -> None:
        client = signing.sign_in(world.supervisor())
        text = client.post(reverse("take-record", args=[person.pk]), {"form": "csv"}).content.decode(
            "utf-8-sig"
        )
        assert text.startswith(f'"{MARKING}')
        assert "12 Ewe Close" in text
        event = AccessEvent.objects.order_by("-at").first()
        assert event
        assert (event.channel, event.person_ids) == ("export", [person.pk])

    def test_a_file_of_it_holds_no_more_rows_than_the_force_allows(self, person: Person) -> None:
        world.decided("exports.most", 2)
        answer = signing.sign_in(world.supervisor()).post(
            reverse("take-record", args=[person.pk]), {"form": "csv"}
        )
        assert "This record is longer than the 2 rows of one file." in answer.content.decode()
