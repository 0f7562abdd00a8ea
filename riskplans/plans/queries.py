"""Reads of plans: the versions, one with all that belongs to it, and what the record asks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404

from offenders.models import LicenceCondition, OrderCondition, Person
from offenders.policies import Relationship
from offenders.queries import conditions_in_force
from practice.policy import policy_of
from riskplans.classes import readable
from riskplans.keys import PLAN_REVIEWS
from riskplans.models import (
    ActionResult,
    ConditionAction,
    Contingency,
    Plan,
    PlanAction,
    PlanDecision,
    PlanRemark,
    SharedSummary,
)
from riskplans.plans import factors, rules
from riskplans.plans.choices import PlanState, Verdict
from riskplans.plans.conditions import in_short
from riskplans.visits.clock import clock_of, span
from riskplans.visits.rules import every, is_longer

_TEXTS = (
    *(
        "at_risk",
        "harm",
        "soon",
        "serious",
        "triggers",
        "visit_why",
        "disclosure",
        "disclosure_why",
        "briefing",
    ),
    *rules.PILLARS,
)
_FACTOR_CALLED = factors.called("factor")


@dataclass(slots=True)
class Whole:
    """A version with all that belongs to it, in a fixed number of queries; each action with the conditions it checks
    (`checking`) and what its factor is called (`factor_called`)."""

    plan: Plan
    actions: list[PlanAction]
    contingencies: list[Contingency]
    results: dict[UUID, ActionResult]
    decisions: list[PlanDecision] = field(default_factory=list)

    @property
    def returned(self) -> PlanDecision | None:
        """Why it came back, while that is being put right."""
        if not self.plan.is_editable:
            return None
        rounds = (d for d in self.decisions if d.round == self.plan.round and d.verdict == Verdict.RETURNED)
        return next(rounds, None)

    @property
    def last_return(self) -> PlanDecision | None:
        """Why it last came back, in whichever round."""
        return next((each for each in self.decisions if each.verdict == Verdict.RETURNED), None)

    def result_of(self, action: PlanAction) -> ActionResult | None:
        return self.results.get(action.line)


def versions(person: Person) -> list[Plan]:
    """Every version, the newest first."""
    rows = Plan.objects.standing().filter(person=person)
    return list(rows.select_related("recorded_by", "submitted_by"))


def plan_of(person: Person, plan_id: UUID) -> Plan:
    """The person's plan, or Http404."""
    rows = Plan.objects.standing().select_related("recorded_by", "submitted_by")
    found = get_object_or_404(rows, pk=plan_id, person=person)
    found.person = person
    return found


def whole(plan: Plan) -> Whole:
    """Five queries."""
    checks = ConditionAction.objects.standing().select_related("order_condition__order", "licence_condition")
    actions: list[Any] = list(
        plan.actions.standing()
        .annotate(factor_called=_FACTOR_CALLED)
        .select_related("owner")
        .prefetch_related(Prefetch("checks", queryset=checks, to_attr="checking"))
    )
    results = ActionResult.objects.filter(
        person=plan.person_id, line__in=[each.line for each in actions]
    ).select_related("recorded_by")
    decisions = plan.decisions.select_related("decided_by").prefetch_related("remarks")
    return Whole(
        plan,
        actions,
        list(plan.contingencies.standing()),
        {each.line: each for each in results},
        list(decisions),
    )


def codes_of(action: PlanAction) -> frozenset[str]:
    """The conditions that an action read by `whole` checks, as `conditions_of` names them."""
    return frozenset(each.code for each in action.checking)  # type: ignore[attr-defined]


def remarks_on(plan: Plan, place: str, reader: Relationship) -> list[PlanRemark]:
    """Why a draft came back, at one of its sections; without what this reader does not read. One query."""
    rows = PlanRemark.objects.filter(
        decision__plan=plan, decision__round=plan.round, decision__verdict=Verdict.RETURNED, place=place
    )
    return [each for each in readable(rows, reader) if each.reason]


