"""Who reads what of a serious further offence and of its reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from access.policies import FieldClass
from mappa import models

CLASSES: dict[type[Model], FieldClass] = {
    models.FurtherOffence: FieldClass.MANAGEMENT,
    models.SeriousCaseReview: FieldClass.MANAGEMENT,
    models.InternalReview: FieldClass.MANAGEMENT,
}
# What is alleged, and what a review finds of it, speaks of whom they have harmed.
_SEALED: dict[type[Model], Mapping[str, FieldClass]] = {
    models.FurtherOffence: dict.fromkeys(("account", "taken_back"), FieldClass.VICTIMS),
    models.SeriousCaseReview: dict.fromkeys(("why", "findings"), FieldClass.VICTIMS),
    models.InternalReview: dict.fromkeys(("why", "findings"), FieldClass.VICTIMS),
}


def sealed(model: type[Model], values: Mapping[str, Any] | None = None) -> Mapping[str, FieldClass]:
    """The columns of such a row that only some of its readers read, each with its class."""
    return _SEALED.get(model, {})
