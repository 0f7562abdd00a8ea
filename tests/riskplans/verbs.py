"""Every verb of visits and of risk, carried out by one user on one person: what the access log must say of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from offenders.choices import ManagementLevel
from offenders.models import Person
from riskplans import actions
from riskplans.assessments.choices import ChangeKind
from riskplans.choices import NextStep, Reviewed
from riskplans.models import AttemptsDecision
from tests import world
from tests.riskplans import assessing, visiting

NOW = world.at(world.TODAY)
LATER = world.at(world.TODAY, 14)


def _answer_alone(by: User, of: Person) -> Any:
    alone = world.officer()
    visit = visiting.planned(alone, of, second="")
    asked = actions.ask_to_visit_alone(alone, visit=visit, why="Leave", safeguards="Car outside", now=NOW)
    return actions.answer_alone(by, alone=asked, version=1, answer="approved", note="A short one", now=NOW)


def _check_in(by: User, of: Person) -> Any:
    visit = _answer_alone(by, of).visit
    visit = actions.start_visit(by, visit=visit, version=1, now=NOW)
    return actions.check_in(by, visit=visit, now=LATER)


def _answer_interval(by: User, of: Person) -> Any:
    asked = actions.set_interval(
        world.officer(), person=of, amount=9, span_of="months", why="Stable", now=NOW
    )
    return actions.answer_interval(by, interval=asked, version=1, answer="refused", note="Not yet", now=NOW)


def _complete(by: User, of: Person) -> Any:
    visit = visiting.made(by, of)
    return actions.complete_visit(
        by, visit=visit, version=0, record={"rooms": "All"}, found=actions.Found(), now=LATER
    )


def _decide(by: User, of: Person) -> Any:
    visiting.twice_not_in(world.officer(), of)
    waiting = AttemptsDecision.objects.get(person=of)
    return actions.decide_attempts(
        by, decision=waiting, version=1, step=NextStep.AGAIN, reasons="In the evening", now=LATER
    )


def _prepare(by: User, of: Person) -> Any:
    visiting.twice_not_in(by, of)
    return actions.prepare_warrant(by, person=of, fields=visiting.WARRANT, now=LATER)


def _applied(by: User, of: Person) -> Any:
    said = {"applicant": "Supt 7 Ward", "court": "Kirkby Magistrates", "applied_on": world.TODAY}
    return actions.take_warrant_further(
        by, warrant=_prepare(by, of), version=1, step="applied", said=said, now=LATER
    )


VERBS: dict[str, Callable[[User, Person], Any]] = {
    "plan visit": lambda by, of: visiting.planned(by, of),
    "move visit": lambda by, of: actions.move_visit(
        by, visit=visiting.planned(by, of), version=1, planned_for=LATER, second="", why="Court", now=NOW
    ),
    "call off visit": lambda by, of: actions.call_off_visit(
        by, visit=visiting.planned(by, of), version=1, why="Court", now=NOW
    ),
    "ask to visit alone": lambda by, of: actions.ask_to_visit_alone(
        by, visit=visiting.planned(by, of, second=""), why="Leave", safeguards="Car outside", now=NOW
    ),
    "answer request to visit alone": _answer_alone,
    "start visit": lambda by, of: actions.start_visit(by, visit=visiting.planned(by, of), version=1, now=NOW),
    "check in from visit": _check_in,
    "record visit": lambda by, of: visiting.made(by, of),
    "complete visit record": _complete,
    "record check before visit": lambda by, of: actions.record_check(
        by, person=of, systems=["pnc"], checked_on=world.TODAY, found="Nothing new", now=NOW
    ),
    "review visit": lambda by, of: actions.review_visit(
        by, visit=visiting.made(world.officer(), of), version=3, reviewed=Reviewed.FINE, note="", now=LATER
    ),
    "set visit interval": lambda by, of: actions.set_interval(
        by, person=of, amount=6, span_of="weeks", why="Isolated", now=NOW
    ),
    "answer request for interval": _answer_interval,
    "end visit interval": lambda by, of: actions.end_interval(
        by, interval=VERBS["set visit interval"](by, of), version=1, why="Settled", now=NOW
    ),
    "decide after failed visits": _decide,
    "prepare warrant": _prepare,
    "record warrant applied": _applied,
}

_FACTOR = {**assessing.FACTOR, "priority": "medium"}


def _asked_for(by: User, of: Person) -> Any:
    return actions.set_level(by, person=of, level=ManagementLevel.MEDIUM, why="Settled", now=NOW)


def _review(by: User, of: Person) -> Any:
    return actions.report_change(
        by, person=of, kind=ChangeKind.BEREAVEMENT, what="His father died", happened_on=world.TODAY, now=NOW
    )


def _go_through(by: User, of: Person) -> Any:
    factor = assessing.begun(by, of).factors.all()[0]
    return actions.go_through_factor(by, factor=factor, version=1, said=_FACTOR, now=NOW)


def _decided(approve: bool) -> Callable[[User, Person], Any]:
    return lambda by, of: actions.decide_assessment(
        by,
        assessment=assessing.handed_in(world.officer(), of, "rosh", levels={"public": "low"}),
        version=3,
        approve=approve,
        note="Say who is at risk",
        now=LATER,
    )


VERBS |= {
    "start assessment": lambda by, of: assessing.begun(by, of),
    "go through factor": _go_through,
    "write assessment": lambda by, of: assessing.written(by, of, "rosh", levels={"public": "low"}),
    "hand in assessment": lambda by, of: assessing.handed_in(by, of, "rosh", levels={"public": "low"}),
    "approve assessment": _decided(approve=True),
    "return assessment": _decided(approve=False),
    "share summary of assessment": lambda by, of: actions.share_summary(
        by,
        assessment=assessing.approved(world.officer(), of, "rosh", levels={"children": "high"}),
        now=LATER,
        **assessing.SHARED,
    ),
    "give up assessment": lambda by, of: actions.drop_assessment(
        by, assessment=assessing.begun(by, of), version=1, why="Begun twice", now=NOW
    ),
    "report change": _review,
    "settle review": lambda by, of: actions.settle_review(
        by, review=_review(by, of), version=1, note="Expected, and planned for", now=NOW
    ),
    "set management level": _asked_for,
    "answer request for level": lambda by, of: actions.answer_level(
        by, decision=_asked_for(world.officer(), of), version=1, answer="refused", note="Not yet", now=NOW
    ),
}