def conditions_of(person: Person, today: date) -> dict[str, OrderCondition | LicenceCondition]:
    """Every live condition of the person's orders and licence, by its id; two queries."""
    orders, licences = conditions_in_force(person, today)
    found: list[OrderCondition | LicenceCondition] = [*orders, *licences]
    return {str(each.pk): each for each in found}


def review_by(person: Person, today: date) -> date:
    """The last day for the review of a plan that is signed today, by the force's policy for the level."""
    return policy_of(person.force_id, today).after(PLAN_REVIEWS[person.management_level], today)  # type: ignore[index]


def asked_of(person: Person, today: date) -> rules.Asked:
    """What the record asks of a plan: factors of high priority, live conditions, the last day of its review."""
    return rules.Asked(
        factors=factors.high_priority(person),
        conditions={code: in_short(each) for code, each in conditions_of(person, today).items()},
        review_by=review_by(person, today),
    )


def said_in(it: Whole) -> rules.Said:
    """The plan as the rules see it."""
    return rules.Said(
        texts={name: str(getattr(it.plan, name)) for name in _TEXTS},
        actions=[
            rules.Action(each.pillar, each.due_on, each.factor, codes_of(each), each.line not in it.results)
            for each in it.actions
        ],
        contingencies=len(it.contingencies),
        visited=bool(it.plan.visit_amount),
        review_on=it.plan.review_on,
        flags_checked_on=it.plan.flags_checked_on,
    )


def missing(it: Whole, person: Person, today: date) -> list[rules.Missing]:
    """What keeps this version from being signed today."""
    return rules.missing(said_in(it), asked_of(person, today), today=today)


def longer_than_policy(plan: Plan, person: Person, today: date) -> str:
    """Says so where the plan has them visited less often than the force's policy for their level; empty otherwise."""
    clock = clock_of(person, today)
    if clock is None or not plan.visit_amount:
        return ""
    wanted = span(plan.visit_amount, plan.visit_span)
    if not is_longer(wanted, clock.policy, on=today):
        return ""
    return f"{every(wanted.in_words)}, where the force’s policy is {every(clock.policy.in_words)}"


def visited_otherwise(plan: Plan, person: Person, today: date) -> str:
    """How often they are visited, and who says so, where that is not what the plan in force says; empty otherwise."""
    clock = clock_of(person, today) if plan.state == PlanState.APPROVED else None
    if clock is None:
        return ""
    says = span(plan.visit_amount or 0, plan.visit_span)
    if (says.amount, says.unit) == (clock.interval.amount, clock.interval.unit):
        return ""
    return f"{every(clock.interval.in_words)}, {clock.interval.source}"


def shared(plan: Plan) -> list[SharedSummary]:
    """To which partners it was given, the newest first; one query."""
    return list(plan.shared.select_related("shared_by"))


def action_of(person: Person, action_id: UUID, *, of: Plan | None = None) -> PlanAction:
    """The person's action (of that version) with what its factor is called (`factor_called`), or Http404."""
    among = Q(person=person) & (Q(plan=of) if of else Q())
    rows = PlanAction.objects.standing().annotate(factor_called=_FACTOR_CALLED)
    return get_object_or_404(rows.select_related("plan", "owner"), among, pk=action_id)


def result_of(action: PlanAction) -> ActionResult | None:
    """What came of the action, in whichever version it was recorded."""
    return ActionResult.objects.filter(line=action.line).select_related("recorded_by").first()


def shown(person: Person, plans: Sequence[Plan]) -> Plan | None:
    """The version that the plan's page shows: the one in force, else the newest."""
    return next((plan for plan in plans if plan.state == PlanState.APPROVED), plans[0] if plans else None)


def before(plan: Plan) -> Plan | None:
    """The version that it would supersede."""
    return Plan.objects.in_force().filter(person=plan.person).first()
