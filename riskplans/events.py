"""What of this floor's tables the timeline tells: visits, what was decided after them, how often; and plans."""

from __future__ import annotations

from functools import partial

from django.db.models import Model, Q

from offenders import timeline
from offenders.timeline import Group, tracked
from riskplans import classes
from riskplans.models import (
    ActionResult,
    Alone,
    AttemptsDecision,
    ConditionAction,
    Contingency,
    Plan,
    PlanAction,
    PlanDecision,
    PlanRemark,
    Visit,
    VisitInterval,
    Warrant,
)
from riskplans.plans.choices import PlanState

GROUP = Group("visits", "Home visits", 45)
PLANS = Group("plans", "Plans", 46)
_TEMPLATES = {
    Visit: "visit",
    Alone: "alone",
    AttemptsDecision: "decision",
    VisitInterval: "interval",
    Warrant: "warrant",
}

# What of a plan is told: that it was submitted, what was decided, what came of its actions. What a draft went through
# stands in the history alone.
_NEVER = Q(pgh_id__lt=0)
_OF_PLANS: dict[type[Model], tuple[str, Q]] = {
    Plan: ("plan", Q(state=PlanState.SUBMITTED)),
    PlanDecision: ("plan_decision", Q()),
    ActionResult: ("plan_result", Q()),
    PlanAction: ("plan", _NEVER),
    ConditionAction: ("plan", _NEVER),
    Contingency: ("plan", _NEVER),
    PlanRemark: ("plan", _NEVER),
}


def register() -> None:
    timeline.add_group(GROUP)
    timeline.add_group(PLANS)
    for model, (name, only) in _OF_PLANS.items():
        timeline.add_source(
            tracked(
                model,
                group=PLANS.name,
                only=only,
                template=f"riskplans/timeline/{name}.html",
                field_class=classes.CLASSES[model],
                sealed=partial(classes.sealed, model),
            )
        )
    for model, name in _TEMPLATES.items():
        timeline.add_source(
            tracked(
                model,
                group=GROUP.name,
                template=f"riskplans/timeline/{name}.html",
                field_class=classes.CLASSES[model],
                sealed=partial(classes.sealed, model),
            )
        )
