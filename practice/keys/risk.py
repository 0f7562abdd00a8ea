"""Risk: by when it is assessed, how often a plan is reviewed, and when somebody is managed reactively."""

from __future__ import annotations

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

add(
    "arms.first_police_led",
    Unit.WORKING_DAYS,
    "First ARMS assessment: police lead",
    Group.RISK,
    most=60,
    waits=True,
)
add(
    "arms.probation_led",
    Unit.DAYS,
    "First ARMS assessment: probation leads",
    Group.RISK,
    most=60,
    mark=Mark.GUIDANCE,
    waits=True,
)
add(
    "arms.review",
    Unit.MONTHS,
    "Between ARMS assessments",
    Group.RISK,
    most=24,
    mark=Mark.COMMON,
    waits=True,
)
for _level in ("very_high", "high", "medium", "low"):
    add(
        f"rmp.review.{_level}",
        Unit.MONTHS,
        f"Between reviews of the plan: {_level.replace('_', ' ')} risk",
        Group.RISK,
        most=24,
        waits=True,
    )
add(
    "reactive.min_low_period",
    Unit.YEARS,
    "At low risk before reactive management",
    Group.REACTIVE,
    most=10,
    mark=Mark.GUIDANCE,
    waits=True,
)
add(
    "reactive.desk_review",
    Unit.MONTHS,
    "Between desk reviews while managed reactively",
    Group.REACTIVE,
    most=24,
    waits=True,
)
