"""Every verb of orders and licences, carried out by one user on one person: what the access log must say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.orders.choices import ApplicationState, LicenceStep
from tests import world
from tests.riskplans.orders import kept

NOW, TODAY = kept.NOW, world.TODAY


def _further(by: User, of: Person, state: ApplicationState, **said: Any) -> Any:
    return kept.further(by, kept.applied(by, kept.considered(by, of)), state, **said)


def _decided(by: User, of: Person, state: ApplicationState) -> Any:
    return _further(by, of, state, decided_on=TODAY, outcome="As asked", last_day=None)


def _adjourn(by: User, of: Person) -> Any:
    application = kept.applied(by, kept.considered(by, of), hearing_on=TODAY)
    return actions.adjourn_hearing(
        by,
        application=application,
        version=application.version,
        hearing_on=TODAY + world.days(30),
        why="No interpreter",
        now=NOW,
    )


def _vary(by: User, of: Person) -> Any:
    return people.vary_condition(
        by,
        condition=kept.condition(by, kept.order(by, of)),
        version=1,
        wording="Not to meet anyone under 18.",
        checked="Asked about",
        varied_on=TODAY,
        variation="Kirkby Crown Court",
        now=NOW,
    )


def _recall(by: User, of: Person, *steps: LicenceStep) -> Any:
    licence = kept.licence(by, of)
    for place, step in enumerate(steps):
        recall = "standard" if step is LicenceStep.REQUESTED else ""
        on = TODAY - world.days(9 - place)
        licence = actions.take_licence_further(
            by, licence=licence, version=licence.version, step=step, on=on, recall=recall, now=NOW
        )
    return licence


_BACK = (LicenceStep.REQUESTED, LicenceStep.REVOKED, LicenceStep.RETURNED)


def _release(by: User, of: Person) -> Any:
    licence = _recall(by, of, *_BACK)
    return people.release_again(
        by, licence=licence, version=licence.version, released_on=TODAY, values={}, now=NOW
    )


def _return_passport(by: User, of: Person) -> Any:
    held = kept.passport(by, kept.order(by, of))
    return actions.return_passport(
        by, passport=held, version=1, returned_on=TODAY, returned_to="To him", now=NOW
    )


def _follow(by: User, of: Person) -> Any:
    return people.record_what_followed(
        by, fact=kept.order(by, of), version=1, values={"served_on": TODAY}, now=NOW
    )


def _warn(by: User, of: Person) -> Any:
    fields = {"given_on": TODAY, "given_by": "J Lund", "why": "Missed a visit", "condition": None}
    return actions.warn_under_licence(by, licence=kept.licence(by, of), fields=fields, now=NOW)


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "consider order": lambda by, of: kept.considered(by, of),
    "record application applied for": lambda by, of: kept.applied(by, kept.considered(by, of)),
    "adjourn hearing": _adjourn,
    "record application interim order made": lambda by, of: _further(
        by, of, ApplicationState.INTERIM, made_on=TODAY, last_day=None
    ),
    "record application granted": lambda by, of: _decided(by, of, ApplicationState.GRANTED),
    "record application refused": lambda by, of: _decided(by, of, ApplicationState.REFUSED),
    "record application withdrawn": lambda by, of: _decided(by, of, ApplicationState.WITHDRAWN),
    "record application not pursued": lambda by, of: kept.further(
        by, kept.considered(by, of), ApplicationState.DROPPED, decided_on=TODAY, outcome="Not needed"
    ),
    "record what followed of court order": _follow,
    "record service of order": lambda by, of: kept.served(by, kept.order(by, of)),
    "check condition": lambda by, of: kept.checked(by, kept.condition(by, kept.order(by, of))),
    "vary condition of an order": _vary,
    "hold passport": lambda by, of: kept.passport(by, kept.order(by, of)),
    "return passport": _return_passport,
    "record licence warning": _warn,
    "record licence recall": lambda by, of: _recall(by, of, *_BACK[:1]),
    "record licence revoked": lambda by, of: _recall(by, of, *_BACK[:2]),
    "record licence returned": lambda by, of: _recall(by, of, *_BACK),
    "record licence ended": lambda by, of: _recall(by, of, LicenceStep.ENDED),
    "release again on licence": _release,
}
