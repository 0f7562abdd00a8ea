"""The verbs of home visits: plan, go, record, decide what follows; and how often."""

from riskplans.actions.deciding import decide_attempts, prepare_warrant, take_warrant_further
from riskplans.actions.detailing import Found, complete_visit, record_check, review_visit
from riskplans.actions.going import answer_alone, ask_to_visit_alone, check_in, notice_silences, start_visit
from riskplans.actions.interval import answer_interval, end_interval, set_interval
from riskplans.actions.planning import call_off_visit, move_visit, plan_visit
from riskplans.actions.recording import record_outcome

__all__ = [
    "Found",
    "answer_alone",
    "answer_interval",
    "ask_to_visit_alone",
    "call_off_visit",
    "check_in",
    "complete_visit",
    "decide_attempts",
    "end_interval",
    "move_visit",
    "notice_silences",
    "plan_visit",
    "prepare_warrant",
    "record_check",
    "record_outcome",
    "review_visit",
    "set_interval",
    "start_visit",
    "take_warrant_further",
]
