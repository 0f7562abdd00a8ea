"""Who reads what of a transfer, and of a change to the plan that a meeting proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from access.policies import FieldClass
from mappa import models

CLASSES: dict[type[Model], FieldClass] = {
    models.Transfer: FieldClass.MANAGEMENT,
    models.PlanChange: FieldClass.VICTIMS,  # said in the room, as `PlanView`
}
# An account of somebody's risk speaks of whom they have harmed.
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.Transfer: dict.fromkeys(("why", "report", "assembled", "answer_why"), FieldClass.VICTIMS)
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    return _SEALED.get(model, {})
