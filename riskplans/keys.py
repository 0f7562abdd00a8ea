"""What a force decides about home visits. Their first values: migrations/0003."""

from __future__ import annotations

from offenders.choices import ManagementLevel
from practice.keys import add
from practice.rules import Unit

INTERVALS = {
    level: add(
        f"visit.interval.{level.value}",
        Unit.MONTHS,
        f"somebody of level “{level.label.lower()}” is seen again",
    )
    for level in ManagementLevel
}
INITIAL = add(
    "visit.initial_after_release", Unit.DAYS, "somebody is first seen after a release, or a new record"
)
WINDOW = add(
    "visit.planned_window", Unit.DAYS, "a visit that falls due is to be planned (counted back from its day)"
)
CHECK_IN = add("visit.check_in", Unit.MINUTES, "an officer who visits alone is heard from")
RECORD_WITHIN = add("visit.record_within", Unit.DAYS, "a visit is recorded")
ATTEMPTS = add("visit.attempts_before_decision", Unit.TIMES, "failed attempts force a supervisor's decision")
CHECKS_HOLD = add("visit.checks_hold", Unit.DAYS, "what was looked at before a visit is out of date")
HABIT = add("visit.habit_of", Unit.TIMES, "visits in a row at the same part of the week are a habit")
