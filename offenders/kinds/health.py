"""Health, treatment and needs."""

from __future__ import annotations

from access.policies import FieldClass
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind
from offenders.models import HealthEntry

KINDS = (
    FactKind(
        "health",
        HealthEntry,
        "a condition, treatment or need",
        asked(HealthEntry, "kind", "description", "treatment", "professional", "meaning"),
        field_class=FieldClass.HEALTH,
        block="health",
    ),
)
