"""What a task that this app has set asks of a supervisor: its words on Today, and what it takes to deal with it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from access.policies import Capability
from diary.duties import KIND as TASK
from diary.duties import page as task_page
from diary.models import Entry, Task
from diary.next_actions import NextAction, refine
from riskplans.actions.telling import SOURCE

# By the kind of its cause (`actions.telling.ask_supervisor`).
_DECISIONS = {
    "decision": "Decide what is done",
    "alone": "Authorise or refuse",
    "interval": "Approve or refuse",
    "level": "Approve or refuse",
    "approve": "Approve or return",
    "plan": "Approve or return",
    "reactive": "Decide",
    "ending": "Approve or return",
    "unauthorised": "Review the record",
}


def register_next_actions() -> None:
    for kind, text in _DECISIONS.items():
        refine(TASK, NextAction(text, task_page, Capability.APPROVE, when=partial(_set_for, kind)))


def needs(task: Task) -> Capability:
    """What somebody must hold where the task is dealt with (`diary.sources`)."""
    kind = task.source.removeprefix(f"{SOURCE}/").partition(":")[0]
    return Capability.APPROVE if kind in _DECISIONS else Capability.VIEW


def _set_for(kind: str, entry: Entry, now: datetime) -> bool:
    return entry.rule == f"{SOURCE}/{kind}"
