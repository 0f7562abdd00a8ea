"""What a force decides about reactive management; two of the numbers are declared in practice.keys."""

from __future__ import annotations

from practice.keys import Group, add, put_to_use
from practice.rules import Unit

LOW_FOR = "reactive.min_low_period"
DESK_REVIEW = "reactive.desk_review"
VISITS = "visit.interval.reactive"
put_to_use(LOW_FOR, DESK_REVIEW, VISITS)
CLEAR_FOR = add(
    "reactive.clear_for",
    Unit.YEARS,
    "Without breach, arrest or adverse intelligence before reactive management",
    Group.REACTIVE,
    most=10,
)
STABLE_HOME = add(
    "reactive.stable_home",
    Unit.MONTHS,
    "At one address before reactive management",
    Group.REACTIVE,
    most=60,
)
TELL_WITHIN = add(
    "reactive.tell_within",
    Unit.DAYS,
    "To tell somebody moved to reactive management that they must go on notifying",
    Group.REACTIVE,
    most=60,
)
DECIDE_WITHIN = add(
    "reactive.decide_within",
    Unit.WORKING_DAYS,
    "To decide on reactive management that has come under review",
    Group.REACTIVE,
    most=30,
)
