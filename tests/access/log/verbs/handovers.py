"""Handing somebody over to another manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from handovers import actions as handovers
from handovers.choices import Answer
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def _ask_for_handover(by: User, of: Person) -> Any:
    return handovers.ask(by, person=of, receiver=by, why="Moves to another unit", now=NOW)


def _write_handover(by: User, of: Person) -> Any:
    said = dict.fromkeys(handovers.ASKED, "Nothing known")
    return handovers.write(by, handover=_ask_for_handover(by, of), said=said, now=NOW)


def _answer_handover(by: User, of: Person, answer: str, missing: str) -> Any:
    return _answered(by, _write_handover(by, of), answer, missing)


def _answered(by: User, note: Any, answer: str = "accepted", missing: str = "") -> Any:
    together = {"joint_visit": "made", "joint_visit_on": world.TODAY}
    return handovers.answer(
        by, note=note, version=1, answer=Answer(answer), missing=missing, now=NOW, **together
    )


def _confirm_handover(by: User, of: Person) -> Any:
    receiver = world.officer()
    handover = handovers.ask(by, person=of, receiver=receiver, why="Moves to another unit", now=NOW)
    said = dict.fromkeys(handovers.ASKED, "Nothing known")
    _answered(receiver, handovers.write(by, handover=handover, said=said, now=NOW))
    return handovers.confirm(by, handover=handover, version=1, now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "ask for handover": _ask_for_handover,
    "write handover note": _write_handover,
    "accept handover": lambda by, of: _answer_handover(by, of, "accepted", ""),
    "return handover note": lambda by, of: _answer_handover(by, of, "returned", "Who is the sister?"),
    "confirm handover": _confirm_handover,
    "decide handover": lambda by, of: handovers.settle(
        by, handover=_ask_for_handover(by, of), version=1, move=True, reason="He has left", now=NOW
    ),
}
