"""Plans written and submitted through their verbs, and what refuses them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from access.recording import Stale
from accounts.models import User
from diary.models import Task
from offenders.models import Person
from riskplans import actions
from riskplans.plans import queries
from riskplans.plans.choices import Done, Occasion
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
NOW, TODAY = written.NOW, world.TODAY


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
        written.condition(officer, person)
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
        copy = draft.actions.get(line=line.line)
        assert actions.record_result(officer, action=copy, result="Seen", **said) == first
        with pytest.raises(ValidationError, match="A result stands already"):
            actions.record_result(officer, action=copy, result="Not seen", **said)
        with pytest.raises(ValidationError, match="A result stands already"):
            actions.record_result(supervisor, action=copy, result="Seen", **said)
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
        live = written.condition(officer, person)
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
