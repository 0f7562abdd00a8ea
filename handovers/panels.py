"""What this floor shows on a person's page, in their history and on their timeline."""

from __future__ import annotations

from typing import Any

from access.policies import FieldClass
from handovers import queries
from handovers.models import Handover, Note
from offenders import kinds, panels


def register() -> None:
    kinds.tell(Handover, FieldClass.MANAGEMENT)
    kinds.tell(Note, FieldClass.MANAGEMENT)
    panels.add_panel(panels.Panel(12, "handovers/panel_handover.html", under_way, FieldClass.MANAGEMENT))
    panels.add_action(
        panels.Action(41, "Hand over to another manager", "ask-handover", lambda visit: visit.may_assign)
    )


def under_way(visit: panels.Visit) -> dict[str, Any]:
    """The handover under way, and whose turn it is; one query."""
    return {"handover": queries.open_handover(visit.person), "reader": visit.user}
