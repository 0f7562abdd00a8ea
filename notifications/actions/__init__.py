"""The verbs: take a notification at the station; record what had to be notified; override a date."""

from notifications.actions.events import record_change, record_journey, record_outcome, record_return
from notifications.actions.law import commence, withdraw
from notifications.actions.overriding import decide_override, request_override, withdraw_override
from notifications.actions.station import record_advance_notice, record_notification

__all__ = [
    "commence",
    "decide_override",
    "record_advance_notice",
    "record_change",
    "record_journey",
    "record_notification",
    "record_outcome",
    "record_return",
    "request_override",
    "withdraw",
    "withdraw_override",
]
