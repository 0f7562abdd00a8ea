"""A suspected breach is opened once, of one thing, and never against somebody who was held that day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from accounts.choices import Role
from accounts.models import User
from diary.models import Entry
from notifications import actions
from notifications.breaches.choices import BreachOf, Found, Provision, Stage
from notifications.models import Breach
from offenders import actions as record
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    """Had to notify by 3 June 2026, and did not."""
    return world.person(officer)


def overdue(person: Person) -> Entry:
    return Entry.objects.get(person=person, kind="initial")


def opened(by: User | None, person: Person, *, now: datetime = NOW, **said: Any) -> Breach:
    return actions.open_suspected_breach(
        by, person=person, **{"of": BreachOf.REQUIREMENT, "found": Found.OVERDUE, "now": now, **said}
    )


class TestOfADuty:
    def test_it_says_the_requirement_and_begins_the_day_after_its_last(
        self, officer: User, person: Person
    ) -> None:
        breach = opened(officer, person, duty_key=overdue(person).key)
        assert (breach.provision, breach.stage) == (Provision.INITIAL, Stage.SUSPECTED)
        assert breach.happened_on == date(2026, 6, 4)

    def test_one_failure_is_one_breach(self, officer: User, person: Person) -> None:
        first = opened(officer, person, duty_key=overdue(person).key)
        assert opened(officer, person, duty_key=overdue(person).key) == first
        assert Breach.objects.count() == 1

    def test_the_counter_may_open_it(self, person: Person) -> None:
        assert opened(world.user(Role.FRONT_COUNTER), person, duty_key=overdue(person).key).pk

    def test_a_duty_that_has_not_passed_is_none(self, officer: User) -> None:
        person = world.person(
            officer,
            trigger={"kind": "conviction", "date": world.TODAY, "offence": "Sexual assault (s.3)"},
            disposal={"kind": "suspended_imprisonment", "date": world.TODAY, "term_months": 12},
        )
        with pytest.raises(ValidationError, match="nothing has been broken yet"):
            opened(officer, person, duty_key=overdue(person).key)

    def test_nobody_in_custody_has_failed_it(self, officer: User, person: Person) -> None:
        record.record_custody(
            officer, person=person, kind="custody", starts_on=date(2026, 6, 2), place="HMP Moor", now=NOW
        )
        with pytest.raises(ValidationError, match="they have failed in nothing"):
            opened(officer, person, duty_key=overdue(person).key)

    def test_a_duty_of_somebody_else_is_not_there(self, officer: User, person: Person) -> None:
        other = world.person(officer, given_names="Brian")
        with pytest.raises(ValidationError, match="no longer there"):
            opened(officer, other, duty_key=overdue(person).key)


class TestByHand:
    def said(self, **fields: Any) -> dict[str, Any]:
        return {
            "provision": Provision.IDENTITY,
            "happened_on": date(2026, 6, 10),
            "account": "Would not be photographed at the counter.",
            "found": Found.OTHER,
            **fields,
        }

    def test_needs_what_happened(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            opened(officer, person, **self.said(account=" ", provision=""))
        assert set(refused.value.message_dict) == {"account", "provision"}

    def test_is_refused_for_a_day_in_custody_but_not_for_a_photograph(
        self, officer: User, person: Person
    ) -> None:
        record.record_custody(
            officer, person=person, kind="custody", starts_on=date(2026, 6, 9), place="HMP Moor", now=NOW
        )
        with pytest.raises(ValidationError, match="Nobody in custody"):
            opened(officer, person, **self.said(provision=Provision.CHANGE))
        assert opened(officer, person, **self.said()).pk

    def test_the_same_form_twice_is_one(self, officer: User, person: Person) -> None:
        once = uuid4()
        first = opened(officer, person, **self.said(submission=once))
        assert opened(officer, person, **self.said(submission=once)) == first

    def test_out_of_reach_is_refused(self, person: Person) -> None:
        stranger = world.officer(of=world.unit("East unit"))
        with pytest.raises(PermissionDenied):
            opened(stranger, person, **self.said())


class TestWhatTheDatabaseHolds:
    @pytest.mark.parametrize(
        "change", ["stage = 'decided'", "stage = 'at_court'", "of = 'other'", "duty_key = 'x'"]
    )
    def test_no_stage_is_skipped_and_nothing_becomes_something_else(
        self, officer: User, person: Person, change: str
    ) -> None:
        opened(officer, person, duty_key=overdue(person).key)
        with (
            pytest.raises(DatabaseError, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE notifications_breach SET {change}")
