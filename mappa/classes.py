"""Who reads which answer of a screening, a decision or a referral: what is not the manager's daily work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from access.policies import FieldClass
from mappa import models
from mappa.referrals.choices import Part
from mappa.referrals.prefill import CLASSES as OF_PARTS
from offenders.policies import Relationship

Row = TypeVar("Row", bound=Model)

CLASSES: dict[type[Model], FieldClass] = {
    models.MappaDecision: FieldClass.MANAGEMENT,
    models.LevelReduction: FieldClass.MANAGEMENT,
    models.CriticalCase: FieldClass.MANAGEMENT,
    models.ExitLetter: FieldClass.MANAGEMENT,
    models.Screening: FieldClass.MANAGEMENT,
    models.Referral: FieldClass.MANAGEMENT,
    models.ReferralBlock: FieldClass.MANAGEMENT,
    models.ReferralStep: FieldClass.MANAGEMENT,
}
# An account of somebody's risk speaks of whom they have harmed; so does why a level is right for it.
_ACCOUNT = FieldClass.VICTIMS
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.Screening: dict.fromkeys(("rationale", "answer_note", "doubt"), _ACCOUNT),
    models.MappaDecision: dict.fromkeys(("why", "dissent", "told"), _ACCOUNT),
    models.LevelReduction: dict.fromkeys(("why", "despite", "dissent", "answer_note"), _ACCOUNT),
    models.CriticalCase: dict.fromkeys(("why", "ended_why"), _ACCOUNT),
    models.ExitLetter: dict.fromkeys(("to", "how"), _ACCOUNT),
    models.Referral: dict.fromkeys(("why_level_3", "given_why", "urgent_why", "withheld_from"), _ACCOUNT),
    models.ReferralStep: dict.fromkeys(("note", "advice"), _ACCOUNT),
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    if model is models.ReferralBlock:
        part = (values or {}).get("part", "")
        its = OF_PARTS.get(Part(part)) if part else None
        return {"text": its} if its else {}
    return _SEALED.get(model, {})


def readable(rows: Iterable[Row], relationship: Relationship) -> list[Row]:
    """The rows this reader may see, without the values of classes they do not read. For pages: never saved."""
    shown = [row for row in rows if relationship.reads(CLASSES[type(row)])]
    for row in shown:
        for name, field_class in sealed(type(row), vars(row)).items():
            if not relationship.reads(field_class):
                setattr(row, name, "")
    return shown
