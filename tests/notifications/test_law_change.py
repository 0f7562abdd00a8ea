"""The drill of docs/law-change-drill.md: enacted law is commenced by one dated row, and nothing old moves."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from accounts.choices import Role
from diary.models import Entry
from notifications import actions
from notifications.models import Commencement
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = pytest.mark.django_db
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
    return list(Entry.objects.filter(person=person).order_by("key").values_list("title", "last", "ruleset"))


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
        commenced()
        call_command("diary", "rebuild", stdout=io.StringIO())
        assert [title for title, *_ in entries(before)] == ["Initial notification"]
        assert [(last, ruleset) for title, last, ruleset in entries(after) if "name" in title] == [
            (BEGINS - world.days(7), "EW-CPA2026")
        ]

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
        intends_name(person, date(2026, 7, 1))
        commenced(date(2026, 6, 1))
        with pytest.raises(CommandError):
            check()
        call_command("diary", "rebuild", stdout=io.StringIO())
        assert "0 entries missing, 0 wrong, 0 orphaned" in check()
        # What arose from that day on is computed under the new rule-set; the dates are the same.
        assert entries(person)[1] == ("Initial notification", date(2026, 6, 3), "EW-CPA2026")

    def test_only_an_administrator_commences_and_only_what_is_enacted(self, clock: Clock) -> None:
        now = world.at(world.TODAY)
        given = {"in_force_from": BEGINS, "source": SOURCE, "now": now}
        with pytest.raises(PermissionDenied):
            actions.commence(world.supervisor(), ruleset="EW-CPA2026", **given)  # type: ignore[arg-type]
        for key in ("EW-2026-03-22", "EW-CPA2030"):
            with pytest.raises(ValidationError):
                actions.commence(world.user(Role.SYSTEM_ADMINISTRATOR), ruleset=key, **given)  # type: ignore[arg-type]
