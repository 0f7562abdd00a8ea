"""At which level somebody is managed, and whose approval a lower one needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.choices import Role
from accounts.models import User
from diary.models import Task
from offenders.choices import ManagementLevel
from offenders.models import Person
from riskplans import actions
from riskplans.models import LevelDecision
from tests import world
from tests.riskplans import assessing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User, supervisor: User) -> Person:
    found = world.person(officer)
    assessing.approved(officer, found, "rm2000", supervisor=supervisor, levels={"s": "high"})
    return found


def to(level: str, by: User, of: Person) -> LevelDecision:
    return actions.set_level(by, person=of, level=ManagementLevel(level), why="Settled", now=NOW)


def answer(by: User, asked: LevelDecision, said: str = "approved") -> LevelDecision:
    return actions.answer_level(
        by, decision=asked, version=asked.version, answer=said, note="Agreed", now=NOW
    )


def level_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).management_level


def test_higher_counts_at_once(officer: User, person: Person) -> None:
    assert to("very_high", officer, person).starts_on == TODAY
    assert level_of(person) == "very_high"


def test_below_the_static_tool_counts_once_a_supervisor_has_approved(
    officer: User, supervisor: User, person: Person
) -> None:
    asked = to("medium", officer, person)
    assert (asked.needs, asked.static, level_of(person)) == ("supervisor", "high", "high")
    assert Task.objects.open().get(source=f"riskplans/level:{asked.pk}").owner == supervisor
    assert answer(supervisor, asked).starts_on == TODAY
    assert level_of(person) == "medium"
    assert not Task.objects.open().filter(source=f"riskplans/level:{asked.pk}").exists()


def test_two_steps_down_are_an_inspectors(officer: User, supervisor: User, person: Person) -> None:
    inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI")
    asked = to("low", officer, person)
    assert Task.objects.open().get(source=f"riskplans/level:{asked.pk}").owner == inspector
    with pytest.raises(ValidationError, match="detective inspector"):
        answer(supervisor, asked)
    answer(inspector, asked)
    assert level_of(person) == "low"


def test_two_steps_one_after_the_other_are_an_inspectors_too(officer: User, supervisor: User) -> None:
    found = world.person(officer, management_level="very_high")
    before = TODAY - world.days(9)
    for tool, level in (("rm2000", "medium"), ("arms", "high")):
        result = "s" if tool == "rm2000" else "overall"
        assessing.approved(officer, found, tool, supervisor=supervisor, levels={result: level}, on=before)
    assert to("high", officer, found).needs == ""
    with pytest.raises(DatabaseError, match="inspector"), transaction.atomic():
        LevelDecision.objects.create(
            person=found,
            level="medium",
            before="high",
            static="medium",
            arms="high",
            why="Settled",
            starts_on=TODAY,
            recorded_at=NOW,
            recorded_by=officer,
        )
    asked = to("medium", officer, found)
    assert (asked.needs, level_of(found)) == ("inspector", "high")
    answer(world.user(Role.DETECTIVE_INSPECTOR), asked, "refused")
    assessing.approved(officer, found, supervisor=supervisor, levels={"overall": "high"})
    assert to("medium", officer, found).needs == ""


def test_what_was_asked_of_another_level_is_asked_anew(
    officer: User, supervisor: User, person: Person
) -> None:
    asked = to("medium", officer, person)
    to("very_high", officer, person)
    with pytest.raises(ValidationError, match="it is now very high"):
        answer(supervisor, asked)
    with pytest.raises(DatabaseError, match="another level by now"), transaction.atomic():
        LevelDecision.objects.filter(pk=asked.pk).update(
            answer="approved", answer_note="Agreed", answered_at=NOW, answered_by=supervisor, starts_on=TODAY
        )
    answer(supervisor, asked, "refused")
    assert (to("medium", officer, person).needs, level_of(person)) == ("inspector", "very_high")


def test_values_that_moved_meanwhile_make_it_an_inspectors(
    officer: User, supervisor: User, person: Person
) -> None:
    asked = to("medium", officer, person)
    assert asked.needs == "supervisor"
    assessing.approved(
        officer, person, "rm2000", supervisor=supervisor, levels={"s": "very_high"}, now=world.at(TODAY, 13)
    )
    with pytest.raises(ValidationError, match="detective inspector"):
        answer(supervisor, asked)


def test_refused_it_never_counts(officer: User, supervisor: User, person: Person) -> None:
    answer(supervisor, to("medium", officer, person), "refused")
    assert level_of(person) == "high"


def test_nobody_approves_their_own_nor_without_the_right(person: Person) -> None:
    both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
    asked = to("medium", both, person)
    with pytest.raises(ValidationError, match="asked for yourself"):
        answer(both, asked)
    with pytest.raises(PermissionDenied):
        answer(world.officer(), asked)


def test_the_database_lets_none_take_effect_unapproved(officer: User, person: Person) -> None:
    to("medium", officer, person)
    with pytest.raises(IntegrityError, match="level_starts_with_approval"), transaction.atomic():
        LevelDecision.objects.update(starts_on=world.TODAY)


def test_one_at_a_time_and_not_the_same_again(officer: User, person: Person) -> None:
    to("medium", officer, person)
    with pytest.raises(ValidationError, match="waits"):
        to("low", officer, person)
    with pytest.raises(ValidationError, match="already"):
        to("high", officer, person)
