"""Plans for tests, made through the application's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import Error, transaction

from accounts.models import User
from offenders.models import CourtOrder, OrderCondition, Person
from riskplans import actions
from riskplans.models import Contingency, Plan, PlanAction, SharedSummary
from riskplans.plans import queries
from riskplans.plans.checklists import LONGER
from riskplans.plans.checklists import PLAN as CHECKLIST
from riskplans.plans.choices import Occasion, Verdict
from tests import world
from tests.riskplans import assessing

NOW = world.at(world.TODAY)
TEXTS: dict[str, Any] = {
    "at_risk": "Girls of 13 to 15 met online",
    "harm": "Pressure to send images, then a meeting",
    "soon": "If he has a device that nobody knows of",
    "serious": "Lasting psychological harm",
    "triggers": "Drinking, a new telephone",
    "interventions": "None is needed: the programme ended in May.",
    "victims": "The victim liaison officer knows of no contact.",
    "visit_amount": 3,
    "visit_span": "months",
    "visit_why": "As the level asks; nothing calls for more.",
    "disclosure": "considered",
    "disclosure_why": "Nobody lives with him.",
    "briefing": "Two officers, be polite.",
    "review_on": world.TODAY + world.days(60),
    "flags_checked_on": world.TODAY,
}
CONTINGENCY = {
    "happens": "he is not at home twice running",
    "then": "Look at his sister’s address",
    "who": "The duty officer",
    "within": "4 hours",
}


def begun(by: User, of: Person, *, now: datetime = NOW) -> Plan:
    return actions.start_plan(by, person=of, occasion=Occasion.FIRST, now=now)


def action(
    by: User, plan: Plan, pillar: str = "supervision", *, now: datetime = NOW, **said: Any
) -> PlanAction:
    """An action that could be held to somebody."""
    checks = said.pop("checks", ())
    known = {
        "pillar": pillar,
        "what": "Visit at home unannounced, in the evening",
        "owner": by,
        "partner": "",
        "due_on": now.date() + world.days(30),
        "measure": "The visit stands on record as seen",
        "factor": "",
    }
    return actions.add_plan_action(by, plan=plan, said={**known, **said}, checks=checks, now=now)


def contingency(by: User, plan: Plan, *, now: datetime = NOW) -> Contingency:
    return actions.add_contingency(by, plan=plan, said=CONTINGENCY, now=now)


def changed(by: User, plan: Plan, *, now: datetime = NOW, **said: Any) -> Plan:
    plan.refresh_from_db()
    return actions.change_plan(by, plan=plan, version=plan.version, said=said, now=now)


def whole(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> Plan:
    """A draft in which nothing is missing."""
    plan = begun(by, of, now=now)
    moved = {"review_on": now.date() + world.days(60), "flags_checked_on": now.date()}
    plan = changed(by, plan, now=now, **{**TEXTS, **moved, **said})
    if not plan.actions.standing().filter(pillar="supervision").exists():
        action(by, plan, now=now)
    conditions = list(queries.conditions_of(of, now.date()))
    action(
        by,
        plan,
        "monitoring",
        what="Check the declared devices with the triage tool",
        measure="The result stands on the examination form",
        checks=conditions,
        now=now,
    )
    contingency(by, plan, now=now)
    return plan


def submitted(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> Plan:
    return submit(by, whole(by, of, now=now, **said), now=now)


def submit(by: User, plan: Plan, *, now: datetime = NOW) -> Plan:
    plan.refresh_from_db()
    return actions.submit_plan(by, plan=plan, version=plan.version, now=now)


def decided(
    by: User, plan: Plan, verdict: Verdict = Verdict.APPROVED, *, now: datetime = NOW, **said: Any
) -> Plan:
    plan.refresh_from_db()
    known = (
        {"reasons": {"scenario": "Say who."}}
        if verdict is Verdict.RETURNED
        else {"checked": [*CHECKLIST, LONGER]}
    )
    return actions.decide_plan(
        by, plan=plan, version=plan.version, verdict=verdict, now=now, **{**known, **said}
    )


def approved(by: User, of: Person, supervisor: User, *, now: datetime = NOW, **said: Any) -> Plan:
    """A plan in force; the person's level asks for no countersignature."""
    return decided(supervisor, submitted(by, of, now=now, **said), now=now)


def shared(by: User, of: Person, *, plan: Plan | None = None, **said: Any) -> SharedSummary:
    """The plan in force, given to children's services."""
    plan = plan or approved(world.officer(), of, world.supervisor())
    return actions.share_plan(by, plan=plan, now=NOW, **{**assessing.SHARED, **said})


def condition(by: User, of: Person) -> OrderCondition:
    """A live condition of an order."""
    who: dict[str, Any] = {"person": of, "recorded_at": NOW, "recorded_by": by}
    order = CourtOrder.objects.create(kind="shpo", made_on=world.TODAY, **who)
    return OrderCondition.objects.create(
        order=order, kind="devices", number=3, wording="Not to hide a device.", **who
    )


def one_of_each(officer: User, supervisor: User, person: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of plans: one in force, and a draft of the next."""
    held = approved(officer, person, supervisor)
    given = shared(officer, person, plan=held)
    draft = actions.start_plan(officer, person=person, occasion=Occasion.REVIEW, now=NOW)
    line = draft.actions.standing().filter(pillar="monitoring").get()
    rule = draft.contingencies.standing().get()
    return {
        "plan-version": [person.pk, draft.pk],
        "change-plan": [person.pk, draft.pk, "scenario"],
        "add-plan-action": [person.pk, draft.pk, "monitoring"],
        "change-plan-action": [person.pk, draft.pk, line.pk],
        "add-contingency": [person.pk, draft.pk],
        "change-contingency": [person.pk, draft.pk, rule.pk],
        "take-off-plan": [person.pk, draft.pk, rule.pk],
        "record-plan-result": [person.pk, line.line],
        "share-plan": [person.pk, held.pk],
        "plan-docx": [person.pk, held.pk, given.pk],
        "submit-plan": [person.pk, draft.pk],
        "decide-plan": [person.pk, held.pk],
    }


def refused(change: Callable[[], object]) -> None:
    """The database itself refuses it."""
    with pytest.raises(Error), transaction.atomic():
        change()
