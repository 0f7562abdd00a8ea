"""The pages on which a plan is approved, or comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from offenders.models import Person
from riskplans.plans.choices import Verdict
from tests import world
from tests.access.test_relationships import confirmed
from tests.riskplans.plans import written
from tests.riskplans.plans.pages.opened import page, sent, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, TODAY = written.NOW, world.TODAY


class TestDeciding:
    def test_reasons_typed_while_a_colleague_decided_are_kept(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        written.decided(world.supervisor(), plan, Verdict.RETURNED)
        answer = confirmed(sign_in(supervisor)).post(
            url("decide-plan", person, plan.pk),
            {"version": plan.version, "verdict": "returned", "reason_visits": "Why not monthly?"},
        )
        text = answer.content.decode()
        assert "This has been decided already" in text
        assert "Why not monthly?" in text

    def test_returned_with_reasons_where_they_belong(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        client = confirmed(sign_in(supervisor))
        nothing = sent(client, url("decide-plan", person, plan.pk), verdict="returned")
        assert "Say what is to be changed" in nothing.content.decode()
        sent(
            client, url("decide-plan", person, plan.pk), verdict="returned", reason_visits="Why not monthly?"
        )
        text = page(sign_in(officer), url("person-plan", person))
        visits = text.partition('aria-labelledby="visits"')[2].partition("</section>")[0]
        assert "Why not monthly?" in visits

    def test_approved_once_each_point_is_ticked(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        plan = written.submitted(officer, person)
        client = confirmed(sign_in(supervisor))
        unticked = sent(client, url("decide-plan", person, plan.pk), verdict="approved")
        assert "tick it" in unticked.content.decode()
        ticked = [value for value, _ in unticked.context["form"].fields["checked"].choices]
        sent(client, url("decide-plan", person, plan.pk), verdict="approved", checked=ticked)
        assert "In force" in page(client, url("person-plan", person))

    def test_the_author_is_led_away(self, sign_in: SignIn, supervisor: User, person: Person) -> None:
        plan = written.submitted(supervisor, person)
        answer = sign_in(supervisor).get(url("decide-plan", person, plan.pk))
        assert answer.status_code == 302


def test_why_a_plan_came_back_is_said_at_the_form_and_to_the_next_signature(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    plan = written.submitted(officer, person)
    written.decided(supervisor, plan, Verdict.RETURNED, reasons={"briefing": "Say which dog."})
    client = sign_in(officer)
    assert "Say which dog." in client.get(url("change-plan", person, plan.pk, "briefing")).content.decode()
    assert "Say which dog." not in client.get(url("change-plan", person, plan.pk, "visits")).content.decode()
    written.submit(officer, plan)
    text = confirmed(sign_in(supervisor)).get(url("decide-plan", person, plan.pk)).content.decode()
    assert "It came back before" in text
    assert "Say which dog." in text
