"""The verbs of home visits (plan, go, record, decide, how often), of risk (assess, review, share, level), of plans
(write, sign), of orders and licences (apply, serve, check, recall), of polygraph, of devices (examine, monitor), of
reactive management (propose, decide, review at a desk, end), of the end of notification (review, answer) and of
disclosure (take in, check, propose, decide, disclose)."""

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
from riskplans.actions.disclosing import (
    name_subject,
    propose_disclosure,
    raise_danger,
    receive_disclosure,
    record_first_checks,
    record_interview,
    record_made_safe,
)
from riskplans.actions.disclosure_decided import (
    close_disclosure,
    decide_disclosure,
    drop_disclosure,
    record_disclosed,
    take_back_disclosure,
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
from riskplans.actions.ending import answer_end_review, hand_in_end_review, take_back_end_review
from riskplans.actions.examining import examine_device, move_device
from riskplans.actions.going import answer_alone, ask_to_visit_alone, check_in, notice_silences, start_visit
from riskplans.actions.interval import answer_interval, end_interval, set_interval
from riskplans.actions.levelling import answer_level, set_level
from riskplans.actions.licensing import take_licence_further, warn_under_licence
from riskplans.actions.monitoring import (
    acknowledge_alert,
    hear_from_monitoring,
    install_monitoring,
    record_alert,
    remove_monitoring,
    triage_alert,
)
from riskplans.actions.ordering import (
    adjourn_hearing,
    consider_order,
    hold_passport,
    record_service,
    return_passport,
    take_application_further,
)
from riskplans.actions.planning import call_off_visit, move_visit, plan_visit
from riskplans.actions.polygraph import (
    answer_polygraph,
    book_polygraph,
    defer_polygraph,
    drop_polygraph,
    offer_polygraph,
    start_polygraph,
)
from riskplans.actions.polygraph_made import (
    answer_polygraph_disclosure,
    check_polygraph,
    close_polygraph,
    record_absence_from_polygraph,
    record_polygraph,
    record_polygraph_disclosure,
    record_polygraph_result,
    triage_polygraph_disclosure,
)
from riskplans.actions.products import add_product, retire_product
from riskplans.actions.questioning import notice_missed
from riskplans.actions.reacting import (
    decide_reactive,
    end_reactive,
    propose_reactive,
    record_told,
    review_at_desk,
    withdraw_reactive,
)
from riskplans.actions.recording import record_outcome
from riskplans.actions.sharing import share_plan, share_summary

__all__ = [
    "Found",
    "acknowledge_alert",
    "add_contingency",
    "add_plan_action",
    "add_product",
    "adjourn_hearing",
    "answer_alone",
    "answer_end_review",
    "answer_interval",
    "answer_level",
    "answer_polygraph",
    "answer_polygraph_disclosure",
    "ask_to_visit_alone",
    "book_polygraph",
    "call_off_visit",
    "change_contingency",
    "change_plan",
    "change_plan_action",
    "check_condition",
    "check_in",
    "check_polygraph",
    "close_disclosure",
    "close_polygraph",
    "complete_visit",
    "consider_order",
    "decide_assessment",
    "decide_attempts",
    "decide_disclosure",
    "decide_plan",
    "decide_reactive",
    "defer_polygraph",
    "drop_assessment",
    "drop_disclosure",
    "drop_polygraph",
    "end_interval",
    "end_reactive",
    "examine_device",
    "go_through_factor",
    "hand_in_assessment",
    "hand_in_end_review",
    "hear_from_monitoring",
    "hold_passport",
    "install_monitoring",
    "move_device",
    "move_visit",
    "name_subject",
    "notice_endings",
    "notice_missed",
    "notice_silences",
    "offer_polygraph",
    "plan_visit",
    "prepare_warrant",
    "propose_disclosure",
    "propose_reactive",
    "raise_danger",
    "receive_disclosure",
    "record_absence_from_polygraph",
    "record_alert",
    "record_check",
    "record_disclosed",
    "record_first_checks",
    "record_interview",
    "record_made_safe",
    "record_outcome",
    "record_polygraph",
    "record_polygraph_disclosure",
    "record_polygraph_result",
    "record_result",
    "record_service",
    "record_told",
    "remove_monitoring",
    "report_change",
    "retire_product",
    "return_passport",
    "review_at_desk",
    "review_visit",
    "set_interval",
    "set_level",
    "settle_review",
    "share_plan",
    "share_summary",
    "start_assessment",
    "start_plan",
    "start_polygraph",
    "start_visit",
    "submit_plan",
    "take_application_further",
    "take_back_disclosure",
    "take_back_end_review",
    "take_licence_further",
    "take_off_plan",
    "take_warrant_further",
    "triage_alert",
    "triage_polygraph_disclosure",
    "warn_under_licence",
    "withdraw_reactive",
    "write_assessment",
]
