"""What of this floor’s tables the timeline tells, and under which heading."""

from __future__ import annotations

from functools import partial

from django.db.models import F, Model, Q

from access.policies import FieldClass
from offenders import timeline, versions
from offenders.timeline import Group, Source, tracked
from riskplans import classes
from riskplans.assessments.choices import Priority
from riskplans.models import (
    ActionResult,
    Alone,
    AssessedFactor,
    AssessedResult,
    Assessment,
    AttemptsDecision,
    ConditionAction,
    ConditionChecked,
    Contingency,
    DeskReview,
    DeviceExamination,
    DisclosureCase,
    DisclosureDecision,
    DisclosureTold,
    EndReview,
    LevelDecision,
    LicenceWarning,
    MonitoringAlert,
    OrderApplication,
    OrderService,
    PassportHeld,
    Plan,
    PlanAction,
    PlanDecision,
    PlanRemark,
    PolygraphDisclosure,
    PolygraphTest,
    ReactiveCase,
    ReactiveStep,
    RiskChange,
    RiskReview,
    SharedSummary,
    Visit,
    VisitInterval,
    Warrant,
)
from riskplans.plans.choices import PlanState

GROUP = Group("visits", "Home visits", 45)
PLANS = Group("plans", "Plans", 46)
ORDERS = Group("keeping", "Orders and licence: checks and courts", 47)
_OF_ORDERS: dict[type[Model], tuple[str, Q]] = {
    OrderApplication: ("application", Q()),
    OrderService: ("service", Q()),
    PassportHeld: ("passport", Q()),
    LicenceWarning: ("warning", Q()),
    # Those made at a visit stand with the visit.
    ConditionChecked: ("condition_checked", Q(visit__isnull=True)),
}
_TEMPLATES = {
    Visit: "visit",
    Alone: "alone",
    AttemptsDecision: "decision",
    VisitInterval: "interval",
    Warrant: "warrant",
}
RISK = Group("risk", "Risk", 46)
_OF_RISK: dict[type[Model], str] = {
    Assessment: "assessment",
    AssessedResult: "result",
    LevelDecision: "level",
    RiskReview: "review",
    SharedSummary: "summary",
}

REACTIVE = Group("reactive", "Reactive management", 47)
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
_OF_REACTIVE: dict[type[Model], tuple[str, Q]] = {
    ReactiveStep: ("reactive_step", Q()),
    DeskReview: ("desk_review", Q()),
    ReactiveCase: ("reactive_step", _NEVER),  # its steps tell it
}
_TOLD_BY_THE_CASE = (
    "name whom a disclosure is about",
    "record first checks",
    "record interview",
    "raise danger in disclosure",
    "record that they are safe",
    "close disclosure",
    "close disclosure that came to nothing",
)
DISCLOSURE = Group("disclosure", "Disclosures", 48)
_OF_DISCLOSURE: dict[type[Model], tuple[str, Q]] = {
    # What was proposed, decided and disclosed has rows of its own.
    DisclosureCase: (
        "disclosure",
        ~Q(pgh_label="update") | Q(pgh_context__metadata__verb__in=_TOLD_BY_THE_CASE),
    ),
    DisclosureDecision: ("disclosure_decision", Q()),
    DisclosureTold: ("disclosure_told", Q()),
}

ENDING = Group("ending", "End of notification", 49)

TOOLS = Group("tools", "Polygraph and devices", 47)
_OF_TOOLS: dict[type[Model], str] = {
    PolygraphTest: "polygraph",
    PolygraphDisclosure: "polygraph_disclosure",
    DeviceExamination: "examination",
    MonitoringAlert: "alert",
}


def register() -> None:
    timeline.add_group(TOOLS)
    for tool, name in _OF_TOOLS.items():
        timeline.add_source(
            tracked(
                tool,
                group=TOOLS.name,
                template=f"riskplans/timeline/{name}.html",
                field_class=classes.CLASSES[tool],
                sealed=partial(classes.sealed, tool),
            )
        )
    timeline.add_group(GROUP)
    timeline.add_group(DISCLOSURE)
    for model, (name, only) in _OF_DISCLOSURE.items():
        timeline.add_source(_tracked(model, name, only=only, group=DISCLOSURE))
    timeline.add_group(ENDING)
    timeline.add_source(_tracked(EndReview, "end_review", group=ENDING))
    timeline.add_group(REACTIVE)
    for model, (name, only) in _OF_REACTIVE.items():
        timeline.add_source(_tracked(model, name, only=only, group=REACTIVE))
    timeline.add_group(PLANS)
    timeline.add_group(ORDERS)
    for model, (name, only, group) in {
        **{model: (*its, PLANS.name) for model, its in _OF_PLANS.items()},
        **{model: (*its, ORDERS.name) for model, its in _OF_ORDERS.items()},
    }.items():
        timeline.add_source(
            tracked(
                model,
                group=group,
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
    timeline.add_group(RISK)
    versions.say(AssessedFactor, "factor", lambda code: code.replace("_", " "))
    for told, name in _OF_RISK.items():
        timeline.add_source(_tracked(told, name))
    # Eleven factors an assessment: the gravest are told, all stand on its page.
    high = Q(priority=Priority.HIGH, confirmed_at__isnull=False)
    timeline.add_source(_tracked(AssessedFactor, "factor", only=high))
    timeline.add_source(
        timeline.plain(
            RiskChange,
            group=RISK.name,
            on=F("happened_on"),
            at="noted_at",
            by=versions.who("noted_by_id"),
            template="riskplans/timeline/change.html",
            field_class=FieldClass.MANAGEMENT,
            sealed=partial(classes.sealed, RiskChange),
        )
    )


def _tracked(model: type[Model], name: str, only: Q | None = None, group: Group = RISK) -> Source:
    return tracked(
        model,
        group=group.name,
        only=only,
        template=f"riskplans/timeline/{name}.html",
        field_class=classes.CLASSES[model],
        sealed=partial(classes.sealed, model),
    )
