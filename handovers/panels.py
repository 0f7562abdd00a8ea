"""What this floor shows on a person's page, in their history and on their timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from access.policies import FieldClass
from frontend.dates import words
from handovers import queries
from handovers.models import Handover, Note
from offenders import kinds, panels, versions


def register() -> None:
    kinds.tell(Handover, FieldClass.MANAGEMENT)
    kinds.tell(Note, FieldClass.MANAGEMENT)
    versions.say(Note, "ahead", _ahead_in_words)
    panels.add_panel(panels.Panel(12, "handovers/panel_handover.html", under_way, FieldClass.MANAGEMENT))
    panels.add_action(
        panels.Action(41, "Hand over to another manager", "ask-handover", lambda visit: visit.may_assign)
    )


def _ahead_in_words(ahead: list[dict[str, Any]]) -> str:
    return "; ".join(f"{each['title']}, {words(date.fromisoformat(each['last']))}" for each in ahead)


def under_way(visit: panels.Visit) -> dict[str, Any]:
    """The handover under way, and whose turn it is; one query."""
    return {"handover": queries.open_handover(visit.person), "reader": visit.user}
