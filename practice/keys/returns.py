"""What is published about everybody, and what leaves Vigil as a file."""

from __future__ import annotations

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

SMALL_NUMBER = add(
    "returns.small_number",
    Unit.PEOPLE,
    "A number that is published is hidden below",
    Group.RETURNS,
    least=2,
    most=20,
    mark=Mark.COMMON,
    note="Nought is shown. What would let a hidden number be worked out is hidden too.",
)
EXPORT_MOST = add(
    "exports.most",
    Unit.ROWS,
    "Rows that one person may take away at once",
    Group.RETURNS,
    most=5_000,
    note="A longer list needs a second person, who approves it.",
)
EXPORT_CEILING = add(
    "exports.ceiling",
    Unit.ROWS,
    "Rows that a second person may approve",
    Group.RETURNS,
    most=50_000,
    note="A longer list is refused whole.",
)
EXPORT_OPEN_FOR = add(
    "exports.open_for",
    Unit.DAYS,
    "An approved file is taken within",
    Group.RETURNS,
    most=14,
    note="It is taken once, by whoever asked.",
)
