"""Every verb of the end of notification, carried out by one user on one person: what the access log must say of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.models import EndReview
from tests import world
from tests.riskplans import ended


def _by(user: User, of: Person) -> EndReview:
    ended.said_to_end(of)
    return ended.handed_in(user, of)


def _taken_back(by: User, of: Person) -> Any:
    review = _by(world.officer(), of)
    return actions.take_back_end_review(
        by, review=review, version=review.version, why="Too soon", now=ended.NOW
    )


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "hand in end review": _by,
    "answer end review": lambda by, of: ended.answered(by, _by(world.officer(), of), "refused"),
    "take back end review": _taken_back,
}
