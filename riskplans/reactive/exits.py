"""What ends reactive management at once: whatever a verb records that changes the risk, or that they notified.

What changes the risk is noticed in one place (`assessments.changes`), and read here as it was collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Model

from access.policies import FieldClass
from access.recording import Saved
from notifications.models import Change, Journey
from riskplans.assessments.choices import ChangeKind
from riskplans.classes import sealed
from riskplans.models import RiskChange

INTELLIGENCE = "Intelligence came in."


def seen_in(saved: list[Saved]) -> Iterator[tuple[UUID, str]]:
    """Of whom something was recorded, and what, in words that everybody may read who reads of visits."""
    for each in saved:
        says = _SAYS.get(type(each.row))
        if says and each.created:
            row: Any = each.row
            yield row.person_id, says(row)


def _change(row: RiskChange) -> str:
    if sealed(RiskChange, {"kind": row.kind})["what"] is FieldClass.MANAGEMENT:
        return row.what
    if row.kind == ChangeKind.INTELLIGENCE:
        return INTELLIGENCE
    return "Something changed that bears on their risk: it stands under Risk."


def _always(said: str) -> Callable[[Any], str]:
    return lambda row: said


_SAYS: dict[type[Model], Callable[[Any], str]] = {
    RiskChange: _change,
    Change: _always("They notified a change, or one was recorded."),
    Journey: _always("A journey abroad."),
}
