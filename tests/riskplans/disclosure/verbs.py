"""Every verb of disclosure, carried out by one user on one person: what the access log must say of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from tests import world
from tests.riskplans import disclosing, reacting
from tests.riskplans.disclosing import LATER, NOW


def _named(by: User, of: Person) -> Any:
    case = disclosing.received(by)
    return actions.name_subject(by, case=case, version=case.version, person=of, now=NOW)


def _met(by: User, of: Person) -> Any:
    officer = world.officer()
    return disclosing.met(by, disclosing.checked(officer, disclosing.received(officer, of)))


def _proposed(by: User, of: Person) -> Any:
    officer = world.officer()
    case = disclosing.met(officer, disclosing.checked(officer, disclosing.received(officer, of)))
    return disclosing.proposed(by, case=case)


def _decided(by: User, of: Person) -> Any:
    case = disclosing.proposed(world.officer(), of, outcome="route", serious_harm=False)
    return disclosing.decided(by, case)


def _disclosed(by: User, of: Person) -> Any:
    case = disclosing.decided(reacting.inspector(), disclosing.proposed(world.officer(), of))
    said = {**disclosing.TOLD, "told_at": LATER}
    return actions.record_disclosed(by, case=case, version=case.version, said=said, now=LATER)


def _danger(by: User, of: Person) -> Any:
    case = disclosing.received(world.officer(), of)
    return actions.raise_danger(by, case=case, version=case.version, danger="He is there now", now=NOW)


def _safe(by: User, of: Person) -> Any:
    case = disclosing.received(world.officer(), of, danger="He is there now")
    return actions.record_made_safe(
        by, case=case, version=case.version, safeguarding="A patrol is there", now=NOW
    )


def _closed(by: User, of: Person) -> Any:
    case = disclosing.disclosed(world.officer(), of)
    return actions.close_disclosure(by, case=case, version=case.version, note="They were told.", now=LATER)


def _taken_back(by: User, of: Person) -> Any:
    case = disclosing.decided(reacting.inspector(), disclosing.proposed(world.officer(), of))
    return actions.take_back_disclosure(by, case=case, version=case.version, why="They have parted.", now=NOW)


def _dropped(by: User, of: Person) -> Any:
    case = disclosing.received(world.officer(), of)
    return actions.drop_disclosure(by, case=case, version=case.version, why="She no longer asks.", now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "take in disclosure": lambda by, of: disclosing.received(by, of),
    "name whom a disclosure is about": _named,
    "record first checks": lambda by, of: disclosing.checked(by, disclosing.received(world.officer(), of)),
    "record interview": _met,
    "propose disclosure": _proposed,
    "decide disclosure": _decided,
    "record disclosure": _disclosed,
    "raise danger in disclosure": _danger,
    "record that they are safe": _safe,
    "close disclosure": _closed,
    "take back decision to disclose": _taken_back,
    "close disclosure that came to nothing": _dropped,
}
