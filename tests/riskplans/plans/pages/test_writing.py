"""The pages on which a plan is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from offenders.models import CourtOrder, OrderCondition, Person
from riskplans import actions
from riskplans.models import Plan
from riskplans.plans.choices import Done
from tests import world
from tests.riskplans.plans import written
from tests.riskplans.plans.pages.opened import page, sent, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, TODAY = written.NOW, world.TODAY


class TestWriting:
    def test_from_nothing_to_a_plan_that_waits(self, sign_in: SignIn, officer: User, person: Person) -> None:
        """By the forms alone: begun, written section by section, submitted."""
        client = sign_in(officer)
        assert "There is no plan yet" in page(client, url("person-plan", person))
        answer = sent(client, url("start-plan", person))
        plan = Plan.objects.get(person=person)
        assert answer.url == url("plan-version", person, plan.pk)
        assert "points</strong>" not in page(client, answer.url)
        assert "to put right" in page(client, answer.url)
        spoken = {k: v for k, v in written.TEXTS.items() if not k.endswith("_on")}
        days = {"review_on": "14/8/2026", "flags_checked_on": "15/6/2026"}
        for place in (
            "scenario",
            "supervision",
            "interventions",
            "victims",
            "visits",
            "disclosure",
            "briefing",
            "review",
        ):
            said = {"supervision": "By two, at changing times.", **spoken, **days}
            assert sent(client, url("change-plan", person, plan.pk, place), **said).status_code == 302
        refused = sent(
            client,
            url("add-plan-action", person, plan.pk, "monitoring"),
            what="Continue to monitor",
            due_on="1/7/2026",
            measure="The form",
        )
        assert "nobody can check it" in refused.content.decode()
        assert "Continue to monitor" in refused.content.decode()
        fine = sent(
            client,
            url("add-plan-action", person, plan.pk, "monitoring"),
            due_on="1/7/2026",
            what="Check the declared devices with the triage tool",
            measure="The form",
        )
        assert fine.status_code == 302
        assert sent(client, url("add-contingency", person, plan.pk), **written.CONTINGENCY).status_code == 302
        assert "Submit for approval" in page(client, answer.url)
        sent(client, url("submit-plan", person, plan.pk))
        plan.refresh_from_db()
        assert plan.state == "submitted"
        assert client.get(url("change-plan", person, plan.pk, "scenario")).status_code == 404

    def test_two_at_once_see_both_versions(self, sign_in: SignIn, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        written.changed(world.officer(), plan, harm="What the other wrote")
        answer = sign_in(officer).post(
            url("change-plan", person, plan.pk, "scenario"), {"version": 1, "harm": "What I wrote"}
        )
        text = answer.content.decode()
        assert "What the other wrote" in text
        assert "What I wrote" in text

    def test_what_was_typed_while_a_colleague_submitted_it_is_kept(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        plan = written.submitted(world.officer(), person)
        client = sign_in(officer)
        answer = client.post(
            url("change-plan", person, plan.pk, "scenario"), {"version": 1, "harm": "What I wrote"}
        )
        text = answer.content.decode()
        assert "This version was submitted and changes no more, so nothing has been saved." in text
        assert "What I wrote" in text
        action = plan.actions.first()
        gone = client.post(url("take-off-plan", person, plan.pk, action.pk), follow=True)
        assert "This version was submitted" in gone.content.decode()

    def test_an_action_is_taken_off(self, sign_in: SignIn, officer: User, person: Person) -> None:
        plan = written.begun(officer, person)
        action = written.action(officer, plan)
        client = sign_in(officer)
        assert "Take it off" in page(client, url("change-plan-action", person, plan.pk, action.pk))
        asked = page(client, url("take-off-plan", person, plan.pk, action.pk))
        assert "Take it off the draft?" in asked
        assert str(action) in asked
        assert plan.actions.standing().exists()
        client.post(url("take-off-plan", person, plan.pk, action.pk))
        assert not plan.actions.standing().exists()

    def test_live_conditions_are_offered_to_a_monitoring_action(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        who: dict[str, Any] = {"person": person, "recorded_at": NOW, "recorded_by": officer}
        order = CourtOrder.objects.create(kind="shpo", made_on=TODAY, **who)
        OrderCondition.objects.create(order=order, kind="devices", wording="Not to hide a device.", **who)
        plan = written.begun(officer, person)
        client = sign_in(officer)
        assert "Not to hide a device." in page(client, url("add-plan-action", person, plan.pk, "monitoring"))
        assert "Not to hide a device." not in page(client, url("add-plan-action", person, plan.pk, "victims"))

    def test_a_result(self, sign_in: SignIn, officer: User, supervisor: User, person: Person) -> None:
        plan = written.approved(officer, person, supervisor)
        action = plan.actions.get(pillar="supervision")
        client = sign_in(officer)
        sent(client, url("record-plan-result", person, action.line), done="done", result="Seen on Friday")
        assert "Seen on Friday" in page(client, url("person-plan", person))

    def test_another_result_shows_both(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        action = written.approved(officer, person, supervisor).actions.get(pillar="supervision")
        actions.record_result(
            supervisor, action=action, done=Done.DONE, on=TODAY, result="Seen on Friday", now=NOW
        )
        answer = sent(
            sign_in(officer),
            url("record-plan-result", person, action.line),
            done="stopped",
            result="He moved",
        )
        text = answer.content.decode()
        assert "A result stands already" in text
        assert "Seen on Friday" in text
        assert "He moved" in text
