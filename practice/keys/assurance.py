"""Whether the work is done well and the record rightly kept: polygraph, dip samples, disclosure, retention."""

from __future__ import annotations

from functools import partial

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

_asked = partial(
    add,
    group=Group.DISCLOSURE,
    mark=Mark.GUIDANCE,
    note="The disclosure scheme’s guidance sets these.",
    waits=True,
)
_asked("csods.initial", Unit.HOURS, "First checks", most=72)
_asked("csods.interview", Unit.DAYS, "Interview of the applicant", most=28)
_asked("csods.decision", Unit.DAYS, "Decision", most=60)
add(
    "polygraph.maintenance",
    Unit.MONTHS,
    "Between polygraph sessions",
    Group.ASSURANCE,
    most=24,
    mark=Mark.COMMON,
    waits=True,
)
add(
    "dip_sample.monthly",
    Unit.PERCENT,
    "Records sampled each month",
    Group.ASSURANCE,
    most=100,
    waits=True,
)
add(
    "dip_sample.least",
    Unit.PEOPLE,
    "Records sampled each month of each manager, at least",
    Group.ASSURANCE,
    least=0,
    most=50,
    waits=True,
)
EMERGENCY_REVIEW = add(
    "emergency.review_within",
    Unit.WORKING_DAYS,
    "For somebody else to review the opening of a record in an emergency",
    Group.ASSURANCE,
    most=20,
    note="Openings that wait for review keep the day they have.",
)
_kept = partial(add, group=Group.RETENTION, mark=Mark.COMMON, waits=True)
_kept("retention.group_1.age", Unit.YEARS, "Group 1: kept until they would be", least=85)
_kept("retention.group_1.review", Unit.YEARS, "Group 1: reviewed each", most=20)
_kept("retention.group_2", Unit.YEARS, "Group 2: kept without a new matter for", most=50)
_kept("retention.group_3", Unit.YEARS, "Group 3: kept without a new matter for", most=50)
