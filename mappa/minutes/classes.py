"""Who reads which row of minutes: how they stand is management's daily work, their words are as those of the room.

A restricted annex has no class: it is read by name, and told by nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from access.policies import FieldClass
from mappa import models

CLASSES: dict[type[Model], FieldClass] = {
    models.Minutes: FieldClass.MANAGEMENT,
    models.MinutesStep: FieldClass.MANAGEMENT,
    models.Circulation: FieldClass.MANAGEMENT,
    models.MinutesCopy: FieldClass.MANAGEMENT,
    models.ExecutiveSummary: FieldClass.MANAGEMENT,
    models.SubjectRequest: FieldClass.MANAGEMENT,
    models.OwnerRequest: FieldClass.MANAGEMENT,
    models.OwnedParagraph: FieldClass.VICTIMS,
    models.MinutesParagraph: FieldClass.VICTIMS,
    models.Correction: FieldClass.VICTIMS,
}
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.Minutes: {"late_why": FieldClass.VICTIMS},
    models.MinutesStep: {"note": FieldClass.VICTIMS},
    models.Circulation: {"recalled_why": FieldClass.VICTIMS},
    models.MinutesCopy: {"withdrawn_why": FieldClass.VICTIMS},
    models.ExecutiveSummary: dict.fromkeys(("text", "purpose", "exemptions", "why"), FieldClass.VICTIMS),
    models.SubjectRequest: dict.fromkeys(("who", "note"), FieldClass.VICTIMS),
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    return _SEALED.get(model, {})
