"""The warrant of section 96B: what it rests on, and its steps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.choices import NextStep
from riskplans.models import (
    Visit,
    WarrantAttempt,
)
from riskplans.visits import rules
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


@pytest.mark.parametrize(
    "place",
    [
        *("12 Ewe Close, CX1 1AA", "Tŷ Coch, Ffordd y Môr", "Hauptstraße 3", "STRASSE", "İstanbul Sokağı 4"),
        *("№ 7, ﬁrst ﬂoor", "Flat\u00a0½, １２ High St.", "٣ Souk", "ΣΟΦΟΣ 9", "K Street"),
    ],
)
def test_the_database_knows_the_same_premises_as_the_rules(place: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rules.BARE.format(place='%s::text')}", [place])
        assert cursor.fetchone()[0] == rules.bare(place)


class TestWarrants:
    def test_prepared_from_the_attempts_that_count(self, officer: User, person: Person) -> None:
        visiting.made(officer, person, "not_in", TODAY - world.days(1), entry_sought="no")
        decision = visiting.made(officer, person, "not_in", TODAY).decision
        with pytest.raises(ValidationError, match="1 attempt counts"):
            actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)
        actions.decide_attempts(
            world.supervisor(), decision=decision, version=1, step=NextStep.AGAIN, reasons="Again", now=NOON
        )
        visiting.made(officer, person, "refused", TODAY, hour=18)
        made = actions.prepare_warrant(
            officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 20)
        )
        assert made.rests_on.count() == 2

    def test_attempts_at_other_premises_carry_nothing(self, officer: User, person: Person) -> None:
        visiting.made(officer, person, "not_in", TODAY - world.days(1))
        decision = visiting.made(
            officer, person, "not_in", TODAY, plan={"place": "The caravan, Farm Lane"}
        ).decision
        for place in (visiting.PLAN["place"], "The caravan, Farm Lane"):
            fields = {**visiting.WARRANT, "premises": place}
            with pytest.raises(ValidationError, match="1 attempt counts"):
                actions.prepare_warrant(officer, person=person, fields=fields, now=NOON)
        actions.decide_attempts(
            world.supervisor(), decision=decision, version=1, step=NextStep.AGAIN, reasons="x", now=NOON
        )
        visiting.made(
            officer, person, "not_in", TODAY, hour=18, plan={"place": "12 Ewe Close Kirkby CX1 1AA"}
        )
        made = actions.prepare_warrant(
            officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 20)
        )
        elsewhere = Visit.objects.get(place="The caravan, Farm Lane")
        assert not made.rests_on.filter(visit=elsewhere).exists()
        behind = WarrantAttempt(
            person=person, warrant=made, visit=elsewhere, recorded_at=NOON, recorded_by=officer
        )
        with pytest.raises(IntegrityError, match="other premises"), transaction.atomic():
            WarrantAttempt.objects.bulk_create([behind])

    def test_a_place_that_is_no_home_of_theirs_needs_grounds(self, officer: User, person: Person) -> None:
        for day in (TODAY - world.days(1), TODAY):
            visiting.made(officer, person, "not_in", day, plan={"place": "The caravan, Farm Lane"})
        fields = {**visiting.WARRANT, "premises": "The caravan, Farm Lane"}
        with pytest.raises(ValidationError) as refused:
            actions.prepare_warrant(officer, person=person, fields=fields, now=NOON)
        assert set(refused.value.message_dict) == {"basis"}
        fields |= {"basis": "regular", "grounds": "His car stands there every night."}
        assert actions.prepare_warrant(officer, person=person, fields=fields, now=NOON).rests_on.count() == 2

    def test_its_steps_follow_each_other(self, officer: User, person: Person) -> None:
        visiting.twice_not_in(officer, person)
        made = actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)

        def take(step: str, **said: Any) -> None:
            made.refresh_from_db()
            actions.take_warrant_further(
                officer, warrant=made, version=made.version, step=step, said=said, now=world.at(TODAY, 16)
            )

        with pytest.raises(ValidationError, match="does not stand"):
            take("executed", executed_on=TODAY, result="Searched")
        with pytest.raises(ValidationError, match="still to come"):
            take("applied", applied_on=TODAY + world.days(1), applicant="Supt 7", court="Kirkby")
        take("applied", applied_on=TODAY, applicant="Supt 7", court="Kirkby")
        take("answered", answered_on=TODAY, answer="granted")
        take("executed", executed_on=TODAY, result="Searched: two devices")
        made.refresh_from_db()
        assert made.stands == "Executed"
        actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 17))

    def test_nobody_in_custody_is_searched_for(self, officer: User, person: Person) -> None:
        visiting.twice_not_in(officer, person)
        people.record_custody(officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOON)
        with pytest.raises(ValidationError, match="in custody, in hospital or outside"):
            actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)
