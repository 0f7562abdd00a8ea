"""Who approves, countersigns or returns a plan; and the summary that leaves with it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.choices import Role
from accounts.models import User
from diary.models import OutboxMessage, Task
from offenders.choices import ManagementLevel
from offenders.models import Person
from riskplans import actions
from riskplans.models import (
    Plan,
    SharedSummary,
)
from riskplans.plans import queries
from riskplans.plans.choices import Verdict
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
NOW, TODAY = written.NOW, world.TODAY


class TestDeciding:
    def test_nobody_approves_their_own(self, person: Person, supervisor: User) -> None:
        plan = written.submitted(supervisor, person)
        with pytest.raises(ValidationError, match="You wrote in this plan"):
            written.decided(supervisor, plan)

    def test_an_author_of_a_part_is_an_author(self, officer: User, supervisor: User, person: Person) -> None:
        plan = written.whole(officer, person)
        written.action(supervisor, plan, what="Ask the landlord about visitors")
        written.submit(officer, plan)
        with pytest.raises(ValidationError, match="You wrote in this plan"):
            written.decided(supervisor, plan)

    def test_an_officer_approves_nothing(self, officer: User, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            written.decided(world.officer(), written.submitted(officer, person))

    def test_each_point_is_looked_at(self, officer: User, supervisor: User, person: Person) -> None:
        with pytest.raises(ValidationError, match="tick it"):
            written.decided(supervisor, written.submitted(officer, person), checked=["risks"])

    def test_returned_with_reasons_in_place_and_submitted_again(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        with pytest.raises(ValidationError):
            written.decided(supervisor, plan, Verdict.RETURNED, reasons={})
        reasons = {"scenario": "Say who.", "visits": "Why not monthly?"}
        plan = written.decided(supervisor, plan, Verdict.RETURNED, reasons=reasons)
        returned = queries.whole(plan).returned
        assert returned
        assert {each.place: each.reason for each in returned.remarks.all()} == reasons
        assert OutboxMessage.objects.filter(recipient=officer, cause__endswith="returned").exists()
        assert not Task.objects.open().filter(person=person).exists()
        plan = written.decided(
            supervisor, written.submit(officer, written.changed(officer, plan, harm="Assault"))
        )
        assert (plan.state, plan.round, plan.decisions.count()) == ("approved", 2, 2)

    def test_the_record_changed_since_it_was_submitted(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        written.condition(officer, person)
        with pytest.raises(ValidationError, match="No monitoring action checks"):
            written.decided(supervisor, plan)
        assert written.decided(supervisor, plan, Verdict.RETURNED).state == "returned"

    def test_the_one_before_is_superseded(self, officer: User, supervisor: User, person: Person) -> None:
        first = written.approved(officer, person, supervisor)
        second = written.approved(officer, person, supervisor)
        first.refresh_from_db()
        assert (first.state, second.state, second.number) == ("superseded", "approved", 2)
        assert list(Plan.objects.in_force().filter(person=person)) == [second]

    def test_very_high_is_countersigned_by_an_inspector_who_is_a_third(
        self, officer: User, supervisor: User
    ) -> None:
        person = world.person(officer, management_level="very_high")
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        soon = {"review_on": TODAY + world.days(20)}
        plan = written.decided(supervisor, written.submitted(officer, person, **soon))
        assert (plan.state, plan.countersign_why) == ("signed", "The force asks it at this level: very high.")
        with pytest.raises(ValidationError, match="detective inspector"):
            written.decided(world.supervisor(), plan, Verdict.COUNTERSIGNED)
        assert OutboxMessage.objects.filter(recipient=inspector).exists()
        assert written.decided(inspector, plan, Verdict.COUNTERSIGNED).state == "approved"

    def test_a_level_that_rose_meanwhile_asks_for_an_inspector(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person, review_on=TODAY + world.days(20))
        actions.set_level(
            officer, person=person, level=ManagementLevel.VERY_HIGH, why="A new threat", now=NOW
        )
        assert written.decided(supervisor, plan).state == "signed"

    def test_an_inspectors_own_approval_is_enough(self, officer: User) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.submitted(officer, person, review_on=TODAY + world.days(20))
        assert written.decided(world.user(Role.DETECTIVE_INSPECTOR), plan).state == "approved"

    def test_the_same_decision_twice_is_one(self, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        assert written.decided(supervisor, plan).decisions.count() == 1


class TestSharing:
    def test_only_the_plan_in_force_is_given_to_a_partner(self, officer: User, person: Person) -> None:
        draft = written.whole(officer, person)
        with pytest.raises(ValidationError, match="Only the plan in force"):
            written.shared(officer, person, plan=draft)
        written.refused(
            lambda: SharedSummary.objects.create(
                person=person, plan=draft, shared_at=NOW, shared_by=officer, **assessing.SHARED
            )
        )
