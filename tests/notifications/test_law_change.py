"""The drill of docs/law-change-drill.md: enacted law is commenced by one dated row, and nothing old moves."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client

from access.reading import as_vigil
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, Moved
from notifications import actions
from notifications.commencement.moves import Moves, moves
from notifications.facts import rules_in_force
from notifications.models import Commencement
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_alone")]
Clock = Callable[[date | datetime | str], None]

BEGINS = date(2026, 10, 1)
SOURCE = "The Crime and Policing Act 2026 (Commencement No. 9) Regulations 2026"


def commenced(on: date = BEGINS) -> Commencement:
    administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
    return actions.commence(
        administrator, ruleset="EW-CPA2026", in_force_from=on, source=SOURCE, now=world.at(world.TODAY)
    )


def intends_name(person: Person, on: date) -> None:
    actions.record_change(
        world.officer(),
        person=person,
        change={"kind": "name_intended", "on": on},
        address={},
        now=world.at(world.TODAY),
    )


def entries(person: Person) -> list[tuple[str, date | None, str]]:
    duties = Entry.objects.filter(person=person).exclude(kind="visit").order_by("key")
    return list(duties.values_list("title", "last", "ruleset"))


def check() -> str:
    said = io.StringIO()
    call_command("diary", "rebuild", "--check", stdout=said)
    return said.getvalue()


class TestDrill:
    def test_before_it_the_rule_is_known_and_asks_for_nothing(self, clock: Clock) -> None:
        person = world.person()
        intends_name(person, date(2026, 10, 10))
        assert [title for title, *_ in entries(person)] == ["Initial notification"]

    def test_duties_arise_for_facts_from_that_day_and_for_no_others(self, clock: Clock) -> None:
        before, after = world.person(), world.person()
        intends_name(before, BEGINS - world.days(1))
        intends_name(after, BEGINS)
        assert moves("EW-CPA2026", BEGINS, today=world.TODAY) == Moves(come=1)
        commenced()
        # In the same transaction: nobody had to rebuild anything.
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        assert [title for title, *_ in entries(before)] == ["Initial notification"]
        assert [(last, ruleset) for title, last, ruleset in entries(after) if "name" in title] == [
            (BEGINS - world.days(7), "EW-CPA2026")
        ]

    def test_a_restricted_record_takes_part_and_is_shown_to_nobody(self, clock: Clock) -> None:
        inspector, administrator = world.user(Role.DETECTIVE_INSPECTOR), world.user(Role.SYSTEM_ADMINISTRATOR)
        person, now = world.person(), world.at(world.TODAY)
        intends_name(person, BEGINS)
        offenders.restrict(inspector, person=person, readers=[], reason="Works for the force", now=now)
        given = {"ruleset": "EW-CPA2026", "now": now}
        with world.read_by(administrator):
            assert moves("EW-CPA2026", BEGINS, today=world.TODAY) == Moves(come=1)
            actions.commence(administrator, in_force_from=BEGINS, source=SOURCE, **given)
            assert not Person.objects.filter(pk=person.pk).exists()
        with world.read_by("vigil"):
            assert "0 entries missing, 0 wrong, 0 orphaned" in check()
            assert len(entries(person)) == 2
        with world.read_by(administrator):
            assert moves("EW-CPA2026", None, today=world.TODAY).go == 1
            actions.withdraw(administrator, reason="Revoked", **given)
        with world.read_by("vigil"):
            assert "0 entries missing, 0 wrong, 0 orphaned" in check()
            assert len(entries(person)) == 1

    def test_a_failure_leaves_the_reader_who_they_were(self, clock: Clock) -> None:
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        with world.read_by(administrator):
            with pytest.raises(DatabaseError), as_vigil(), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('vigil.reader')")
                assert cursor.fetchone() == (str(administrator.pk),)

    def test_it_can_be_taken_back_for_a_reason(self, clock: Clock) -> None:
        person = world.person()
        intends_name(person, BEGINS)
        was = entries(person)
        commenced()
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        now = world.at(world.TODAY, 11)
        with pytest.raises(ValidationError):
            actions.withdraw(administrator, ruleset="EW-CPA2026", reason=" ", now=now)
        with pytest.raises(PermissionDenied):
            actions.withdraw(world.supervisor(), ruleset="EW-CPA2026", reason="Revoked", now=now)
        assert moves("EW-CPA2026", None, today=world.TODAY).go == 1
        actions.withdraw(administrator, ruleset="EW-CPA2026", reason="Revoked", now=now)
        assert entries(person) == was
        assert [(moved.gone, moved.reason) for moved in Moved.objects.filter(person=person)] == [
            (True, "Revoked")
        ]
        with pytest.raises(ValidationError):
            actions.withdraw(administrator, ruleset="EW-CPA2026", reason="Again", now=now)
        commenced()
        assert len(entries(person)) == len(was) + 1
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()

    def test_what_was_known_of_the_law_on_an_earlier_day(self, clock: Clock) -> None:
        def then(day: date) -> dict[str, str]:
            return rules_in_force(world.at(day, 23))

        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        given = {"ruleset": "EW-CPA2026", "source": SOURCE}
        for day, begins in ((3, BEGINS), (10, BEGINS + world.days(31))):
            now = world.at(date(2026, 6, day))
            actions.commence(administrator, in_force_from=begins, now=now, **given)
        actions.withdraw(
            administrator, ruleset="EW-CPA2026", reason="Revoked", now=world.at(date(2026, 6, 12))
        )
        assert then(date(2026, 6, 2)) == {}
        assert then(date(2026, 6, 3)) == {"EW-CPA2026": "2026-10-01"}
        assert then(date(2026, 6, 11)) == {"EW-CPA2026": "2026-11-01"}
        assert then(date(2026, 6, 12)) == rules_in_force() == {}

    def test_old_cases_do_not_move_and_the_diary_is_clean(self, clock: Clock) -> None:
        people = [
            world.person(),
            world.person(trigger={"kind": "caution", "date": date(2026, 5, 1), "offence": "x"}, disposal={}),
        ]
        offenders.record_custody(
            world.officer(),
            person=people[0],
            kind="custody",
            starts_on=date(2026, 6, 2),
            place="",
            now=world.at(world.TODAY),
        )
        was = [entries(person) for person in people]
        commenced()
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        clock(BEGINS + world.days(30))
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        call_command("diary", "rebuild", stdout=io.StringIO())
        assert [entries(person) for person in people] == was

    def test_a_day_already_past_shows_as_drift_until_the_diary_is_rebuilt(self, clock: Clock) -> None:
        person = world.person()
        intends_name(world.person(), date(2026, 7, 1))
        commenced(date(2026, 6, 1))
        with pytest.raises(CommandError):
            check()
        call_command("diary", "rebuild", stdout=io.StringIO())
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        # What arose from that day on is computed under the new rule-set; the dates are the same.
        assert entries(person)[0] == ("Initial notification", date(2026, 6, 3), "EW-CPA2026")

    def test_only_an_administrator_commences_and_only_what_is_enacted(self, clock: Clock) -> None:
        now = world.at(world.TODAY)
        given = {"in_force_from": BEGINS, "source": SOURCE, "now": now}
        with pytest.raises(PermissionDenied):
            actions.commence(world.supervisor(), ruleset="EW-CPA2026", **given)  # type: ignore[arg-type]
        for key in ("EW-2026-03-22", "EW-CPA2030"):
            with pytest.raises(ValidationError):
                actions.commence(world.user(Role.SYSTEM_ADMINISTRATOR), ruleset=key, **given)  # type: ignore[arg-type]


class TestCommand:
    def run(self, *arguments: str) -> str:
        said = io.StringIO()
        call_command("statute", *arguments, stdout=said)
        return said.getvalue()

    def test_commence_and_withdraw_go_over_everyone(self, clock: Clock) -> None:
        administrator = world.user(Role.SYSTEM_ADMINISTRATOR)
        person = world.person()
        by = ("--by", administrator.username)
        said = self.run("commence", "EW-CPA2026", "--from", "2026-06-01", "--source", SOURCE, *by)
        assert "1 people gone over, 2 dates put right" in said
        assert entries(person) == [("Initial notification", date(2026, 6, 3), "EW-CPA2026")]
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        self.run("withdraw", "EW-CPA2026", "--reason", "Revoked", *by)
        assert entries(person) == [("Initial notification", date(2026, 6, 3), "EW-2026-03-22")]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("EW-CPA2026", "--from", "2026-06-31", "--source", "x", "--by", "x"), "is no date"),
            (
                ("EW-CPA2026", "--from", "2026-06-01", "--source", "x", "--by", "nobody"),
                "nobody of the username",
            ),
            (("EW-2030", "--from", "2026-06-01", "--source", "x", "--by", "chief"), "enacted and not yet"),
            (
                ("EW-CPA2026", "--from", "2026-06-01", "--source", " ", "--by", "chief"),
                "Enter the regulations",
            ),
            (("EW-CPA2026", "--from", "2026-06-01", "--source", "x", "--by", "clerk"), "Only a system admin"),
        ],
    )
    def test_what_cannot_be_is_said(self, clock: Clock, arguments: tuple[str, ...], said: str) -> None:
        world.user(Role.SYSTEM_ADMINISTRATOR, username="chief")
        world.user(username="clerk")
        with pytest.raises(CommandError, match=said):
            self.run("commence", *arguments)
        assert not Commencement.objects.exists()


class TestPage:
    URL = "/rules-in-force/"

    def test_anybody_reads_the_law_and_only_an_administrator_changes_it(
        self, clock: Clock, sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(world.officer())
        page = client.get(self.URL).content.decode()
        assert "EW-CPA2026" in page
        assert "Not commenced" in page
        assert "22 March 2026" in page
        assert "/commence/" not in page
        assert client.post(f"{self.URL}EW-CPA2026/commence/", {}).status_code == 403

    def test_what_would_move_is_shown_before_it_is_done(
        self, clock: Clock, sign_in: Callable[[User], Client]
    ) -> None:
        person = world.person()
        intends_name(person, BEGINS)
        client = sign_in(world.user(Role.SYSTEM_ADMINISTRATOR))
        assert f"{self.URL}EW-CPA2026/commence/" in client.get(self.URL).content.decode()
        url = f"{self.URL}EW-CPA2026/commence/"
        assert client.get(f"{self.URL}EW-2026-03-22/commence/").status_code == 404
        typed = {"in_force_from": "1/10/2026", "source": SOURCE}
        assert "There is a problem" in client.post(url, {"source": SOURCE}).content.decode()
        page = client.post(url, typed).content.decode()
        assert "1 date would come" in page
        assert "Commence it from 1 October 2026" in page
        assert SOURCE in page
        assert not Commencement.objects.exists()
        # Another day than was shown is shown first.
        page = client.post(url, {**typed, "seen": "2026-10-02"}).content.decode()
        assert not Commencement.objects.exists()
        client.post(url, {**typed, "seen": "2026-10-01"})
        assert Commencement.objects.get().in_force_from == BEGINS
        page = client.get(self.URL).content.decode()
        assert "1 October 2026" in page
        assert SOURCE in page
        away = f"{self.URL}EW-CPA2026/withdraw/"
        assert "1 date would go" in client.get(away).content.decode()
        assert "There is a problem" in client.post(away, {}).content.decode()
        client.post(away, {"reason": "Typed wrongly"})
        assert "Typed wrongly" in client.get(self.URL).content.decode()
        assert client.get(away).status_code == 404

    def test_it_needs_few_queries(
        self, clock: Clock, sign_in: Callable[[User], Client], django_assert_max_num_queries: Any
    ) -> None:
        commenced()
        client = sign_in(world.officer())
        client.get(self.URL)
        with django_assert_max_num_queries(5):
            client.get(self.URL)
