"""A breach, by the supervisor who authorises what an officer proposes; the missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from notifications import actions as notifications
from notifications.breaches import rules
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    Element,
    ExcuseView,
    Found,
    Meeting,
    Outcome,
    Provision,
    SearchStepKind,
    Verdict,
)
from offenders.choices import SoughtEnd, SoughtKind
from offenders.models import Person
from tests import world

NOW = world.at(world.TODAY)


def _shown(by: User, of: Person) -> dict[str, Any]:
    breach = VERBS["open suspected breach"](by, of)
    for kind in rules.checks(BreachOf.REQUIREMENT):
        notifications.record_check(by, breach=breach, kind=kind, result=CheckResult.CLEAR, detail="", now=NOW)
    return {"breach": breach, "version": 1, "shown": dict.fromkeys(Element, "Exhibit 1")}


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "open suspected breach": lambda by, of: notifications.open_suspected_breach(
        by,
        person=of,
        of=BreachOf.REQUIREMENT,
        found=Found.OTHER,
        provision=Provision.IDENTITY,
        happened_on=world.TODAY,
        account="Would not be photographed.",
        now=NOW,
    ),
    "record same-day check": lambda by, of: notifications.record_check(
        by,
        breach=VERBS["open suspected breach"](by, of),
        kind=CheckKind.CUSTODY,
        result=CheckResult.CLEAR,
        detail="",
        now=NOW,
    ),
    "close explained breach": lambda by, of: notifications.close_explained(
        by,
        breach=VERBS["open suspected breach"](by, of),
        version=1,
        explanation="The camera was broken.",
        now=NOW,
    ),
    "establish breach": lambda by, of: notifications.establish_breach(by, now=NOW, **_shown(by, of)),
    "record breach nationally": lambda by, of: notifications.record_nationally(
        by,
        breach=VERBS["establish breach"](by, of),
        version=2,
        national_reference="26/1A",
        agencies_told="Probation",
        meeting=Meeting.NOT_NEEDED,
        now=NOW,
    ),
    "record excuse": lambda by, of: notifications.record_excuse(
        by,
        breach=VERBS["establish breach"](by, of),
        version=2,
        excuse={
            "excuse_asked_on": world.TODAY,
            "excuse_with": "",
            "excuse": "",
            "excuse_view": ExcuseView.NONE,
            "excuse_why": "",
        },
        now=NOW,
    ),
    "propose decision on breach": lambda by, of: notifications.propose_decision(
        by,
        breach=VERBS["record excuse"](by, of),
        kind=DecisionKind.CAUTION,
        rationale="A first breach.",
        now=NOW,
    ),
    "authorise decision on breach": lambda by, of: notifications.give_verdict(
        by,
        decision=VERBS["propose decision on breach"](world.officer(), of),
        version=1,
        verdict=Verdict.AUTHORISED,
        note="",
        now=NOW,
    ),
    "record outcome of breach": lambda by, of: notifications.finalise_breach(
        by,
        breach=VERBS["authorise decision on breach"](by, of).breach,
        version=4,
        outcome=Outcome.CAUTIONED,
        outcome_on=world.TODAY,
        now=NOW,
    ),
    "record as missing": lambda by, of: notifications.declare_sought(
        by,
        person=of,
        kind=SoughtKind.MISSING,
        values={"starts_on": world.TODAY, "why": "Not at the address", "source": "observed"},
        now=NOW,
    ),
    "circulate on PNC": lambda by, of: notifications.circulate(
        by,
        sought=VERBS["record as missing"](by, of),
        version=1,
        circulation="26/1A",
        circulated_on=world.TODAY,
        now=NOW,
    ),
    "record step of search": lambda by, of: notifications.record_search_step(
        by,
        sought=VERBS["record as missing"](by, of),
        kind=SearchStepKind.DWP,
        done_on=world.TODAY,
        result="No claim.",
        now=NOW,
    ),
    "end search": lambda by, of: notifications.end_search(
        by,
        sought=VERBS["record as missing"](by, of),
        version=1,
        ends_on=world.TODAY,
        outcome=SoughtEnd.COMPLYING,
        found="At his sister's",
        now=NOW,
    ),
}
