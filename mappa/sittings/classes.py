"""Who reads which row of a meeting.

That a case is heard, who was there, how it ended and what was agreed is the daily work of management. What is said in
the room tells of victims and of health, so it is for those who read of victims; and for who writes it down.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from access.policies import FieldClass
from mappa import models

CLASSES: dict[type[Model], FieldClass] = {
    **dict.fromkeys(
        (
            models.CaseReview,
            models.Invitation,
            models.Attendance,
            models.Confirmation,
            models.LevelView,
            models.AgreedAction,
            models.ActionStep,
            models.Release,
        ),
        FieldClass.MANAGEMENT,
    ),
    **dict.fromkeys(
        (
            models.AgencyReturn,
            models.Paragraph,
            models.RiskView,
            models.PlanView,
            models.DisclosureView,
            models.VictimSafety,
        ),
        FieldClass.VICTIMS,
    ),
}
# Somebody who disagrees says why, and that tells as much.
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.LevelView: dict.fromkeys(("rationale", "criteria", "dissent"), FieldClass.VICTIMS),
    models.AgreedAction: dict.fromkeys(("what", "success", "evidence", "ended_why"), FieldClass.VICTIMS),
    models.ActionStep: {"note": FieldClass.VICTIMS},
    models.Release: {"purpose": FieldClass.VICTIMS},
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    return _SEALED.get(model, {})
