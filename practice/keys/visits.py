"""Home visits: how often, how soon, and who goes. riskplans reads them, and declares more."""

from __future__ import annotations

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

_REPLACED = "Where a person’s plan sets its own interval, the plan’s is worked to."

for _level in ("very_high", "high", "medium", "low"):
    add(
        f"visit.interval.{_level}",
        Unit.MONTHS,
        f"Between home visits: {_level.replace('_', ' ')} risk",
        Group.VISITS,
        most=24,
        mark=Mark.GUIDANCE,
        note=f"National guidance before 2017; since then the plan decides. {_REPLACED}",
        waits=True,
    )
add(
    "visit.interval.reactive",
    Unit.MONTHS,
    "Between home visits: managed reactively",
    Group.VISITS,
    least=0,
    most=24,
    mark=Mark.GUIDANCE,
    none="no visits at an interval",
    waits=True,
)
add(
    "visit.interval.unassessed",
    Unit.MONTHS,
    "Between home visits: risk not assessed yet",
    Group.VISITS,
    most=24,
    note="As for high risk, until an assessment says otherwise.",
    waits=True,
)
add(
    "visit.initial_after_release",
    Unit.DAYS,
    "First home visit after release",
    Group.VISITS,
    most=60,
    note="National standards say 15 days for probation; the police have adopted it here.",
    waits=True,
)
add(
    "visit.attempts_before_decision",
    Unit.ATTEMPTS,
    "Failed visits before a supervisor decides",
    Group.VISITS,
    least=2,
    most=5,
    mark=Mark.GUIDANCE,
    note="For a warrant to enter, section 96B asks for at least two attempts. That is the law’s and cannot be "
    "set here.",
    waits=True,
)
add("visit.record_within", Unit.DAYS, "To write up a home visit", Group.VISITS, most=28, waits=True)
add(
    "crew.minimum",
    Unit.OFFICERS,
    "Officers at a home visit",
    Group.VISITS,
    most=4,
    mark=Mark.GUIDANCE,
    waits=True,
)
