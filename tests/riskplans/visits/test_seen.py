"""Visits at which they were seen: what follows at once, and the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from access.recording import Stale
from accounts.models import User
from diary.models import OutboxMessage, Task
from notifications.models import Breach
from offenders import actions as people
from offenders.models import Device, Person
from practice.policy import policy_of
from riskplans import actions, panels
from riskplans.choices import Outcome, Reviewed, VisitState
from riskplans.keys import REVIEW_WITHIN
from riskplans.models import (
    DeviceSeen,
    PersonPresent,
    RiskChange,
    RiskReview,
    Visit,
)
from riskplans.visits.outcomes import left_after
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


class TestSeen:
    def test_an_undeclared_device_a_breach_and_a_review_follow_at_once(
        self, officer: User, person: Person
    ) -> None:
        order = people.record_order(
            officer, person=person, order={"kind": "shpo", "made_on": TODAY - world.days(9)}, now=NOW
        )
        condition = world.detail(
            officer,
            person,
            "order-condition",
            order_id=order.pk,
            kind="places",
            wording="No undeclared device",
            source="document",
        )
        visit = visiting.made(
            officer,
            person,
            follows={
                "devices": [{"kind": "phone", "make": "Nokia 3"}],
                "breach": "In a drawer",
                "condition": condition,
            },
        )
        device = Device.objects.get(person=person)
        assert (device.state, device.starts_on) == ("found", TODAY)
        assert DeviceSeen.objects.get(visit=visit).declared is False
        breach = Breach.objects.get(person=person)
        assert (breach.of, breach.order_condition, breach.device, breach.found) == (
            "order",
            condition,
            device,
            "visit",
        )
        collected = RiskChange.objects.filter(review__in=RiskReview.objects.open().filter(person=person))
        assert set(collected.values_list("kind", flat=True)) == {"device", "arrest"}

    def test_what_is_refused_leaves_nothing(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError):
            visiting.made(
                officer, person, risk="up", follows={"devices": [{"kind": "phone", "make": "Nokia 3"}]}
            )
        assert not Device.objects.exists()
        assert Visit.objects.get().state == VisitState.PLANNED

    @pytest.mark.parametrize("arrived", [world.at(TODAY, 10), world.at(date(2026, 10, 25), 1, 30)])
    def test_the_same_record_twice_is_one(self, officer: User, person: Person, arrived: datetime) -> None:
        """Even if they arrived in the hour that comes twice in October."""
        now = arrived + timedelta(hours=8)
        visit = visiting.planned(officer, person, arrived, now=now)
        said = {
            "arrived_at": arrived,
            "happened": "Fine",
            "risk": "same",
            "risk_why": "",
            "safeguarding": "",
        }
        for _ in range(2):
            actions.record_outcome(
                officer, visit=visit, version=1, outcome=Outcome.SEEN_HOME, said=said, now=now,
                devices=[{"kind": "phone", "make": "Nokia 3"}],
            )  # fmt: skip
        assert Device.objects.count() == 1
        assert Breach.objects.count() == 1

    def test_recorded_late_asks_why_and_the_supervisor_sees_it(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="low")
        late = world.at(TODAY + world.days(6))
        with pytest.raises(ValidationError) as refused:
            visiting.made(officer, person, now=late)
        assert set(refused.value.message_dict) == {"late_why"}
        Visit.objects.update(state=VisitState.CALLED_OFF, called_off_why="Begun again")
        visit = visiting.made(officer, person, now=late, late_why="On leave")
        assert visit.late_why == "On leave"
        assert visiting.waits(supervisor, late).reviews == [visit]
        policy = policy_of(supervisor.force_id, TODAY)
        assert visiting.waits(supervisor, late + world.days(policy.value(REVIEW_WITHIN) - 1)).reviews == [
            visit
        ]
        assert visiting.waits(supervisor, late + world.days(policy.value(REVIEW_WITHIN) + 1)).reviews == []

    def test_in_time_needs_no_reason_and_keeps_none(self, officer: User, person: Person) -> None:
        assert (
            visiting.made(officer, person, now=world.at(TODAY + world.days(5)), late_why="x").late_why == ""
        )

    def test_safeguarding_alerts_the_supervisor(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visiting.made(officer, person, safeguarding="A boy of nine stays there")
        task = Task.objects.open().get(source__startswith="riskplans/safeguarding:")
        assert (task.owner, task.due_on) == (supervisor, TODAY)
        message = OutboxMessage.objects.get(recipient=supervisor, cause__startswith="safeguarding")
        assert message.at_once
        assert "nine" not in message.subject + message.body

    @pytest.mark.parametrize("kind", ["safeguarding", "query"])
    def test_what_no_page_of_visits_deals_with_is_done_as_a_task(self, person: Person, kind: str) -> None:
        assert not panels.page(Task(person=person, source=f"riskplans/{kind}:{person.pk}"))

    def test_the_full_record_and_its_effects_once(self, officer: User, person: Person) -> None:
        visit = visiting.made(officer, person)
        known = world.detail(
            officer, person, "device", kind="laptop", state="declared", make="Dell", source="self"
        )
        found = actions.Found(
            people=[
                {
                    "name": "Jo Reed",
                    "relation": "Partner",
                    "child": False,
                    "aware": "no",
                    "date_of_birth": None,
                }
            ],
            devices={known.pk: {"examined": "By hand: nothing", "seized": False}},
            undeclared=[{"kind": "phone", "make": "Nokia 3", "serial": ""}],
        )
        actions.complete_visit(
            officer, visit=visit, version=0, record={"rooms": "All"}, found=found, now=NOON
        )
        assert {str(row) for row in DeviceSeen.objects.all()} == {
            "Laptop: Dell",
            "Phone: Nokia 3 (found, not declared)",
        }
        assert PersonPresent.objects.get().name == "Jo Reed"
        assert Breach.objects.count() == 1
        with pytest.raises(Stale):
            actions.complete_visit(
                officer, visit=visit, version=0, record={}, found=actions.Found(), now=NOON
            )
        again = actions.Found(people=found.people, devices=found.devices)
        actions.complete_visit(
            officer, visit=visit, version=1, record={"rooms": "Two"}, found=again, now=NOON
        )
        assert PersonPresent.objects.count() == 1
        assert DeviceSeen.objects.count() == 2

    def test_a_supervisor_reviews_and_may_ask(self, officer: User, supervisor: User, person: Person) -> None:
        visit = visiting.made(officer, person)
        with pytest.raises(PermissionDenied):
            actions.review_visit(
                officer, visit=visit, version=visit.version, reviewed=Reviewed.FINE, note="", now=NOON
            )
        actions.review_visit(
            supervisor,
            visit=visit,
            version=visit.version,
            reviewed=Reviewed.QUERY,
            note="Which rooms?",
            now=NOON,
        )
        assert Task.objects.open().get(source__startswith="riskplans/query:").owner == officer


def test_who_leaves_after_midnight_leaves_the_next_day() -> None:
    arrived = world.at(TODAY, 23, 40)
    assert left_after(arrived, time(0, 20)) == world.at(TODAY + world.days(1), 0, 20)
    assert left_after(world.at(TODAY, 14), time(13)) == world.at(TODAY, 13)


def test_the_record_of_a_visit_waits_in_the_queue_until_somebody_else_has_looked_at_it(
    sign_in: Callable[[User], Client],
) -> None:
    officer, supervisor = world.officer(), world.supervisor()
    grave = visiting.known_for(officer, 30, family_name="Grave", management_level="very_high")
    light = visiting.known_for(officer, 30, family_name="Light", management_level="low")
    for person in (grave, light):
        visiting.made(officer, person, on=TODAY - world.days(1))
    client = sign_in(supervisor)

    def waits() -> list[str]:
        rows = client.get("/approvals/").context["queue"].rows
        return [row.line.family_name for row in rows if row.called == "Record of a visit"]

    assert waits() == ["Grave"]
    assert (
        "The devices that were looked at, and those not declared"
        in client.get("/approvals/").content.decode()
    )
    visit = Visit.objects.get(person=grave, state="seen")
    visit.reviewed, visit.reviewed_by, visit.reviewed_at = Reviewed.FINE, officer, NOW
    with pytest.raises(IntegrityError, match="visit_reviewed_by_another"), transaction.atomic():
        visit.save()
    visit.refresh_from_db()
    actions.review_visit(
        supervisor, visit=visit, version=visit.version, reviewed=Reviewed.FINE, note="", now=NOW
    )
    assert waits() == []
