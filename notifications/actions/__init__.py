"""The verbs: take a notification at the station; record what had to be notified; how a review goes; override a date;
what becomes of a breach."""

from notifications.actions.alerting import decide_alert
from notifications.actions.attending import take_notification
from notifications.actions.certifying import issue_certificate
from notifications.actions.disposing import finalise_breach, give_verdict, propose_decision
from notifications.actions.elsewhere import record_advance_notice_elsewhere, record_notification_elsewhere
from notifications.actions.establishing import (
    close_explained,
    establish_breach,
    record_check,
    record_excuse,
    record_nationally,
)
from notifications.actions.events import (
    record_altered_journey,
    record_change,
    record_journey,
    record_outcome,
    record_return,
)
from notifications.actions.law import commence, withdraw
from notifications.actions.overriding import decide_override, request_override, withdraw_override
from notifications.actions.reviewing import (
    acknowledge_application,
    name_relevant_notification,
    record_appeal,
    record_application,
    record_body_answer,
    record_determination,
    record_notice_received,
    record_withdrawal,
    tell_body,
)
from notifications.actions.searching import circulate, declare_sought, end_search, record_search_step
from notifications.actions.station import record_advance_notice, record_notification
from notifications.actions.suspecting import notice_breaches, open_suspected_breach

__all__ = [
    "acknowledge_application",
    "circulate",
    "close_explained",
    "commence",
    "decide_alert",
    "decide_override",
    "declare_sought",
    "end_search",
    "establish_breach",
    "finalise_breach",
    "give_verdict",
    "issue_certificate",
    "name_relevant_notification",
    "notice_breaches",
    "open_suspected_breach",
    "propose_decision",
    "record_advance_notice",
    "record_advance_notice_elsewhere",
    "record_altered_journey",
    "record_appeal",
    "record_application",
    "record_body_answer",
    "record_change",
    "record_check",
    "record_determination",
    "record_excuse",
    "record_journey",
    "record_nationally",
    "record_notice_received",
    "record_notification",
    "record_notification_elsewhere",
    "record_outcome",
    "record_return",
    "record_search_step",
    "record_withdrawal",
    "request_override",
    "take_notification",
    "tell_body",
    "withdraw",
    "withdraw_override",
]
