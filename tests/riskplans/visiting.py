"""Visits for tests, made through the application's own verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from diary.models import Entry
from offenders.models import Person
from practice.policy import policy_of
from riskplans import actions
from riskplans.choices import SEEN, NextStep, Outcome
from riskplans.models import AttemptsDecision, Visit
from riskplans.visits.queries import Waiting, waiting_for
from tests import world

PLAN = {
    "kind": "routine",
    "place": "12 Ewe Close, Kirkby, CX1 1AA",
    "aims": "",
    "second": "PC 2001 Hale",
    "uniform": False,
    "accredited": True,
    "announced": False,
    "announced_why": "",
}


def known_for(by: User, days: int, **fields: Any) -> Person:
    """Somebody whose record was opened so many days ago, the day after their conviction."""
    day = world.TODAY - world.days(days)
    convicted = day - world.days(1)
    trigger = {"kind": "conviction", "date": convicted, "offence": "Sexual assault (s.3)"}
    disposal = {"kind": "fine", "date": convicted}
    return world.person(by, today=day, **{"trigger": trigger, "disposal": disposal, **fields})


def planned(
    by: User, of: Person, at: datetime | None = None, *, now: datetime | None = None, **plan: Any
) -> Visit:
    """A visit by two, unannounced, at ten on the day of the tests."""
    at = at or world.at(world.TODAY, 10)
    return actions.plan_visit(
        by, person=of, plan={**PLAN, "planned_for": at, **plan}, now=now or world.at(world.TODAY)
    )


def made(
    by: User,
    of: Person,
    outcome: str = "seen_home",
    on: date = world.TODAY,
    *,
    hour: int = 10,
    now: datetime | None = None,
    follows: dict[str, Any] | None = None,
    plan: dict[str, Any] | None = None,
    **said: Any,
) -> Visit:
    """A visit that was made at `hour`, and recorded at noon."""
    at = world.at(on, hour)
    now = now or world.at(on, max(12, hour + 1))
    visit = planned(by, of, at, now=now, **(plan or {}))
    known = {"arrived_at": at, "left_at": None, "happened": "As it says", "safeguarding": ""}
    known |= {"risk": "same", "risk_why": ""} if outcome in SEEN else {"entry_sought": "yes"}
    return actions.record_outcome(
        by,
        visit=visit,
        version=visit.version,
        outcome=Outcome(outcome),
        said={**known, **said},
        now=now,
        **(follows or {}),
    )


def twice_not_in(by: User, of: Person, on: date = world.TODAY) -> AttemptsDecision:
    """Two attempts, and the decision that they force."""
    made(by, of, "not_in", on - world.days(1))
    made(by, of, "not_in", on)
    return AttemptsDecision.objects.waiting().get(person=of)


def one_of_each(officer: User, supervisor: User, person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of visits: one visit seen, two attempts, their decision, a request to
    go alone, intervals and a warrant."""
    now = world.at(world.TODAY)
    seen = made(officer, person, on=world.TODAY - world.days(9))
    decision = twice_not_in(officer, person, world.TODAY - world.days(2))
    warrant = actions.prepare_warrant(officer, person=person, fields=WARRANT, now=now)
    actions.decide_attempts(
        supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="In the evening", now=now
    )
    visit = planned(officer, person, world.at(world.TODAY, 15), second="")
    alone = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car outside", now=now)
    held = actions.set_interval(officer, person=person, amount=6, span_of="weeks", why="Isolated", now=now)
    asked = actions.set_interval(officer, person=person, amount=6, span_of="months", why="Stable", now=now)
    on_visit = (
        "visit",
        "move-visit",
        "call-off-visit",
        "ask-to-visit-alone",
        "start-visit",
        "check-in",
        "record-visit",
    )
    return {
        **{url: [person.pk, visit.pk] for url in on_visit},
        "record-visit-outcome": [person.pk, visit.pk, "not_in"],
        **{url: [person.pk, seen.pk] for url in ("complete-visit", "review-visit")},
        "answer-interval": [person.pk, asked.pk],
        "end-visit-interval": [person.pk, held.pk],
        "decide-attempts": [person.pk, decision.pk],
        "answer-alone": [person.pk, alone.pk],
        "warrant-pdf": [person.pk, warrant.pk],
        "warrant-step": [person.pk, warrant.pk, "applied"],
    }


WARRANT = {
    "premises": "12 Ewe Close, Kirkby, CX1 1AA",
    "basis": "notified",
    "grounds": "",
    "necessity": "Nobody has seen the home since May.",
}


def duty(person: Person) -> Entry:
    """The visit they are due."""
    return person.diary_entries.open().get(kind="visit")


def waits(user: User, now: datetime) -> Waiting:
    """What waits for a supervisor at that time, by the policy of the day of the tests."""
    waiting = waiting_for(user, now, policy_of(user.force_id, world.TODAY))
    assert waiting
    return waiting
