"""What a plan in force sets in motion: the interval of visits, and its duties."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from diary.models import Entry
from offenders.models import Person
from riskplans import actions
from riskplans.models import (
    VisitInterval,
)
from riskplans.plans.choices import Done
from riskplans.visits.clock import clock_of
from tests import world
from tests.riskplans.plans import written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
NOW, TODAY = written.NOW, world.TODAY


class TestClock:
    def test_the_interval_of_the_plan_in_force_is_worked_to(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person, visit_amount=6, visit_span="weeks")
        clock = clock_of(person, TODAY)
        assert clock
        assert clock.interval.in_words == "3 months"
        written.decided(supervisor, plan)
        clock = clock_of(person, TODAY)
        assert clock
        assert (clock.interval.in_words, clock.interval.source) == ("6 weeks", "set by the plan in force")

    def test_longer_counts_because_somebody_else_approved_it(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor, visit_amount=6)
        own = VisitInterval.objects.in_force().get(person=person)
        assert (own.longer, own.answered_by, own.recorded_by) == (True, supervisor, officer)

    def test_the_plan_binds_until_the_next_one_whatever_the_level_becomes(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        """As long as policy when it was signed: a lower level leaves it, and only a shorter policy goes before it."""
        written.approved(officer, person, supervisor, visit_amount=1)
        written.approved(officer, person, supervisor, visit_amount=3)
        for level, said in (("medium", "3 months"), ("very_high", "1 month")):
            Person.objects.filter(pk=person.pk).update(management_level=level)
            clock = clock_of(person, TODAY)
            assert clock
            assert (level, clock.interval.in_words) == (level, said)

    def test_only_the_next_plan_or_a_supervisor_takes_it_away(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        """An officer alone neither goes back to the force's interval nor past the plan's."""
        written.approved(officer, person, supervisor, visit_amount=1)
        held = VisitInterval.objects.in_force().get(person=person)
        with pytest.raises(ValidationError, match="next plan"):
            actions.end_interval(officer, interval=held, version=1, why="Settled", now=NOW)
        asked = actions.set_interval(
            officer, person=person, amount=3, span_of="months", why="Settled", now=NOW
        )
        assert asked.longer
        assert VisitInterval.objects.in_force().get(person=person) == held

    def test_longer_than_the_force_allows_gives_way_at_another_level(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        """What a supervisor approved was longer than policy at that level alone."""
        written.approved(officer, person, supervisor, visit_amount=6)
        Person.objects.filter(pk=person.pk).update(management_level="very_high")
        clock = clock_of(person, TODAY)
        assert clock
        assert clock.interval.in_words == "1 month"
        assert "set by the plan in force, is longer now" in clock.interval.source


class TestDiary:
    def test_the_first_plan_its_review_and_its_actions_are_duties(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        first = Entry.objects.open().get(person=person, kind="plan")
        assert first.last == TODAY + world.days(28)
        plan = written.approved(officer, person, supervisor)
        open_ones = {
            each.kind: each for each in Entry.objects.open().filter(person=person, key__startswith="plans/")
        }
        assert open_ones["plan_review"].last == plan.review_on
        action = Entry.objects.open().filter(person=person, kind="plan_action").first()
        assert action
        assert (action.owner, action.plain_title) == (officer, "Action of the risk management plan")
        assert "plan" not in open_ones

    def test_a_result_meets_the_duty_and_the_next_plan_the_review(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.approved(officer, person, supervisor)
        for action in plan.actions.all():
            actions.record_result(officer, action=action, done=Done.DONE, on=TODAY, result="Seen", now=NOW)
        assert not Entry.objects.open().filter(person=person, kind="plan_action").exists()
        written.approved(officer, person, supervisor)
        (review,) = Entry.objects.open().filter(person=person, kind="plan_review")
        assert review.key != f"plans/review:{plan.pk}"

    def test_an_officers_own_action_about_somebody_elses_person(
        self, supervisor: User, officer: User, person: Person
    ) -> None:
        other = world.officer()
        plan = written.whole(officer, person)
        written.action(officer, plan, "victims", what="Ask the liaison officer about contact", owner=other)
        written.decided(supervisor, written.submit(officer, plan))
        entry = Entry.objects.open().get(person=person, kind="plan_action", owner=other)
        assert entry.field_class == "victims"
