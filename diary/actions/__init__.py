"""The diary's verbs: keep entries equal to the facts, notice what is due, deliver what was written."""

from diary.actions.delivering import deliver
from diary.actions.receiving import refuse_while_due, tell_of_emergency
from diary.actions.refreshing import Drift, drift, rebuild, refresh
from diary.actions.sweeping import look_ahead, sweep
from diary.actions.telling import tell

__all__ = [
    "Drift",
    "deliver",
    "drift",
    "look_ahead",
    "rebuild",
    "refresh",
    "refuse_while_due",
    "sweep",
    "tell",
    "tell_of_emergency",
]
