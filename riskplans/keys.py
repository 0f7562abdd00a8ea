"""What a force decides about home visits, risk assessments, plans, orders, polygraph and monitoring.

Some are declared in practice.keys and put to use here. Reactive management and disclosure keep theirs in their rooms.
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
REVIEW_WITHIN = add(
    "visit.review_within",
    Unit.DAYS,
    "The record of a home visit is shown to supervisors for review for",
    Group.VISITS,
    most=365,
)
ENTER_WITHIN = add(
    "visit.enter_within",
    Unit.DAYS,
    "A home visit that nobody planned can be entered for",
    Group.VISITS,
    most=365,
)
LONGEST = add(
    "visit.interval.longest",
    Unit.MONTHS,
    "The longest interval between home visits that can be set for one person",
    Group.VISITS,
    least=3,
    most=36,
)
DAY_BEGINS = add(
    "visit.day_begins",
    Unit.OCLOCK,
    "A home visit is out of hours before",
    Group.VISITS,
    least=0,
    most=12,
    note="And on Saturdays and Sundays. By the clock in London, by when they arrived.",
)
DAY_ENDS = add(
    "visit.day_ends",
    Unit.OCLOCK,
    "A home visit is out of hours from",
    Group.VISITS,
    least=13,
    most=24,
    note="And on Saturdays and Sundays. By the clock in London, by when they arrived.",
)
HABIT = add(
    "visit.habit_of",
    Unit.VISITS,
    "In a row at the same part of the week: a habit",
    Group.VISITS,
    least=2,
    most=12,
)
PLAN_REVIEWS = {
    level: f"rmp.review.{'high' if level is ManagementLevel.UNASSESSED else level.value}"
    for level in ManagementLevel
}
put_to_use(*PLAN_REVIEWS.values())
PLAN_FIRST = add(
    "rmp.first",
    Unit.DAYS,
    "For the first plan to be in force, from the record’s opening",
    Group.RISK,
    most=90,
)
PLAN_DECIDE = add(
    "rmp.decide_within",
    Unit.DAYS,
    "For a supervisor to approve or return a plan",
    Group.RISK,
    least=0,
    most=28,
    none="the same day",
)
PLAN_COUNTERSIGN = add(
    "rmp.countersign_within",
    Unit.DAYS,
    "For an inspector to countersign or return a plan that was approved",
    Group.RISK,
    least=0,
    most=28,
    none="the same day",
)
PLAN_COUNTERSIGNED = add(
    "rmp.countersigned",
    Unit.LEVELS,
    "Plans that an inspector countersigns: levels, from very high down",
    Group.RISK,
    least=0,
    most=4,
    none="no plan",
    note="1 is very high alone, 2 very high and high. An unassessed person counts as high.",
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
CORRECTION_NEWS = add(
    "risk.correction_news",
    Unit.DAYS,
    "A corrected entry is a change that asks for a review, where it tells of the last",
    Group.RISK,
    most=365,
)
ENDING_NEWS = add(
    "risk.ending_news",
    Unit.DAYS,
    "The end of an order or licence that nobody recorded is still found for",
    Group.RISK,
    most=28,
    note="So that a few nights on which Vigil did not run miss nothing.",
)
CONDITIONS_CHECKED = add(
    "order.check_every",
    Unit.MONTHS,
    "Each condition of a live order is checked at least every",
    Group.ORDERS,
    most=24,
)
EXPIRY_PROMPT = add(
    "order.expiry_prompt",
    Unit.MONTHS,
    "Before an order or a licence ends, what follows is considered",
    Group.ORDERS,
    most=24,
)
SERVE_WITHIN = add(
    "order.serve_within", Unit.DAYS, "Service of an order is shown within", Group.ORDERS, most=56
)
PASSPORT_WITHIN = add(
    "order.passport_within",
    Unit.DAYS,
    "Where an order prohibits travel abroad, passports are handed in within",
    Group.ORDERS,
    most=28,
)
POLYGRAPH_AGAIN = "polygraph.maintenance"
put_to_use(POLYGRAPH_AGAIN)
POLYGRAPH_FIRST = add(
    "polygraph.first",
    Unit.MONTHS,
    "First polygraph test, from the start of its condition or consent",
    Group.ASSURANCE,
    most=12,
)
POLYGRAPH_RETEST = add(
    "polygraph.retest",
    Unit.MONTHS,
    "Polygraph again after a significant response, or no result",
    Group.ASSURANCE,
    most=12,
)
POLYGRAPH_TRIAGE = add(
    "polygraph.triage_within",
    Unit.HOURS,
    "To triage what was disclosed at a polygraph test",
    Group.ASSURANCE,
    most=168,
)
POLYGRAPH_CHECK = add(
    "polygraph.check_within",
    Unit.DAYS,
    "For another examiner to check a polygraph test",
    Group.ASSURANCE,
    most=60,
)
SILENT_AFTER = add(
    "monitoring.silent_after",
    Unit.DAYS,
    "Monitoring that has not reported for longer is “Not reporting”",
    Group.MONITORING,
    most=30,
)
SILENCE_WITHIN = add(
    "monitoring.silence_within",
    Unit.DAYS,
    "To find out why monitoring does not report",
    Group.MONITORING,
    most=30,
)
ACKNOWLEDGE_WITHIN = add(
    "monitoring.acknowledge_within",
    Unit.MINUTES,
    "To acknowledge an alert of monitoring",
    Group.MONITORING,
    least=5,
    most=1440,
)
TRIAGE_WITHIN = add(
    "monitoring.triage_within",
    Unit.HOURS,
    "To triage an alert of monitoring",
    Group.MONITORING,
    most=72,
)
