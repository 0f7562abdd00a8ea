"""What of plans waits for a decision: in which order, since when and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from frontend.dates import words
from handovers import actions as handovers
from notifications import actions as notifications
from offenders.models import Person
from practice import actions as practice
from riskplans import actions
from riskplans.plans import notices
from riskplans.plans.choices import Verdict
from tests import world
from tests.riskplans import visiting
from tests.riskplans.plans import written
from tests.riskplans.plans.pages.opened import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
Clock = Callable[[date | datetime | str], None]
NOW, TODAY = written.NOW, world.TODAY


class TestQueue:
    def test_everything_that_waits_stands_in_one_queue_the_urgent_first_then_the_longest(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        planned, alone, longer, tried, late, going = (
            visiting.known_for(officer, 0, family_name=f"Waiting{number}") for number in range(6)
        )
        written.submitted(officer, planned, now=world.at(TODAY - world.days(3)))
        visit = visiting.planned(officer, alone, world.at(TODAY, 15), second="")
        actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car outside", now=NOW)
        actions.set_interval(officer, person=longer, amount=6, span_of="months", why="Stable", now=NOW)
        visiting.twice_not_in(officer, tried)
        duty = late.diary_entries.first()
        assert duty
        notifications.request_override(
            officer,
            person=late,
            key=duty.key,
            seen=duty.last,
            new_date=TODAY + world.days(2),
            reason="The court has directed another day in writing.",
            now=NOW,
        )
        handover = handovers.ask(inspector, person=going, receiver=supervisor, why="Moves", now=NOW)
        handovers.write(officer, handover=handover, said=dict.fromkeys(handovers.ASKED, "Nothing"), now=NOW)
        practice.propose(
            world.supervisor(),
            key="rmp.review.low",
            value=9,
            effective_from=TODAY + world.days(30),
            reason="Fewer staff",
            now=NOW,
        )
        rows = sign_in(supervisor).get(reverse("approvals")).context["queue"].rows
        assert [row.called for row in rows[:2]] == ["Visit alone", "Risk management plan"]
        assert {row.called for row in rows} == {
            *("Risk management plan", "Visit alone", "Visits further apart", "Failed visits"),
            *("Override of a date", "Handover", "Record of a visit"),
        }
        above = sign_in(inspector).get(reverse("approvals"))
        assert {"Policy", "Risk management plan"} <= {row.called for row in above.context["queue"].rows}
        assert "3 days" in above.content.decode()
        assert [row.called for row in sign_in(officer).get(reverse("approvals")).context["queue"].rows] == []

    def test_it_costs_the_same_for_one_and_for_many(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        client = sign_in(supervisor)
        written.submitted(officer, world.person(officer))
        few = queries_of(client, reverse("approvals"))
        for _ in range(3):
            written.submitted(officer, world.person(officer))
        assert queries_of(client, reverse("approvals")) == few
        assert few <= 8

    def test_a_countersignature_waits_for_inspectors_alone(
        self, sign_in: SignIn, officer: User, supervisor: User
    ) -> None:
        person = world.person(officer, management_level="very_high")
        written.decided(supervisor, written.submitted(officer, person, review_on=TODAY + world.days(20)))
        assert not sign_in(world.supervisor()).get(reverse("approvals")).context["queue"].rows
        page = sign_in(world.user(Role.DETECTIVE_INSPECTOR)).get(reverse("approvals"))
        (row,) = page.context["queue"].rows
        assert "countersigned" in row.words
        assert f"Decide by {words(TODAY + world.days(5))}" in page.content.decode()

    def test_a_countersignature_has_days_of_its_own(
        self, sign_in: SignIn, officer: User, supervisor: User, clock: Clock
    ) -> None:
        person = world.person(officer, management_level="very_high")
        plan = written.submitted(officer, person, review_on=TODAY + world.days(20))
        approved_on = TODAY + world.days(4)
        written.decided(supervisor, plan, now=world.at(approved_on))
        clock(approved_on + world.days(6))
        page = sign_in(world.user(Role.DETECTIVE_INSPECTOR)).get(reverse("approvals"))
        (row,) = page.context["queue"].rows
        assert (row.at.date(), row.by) == (approved_on, approved_on + world.days(5))
        assert f"Late: was to be decided by {words(row.by)}" in page.content.decode()

    def test_today_tells_the_author_what_was_decided(
        self, sign_in: SignIn, officer: User, supervisor: User, person: Person
    ) -> None:
        written.decided(supervisor, written.submitted(officer, person), Verdict.RETURNED)
        news = sign_in(officer).get("/").context["news"]
        assert "Plan 1: returned with reasons" in [line.words for line in news.rows]


def test_the_queue_begins_with_what_cannot_wait_then_by_level(sign_in: SignIn, officer: User) -> None:
    """A visit alone today before plans that wait for longer; of these the graver level first."""
    low, high, alone = (
        world.person(officer, family_name=name, management_level=level)
        for name, level in (("Low", "low"), ("High", "high"), ("Alone", "low"))
    )
    for person in (low, high):
        written.submitted(officer, person)
    actions.ask_to_visit_alone(
        officer,
        visit=visiting.planned(officer, alone, second=""),
        why="Nobody is free",
        safeguards="Car outside",
        now=world.at(TODAY, 9, 30),
    )
    rows = sign_in(world.supervisor()).get("/approvals/").context["queue"].rows
    assert [row.line.family_name for row in rows] == ["Alone", "High", "Low"]
    assert [row.urgent for row in rows] == ["the visit is today", "", ""]


def test_a_plan_that_a_day_has_overtaken_says_so_in_the_queue(
    sign_in: SignIn, officer: User, supervisor: User, person: Person
) -> None:
    written.submitted(officer, person)
    client = sign_in(supervisor)
    (row,) = client.get("/approvals/").context["queue"].rows
    assert row.stuck == ""
    said = {"review_on": str(TODAY), "first_due": None, "conditions": False}
    assert "Cannot be approved" in notices._stuck(said, TODAY)
    assert "Cannot be approved" in notices._stuck(
        {**said, "review_on": None, "first_due": "2026-06-14"}, TODAY
    )
    assert "A condition was added" in notices._stuck({**said, "review_on": None, "conditions": True}, TODAY)


def test_an_inspector_narrows_the_queue_to_what_needs_one(
    sign_in: SignIn, officer: User, supervisor: User
) -> None:
    grave = world.person(officer, family_name="Grave", management_level="very_high")
    written.decided(supervisor, written.submitted(officer, grave, review_on=TODAY + world.days(28)))
    written.submitted(officer, world.person(officer, family_name="Low", management_level="low"))
    client = sign_in(world.user(Role.DETECTIVE_INSPECTOR))
    assert len(client.get("/approvals/").context["rows"]) == 2
    assert [row.line.family_name for row in client.get("/approvals/?only=inspector").context["rows"]] == [
        "Grave"
    ]
