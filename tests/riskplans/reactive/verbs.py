"""Every verb of reactive management, carried out by one user on one person: what the access log must say of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from tests import world
from tests.riskplans import reacting
from tests.riskplans.reacting import NOW


def _told(by: User, of: Person) -> Any:
    case = reacting.in_force(world.officer(), of)
    return actions.record_told(
        by, case=case, version=case.version, told_on=world.TODAY, told_how="By letter", now=NOW
    )


def _ended(by: User, of: Person) -> Any:
    case = reacting.in_force(world.officer(), of)
    return actions.end_reactive(by, case=case, version=case.version, why="Too little is known", now=NOW)


def _withdrawn(by: User, of: Person) -> Any:
    case = reacting.proposed(world.officer(), of)
    return actions.withdraw_reactive(by, case=case, version=case.version, why="Too soon", now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "propose reactive management": lambda by, of: reacting.proposed(by, of),
    "decide on reactive management": lambda by, of: reacting.decided(
        by, reacting.proposed(world.officer(), of)
    ),
    "withdraw reactive management": _withdrawn,
    "end reactive management": _ended,
    "record that they were told of reactive management": _told,
    "review at desk": lambda by, of: reacting.reviewed(by, reacting.in_force(world.officer(), of)),
}
