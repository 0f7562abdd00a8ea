"""Whatever officers and supervisors do with a plan in whatever order: what comes into force lacked nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import User
from offenders.models import OrderCondition, Person
from riskplans import actions
from riskplans.models import (
    ActionResult,
    AssessedFactor,
    ConditionAction,
    Contingency,
    Plan,
    PlanAction,
)
from riskplans.models.plan import NEEDED
from riskplans.plans import queries
from riskplans.plans.choices import Done, Verdict
from tests import world
from tests.riskplans import assessing
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW, TODAY = written.NOW, world.TODAY

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
    "factor",
    "start",
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.lists(st.sampled_from(STEPS), min_size=3, max_size=9))
@example(path=["submit", "approve", "countersign"])
@example(path=["submit", "condition", "approve", "countersign"])
@example(path=["submit", "factor", "approve", "countersign"])
@example(path=["submit", "approve", "done", "countersign"])
@example(
    path=["submit", "factor", "approve", "return", "submit", "action", "submit", "approve", "countersign"]
)
@example(path=["submit", "return", "write too", "submit", "approve", "countersign"])
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
                assert _lacks(plan, person) == []
                signed = plan.decisions.filter(round=plan.round).exclude(verdict="returned")
                assert {str(each.decided_by_id) for each in signed}.isdisjoint(_writers(plan))
                assert {each.verdict for each in signed} == {"approved", "countersigned"}
    finally:
        transaction.savepoint_rollback(sid)


def _lacks(plan: Plan, person: Person) -> list[str]:
    """What practice asks of a plan at very high and this one lacks, read from the rows and not by the rules."""
    results = ActionResult.objects.filter(person=person).values("line")
    alive = plan.actions.standing().exclude(line__in=results)
    checked = ConditionAction.objects.standing().filter(action__in=alive.filter(pillar="monitoring"))
    conditions = OrderCondition.objects.standing().filter(person=person)
    high = AssessedFactor.objects.filter(person=person, priority="high", assessment__state="approved")
    acted_on = set(alive.values_list("factor", flat=True))
    asked: dict[str, object] = {
        **{name: getattr(plan, name) for name in NEEDED},
        **{
            pillar: getattr(plan, pillar) or alive.filter(pillar=pillar).exists()
            for pillar in ("supervision", "monitoring", "interventions", "victims")
        },
        "days": not alive.filter(due_on__lt=TODAY).exists(),
        "conditions": not conditions.exclude(pk__in=checked.values("order_condition")).exists(),
        "factors": set(high.values_list("factor", flat=True)) <= acted_on,
        "contingency": plan.contingencies.standing().exists(),
        "visits": plan.visit_amount,
        "review": plan.review_on and TODAY < plan.review_on <= TODAY + world.days(31),
        "flags": plan.flags_checked_on and plan.flags_checked_on <= TODAY,
    }
    return [name for name, there in asked.items() if not there]


def _writers(plan: Plan) -> set[str]:
    """Who has written in it, as the history has it, whatever the plan says of its authors."""
    kept: list[Any] = world.steps_of(plan, apart_from=["signed", "approved", "returned", "superseded"])
    for model in (PlanAction, Contingency, ConditionAction):
        kept += model.pgh_event_model.objects.filter(plan=plan)  # type: ignore[attr-defined]
    return {each.pgh_context.metadata["user"] for each in kept}


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
            checks = list(queries.conditions_of(person, TODAY))
            written.action(officer, plan, "monitoring", checks=checks, factor="opportunity")
        case "condition":
            written.condition(officer, person)
        case "factor":
            assessing.approved(officer, person, supervisor=supervisor, high={"opportunity"})
        case "start":
            written.whole(officer, person, review_on=TODAY + world.days(20))
