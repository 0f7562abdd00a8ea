"""How many people one manager looks after, who stands in for them, and what is handed over."""

from __future__ import annotations

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

add(
    "caseload.max",
    Unit.PEOPLE,
    "Most people for one manager",
    Group.WORKLOAD,
    least=10,
    most=200,
    mark=Mark.GUIDANCE,
    waits=True,
)
add(
    "caseload.max_high_share",
    Unit.PERCENT,
    "Most of a caseload at high or very high risk",
    Group.WORKLOAD,
    least=5,
    most=100,
    mark=Mark.COMMON,
    waits=True,
)
COVER_LONGEST = add(
    "cover.longest",
    Unit.DAYS,
    "Longest cover for an absence",
    Group.WORKLOAD,
    least=14,
    most=366,
    note="After that another manager is named.",
)
ENDS_WITHIN = add(
    "notification.ends_within",
    Unit.MONTHS,
    "Notification requirements that end soon, as the board counts them",
    Group.WORKLOAD,
    most=24,
    note="How far ahead the board looks. No date moves.",
)
SCREENING_EVERY = add(
    "staff.screening",
    Unit.MONTHS,
    "Psychological screening of each officer",
    Group.WORKLOAD,
    most=60,
    note="Vigil keeps its dates alone. The board says whose is due; no date of anybody on record moves.",
)
HANDOVER_AHEAD = add(
    "handover.ahead",
    Unit.DAYS,
    "What is due, as a handover note lists it",
    Group.WORKLOAD,
    least=7,
    most=90,
    note="How far ahead the note looks. No date moves.",
)
ALLOCATION_CONFIRMED = add(
    "allocation.confirmed",
    Unit.OFFICERS,
    "Others who confirm whoever took a person on themselves",
    Group.WORKLOAD,
    least=0,
    most=1,
    note="Of those opened or taken over from its day on; what came before stays as it was decided then.",
    none="nobody",
)
