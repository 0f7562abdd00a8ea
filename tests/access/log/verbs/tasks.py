"""Tasks of the diary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from diary import actions as diary
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "set task": lambda by, of: diary.set_task(
        by, person=of, title="Ring him", due_on=world.TODAY, owner=by, now=NOW
    ),
    "finish task": lambda by, of: diary.finish_task(
        by, task=VERBS["set task"](by, of), version=1, note="Rang him", now=NOW
    ),
    "hand on task": lambda by, of: diary.hand_on_task(
        by, task=VERBS["set task"](by, of), version=1, owner=None, reason="Leave", now=NOW
    ),
    "cancel task": lambda by, of: diary.cancel_task(
        by, task=VERBS["set task"](by, of), version=1, reason="No need", now=NOW
    ),
}
