"""What a force decides about its MAPPA meetings and the actions agreed in them."""

from __future__ import annotations

from practice.keys import Group, Mark, add
from practice.rules import Unit

_LADDER = (
    "1 is a sergeant, 2 an inspector, 3 a chief inspector, 4 a superintendent; partners’ grades are theirs."
)
EXPECTED = {
    level: add(
        f"mappa.expected_weeks.{level}",
        Unit.WEEKS,
        f"Level {level}: expected from one review to the next",
        Group.MAPPA,
        most=52,
        mark=Mark.COMMON,
    )
    for level in ("2", "3")
}
LIMIT = {
    level: add(
        f"mappa.max_weeks.{level}",
        Unit.WEEKS,
        f"Level {level}: at most from one review to the next",
        Group.MAPPA,
        most=52,
        mark=Mark.GUIDANCE,
    )
    for level in ("2", "3")
}
CHAIR_GRADE = {
    level: add(
        f"mappa.chair_grade.{level}",
        Unit.GRADES,
        f"Level {level}: the chair’s grade, at least",
        Group.MAPPA,
        most=4,
        mark=Mark.COMMON,
        note=_LADDER,
    )
    for level in ("2", "3")
}
RETURNS_BEFORE = add(
    "mappa.returns_before",
    Unit.WORKING_DAYS,
    "Before a meeting, agencies’ returns are due",
    Group.MAPPA,
    most=20,
)
RECONVENE_WITHIN = add(
    "mappa.reconvene_within",
    Unit.WORKING_DAYS,
    "To meet again where there was no quorum",
    Group.MAPPA,
    most=40,
)
OPEN_AFTER = add(
    "mappa.open_after",
    Unit.DAYS,
    "After a meeting, invited agencies still see what they returned",
    Group.MAPPA,
    most=366,
)
ACTION_OPEN_AFTER = add(
    "mappa.action_open_after",
    Unit.DAYS,
    "After an action has ended, the agency that owed it still sees it",
    Group.MAPPA,
    most=366,
)
TO_MANAGER, TO_CONTACT, TO_BOARD = (
    add(f"mappa.escalate.{step}", Unit.DAYS, f"After an action’s day, {who} is told", Group.MAPPA, most=60)
    for step, who in (
        ("1", "its owner’s manager"),
        ("2", "the agency’s contact"),
        ("3", "its member of the management board"),
    )
)
