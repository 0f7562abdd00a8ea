"""Suspected breaches, the missing and the wanted, potentially dangerous people, and intelligence."""

from __future__ import annotations

from practice.keys.key import Group, Mark, add
from practice.rules import Unit

add(
    "pdp.review",
    Unit.MONTHS,
    "Between reviews of a potentially dangerous person",
    Group.CONCERNS,
    most=12,
    waits=True,
)
INTEL_READ = add(
    "intel.read_by_manager",
    Unit.DAYS,
    "For the manager to read a report",
    Group.CONCERNS,
    least=0,
    most=28,
    none="the day it comes in",
    note="Reports that are read by a day already keep that day.",
)
BREACH_CHECKS = add(
    "breach.checks_within",
    Unit.DAYS,
    "For the checks of a suspected breach",
    Group.CONCERNS,
    least=0,
    most=7,
    none="the same day",
)
BREACH_NATIONAL = add(
    "breach.record_after_established",
    Unit.HOURS,
    "To record a breach on PNC and ViSOR once it is established",
    Group.CONCERNS,
    most=168,
    mark=Mark.GUIDANCE,
    note="MAPPA guidance. What a person must notify, and by when, is law and not here.",
)
BREACH_DECISION = add(
    "breach.decide_within", Unit.DAYS, "To decide what to do about a breach", Group.CONCERNS, most=180
)
BREACH_REVIEW = add(
    "breach.review_plan_within",
    Unit.DAYS,
    "To review risk and plan after a breach has ended",
    Group.CONCERNS,
    most=90,
)
SOUGHT_CIRCULATED = add(
    "sought.circulate_within",
    Unit.HOURS,
    "To circulate somebody missing or wanted on PNC",
    Group.CONCERNS,
    most=168,
)
MISSING_REVIEW = add(
    "missing.review", Unit.MONTHS, "Between reviews of somebody wanted or missing", Group.CONCERNS, most=6
)
INTEL_REVIEW = add(
    "intel.review_after",
    Unit.YEARS,
    "A report of intelligence is reviewed after",
    Group.CONCERNS,
    most=10,
    mark=Mark.COMMON,
    note="Offered as a new report’s day of review, which the officer may change. Reports already in keep theirs.",
)
