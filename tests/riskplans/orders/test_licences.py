"""The verbs of licences: warned, recalled, returned, released again, ended; and what the database holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from notifications.models import Breach
from offenders import actions as people
from offenders.models import Licence, LicenceCondition, Person
from offenders.queries import conditions_in_force
from riskplans import actions
from riskplans.choices import Complied
from riskplans.models import LicenceWarning, RiskReview
from riskplans.orders import queries
from riskplans.orders.choices import LicenceState, LicenceStep
from tests import world
from tests.riskplans import visiting
from tests.riskplans.orders import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, kept.NOW


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 90)


@pytest.fixture
def licence(officer: User, person: Person) -> Licence:
    return kept.licence(officer, person)


def step(by: User, licence: Licence, its: LicenceStep, on: date = TODAY, **said: Any) -> Licence:
    licence.refresh_from_db()
    return actions.take_licence_further(
        by, licence=licence, version=licence.version, step=its, on=on, now=NOW, **said
    )


def recalled(by: User, licence: Licence) -> Licence:
    step(by, licence, LicenceStep.REQUESTED, TODAY - world.days(9), recall="standard")
    return step(by, licence, LicenceStep.REVOKED, TODAY - world.days(8))


def state(person: Person) -> LicenceState:
    shown = queries.shown(person, TODAY)
    (only,) = [*shown.licences, *shown.former_licences]
    return only.state


def test_from_release_to_recall_and_out_again(officer: User, person: Person, licence: Licence) -> None:
    assert state(person) is LicenceState.LIVE
    step(officer, licence, LicenceStep.REQUESTED, TODAY - world.days(9), recall="standard")
    assert state(person) is LicenceState.RECALL_REQUESTED
    step(officer, licence, LicenceStep.REVOKED, TODAY - world.days(8))
    assert state(person) is LicenceState.REVOKED
    step(officer, licence, LicenceStep.RETURNED, TODAY - world.days(7))
    assert state(person) is LicenceState.IN_CUSTODY
    licence.refresh_from_db()
    again = people.release_again(
        officer,
        licence=licence,
        version=licence.version,
        released_on=TODAY,
        values={"licence_ends_on": licence.licence_ends_on},
        now=NOW,
    )
    shown = queries.shown(person, TODAY)
    assert [each.licence for each in shown.licences] == [again]
    assert [each.state for each in shown.former_licences] == [LicenceState.RELEASED_AGAIN]


def test_recall_raises_one_review_whatever_follows(officer: User, person: Person, licence: Licence) -> None:
    before = RiskReview.objects.filter(person=person).first()
    assert before is None or not before.changes.filter(what="Recalled to custody.").exists()
    recalled(officer, licence)
    (review,) = RiskReview.objects.open().filter(person=person)
    assert review.changes.filter(what="Recalled to custody.").count() == 1


def test_a_revoked_licence_has_no_condition_in_force(officer: User, person: Person, licence: Licence) -> None:
    people.add_standard_conditions(officer, licence=licence, now=NOW)
    assert len(conditions_in_force(person, TODAY)[1]) == 8
    recalled(officer, licence)
    assert conditions_in_force(person, TODAY)[1] == []
    assert len(conditions_in_force(person, TODAY - world.days(9))[1]) == 8


@pytest.mark.parametrize("its", [LicenceStep.REVOKED, LicenceStep.RETURNED])
def test_what_does_not_follow_is_refused(officer: User, licence: Licence, its: LicenceStep) -> None:
    with pytest.raises(ValidationError, match="does not stand"):
        step(officer, licence, its)


def test_recall_has_its_kind_and_its_day(officer: User, licence: Licence) -> None:
    for said, field in (
        ({"on": TODAY}, "recall"),
        ({"on": TODAY + world.days(1), "recall": "standard"}, "recall_requested_on"),
        ({"on": TODAY - world.days(90), "recall": "standard"}, "recall_requested_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            step(officer, licence, LicenceStep.REQUESTED, **said)
        assert set(refused.value.error_dict) == {field}


@pytest.mark.parametrize(
    "wrong",
    [
        {"returned_on": TODAY},
        {"recall": "standard"},
        {"recall": "standard", "recall_requested_on": TODAY, "revoked_on": TODAY - world.days(1)},
        {"recall": "standard", "revoked_on": TODAY, "returned_on": TODAY - world.days(1)},
        {"recall": "standard", "recall_requested_on": TODAY - world.days(61)},
    ],
)
def test_the_database_refuses_a_licence_out_of_order(licence: Licence, wrong: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Licence.objects.update(**wrong)


def test_nobody_is_released_again_who_was_not_returned(officer: User, licence: Licence) -> None:
    found = recalled(officer, licence)
    with pytest.raises(ValidationError, match="return to custody first"):
        people.release_again(
            officer, licence=found, version=found.version, released_on=TODAY, values={}, now=NOW
        )


def test_a_warning_names_its_condition(officer: User, person: Person, licence: Licence) -> None:
    term = people.add_standard_conditions(officer, licence=licence, now=NOW)[2]
    fields = {
        "given_on": TODAY,
        "given_by": "J Lund, Probation",
        "why": "Missed two visits",
        "condition": term,
    }
    actions.warn_under_licence(officer, licence=licence, fields=fields, now=NOW)
    (shown,) = queries.shown(person, TODAY).licences
    assert [each.condition for each in shown.warnings] == [term]
    with pytest.raises(ValidationError) as refused:
        actions.warn_under_licence(
            officer, licence=licence, fields={**fields, "given_on": TODAY - world.days(90)}, now=NOW
        )
    assert set(refused.value.error_dict) == {"given_on"}
    assert LicenceWarning.objects.count() == 1


def test_a_breach_of_a_condition_of_a_licence_names_it(
    officer: User, person: Person, licence: Licence
) -> None:
    term = people.add_standard_conditions(officer, licence=licence, now=NOW)[1]
    kept.checked(officer, term, Complied.BREACH, how="agency", note="Not at the address for a week.")
    breach = Breach.objects.get()
    assert (breach.of, breach.licence_condition, breach.found) == ("licence", term, "agency")


def test_a_standard_condition_that_is_varied_stays_the_standard_one(officer: User, licence: Licence) -> None:
    term = people.add_standard_conditions(officer, licence=licence, now=NOW)[1]
    varied = people.vary_condition(
        officer,
        condition=term,
        version=1,
        wording="Reside at 4 Mill Lane.",
        checked="Probation tells us",
        varied_on=TODAY,
        variation="Governor of Carrow",
        now=NOW,
    )
    assert isinstance(varied, LicenceCondition)
    assert (varied.standard, varied.number, varied.licence) == (2, 2, licence)
    assert people.add_standard_conditions(officer, licence=licence, now=NOW) == []


def test_the_end_of_a_licence_is_told_of_six_months_before(officer: User, person: Person) -> None:
    kept.licence(officer, person, starts_on=TODAY - world.days(80), licence_ends_on=TODAY + world.days(290))
    assert not person.diary_entries.filter(kind="licence_ending").exists()
    assert state(person) is LicenceState.LIVE
    later = TODAY + world.days(200)
    from diary import actions as diary

    list(diary.rebuild(today=later))
    assert kept.duty(person, "licence_ending").last == TODAY + world.days(290)


def test_a_release_to_come_is_recorded_before_it(officer: User, person: Person) -> None:
    kept.licence(officer, person, starts_on=TODAY + world.days(20))
    assert state(person) is LicenceState.PRE_RELEASE
