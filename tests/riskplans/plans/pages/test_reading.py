"""The plan and its versions as they are read: by whom, in how many queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.plans.choices import Done
from tests import world
from tests.riskplans.plans import written
from tests.riskplans.plans.pages.opened import page, queries_of, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW, TODAY = written.NOW, world.TODAY


class TestReading:
    def test_two_versions_compared(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        written.approved(officer, person, supervisor, harm="Assault in the park")
        text = page(sign_in(officer), url("compare-plans", person))
        assert "Assault in the park" in text
        assert written.TEXTS["harm"] in text
        assert "Two officers, be polite." not in text

    def test_a_factor_is_called_by_its_name_also_once_its_priority_is_lower(
        self, sign_in: SignIn, officer: User, person: Person
    ) -> None:
        plan = written.whole(officer, person)
        action = written.action(officer, plan, what="Ask the alcohol service", factor="self_management")
        client = sign_in(officer)
        for shown in (
            page(client, url("plan-version", person, plan.pk)),
            page(client, url("change-plan-action", person, plan.pk, action.pk)),
        ):
            assert "Poor self-management" in shown

    def test_the_plan_costs_the_same_however_long(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        client = sign_in(officer)
        written.approved(officer, person, supervisor)
        few = queries_of(client, url("person-plan", person))
        plan = written.whole(officer, person)
        for number in range(5):
            written.action(officer, plan, what=f"Visit on Saturday {number} unannounced")
        written.decided(supervisor, written.submit(officer, plan))
        assert queries_of(client, url("person-plan", person)) == few
        assert few <= 37

    def test_each_class_is_for_its_readers(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        said = {"needs": "Hears badly", "intelligence": "Who is the woman"}
        plan = written.whole(officer, person, **said)
        written.action(officer, plan, "victims", what="Ask the liaison officer about contact")
        written.decided(supervisor, written.submit(officer, plan))
        line = plan.actions.get(pillar="victims")
        actions.record_result(officer, action=line, done=Done.DONE, on=TODAY, result="She has moved", now=NOW)
        told = {
            "victims": [
                *(written.TEXTS[name] for name in ("at_risk", "victims", "disclosure_why")),
                *(str(line.what), "She has moved"),
            ],
            "health": ["Hears badly"],
            "intelligence": ["Who is the woman"],
            "management": [written.TEXTS["harm"]],
        }
        for role, reads in (
            (Role.FRONT_COUNTER, {"management"}),
            (Role.CHAIR, {"management", "victims", "health"}),
        ):
            client = sign_in(world.user(role))
            shown = [page(client, url("person-plan", person)), page(client, url("person-timeline", person))]
            shown += [
                text_of(client.get(url("plan-pdf", person)).content),
                page(client, url("person-history", person)),
            ]
            for its, texts in told.items():
                for text in texts:
                    assert any(text in each for each in shown) is (its in reads), (role, text)

    def test_the_briefing_is_for_every_reader_and_the_plan_is_not(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        client = sign_in(world.user(Role.BRIEFING_READER))
        assert "Two officers, be polite." in page(client, url("person", person))
        assert client.get(url("person-plan", person)).status_code == 404

    def test_a_partner_reads_and_takes_nothing_away(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        partner = world.user(Role.PARTNER)
        people.share(
            supervisor,
            person=person,
            user=partner,
            purpose="Joint visit",
            classes=[FieldClass.GENERAL, FieldClass.MANAGEMENT],
            starts_on=TODAY,
            ends_on=None,
            now=NOW,
        )
        client = sign_in(partner)
        assert written.TEXTS["at_risk"] not in page(client, url("person-plan", person))
        assert client.get(url("plan-pdf", person)).status_code == 404


def test_the_plan_and_the_visits_say_alike_how_often(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    """Where something goes before the plan's interval, the plan's page says what."""
    written.approved(officer, person, supervisor)
    client = sign_in(officer)
    assert "Visited now" not in client.get(url("person-plan", person)).content.decode()
    actions.set_interval(officer, person=person, amount=6, span_of="weeks", why="Isolated", now=NOW)
    assert (
        "Visited now every 6 weeks, set for this person"
        in client.get(url("person-plan", person)).content.decode()
    )
