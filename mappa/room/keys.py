"""What a force decides about what a meeting has changed."""

from __future__ import annotations

from practice.keys import Group, add
from practice.rules import Unit

TAKE_OVER = add(
    "mappa.plan_changes",
    Unit.WORKING_DAYS,
    "To take the changes that a meeting decided into the plan",
    Group.MAPPA,
    most=60,
)
