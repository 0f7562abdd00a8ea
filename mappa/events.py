"""What of MAPPA the timeline tells: screenings, decisions on the level, what became of referrals."""

from __future__ import annotations

from functools import partial

from django.db.models import Model, Q

from mappa import classes
from mappa.models import (
    CriticalCase,
    ExitLetter,
    LevelReduction,
    MappaDecision,
    Referral,
    ReferralBlock,
    ReferralStep,
    Screening,
)
from offenders import timeline
from offenders.timeline import Group, tracked

GROUP = Group("mappa", "MAPPA", 49)
_NEVER = Q(pgh_id__lt=0)  # told by what belongs to it; its versions stand in the history
_TOLD: dict[type[Model], tuple[str, Q]] = {
    MappaDecision: ("decision", Q()),
    Screening: ("screening", Q()),
    LevelReduction: ("reduction", Q()),
    CriticalCase: ("critical", Q()),
    ExitLetter: ("decision", _NEVER),
    ReferralStep: ("step", Q()),
    Referral: ("step", _NEVER),
    ReferralBlock: ("step", _NEVER),
}


def register() -> None:
    timeline.add_group(GROUP)
    for model, (name, only) in _TOLD.items():
        timeline.add_source(
            tracked(
                model,
                group=GROUP.name,
                only=only,
                template=f"mappa/timeline/{name}.html",
                field_class=classes.CLASSES[model],
                sealed=partial(classes.sealed, model),
            )
        )
