"""Warnings to staff, who is missing or wanted, who has died or been deported, MAPPA: the bar, the lists, the duties."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.choices import Role
from accounts.models import User
from offenders import actions, queries
from offenders.models import Person
from tests import world
from tests.mappa import levelled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
LAST_MONTH = date(2026, 5, 15)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def bar(client: Client, person: Person, page: str = "person") -> str:
    """The identity bar's text."""
    text = client.get(reverse(page, args=[person.pk])).content.decode()
    found = re.search(r'<section class="moj-identity-bar.*?</section>', text, re.S)
    assert found
    return re.sub(r"\s+", " ", strip_tags(found[0].replace("<", " <")))


class TestTheBar:
    def test_it_says_who_where_and_what_staff_are_warned_of_on_every_page(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        world.detail(
            officer,
            person,
            "warning",
            kind="dogs",
            words="loose in the yard",
            starts_on=LAST_MONTH,
            review_on=date(2026, 6, 1),
        )
        world.detail(officer, person, "warning", kind="alone", starts_on=LAST_MONTH)
        levelled.stands(person, "2", since=LAST_MONTH)
        client = sign_in(officer)
        for page in ("person", "person-record", "person-timeline", "person-history", "record-custody"):
            said = bar(client, person, page)
            assert "MARSH, Alan" in said
            assert "Born 4 March 1979 (47) CU-000001" in said
            assert "Level: high MAPPA category 1, level 2 In the community" in said
            assert (
                "Staff safety Do not approach alone "
                "Dogs at the address: loose in the yard (its review was due on 1 June 2026)" in said
            )
            assert "West unit Contact 01632 960 001" in said

    def test_a_warning_that_has_ended_or_was_entered_in_error_is_gone(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        ended = world.detail(officer, person, "warning", kind="weapons", starts_on=LAST_MONTH)
        wrong = world.detail(officer, person, "warning", kind="escape", starts_on=LAST_MONTH)
        client = sign_in(officer)
        assert "Weapons" in bar(client, person)
        actions.end_detail(officer, fact=ended, version=1, ended_on=world.TODAY, now=NOW)
        actions.void(officer, fact=wrong, version=1, reason="Another person's", now=NOW)
        assert "Staff safety" not in bar(client, person)

    def test_missing_and_wanted_are_kept_apart_and_counted(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        world.detail(officer, person, "sought", kind="missing", starts_on=LAST_MONTH)
        world.detail(officer, person, "sought", kind="wanted", starts_on=world.TODAY)
        said = bar(sign_in(officer), person)
        assert "Missing 31 days Wanted" in said
        assert "In the community" not in said

    def test_someone_wanted_whose_place_is_known_has_both(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        world.detail(officer, person, "sought", kind="wanted", starts_on=LAST_MONTH)
        world.detail(officer, person, "gone", kind="deported", where="France", starts_on=LAST_MONTH)
        assert "Wanted 31 days Deported 15 May 2026" in bar(sign_in(officer), person)

    def test_mappa_is_for_those_who_read_management_and_warnings_are_for_everybody(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        levelled.stands(person, "2", since=LAST_MONTH)
        world.detail(officer, person, "warning", kind="weapons", starts_on=LAST_MONTH)
        said = bar(sign_in(world.user(Role.BRIEFING_READER)), person)
        assert "Weapons" in said
        assert "MAPPA" not in said

    def test_it_costs_one_query_with_everything_in_it(self, officer: User, person: Person) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as captured:
                queries.visible_person(officer, person.pk, NOW)
            return len(captured)

        bare = count()
        for kind in ("alone", "dogs", "weapons"):
            world.detail(officer, person, "warning", kind=kind, starts_on=LAST_MONTH)
        world.detail(officer, person, "sought", kind="wanted", starts_on=LAST_MONTH)
        assert count() == bare


class TestLists:
    def test_the_list_says_who_is_sought_or_gone(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        world.detail(officer, person, "sought", kind="wanted", starts_on=LAST_MONTH)
        jailed = world.person(officer, family_name="Inside")
        actions.record_custody(
            officer, person=jailed, kind="custody", starts_on=world.TODAY, place="", now=NOW
        )
        dead = world.person(officer, family_name="Dead")
        world.detail(officer, dead, "gone", kind="deceased", starts_on=world.TODAY)
        rows = {row.family_name: row.where for row in sign_in(officer).get("/people/").context["page"].rows}
        assert rows == {"Marsh": "Wanted", "Inside": "In custody", "Dead": "Died"}


class TestDeath:
    def test_nobody_grows_older_and_nothing_runs(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        assert person.diary_entries.open().exists()
        death = world.detail(officer, person, "gone", kind="deceased", starts_on=date(2026, 3, 3))
        assert not person.diary_entries.open().exists()
        said = bar(sign_in(officer), person)
        assert "Born 4 March 1979 (46)" in said
        assert "Died 3 March 2026" in said
        summary = sign_in(officer).get(reverse("person", args=[person.pk]))
        page = " ".join(strip_tags(summary.content.decode()).split())
        assert "Nothing more is required: they died on 3 March 2026" in page
        assert "Subject to notification" not in page
        actions.void(officer, fact=death, version=1, reason="Another man of that name", now=NOW)
        assert person.diary_entries.open().exists()

    def test_what_had_been_met_stays(self, officer: User, person: Person) -> None:
        from notifications import actions as notifications

        duty = person.diary_entries.open().get(kind="initial")
        notifications.record_notification(
            officer, person=person, given_at=NOW, answers=[duty.key], station="Kirkby", now=NOW
        )
        world.detail(officer, person, "gone", kind="deceased", starts_on=world.TODAY)
        assert [entry.key for entry in person.diary_entries.all()] == [duty.key]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("kind", "values", "said"),
        [
            ("warning", {"kind": "other", "words": ""}, "Say in a few words what the warning is."),
            (
                "warning",
                {"kind": "dogs", "starts_on": world.TODAY, "review_on": LAST_MONTH},
                "The review cannot be before the warning began.",
            ),
            ("sought", {"kind": "missing"}, "Enter the day from which it is so."),
            (
                "sought",
                {"kind": "missing", "starts_on": LAST_MONTH, "circulated_on": LAST_MONTH},
                "A circulation needs its reference.",
            ),
            (
                "sought",
                {
                    "kind": "missing",
                    "starts_on": LAST_MONTH,
                    "circulation": "26/1",
                    "circulated_on": date(2026, 7, 1),
                },
                "That circulation has not happened yet.",
            ),
            ("sought", {"kind": "missing", "starts_on": date(2026, 7, 1)}, "That has not happened yet."),
            (
                "gone",
                {"kind": "deceased", "starts_on": LAST_MONTH, "ends_on": world.TODAY},
                "A death does not end.",
            ),
        ],
    )
    def test_in_plain_words(
        self, officer: User, person: Person, kind: str, values: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(ValidationError, match=re.escape(said)):
            world.detail(officer, person, kind, **values)

    @pytest.mark.parametrize(
        ("kind", "values"),
        [
            ("sought", {"kind": "missing"}),
            ("gone", {"kind": "deported"}),
        ],
    )
    def test_two_at_one_time(self, officer: User, person: Person, kind: str, values: dict[str, Any]) -> None:
        world.detail(officer, person, kind, **values, starts_on=LAST_MONTH)
        with pytest.raises(ValidationError, match=r"on record|already"):
            world.detail(officer, person, kind, **values, starts_on=date(2026, 6, 1))

    def test_missing_again_after_having_been_found(self, officer: User, person: Person) -> None:
        first = world.detail(officer, person, "sought", kind="missing", starts_on=LAST_MONTH)
        actions.end_detail(officer, fact=first, version=1, ended_on=date(2026, 6, 1), now=NOW)
        world.detail(officer, person, "sought", kind="missing", starts_on=date(2026, 6, 10))
        assert person.sought.count() == 2
