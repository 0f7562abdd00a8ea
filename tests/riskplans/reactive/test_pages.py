"""The pages of reactive management: what they show, to whom, and how many queries they need."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from diary import noticeboard
from offenders.models import Person
from tests import world
from tests.access.test_relationships import confirmed
from tests.intelligence import reported
from tests.riskplans import reacting, visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def url(name: str, person: Person, *more: object) -> str:
    return reverse(name, args=[person.pk, *more])


def low(by: User, **fields: object) -> Person:
    return visiting.known_for(by, 30, management_level="low", **fields)


def test_the_criteria_are_for_those_who_read_what_they_rest_on(sign_in: SignIn) -> None:
    officer = world.officer()
    person = low(officer)
    page = url("person-reactive", person)
    assert "The criteria today" in sign_in(officer).get(page).content.decode()
    chair = sign_in(world.user(Role.MAPPA_COORDINATOR)).get(page).content.decode()
    assert "The criteria today" not in chair


def test_what_a_check_showed_is_for_those_who_read_intelligence(sign_in: SignIn) -> None:
    officer = world.officer()
    person = low(officer)
    case = reacting.in_force(officer, person)
    reacting.reviewed(officer, case, said=reacting.looked(pnd="Seen near a school"))
    page = url("person-reactive", person)
    assert "Seen near a school" in sign_in(officer).get(page).content.decode()
    coordinator = sign_in(world.user(Role.MAPPA_COORDINATOR)).get(page).content.decode()
    assert "Seen near a school" not in coordinator
    assert "Desk reviews" in coordinator


def test_nothing_typed_is_lost_when_the_inspector_is_blocked(sign_in: SignIn) -> None:
    officer, inspector = world.officer(), reacting.inspector()
    person = low(officer)
    case = reacting.decided(world.supervisor(), reacting.proposed(officer, person))
    sent = {"version": case.version, "decision": "agree", "note": "Seen often.", "override": ""}
    page = confirmed(sign_in(inspector)).post(url("decide-reactive", person, case.pk), sent).content.decode()
    assert "This is blocked" in page
    assert "Seen often." in page
    case.refresh_from_db()
    assert case.state == "supported"


def test_an_inspector_learns_beforehand_what_their_support_takes_from_them(sign_in: SignIn) -> None:
    officer = world.officer()
    person = low(officer)
    case = reacting.proposed(officer, person)
    address, said = url("decide-reactive", person, case.pk), "You would then not be able to authorise it"
    assert said in confirmed(sign_in(reacting.inspector())).get(address).content.decode()
    assert said not in confirmed(sign_in(world.supervisor())).get(address).content.decode()


def test_the_queue_names_it_to_those_who_may_decide_now(sign_in: SignIn) -> None:
    officer, supervisor, inspector = world.officer(), world.supervisor(), reacting.inspector()
    case = reacting.proposed(officer, low(officer))

    def waits(user: User) -> bool:
        return "Reactive management" in {
            row.called for row in sign_in(user).get("/approvals/").context["queue"].rows
        }

    assert waits(supervisor)
    reacting.decided(supervisor, case)
    assert not waits(supervisor)
    assert waits(inspector)


def test_proposed_anew_it_is_told_of_whoever_proposed_it_now(sign_in: SignIn) -> None:
    officer, other, supervisor = world.officer(), world.officer(family_name="Newcomer"), world.supervisor()
    person = low(officer)
    reacting.in_force(officer, person, now=world.at(TODAY - world.days(400)))
    reported.report(officer, person)
    reacting.proposed(other, person)
    client = sign_in(supervisor)
    (row,) = (
        row for row in client.get("/approvals/").context["queue"].rows if row.called == "Reactive management"
    )
    assert (row.words, row.at.date()) == ("Proposed by Newcomer", TODAY)
    (step,) = client.get("/reactive/").context["lists"].waiting
    assert (step.by, step.at) == (other, reacting.NOW)
    assert noticeboard.awaited(other, reacting.NOW).total == 1
    assert noticeboard.awaited(officer, reacting.NOW).total == 0


class TestTeam:
    def test_who_is_under_review_what_is_late_and_who_moved_whom(self, sign_in: SignIn) -> None:
        officer = world.officer()
        late, questioned = low(officer, family_name="Late"), low(officer, family_name="Hit")
        long_ago = world.at(TODAY - world.days(400))
        reacting.in_force(officer, late, now=long_ago)
        reacting.in_force(officer, questioned)
        reported.report(officer, questioned)
        lists = sign_in(world.supervisor()).get("/reactive/").context["lists"]
        assert [case.person for case in lists.review] == [questioned]
        assert [entry.person for entry in lists.late] == [late]
        assert (lists.held, lists.since_review) == (1, 400)
        assert lists.months[0].number == 1
        assert len(lists.months[0].by) == 1
        assert {step.person for step in lists.overrides} == {late, questioned}

    def test_it_costs_the_same_for_one_and_for_many(self, sign_in: SignIn) -> None:
        officer, client = world.officer(), sign_in(world.supervisor())

        def three() -> None:
            reacting.in_force(officer, low(officer), now=world.at(TODAY - world.days(400)))
            reacting.proposed(officer, low(officer))
            hit = low(officer)
            reacting.in_force(officer, hit)
            reported.report(officer, hit)

        three()
        few = queries_of(client, "/reactive/")
        for _ in range(3):
            three()
        assert queries_of(client, "/reactive/") == few
        assert few <= 20


def test_the_page_of_one_person_costs_the_same_with_a_long_history(sign_in: SignIn) -> None:
    officer = world.officer()
    person = low(officer)
    case = reacting.in_force(officer, person)
    reacting.reviewed(officer, case)
    client = sign_in(officer)
    few = queries_of(client, url("person-reactive", person))
    for _ in range(3):
        reacting.reviewed(officer, case)
    assert queries_of(client, url("person-reactive", person)) == few
    assert few <= 40
