"""What a task that this app has set asks of somebody: its words on Today, and what it takes to deal with it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from access.policies import Capability
from diary.duties import KIND as TASK
from diary.duties import page as task_page
from diary.models import Entry, Task
from diary.next_actions import NextAction, refine
from mappa.actions.telling import SOURCE

# By the kind of its cause: what is to be done, and what whoever does it must hold.
_ASKED = {
    "screening": ("Countersign or send back", Capability.APPROVE),
    "endorse": ("Endorse or send back", Capability.APPROVE),
    "lower": ("Countersign or refuse", Capability.APPROVE),
    "leave": ("Record that they leave", Capability.COORDINATE),
    "letters": ("Send the letters", Capability.RECORD),
    "lower-soon": ("Ask an inspector", Capability.COORDINATE),
    "disclose": ("Disclose, or say why not", Capability.RECORD),
    "disclosed": ("Look at it again", Capability.RECORD),
    "returned": ("Give what is asked for", Capability.RECORD),
    "transfer": ("Accept or refuse", Capability.COORDINATE),
    "plan-changes": ("Take them into the plan", Capability.RECORD),
}


def register_next_actions() -> None:
    for kind, (text, needs) in _ASKED.items():
        refine(TASK, NextAction(text, task_page, needs, when=partial(_set_for, kind)))


def needs(task: Task) -> Capability:
    """What somebody must hold where the task is dealt with (`diary.sources`)."""
    kind = task.source.removeprefix(f"{SOURCE}/").partition(":")[0]
    return _ASKED[kind][1] if kind in _ASKED else Capability.VIEW


def _set_for(kind: str, entry: Entry, now: datetime) -> bool:
    return entry.rule == f"{SOURCE}/{kind}"
