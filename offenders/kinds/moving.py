"""What the person moves about in."""

from __future__ import annotations

from offenders.choices import SearchKind
from offenders.kinds.asking import asked
from offenders.kinds.kind import FactKind
from offenders.models import Vehicle

KINDS = (
    FactKind(
        "vehicle",
        Vehicle,
        "a vehicle",
        asked(Vehicle, "kind", "registration", "description", "keeper", "use", "insured", "anpr"),
        block="vehicles",
        searched={"registration": SearchKind.VEHICLE},
    ),
)
