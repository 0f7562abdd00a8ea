"""Every verb of polygraph, carried out by one user on one person: what the access log must say of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.models import Person
from riskplans import actions
from riskplans.choices import Asked
from riskplans.polygraph.choices import Gravity, Result, Triage, Unfit
from tests import world
from tests.riskplans.polygraph import made

NOW = made.NOW


def _offer(by: User, of: Person) -> Any:
    test = made.begun(by, of, offered_on=None)
    return actions.offer_polygraph(by, test=test, version=1, offered_on=world.TODAY, now=NOW)


def _defer(by: User, of: Person) -> Any:
    test = made.referred(by, of)
    return actions.defer_polygraph(
        by,
        test=test,
        version=test.version,
        unfit_for=Unfit.HEALTH,
        again_on=world.TODAY + world.days(30),
        now=NOW,
    )


def _absent(by: User, of: Person) -> Any:
    test = made.booked(by, of)
    return actions.record_absence_from_polygraph(by, test=test, version=test.version, why="Ill", now=NOW)


def _drop(by: User, of: Person) -> Any:
    test = made.begun(by, of)
    return actions.drop_polygraph(by, test=test, version=test.version, why="Recalled", now=NOW)


def _result(by: User, of: Person) -> Any:
    test = made.taken(by, of, "")
    return actions.record_polygraph_result(
        by, test=test, version=test.version, result=Result.NO_OPINION, result_note="", now=NOW
    )


def _triage(by: User, of: Person) -> Any:
    told = made.disclosed(by, made.taken(by, of))
    return actions.triage_polygraph_disclosure(
        by, disclosure=told, version=1, triage=[Triage.CRIME], note="Crime 44/1", now=NOW
    )


def _answer(by: User, of: Person) -> Any:
    """By somebody else than who triaged it."""
    told = made.disclosed(by, made.taken(by, of), gravity=Gravity.GRAVE)
    actions.triage_polygraph_disclosure(
        world.supervisor(), disclosure=told, version=1, triage=[Triage.NOTHING], note="Known", now=NOW
    )
    return actions.answer_polygraph_disclosure(
        by, disclosure=told, version=2, answer=Asked.APPROVED, note="Spoke to social care", now=NOW
    )


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "start polygraph test": lambda by, of: made.begun(by, of),
    "offer polygraph test": _offer,
    "answer polygraph offer": lambda by, of: made.referred(by, of),
    "book polygraph test": lambda by, of: made.booked(by, of),
    "defer polygraph test": _defer,
    "drop polygraph test": _drop,
    "record absence from polygraph": _absent,
    "record polygraph test": lambda by, of: made.taken(by, of),
    "record polygraph result": _result,
    "check polygraph test": lambda by, of: made.checked(by, of),
    "record polygraph disclosure": lambda by, of: made.disclosed(by, made.taken(by, of)),
    "triage polygraph disclosure": _triage,
    "answer polygraph disclosure": _answer,
    "close polygraph test": lambda by, of: made.closed(by, of),
}
