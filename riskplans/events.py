"""What of this floor's tables the timeline tells: visits, what was decided after them, and how often they are made."""

from __future__ import annotations

from functools import partial

from offenders import timeline
from offenders.timeline import Group, tracked
from riskplans import classes
from riskplans.models import Alone, AttemptsDecision, Visit, VisitInterval, Warrant

GROUP = Group("visits", "Home visits", 45)
_TEMPLATES = {
    Visit: "visit",
    Alone: "alone",
    AttemptsDecision: "decision",
    VisitInterval: "interval",
    Warrant: "warrant",
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
