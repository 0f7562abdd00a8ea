"""Who reads what of a dip-sample, once it may be read at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import Model

from access.policies import FieldClass
from dashboards import models

CLASSES: Final[Mapping[type[Model], FieldClass]] = {
    models.DipCase: FieldClass.MANAGEMENT,
    models.DipAnswer: FieldClass.MANAGEMENT,
}
# What was found may speak of anybody on the record; what is to be done stands on a task, which more people read.
SEALED: Final[Mapping[type[Model], Mapping[str, FieldClass]]] = {
    models.DipAnswer: {"comment": FieldClass.VICTIMS},
}
EVERYTHING: Final = (FieldClass.MANAGEMENT, FieldClass.VICTIMS)
