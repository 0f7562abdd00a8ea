"""What a force decides about transfers to another MAPPA area."""

from __future__ import annotations

from practice.keys import Group, add
from practice.rules import Unit

ANSWER = add(
    "mappa.transfer_answer",
    Unit.WORKING_DAYS,
    "To answer whether an area takes on a case",
    Group.MAPPA,
    most=60,
)
