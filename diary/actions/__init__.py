"""The diary's verbs: keep entries equal to the facts, notice what is due, deliver what was written, set tasks;
and what users decide for themselves."""

from diary.actions.composing import compose
from diary.actions.delivering import deliver
from diary.actions.following import begin_to_follow, follow_policy
from diary.actions.receiving import refuse_while_due, tell_of_emergency
from diary.actions.refreshing import Drift, drift, rebuild, refresh, refreshing_only
from diary.actions.setting import cancel_task, finish_task, hand_on_task, set_task, settle_task
from diary.actions.sweeping import look_ahead, sweep
from diary.actions.telling import tell
from diary.actions.wishing import (
    choose_reminders,
    close_calendar_of_leaver,
    make_calendar_address,
    revoke_calendar_address,
)

__all__ = [
    "Drift",
    "begin_to_follow",
    "cancel_task",
    "choose_reminders",
    "close_calendar_of_leaver",
    "compose",
    "deliver",
    "drift",
    "finish_task",
    "follow_policy",
    "hand_on_task",
    "look_ahead",
    "make_calendar_address",
    "rebuild",
    "refresh",
    "refreshing_only",
    "refuse_while_due",
    "revoke_calendar_address",
    "set_task",
    "settle_task",
    "sweep",
    "tell",
    "tell_of_emergency",
]
