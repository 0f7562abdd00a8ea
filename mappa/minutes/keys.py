"""What a force decides about its minutes."""

from __future__ import annotations

from practice.keys import Group, Mark, add
from practice.rules import Unit

DUE = {
    level: add(
        f"mappa.minutes.{level}",
        Unit.WORKING_DAYS,
        f"Level {level}: after a meeting, its minutes are circulated",
        Group.MAPPA,
        most=60,
        mark=Mark.GUIDANCE,
    )
    for level in ("2", "3")
}
TO_CHAIR = {
    level: add(
        f"mappa.minutes_to_chair.{level}",
        Unit.WORKING_DAYS,
        f"Level {level}: after a meeting, the chair has the draft of its minutes",
        Group.MAPPA,
        most=60,
    )
    for level in ("2", "3")
}
CORRECTIONS = {
    level: add(
        f"mappa.minutes_corrections.{level}",
        Unit.WORKING_DAYS,
        f"Level {level}: after minutes are circulated, corrections are asked for",
        Group.MAPPA,
        most=60,
    )
    for level in ("2", "3")
}
OPEN_FOR = add(
    "mappa.minutes_open",
    Unit.DAYS,
    "After minutes are circulated, their readers may read them",
    Group.MAPPA,
    most=1830,
)
