"""The verbs of home visits (plan, go, record, decide, how often), of risk (assess, review, level), of plans (write,
sign), of reactive management (propose, decide, review at a desk, end) and of disclosure (take in, check, propose,
decide, disclose)."""

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
from riskplans.actions.deciding import decide_attempts, prepare_warrant, take_warrant_further
from riskplans.actions.detailing import Found, complete_visit, record_check, review_visit
from riskplans.actions.disclosing import (
    close_disclosure,
    decide_disclosure,
    name_subject,
    propose_disclosure,
    raise_danger,
    receive_disclosure,
    record_disclosed,
    record_first_checks,
    record_interview,
    record_made_safe,
)
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
from riskplans.actions.planning import call_off_visit, move_visit, plan_visit
from riskplans.actions.reacting import (
    decide_reactive,
    end_reactive,
    notice_missed,
    propose_reactive,
    record_told,
    review_at_desk,
    withdraw_reactive,
)
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
    "check_in",
    "close_disclosure",
    "complete_visit",
    "decide_assessment",
    "decide_attempts",
    "decide_disclosure",
    "decide_plan",
    "decide_reactive",
    "drop_assessment",
    "end_interval",
    "end_reactive",
    "go_through_factor",
    "hand_in_assessment",
    "move_visit",
    "name_subject",
    "notice_endings",
    "notice_missed",
    "notice_silences",
    "plan_visit",
    "prepare_warrant",
    "propose_disclosure",
    "propose_reactive",
    "raise_danger",
    "receive_disclosure",
    "record_check",
    "record_disclosed",
    "record_first_checks",
    "record_interview",
    "record_made_safe",
    "record_outcome",
    "record_result",
    "record_told",
    "report_change",
    "review_at_desk",
    "review_visit",
    "set_interval",
    "set_level",
    "settle_review",
    "start_assessment",
    "start_plan",
    "start_visit",
    "submit_plan",
    "take_off_plan",
    "take_warrant_further",
    "withdraw_reactive",
    "write_assessment",
]
