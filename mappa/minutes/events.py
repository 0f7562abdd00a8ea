"""What of minutes the timeline and the history tell. A restricted annex is told by neither."""

from __future__ import annotations

from functools import partial

from django.db.models import Model, Q

from mappa.minutes import classes
from mappa.models import (
    Circulation,
    Correction,
    ExecutiveSummary,
    Minutes,
    MinutesCopy,
    MinutesParagraph,
    MinutesStep,
    OwnedParagraph,
    OwnerRequest,
    SubjectRequest,
)
from mappa.sittings.events import MEETINGS
from offenders import kinds, timeline
from offenders.timeline import tracked

_NEVER = Q(pgh_id__lt=0)
_TOLD: dict[type[Model], tuple[str, Q]] = {
    MinutesStep: ("minutes_step", ~Q(kind="drafted")),
    Correction: ("correction", ~Q(answer="")),
    ExecutiveSummary: ("summary", ~Q(state="draft")),
    # Told by what was done with them, or on their own pages; their versions stand in the history.
    **dict.fromkeys(
        (
            *(Minutes, MinutesParagraph, Circulation, MinutesCopy),
            *(SubjectRequest, OwnerRequest, OwnedParagraph),
        ),
        ("minutes_step", _NEVER),
    ),
}


def register() -> None:
    for model, field_class in classes.CLASSES.items():
        kinds.tell(model, field_class, sealed=partial(classes.sealed, model))
    for model, (name, only) in _TOLD.items():
        timeline.add_source(
            tracked(
                model,
                group=MEETINGS.name,
                only=only,
                template=f"mappa/timeline/{name}.html",
                field_class=classes.CLASSES[model],
                sealed=partial(classes.sealed, model),
            )
        )
