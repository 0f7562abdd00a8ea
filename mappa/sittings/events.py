"""What of the meetings the timeline tells: how each case ended, and what became of each action."""

from __future__ import annotations

from functools import partial

from django.db.models import Model, Q
from django.db.models.functions import TruncDate

from access.policies import FieldClass
from mappa.models import (
    ActionStep,
    AgencyReturn,
    AgreedAction,
    Attendance,
    CaseReview,
    Confirmation,
    DisclosureView,
    Invitation,
    LevelView,
    LockedPack,
    Paragraph,
    PlanView,
    Release,
    RiskView,
    VictimSafety,
)
from mappa.sittings import classes
from mappa.sittings.choices import TO_HEAR
from offenders import timeline, versions
from offenders.timeline import Group, plain, tracked

MEETINGS = Group("meetings", "MAPPA meetings and actions", 49)
_NEVER = Q(pgh_id__lt=0)
# What is worked at while the meeting runs stands in the history alone.
_TOLD: dict[type[Model], tuple[str, Q]] = {
    CaseReview: ("case", ~Q(state__in=[*TO_HEAR, "in_session"])),
    ActionStep: ("action_step", Q()),
    **dict.fromkeys(
        (
            Invitation,
            AgencyReturn,
            Attendance,
            Confirmation,
            Paragraph,
            RiskView,
            PlanView,
            DisclosureView,
            LevelView,
            AgreedAction,
            Release,
            VictimSafety,
        ),
        ("case", _NEVER),
    ),
}


def register() -> None:
    timeline.add_group(MEETINGS)
    timeline.add_source(
        plain(
            LockedPack,
            group=MEETINGS.name,
            template="mappa/timeline/pack.html",
            field_class=FieldClass.MANAGEMENT,
            on=TruncDate("locked_at"),
            at="locked_at",
            by=versions.who("locked_by_id"),
        )
    )
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
