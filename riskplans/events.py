"""What of this floor's tables the timeline tells: visits and what followed, assessments, levels and changes."""

from __future__ import annotations

from functools import partial

from django.db.models import F, Model, Q

from access.policies import FieldClass
from offenders import timeline, versions
from offenders.timeline import Group, Source, tracked
from riskplans import classes
from riskplans.assessments.choices import Priority
from riskplans.models import (
    Alone,
    AssessedFactor,
    AssessedResult,
    Assessment,
    AttemptsDecision,
    LevelDecision,
    RiskChange,
    RiskReview,
    Visit,
    VisitInterval,
    Warrant,
)

GROUP = Group("visits", "Home visits", 45)
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
}


def register() -> None:
    timeline.add_group(GROUP)
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


def _tracked(model: type[Model], name: str, only: Q | None = None) -> Source:
    return tracked(
        model,
        group=RISK.name,
        only=only,
        template=f"riskplans/timeline/{name}.html",
        field_class=classes.CLASSES[model],
        sealed=partial(classes.sealed, model),
    )
