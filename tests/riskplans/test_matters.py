"""What is open about somebody stands where they are looked up, visited and signed for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from offenders.models import Person
from practice.policy import policy_of
from riskplans import actions
from riskplans.keys import LONGEST
from riskplans.matters import what_else_stands
from riskplans.plans.checklists import PLAN
from tests import world
from tests.access.test_relationships import confirmed
from tests.mappa import levelled
from tests.notifications.breaches import made as breaches
from tests.riskplans import visiting
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
NOW = world.at(TODAY)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


def at(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def test_a_suspected_breach_and_the_review_stand_over_the_summary_and_in_the_pack(
    sign_in: SignIn, officer: User, person: Person
) -> None:
    """A breach is a change too: both stand before what is due."""
    client = sign_in(officer)
    assert "Suspected breach" not in client.get(at("person", person)).content.decode()
    breach = breaches.suspected(officer, person)
    text = client.get(at("person", person)).content.decode()
    due = text.index("What is due")
    assert text.index(at("breach", person, breach.pk)) < due
    assert text.index("Review risk and plan") < due
    pack = client.get(at("visit-pack", person)).context["pack"]
    assert [each.words.partition(":")[0].partition(" of ")[0] for each in pack.matters] == [
        "Suspected breach",
        "Review risk and plan",
    ]


def test_whoever_signs_sees_what_else_stands(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    plan = written.submitted(officer, person, visit_amount=6)
    breaches.suspected(officer, person)
    levelled.stands(person, "2")
    asked = actions.set_level(officer, person=person, level="low", why="Settled", now=NOW)  # type: ignore[arg-type]
    assert asked.needs
    client = confirmed(sign_in(supervisor))
    for page in (at("decide-plan", person, plan.pk), at("answer-level", person, asked.pk)):
        text = client.get(page).content.decode()
        for said in (
            "What else stands",
            "Suspected breach of",
            "Review risk and plan",
            "MAPPA: category 1, level 2",
        ):
            assert said in text, (page, said)
    (visited,) = (
        each.words for each in what_else_stands(person, TODAY, level="low") if "Visited" in each.words
    )
    assert visited.startswith("Visited every 3 months")
    assert "at the level asked for: every 12 months" in visited


def test_a_longer_interval_in_a_plan_is_approved_as_one_asked_for_by_itself(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    plan = written.submitted(officer, person, visit_amount=6)
    text = confirmed(sign_in(supervisor)).get(at("decide-plan", person, plan.pk)).content.decode()
    assert (
        "I approve visits further apart: every 6 months, where the force’s policy is every 3 months" in text
    )
    with pytest.raises(ValidationError, match="further apart"):
        written.decided(supervisor, plan, checked=list(PLAN))
    assert "longer" in written.decided(supervisor, plan).decisions.get().checked


def test_no_plan_has_them_visited_less_often_than_the_longest_interval(officer: User, person: Person) -> None:
    """The same limit as on the page of visits."""
    plan = written.begun(officer, person)
    longest = policy_of(person.force_id, TODAY).value(LONGEST)
    with pytest.raises(ValidationError, match=f"Enter a number from 1 to {longest}"):
        written.changed(officer, plan, visit_amount=longest + 1, visit_span="months")
