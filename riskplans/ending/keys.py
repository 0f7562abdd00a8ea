"""What a force decides about the review before notification ends: days before the last day (practice, 1.3)."""

from __future__ import annotations

from practice.keys import Group, add
from practice.rules import Unit

OPENS = add(
    "ending.opens",
    Unit.DAYS,
    "Before notification ends: its end is to be reviewed from",
    Group.RISK,
    least=0,
    most=366,
    note="Of those whose notification ends from its day on; nobody is asked about an end of before.",
    none="nobody reviews it",
)
ASKED = add(
    "ending.asked",
    Unit.DAYS,
    "Before notification ends: the review is handed in by",
    Group.RISK,
    most=366,
)
DECIDED = add(
    "ending.decided",
    Unit.DAYS,
    "Before notification ends: a supervisor has decided by",
    Group.RISK,
    most=366,
)
