"""What a force decides about home visits and risk assessments.

Those that section 12 of the practice names are declared in practice.keys.
"""

from __future__ import annotations

from offenders.choices import ManagementLevel
from practice.keys import Group, add, put_to_use
from practice.rules import Unit

INTERVALS = {level: f"visit.interval.{level.value}" for level in ManagementLevel}
INITIAL = "visit.initial_after_release"
RECORD_WITHIN = "visit.record_within"
ATTEMPTS = "visit.attempts_before_decision"
put_to_use(*INTERVALS.values(), INITIAL, RECORD_WITHIN, ATTEMPTS)
WINDOW = add(
    "visit.planned_window",
    Unit.DAYS,
    "Before its day, a home visit is to be planned",
    Group.VISITS,
    most=90,
)
CHECK_IN = add(
    "visit.check_in",
    Unit.MINUTES,
    "An officer who visits alone is heard from within",
    Group.VISITS,
    least=15,
    most=240,
)
CHECKS_HOLD = add(
    "visit.checks_hold", Unit.DAYS, "What was looked at before a visit holds for", Group.VISITS, most=180
)
HABIT = add(
    "visit.habit_of",
    Unit.VISITS,
    "In a row at the same part of the week: a habit",
    Group.VISITS,
    least=2,
    most=12,
)
FIRST = "arms.first_police_led"
FIRST_AFTER_PROBATION = "arms.probation_led"
YEARLY = "arms.review"
put_to_use(FIRST, FIRST_AFTER_PROBATION, YEARLY)
REVIEW_CHANGE = add(
    "risk.review_change",
    Unit.WORKING_DAYS,
    "To look at the risk again after a significant change",
    Group.RISK,
    least=0,
    most=60,
    none="the same day",
)
