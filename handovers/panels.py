"""What this floor shows on a person's page, in their history and on their timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F

from access.policies import FieldClass
from frontend.dates import words
from handovers import queries
from handovers.models import Handover, Note
from offenders import kinds, panels, versions


def register() -> None:
    kinds.tell(Handover, FieldClass.MANAGEMENT)
    kinds.tell(Note, FieldClass.MANAGEMENT)
    versions.say(Note, "ahead", _ahead_in_words)
    panels.add_panel(
        panels.RowsPanel(
            12,
            "handovers/panel_handover.html",
            lambda visit: queries.open_handover(visit.person),
            {
                **{
                    name: F(name) for name in ("id", "note_waits", "note_accepted", "giver_id", "receiver_id")
                },
                **{
                    f"{who}_{column}": F(f"{who}__{column}")
                    for who in ("giver", "receiver")
                    for column in ("rank", "family_name")
                },
            },
            under_way,
            FieldClass.MANAGEMENT,
        )
    )
    panels.add_action(
        panels.Action(41, "Hand over to another manager", "ask-handover", lambda visit: visit.may_assign)
    )


def _ahead_in_words(ahead: list[dict[str, Any]]) -> str:
    return "; ".join(f"{each['title']}, {words(date.fromisoformat(each['last']))}" for each in ahead)


def under_way(visit: panels.Visit, rows: list[panels.Said]) -> dict[str, Any]:
    """The handover under way, and whose turn it is."""
    if not rows:
        return {}
    said, reader = rows[0], str(visit.user.pk)
    return {
        "handover": said["id"],
        "note_waits": said["note_waits"],
        "note_accepted": said["note_accepted"],
        "giver": f"{said['giver_rank']} {said['giver_family_name']}".strip(),
        "receiver": f"{said['receiver_rank']} {said['receiver_family_name']}".strip(),
        "gives": said["giver_id"] == reader,
        "receives": said["receiver_id"] == reader,
    }
