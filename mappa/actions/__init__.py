"""The verbs of multi-agency public protection: the only code of this app that writes."""

from mappa.actions.agreeing import (
    acknowledge_action,
    cancel_action,
    carry_action,
    finish_action,
    notice_overdue,
    propose_action,
    start_action,
    verify_action,
)
from mappa.actions.annexing import name_annex_reader, open_annex, remove_annex_reader, write_in_annex
from mappa.actions.attending import confirm_confidentiality, record_attendance
from mappa.actions.changing import propose_plan_change, take_plan_changes, withdraw_plan_change
from mappa.actions.charging import (
    complete_case_review,
    decide_case_review,
    record_charge,
    start_case_review,
    take_back_charge,
)
from mappa.actions.circulating import (
    answer_correction,
    ask_correction,
    circulate_minutes,
    open_copy,
    recall_minutes,
    set_minutes_heading,
    withdraw_copy,
)
from mappa.actions.critical import end_critical, mark_critical
from mappa.actions.hearing import (
    begin_case,
    decide_case,
    record_no_quorum,
    set_next_review,
)
from mappa.actions.inquiring import close_internal_review, open_internal_review
from mappa.actions.inviting import (
    chase_returns,
    give_return,
    invite,
    reply_to_invitation,
    withdraw_invitation,
)
from mappa.actions.leading import change_lead_agency
from mappa.actions.leaving import end_management
from mappa.actions.letters import send_letter
from mappa.actions.levels import decide_level
from mappa.actions.listing import adjourn_case, list_case, move_case
from mappa.actions.lowering import answer_lower_level, ask_lower_level, take_back_lower_level
from mappa.actions.minuting import (
    add_minute,
    approve_minutes,
    draft_minutes,
    edit_minute,
    ratify_minutes,
    return_minutes,
    submit_minutes,
)
from mappa.actions.owning import (
    answer_owned,
    chase_owners,
    record_subject_request,
    release_owned_rest,
    sign_subject_request,
)
from mappa.actions.planning import (
    advance_sitting,
    call_off,
    change_sitting,
    override_chair,
    plan_sitting,
    replace_chair,
    set_standing,
)
from mappa.actions.referring import (
    Written,
    appeal,
    endorse,
    refer,
    resubmit,
    triage,
    withdraw_referral,
)
from mappa.actions.releasing import release, take_back
from mappa.actions.screening import countersign_screening, screen_level
from mappa.actions.summarising import ask_summary, decide_summary
from mappa.actions.transferring import answer_transfer, ask_transfer
from mappa.actions.writing import (
    correct_paragraph,
    go_through_plan,
    judge_risk,
    record_disclosure_decision,
    record_level_decision,
    write_paragraph,
)

__all__ = [
    "Written",
    "acknowledge_action",
    "add_minute",
    "adjourn_case",
    "advance_sitting",
    "answer_correction",
    "answer_lower_level",
    "answer_owned",
    "answer_transfer",
    "appeal",
    "approve_minutes",
    "ask_correction",
    "ask_lower_level",
    "ask_summary",
    "ask_transfer",
    "begin_case",
    "call_off",
    "cancel_action",
    "carry_action",
    "change_lead_agency",
    "change_sitting",
    "chase_owners",
    "chase_returns",
    "circulate_minutes",
    "close_internal_review",
    "complete_case_review",
    "confirm_confidentiality",
    "correct_paragraph",
    "countersign_screening",
    "decide_case",
    "decide_case_review",
    "decide_level",
    "decide_summary",
    "draft_minutes",
    "edit_minute",
    "end_critical",
    "end_management",
    "endorse",
    "finish_action",
    "give_return",
    "go_through_plan",
    "invite",
    "judge_risk",
    "list_case",
    "mark_critical",
    "move_case",
    "name_annex_reader",
    "notice_overdue",
    "open_annex",
    "open_copy",
    "open_internal_review",
    "override_chair",
    "plan_sitting",
    "propose_action",
    "propose_plan_change",
    "ratify_minutes",
    "recall_minutes",
    "record_attendance",
    "record_charge",
    "record_disclosure_decision",
    "record_level_decision",
    "record_no_quorum",
    "record_subject_request",
    "refer",
    "release",
    "release_owned_rest",
    "remove_annex_reader",
    "replace_chair",
    "reply_to_invitation",
    "resubmit",
    "return_minutes",
    "screen_level",
    "send_letter",
    "set_minutes_heading",
    "set_next_review",
    "set_standing",
    "sign_subject_request",
    "start_action",
    "start_case_review",
    "submit_minutes",
    "take_back",
    "take_back_charge",
    "take_back_lower_level",
    "take_plan_changes",
    "triage",
    "verify_action",
    "withdraw_copy",
    "withdraw_invitation",
    "withdraw_plan_change",
    "withdraw_referral",
    "write_in_annex",
    "write_paragraph",
]
