"""What a handover waits for: pure."""

from __future__ import annotations

from enum import StrEnum


class Waits(StrEnum):
    """Whose turn it is."""

    NOTE = "note"  # the giver's, to write what the next manager must know
    ANSWER = "answer"  # the receiver's, to accept it or to return it
    NOBODY = "nobody"  # it has ended
    OVERTAKEN = "overtaken"  # another manager was named meanwhile


def waits_for(*, outcome: str, given_by_manager: bool, note_waits: bool) -> Waits:
    """`given_by_manager`: whoever was to hand the person over is the manager still."""
    if outcome:
        return Waits.NOBODY
    if not given_by_manager:
        return Waits.OVERTAKEN
    return Waits.ANSWER if note_waits else Waits.NOTE
