"""Plans through their verbs: written, submitted, returned, signed, in force; and what the database holds by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from offenders.models import CourtOrder, OrderCondition, Person
from riskplans import actions
from riskplans.models import Plan, PlanAction, PlanDecision, VisitInterval
from riskplans.plans import queries
from riskplans.plans.choices import Done, Occasion, PlanState, Verdict
from riskplans.visits.clock import clock_of
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
NOW, TODAY = written.NOW, world.TODAY


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def condition(officer: User, person: Person) -> OrderCondition:
    """A live condition of an order."""
    who: dict[str, Any] = {"person": person, "recorded_at": NOW, "recorded_by": officer}
    order = CourtOrder.objects.create(kind="shpo", made_on=TODAY, **who)
    return OrderCondition.objects.create(
        order=order, kind="devices", number=3, wording="Not to hide a device.", **who
    )


def refused(change: Callable[[], object]) -> None:
    """The database itself refuses it."""
    with pytest.raises(Error), transaction.atomic():
        change()


class TestWriting:
    def test_the_first_begins_with_the_forces_interval(self, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        assert (plan.number, plan.state, plan.interval_in_words) == (1, "draft", "3 months")
        with pytest.raises(ValidationError, match="being written already"):
            written.begun(officer, person)

    def test_the_same_form_twice_is_one(self, officer: User, person: Person) -> None:
        submission = "0b7cf03e-5e0a-4a6c-8f0d-6d3a2c6b1a11"
        first, second = (
            actions.start_plan(
                officer, person=person, occasion=Occasion.FIRST, submission=submission, now=NOW
            )  # type: ignore[arg-type]
            for _ in range(2)
        )
        assert first == second

    def test_what_cannot_be_held_to_anybody_is_refused_with_the_reason(
        self, officer: User, person: Person
    ) -> None:
        with pytest.raises(ValidationError) as wrong:
            written.action(officer, written.begun(officer, person), what="Continue to monitor")
        assert "nobody can check it" in wrong.value.message_dict["what"][0]

    def test_two_who_write_the_same_section(self, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        written.changed(officer, plan, harm="Assault")
        with pytest.raises(Stale):
            actions.change_plan(officer, plan=plan, version=1, said={"harm": "Theft"}, now=NOW)

    def test_a_new_version_carries_over_what_is_open(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        condition(officer, person)
        held = written.approved(officer, person, supervisor)
        done, kept = held.actions.order_by("pillar")[::-1]
        actions.record_result(officer, action=done, done=Done.DONE, on=TODAY, result="On the form", now=NOW)
        draft = actions.start_plan(officer, person=person, occasion=Occasion.REVIEW, now=NOW)
        (copy,) = draft.actions.all()
        assert (draft.number, copy.line, draft.review_on) == (2, kept.line, None)
        assert copy.checks.count() == 1
        assert draft.contingencies.count() == 1

    def test_a_result_counts_in_every_version(self, officer: User, supervisor: User, person: Person) -> None:
        held = written.approved(officer, person, supervisor)
        draft = actions.start_plan(officer, person=person, occasion=Occasion.REVIEW, now=NOW)
        line = held.actions.get(pillar="supervision")
        said = {"done": Done.DONE, "on": TODAY, "now": NOW}
        first = actions.record_result(officer, action=line, result="Seen", **said)
        again = actions.record_result(
            supervisor, action=draft.actions.get(line=line.line), result="Too", **said
        )
        assert first == again
        assert line.line in queries.whole(draft).results


class TestSubmitting:
    def test_a_draft_says_what_is_missing(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as wrong:
            written.submit(officer, written.begun(officer, person))
        assert "Say who is at risk." in wrong.value.messages

    def test_a_whole_one_waits_and_a_supervisor_is_asked(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        assert (plan.state, plan.level, plan.round) == ("submitted", "high", 1)
        task = Task.objects.open().get(person=person)
        assert (task.owner, task.due_on) == (supervisor, TODAY + world.days(5))
        assert actions.submit_plan(officer, plan=plan, version=plan.version, now=NOW).round == 1

    def test_a_factor_of_high_priority_without_action(self, officer: User, person: Person) -> None:
        assessing.approved(officer, person, high={"opportunity"})
        plan = written.whole(officer, person)
        with pytest.raises(ValidationError, match="Opportunity to offend"):
            written.submit(officer, plan)
        written.action(officer, plan, factor="opportunity")
        assert written.submit(officer, plan).state == "submitted"

    def test_a_condition_that_nobody_checks(self, officer: User, person: Person) -> None:
        plan = written.whole(officer, person)
        live = condition(officer, person)
        with pytest.raises(ValidationError, match="Not to hide a device"):
            written.submit(officer, plan)
        action = plan.actions.get(pillar="monitoring")
        said = {
            name: getattr(action, name)
            for name in ("pillar", "what", "owner", "partner", "due_on", "measure")
        }
        actions.change_plan_action(
            officer, action=action, version=1, said={**said, "factor": ""}, checks=[str(live.pk)], now=NOW
        )
        assert written.submit(officer, plan).state == "submitted"


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
        condition(officer, person)
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

    def test_an_inspectors_own_approval_is_enough(self, officer: User) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.submitted(officer, person, review_on=TODAY + world.days(20))
        assert written.decided(world.user(Role.DETECTIVE_INSPECTOR), plan).state == "approved"

    def test_the_same_decision_twice_is_one(self, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        assert written.decided(supervisor, plan).decisions.count() == 1


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

    def test_the_forces_interval_again(self, officer: User, supervisor: User, person: Person) -> None:
        written.approved(officer, person, supervisor, visit_amount=1)
        written.approved(officer, person, supervisor, visit_amount=3)
        assert not VisitInterval.objects.in_force().filter(person=person).exists()


class TestDatabase:
    """What no verb, no bulk update and no hand can do."""

    def test_states_only_as_the_machine_says(self, officer: User, person: Person) -> None:
        plan = written.whole(officer, person)
        of = Plan.objects.filter(pk=plan.pk)
        refused(lambda: of.update(state="approved", approved_at=NOW))
        refused(lambda: of.update(state="superseded", approved_at=NOW))
        refused(lambda: of.update(state="returned"))
        written.submit(officer, plan)
        refused(lambda: of.update(state="draft"))
        refused(lambda: of.update(state="approved", approved_at=NOW))

    def test_no_plan_is_born_in_force(self, officer: User, person: Person) -> None:
        plan = written.submitted(officer, person)
        born = Plan(
            **{
                f.attname: getattr(plan, f.attname)
                for f in Plan._meta.concrete_fields
                if f.name not in ("id", "submission")
            }
        )
        born.number, born.state, born.approved_at = 9, PlanState.APPROVED, NOW
        refused(lambda: Plan.objects.bulk_create([born]))

    def test_nobody_decides_on_their_own(self, officer: User, person: Person) -> None:
        plan = written.submitted(officer, person)
        refused(
            lambda: PlanDecision.objects.create(
                person=person, plan=plan, round=1, verdict="approved", decided_at=NOW, decided_by=officer
            )
        )

    def test_what_was_signed_stands(self, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        action = plan.actions.first()
        assert action
        refused(lambda: Plan.objects.filter(pk=plan.pk).update(harm="Nothing"))
        refused(lambda: Plan.objects.filter(pk=plan.pk).update(authors=[]))
        refused(lambda: PlanAction.objects.filter(pk=action.pk).update(what="Rest"))
        refused(
            lambda: PlanAction.objects.bulk_create(
                [
                    PlanAction(
                        person=person,
                        plan=plan,
                        pillar="victims",
                        what="Add one",
                        owner=officer,
                        due_on=TODAY,
                        measure="Seen",
                        recorded_at=NOW,
                    )
                ]
            )
        )
        refused(lambda: plan.decisions.update(note="Never mind"))
        refused(plan.delete)
        with pytest.raises(ValidationError, match="changes no more"):
            written.action(officer, plan)

    def test_an_approval_of_an_earlier_round_does_not_count(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        PlanDecision.objects.create(
            person=person, plan=plan, round=1, verdict="approved", decided_at=NOW, decided_by=supervisor
        )
        written.decided(world.supervisor(), plan, Verdict.RETURNED)
        written.submit(officer, plan)
        refused(lambda: Plan.objects.filter(pk=plan.pk).update(state="approved", approved_at=NOW))

    def test_a_countersignature_that_is_asked_for(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.decided(
            supervisor, written.submitted(officer, person, review_on=TODAY + world.days(20))
        )
        refused(lambda: Plan.objects.filter(pk=plan.pk).update(state="approved", approved_at=NOW))


STEPS = (
    "submit",
    "approve",
    "write too",
    "return",
    "countersign",
    "empty",
    "done",
    "action",
    "condition",
    "start",
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.lists(st.sampled_from(STEPS), min_size=3, max_size=9))
@example(path=["submit", "approve", "countersign"])
@example(path=["submit", "condition", "approve", "done", "countersign"])
def test_no_path_leads_to_a_plan_in_force_that_lacks_something(path: list[str]) -> None:
    """Whatever officers and supervisors do in whatever order: a plan that comes into force lacked nothing then, and
    somebody who had no part in it approved it."""
    sid = transaction.savepoint()
    try:
        officer, supervisor, inspector = (
            world.officer(),
            world.supervisor(),
            world.user(Role.DETECTIVE_INSPECTOR),
        )
        person = world.person(officer, management_level="very_high")
        plan = written.whole(officer, person, review_on=TODAY + world.days(20))
        for step in path:
            before = set(Plan.objects.in_force().filter(person=person).values_list("pk", flat=True))
            try:
                with transaction.atomic():
                    _take(step, officer, supervisor, inspector, person)
            except ValidationError:
                continue
            for plan in Plan.objects.in_force().filter(person=person).exclude(pk__in=before):
                assert queries.missing(queries.whole(plan), person, TODAY) == []
                signed = plan.decisions.filter(round=plan.round).exclude(verdict="returned")
                assert {each.decided_by_id for each in signed}.isdisjoint(plan.authors)
                assert {each.verdict for each in signed} == {"approved", "countersigned"}
    finally:
        transaction.savepoint_rollback(sid)


def _take(step: str, officer: User, supervisor: User, inspector: User, person: Person) -> None:
    """One thing that somebody tries with the newest version."""
    plan = Plan.objects.filter(person=person).order_by("-number").select_related("person").first()
    assert plan
    match step:
        case "submit":
            written.submit(officer, plan)
        case "approve":
            written.decided(supervisor, plan)
        case "write too":
            written.action(supervisor, plan, what="Ask the landlord about visitors")
        case "return":
            written.decided(supervisor, plan, Verdict.RETURNED)
        case "countersign":
            written.decided(inspector, plan, Verdict.COUNTERSIGNED)
        case "empty":
            written.changed(supervisor, plan, harm="")
        case "done":
            line = plan.actions.standing().filter(pillar="monitoring").first()
            assert line
            actions.record_result(officer, action=line, done=Done.DONE, on=TODAY, result="Seen", now=NOW)
        case "action":
            written.action(officer, plan, "monitoring", checks=list(queries.conditions_of(person, TODAY)))
        case "condition":
            condition(officer, person)
        case "start":
            written.whole(officer, person, review_on=TODAY + world.days(20))


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
