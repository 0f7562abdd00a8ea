"""The verbs of home visits (plan, go, record, decide, how often), of risk (assess, review, level), of plans (write,
sign), and of orders and licences (apply, serve, check, recall)."""

from riskplans.actions.approving import decide_plan, submit_plan
from riskplans.actions.assessing import (
    decide_assessment,
    drop_assessment,
    go_through_factor,
    hand_in_assessment,
    start_assessment,
    write_assessment,
)
from riskplans.actions.changing import notice_endings, report_change, settle_review
from riskplans.actions.checking import check_condition
from riskplans.actions.deciding import decide_attempts, prepare_warrant, take_warrant_further
from riskplans.actions.detailing import Found, complete_visit, record_check, review_visit
from riskplans.actions.drafting import (
    add_contingency,
    add_plan_action,
    change_contingency,
    change_plan,
    change_plan_action,
    record_result,
    start_plan,
    take_off_plan,
)
from riskplans.actions.going import answer_alone, ask_to_visit_alone, check_in, notice_silences, start_visit
from riskplans.actions.interval import answer_interval, end_interval, set_interval
from riskplans.actions.levelling import answer_level, set_level
from riskplans.actions.licensing import take_licence_further, warn_under_licence
from riskplans.actions.ordering import (
    consider_order,
    hold_passport,
    record_service,
    return_passport,
    take_application_further,
)
from riskplans.actions.planning import call_off_visit, move_visit, plan_visit
from riskplans.actions.recording import record_outcome

__all__ = [
    "Found",
    "add_contingency",
    "add_plan_action",
    "answer_alone",
    "answer_interval",
    "answer_level",
    "ask_to_visit_alone",
    "call_off_visit",
    "change_contingency",
    "change_plan",
    "change_plan_action",
    "check_condition",
    "check_in",
    "complete_visit",
    "consider_order",
    "decide_assessment",
    "decide_attempts",
    "decide_plan",
    "drop_assessment",
    "end_interval",
    "go_through_factor",
    "hand_in_assessment",
    "hold_passport",
    "move_visit",
    "notice_endings",
    "notice_silences",
    "plan_visit",
    "prepare_warrant",
    "record_check",
    "record_outcome",
    "record_result",
    "record_service",
    "report_change",
    "return_passport",
    "review_visit",
    "set_interval",
    "set_level",
    "settle_review",
    "start_assessment",
    "start_plan",
    "start_visit",
    "submit_plan",
    "take_application_further",
    "take_licence_further",
    "take_off_plan",
    "take_warrant_further",
    "warn_under_licence",
    "write_assessment",
]
