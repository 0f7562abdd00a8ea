"""What a force decides about MAPPA. None of it is law; each number is to be checked against the guidance in force."""

from __future__ import annotations

from practice.keys import Group, Mark, add
from practice.rules import Unit

IDENTIFY = add(
    "mappa.identify",
    Unit.WORKING_DAYS,
    "To say in which category somebody is, once they are on record",
    Group.MAPPA,
    most=30,
    mark=Mark.GUIDANCE,
)
SCREEN_BEFORE_RELEASE = add(
    "mappa.screen_before_release",
    Unit.MONTHS,
    "Before release, the level is screened",
    Group.MAPPA,
    most=24,
    mark=Mark.GUIDANCE,
)
SCREEN_ALERT = add(
    "mappa.screen_alert",
    Unit.MONTHS,
    "Before release, the screening is called for",
    Group.MAPPA,
    most=24,
    note="Longer than the one by which it is to be done.",
)
LEVEL_1_REVIEW = add(
    "mappa.level_1_review",
    Unit.MONTHS,
    "Between screenings at level 1",
    Group.MAPPA,
    most=24,
    mark=Mark.COMMON,
)
RESCREEN_CHANGE = add(
    "mappa.rescreen_change",
    Unit.WORKING_DAYS,
    "To screen somebody at level 1 again after a significant change",
    Group.MAPPA,
    most=60,
)
LOWER_GATE = add(
    "mappa.lower_gate",
    Unit.DAYS,
    "After release, a lower level needs a stability checklist and an inspector",
    Group.MAPPA,
    most=365,
)
LOWER_CHECK = add(
    "mappa.lower_check",
    Unit.DAYS,
    "After a level was lowered so soon, screen again",
    Group.MAPPA,
    most=365,
)
LICENCE_END = add(
    "mappa.licence_end",
    Unit.DAYS,
    "Before a licence ends, decide on category 3 or leaving MAPPA",
    Group.MAPPA,
    most=365,
)
TRIAGE = add(
    "mappa.triage",
    Unit.WORKING_DAYS,
    "To decide on a referral",
    Group.MAPPA,
    most=30,
)
