"""What of transfers and proposed changes other floors are told: the classes, and what the timeline tells."""

from __future__ import annotations

from functools import partial

from django.db.models import Q

from mappa.models import PlanChange, Transfer
from mappa.sittings.events import MEETINGS
from mappa.transfers import classes
from offenders import kinds, timeline
from offenders.timeline import tracked

_TOLD = {Transfer: "transfer", PlanChange: "plan_change"}


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        sealed = partial(classes.sealed, model)
        kinds.tell(model, field_class, sealed=sealed)
        timeline.add_source(
            tracked(
                model,
                group=MEETINGS.name,
                only=Q(),
                template=f"mappa/timeline/{_TOLD[model]}.html",  # type: ignore[index]
                field_class=field_class,
                sealed=sealed,
            )
        )
