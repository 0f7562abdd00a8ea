"""What a handover waits for, and what it asks of whoever takes on somebody at high risk: pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

# Nobody knows the risk of somebody not assessed, so they are treated as at high risk.
TOGETHER = ("very_high", "high", "unassessed")


class Waits(StrEnum):
    """Whose turn it is."""

    NOTE = "note"  # the giver's, to write what the next manager must know
    ANSWER = "answer"  # the receiver's, to accept it or to return it
    CONFIRMATION = "confirmation"  # a supervisor's, of somebody at high risk whom the receiver has accepted
    NOBODY = "nobody"  # it has ended
    OVERTAKEN = "overtaken"  # another manager was named meanwhile


def waits_for(*, outcome: str, given_by_manager: bool, note_waits: bool, note_accepted: bool) -> Waits:
    """`given_by_manager`: whoever was to hand the person over is the manager still."""
    if outcome:
        return Waits.NOBODY
    if not given_by_manager:
        return Waits.OVERTAKEN
    if note_accepted:
        return Waits.CONFIRMATION
    return Waits.ANSWER if note_waits else Waits.NOTE


def goes_together(level: str) -> bool:
    """Whether a joint visit and a supervisor's confirmation are asked for at this ManagementLevel."""
    return level in TOGETHER


def joint_visit(choice: str, on: date | None, why: str, *, today: date) -> dict[str, str]:
    """What is refused of the answer about a joint visit (planned, made or none), by field."""
    if choice == "none":
        return {} if why else {"joint_visit_why": "Say why not: the supervisor decides by it."}
    if choice not in ("planned", "made"):
        return {"joint_visit": "Say whether you see them together: they are at high risk."}
    if on is None:
        return {"joint_visit_on": "Enter the day of the joint visit."}
    if choice == "planned" and on < today:
        return {"joint_visit_on": "That day has passed. Say that you went, or enter another day."}
    if choice == "made" and on > today:
        return {"joint_visit_on": "That has not happened yet. Say that it is planned."}
    return {}
