"""What a caseload weighs, when it is full, and who could take one more person (practice: weighted caseload)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from handovers import actions as handovers
from handovers.models import Handover
from notifications import actions as notifications
from notifications.breaches.choices import BreachOf, Found
from offenders import actions
from offenders.caseload import queries, rules
from offenders.caseload.rules import Kind, Limits, Load
from offenders.models import Assignment, Person
from practice.policy import policy_of
from tests import world
from tests.mappa import levelled
from tests.riskplans import reacting
from tests.riskplans.orders import kept

SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
WEIGHTS = {
    **{"very_high": 40, "high": 20, "medium": 10, "low": 5},
    **{"reactive": 1, "away": 2, "devices": 5, "breach": 5, "mappa": 5},
}
LIMITS = Limits(50, 20, 10)
KINDS = st.builds(
    Kind,
    st.sampled_from(["very_high", "high", "medium", "low", "unassessed"]),
    *[st.booleans()] * 5,
)


class TestPoints:
    @pytest.mark.parametrize(
        ("kind", "points"),
        [
            (Kind("very_high"), 40),
            (Kind("high"), 20),
            (Kind("unassessed"), 20),
            (Kind("medium"), 10),
            (Kind("low"), 5),
            (Kind("low", reactive=True), 1),
            (Kind("very_high", away=True), 2),
            (Kind("medium", devices=True), 15),
            (Kind("high", devices=True, breach=True, mappa=True), 35),
            (Kind("high", away=True, mappa=True), 7),
            (Kind("low", away=True, reactive=True), 1),
        ],
    )
    def test_by_table(self, kind: Kind, points: int) -> None:
        assert rules.points(kind, WEIGHTS) == points

    @given(st.lists(st.tuples(KINDS, st.integers(0, 20))), st.lists(st.tuples(KINDS, st.integers(0, 20))))
    def test_loads_add_up_and_come_apart(
        self, one: list[tuple[Kind, int]], other: list[tuple[Kind, int]]
    ) -> None:
        first, second = rules.load(one, WEIGHTS), rules.load(other, WEIGHTS)
        assert rules.load([*one, *other], WEIGHTS) == first + second
        assert first + second - second == first
        assert first.people == sum(many for _, many in one)
        assert first.high <= first.people

    def test_in_words(self) -> None:
        assert (Load(1, 0, 615).score, Load(1, 0, 610).score, Load().score) == ("61.5", "61", "0")
        assert (Load(3, 1).share, Load().share) == (33, None)


class TestFull:
    @pytest.mark.parametrize(
        ("people", "high", "reasons"),
        [
            (0, 0, 0),
            (49, 9, 0),
            (50, 10, 1),
            (49, 10, 1),  # 20.4 per cent
            (50, 11, 2),
            (10, 2, 0),
            (10, 3, 1),
            (9, 9, 0),  # too few to say
        ],
    )
    def test_at_the_most_or_above_the_share(self, people: int, high: int, reasons: int) -> None:
        assert len(rules.full(Load(people, high), LIMITS)) == reasons

    def test_says_the_limit(self) -> None:
        assert rules.full(Load(50, 11), LIMITS) == [
            "50 people; the force’s policy is 50 at most",
            "22 per cent at high or very high risk; the force’s policy is 20 per cent at most",
        ]


@pytest.mark.django_db
class TestFromTheRecord:
    @pytest.fixture
    def officer(self) -> User:
        return world.officer()

    def load(self, officer: User) -> Load:
        weights = queries.weights_of(policy_of(officer.force_id, world.TODAY))
        assert weights == WEIGHTS
        return queries.loads([officer.pk], world.TODAY, weights).get(officer.pk, Load())

    def test_each_fact_is_weighed(self, officer: User) -> None:
        high = world.person(officer, management_level="high")
        assert self.load(officer) == Load(1, 1, 20)
        levelled.stands(high, "2")
        assert self.load(officer).points == 25
        breach = {"of": BreachOf.FALSE, "found": Found.OTHER, "happened_on": world.TODAY, "account": "No"}
        notifications.open_suspected_breach(officer, person=high, now=NOW, **breach)
        assert self.load(officer).points == 30
        order = kept.order(officer, high)
        kept.condition(officer, order, "children")
        assert self.load(officer).points == 30
        kept.condition(officer, order, "devices")
        assert self.load(officer).points == 35
        actions.record_custody(
            officer, person=high, kind="custody", place="HMP Any", starts_on=world.TODAY, now=NOW
        )
        assert self.load(officer) == Load(1, 1, 17)

    def test_somebody_managed_reactively_weighs_next_to_nothing(self, officer: User) -> None:
        low = world.person(officer, management_level="low")
        reacting.in_force(officer, low)
        assert self.load(officer).points == 1

    def test_whoever_moved_on_weighs_nothing_here(self, officer: User) -> None:
        person, other = world.person(officer), world.officer()
        actions.assign_manager(world.supervisor(), person=person, manager=other, reason="Unit", now=NOW)
        assert self.load(officer) == Load()
        assert self.load(other).people == 1

    def test_the_lightest_who_is_there_comes_first(self, officer: User) -> None:
        light, away = world.officer(), world.officer()
        world.person(officer, management_level="high")
        supervisor = world.supervisor()
        actions.arrange_cover(
            supervisor,
            manager=away,
            covered_by=officer,
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(7),
            reason="Leave",
            now=NOW,
        )
        world.person(away, management_level="low")
        world.person(light, management_level="medium")
        person = world.person(officer, management_level="high")
        found = queries.candidates(person, world.TODAY)
        places = [each.officer for each in found]
        assert places.index(light) < places.index(officer) < places.index(away)
        assert next(each for each in found if each.officer == away).away
        assert next(each.after - each.load for each in found) == Load(1, 1, 20)


@pytest.mark.django_db
class TestAllocating:
    """Scenario 23: allocating to an officer who is full needs a reason, which is kept."""

    @pytest.fixture
    def filled(self) -> User:
        world.decided("caseload.max", 10, world.TODAY, today=world.TODAY)
        officer = world.officer()
        for _ in range(10):
            world.person(officer, management_level="low")
        return officer

    def test_a_reason_is_asked_for_and_kept(self, filled: User, sign_in: SignIn) -> None:
        person: Person = world.person(world.officer(), management_level="high")
        client = sign_in(world.supervisor())
        page = reverse("assign-manager", args=[person.pk])
        assert "10 people; the force’s policy is 10 at most" in client.get(page).content.decode()
        sent = {"manager": str(filled.pk), "reason": "Knows him"}
        refused = client.post(page, sent).content.decode()
        assert "Say why all the same" in refused
        assert "Knows him" in refused
        assert not Assignment.objects.filter(person=person, manager=filled).exists()
        client.post(page, {**sent, "over_why": "Arrested him twice"})
        made = Assignment.objects.get(person=person, ends_on__isnull=True)
        assert (made.manager, made.over_why) == (filled, "Arrested him twice")

    def test_where_there_is_room_no_reason_is_kept(self) -> None:
        person = world.person(world.officer())
        made = actions.assign_manager(
            world.supervisor(), person=person, manager=world.officer(), reason="Unit", over_why="So", now=NOW
        )
        assert made.over_why == ""

    def test_whoever_manages_them_already_is_no_more(self, filled: User) -> None:
        person = Person.objects.filter(assignments__manager=filled).first()
        assert person
        actions.assign_manager(world.supervisor(), person=person, manager=filled, reason="Unit", now=NOW)

    def test_confirming_whoever_opened_the_record_asks_the_same(self, filled: User, sign_in: SignIn) -> None:
        person = actions.add_person(filled, new=world.new(), now=NOW)
        client, page = sign_in(world.supervisor()), reverse("assign-manager", args=[person.pk])
        sent = {"manager": str(filled.pk), "reason": "Knows him"}
        assert "Say why all the same" in client.post(page, sent).content.decode()
        assert person.assignments.get().confirmed_by is None
        client.post(page, {**sent, "over_why": "Arrested him twice"})
        current = person.assignments.get()
        assert current.confirmed_by is not None
        assert current.over_why == "Arrested him twice"

    def test_whoever_is_confirmed_is_not_one_more_than_themselves(
        self, filled: User, sign_in: SignIn
    ) -> None:
        nine = Assignment.objects.filter(manager=filled).order_by("pk").first()
        assert nine
        actions.assign_manager(
            world.supervisor(), person=nine.person, manager=world.officer(), reason="Unit", now=NOW
        )
        person = actions.add_person(filled, new=world.new(), now=NOW)
        client, page = sign_in(world.supervisor()), reverse("assign-manager", args=[person.pk])
        assert "10 people; the force’s policy is 10 at most" not in client.get(page).content.decode()
        client.post(page, {"manager": str(filled.pk), "reason": "Room", "over_why": "None"})
        current = person.assignments.get()
        assert (current.confirmed_by is None, current.over_why) == (False, "")

    def test_a_handover_asks_the_same(self, filled: User) -> None:
        person = world.person(world.officer())
        said = {"person": person, "receiver": filled, "why": "Moves", "now": NOW}
        with pytest.raises(ValidationError, match="Say why all the same"):
            handovers.ask(world.supervisor(), **said)
        assert not Handover.objects.filter(person=person).exists()
        made = handovers.ask(world.supervisor(), over_why="Speaks his language", **said)
        assert made.over_why == "Speaks his language"
        handovers.settle(
            world.supervisor(), handover=made, version=made.version, move=True, reason="Today", now=NOW
        )
        assert Assignment.objects.get(person=person, ends_on__isnull=True).over_why == "Speaks his language"
