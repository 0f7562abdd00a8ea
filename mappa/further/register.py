"""What other floors are told of serious further offences: the classes, and what the timeline tells."""

from __future__ import annotations

from functools import partial

from django.db.models import Q

from mappa.events import GROUP
from mappa.further import classes
from mappa.models import FurtherOffence, InternalReview, SeriousCaseReview
from offenders import kinds, timeline
from offenders.timeline import tracked

_TOLD = {
    FurtherOffence: "further_offence",
    SeriousCaseReview: "serious_case_review",
    InternalReview: "internal_review",
}


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        sealed = partial(classes.sealed, model)
        kinds.tell(model, field_class, sealed=sealed)
        timeline.add_source(
            tracked(
                model,
                group=GROUP.name,
                only=Q(),
                template=f"mappa/timeline/{_TOLD[model]}.html",  # type: ignore[index]
                field_class=field_class,
                sealed=sealed,
            )
        )
