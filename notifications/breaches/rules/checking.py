"""The same-day checks: which, what each asks, what is still to be answered. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
)
from notifications.breaches.rules.offences import Refusals

_SHORT = (CheckKind.CUSTODY, CheckKind.HOSPITAL)
_WHOLE = tuple(kind for kind in CheckKind if kind is not CheckKind.SAFEGUARDING)


def checks(of: str, *, children: bool = False) -> tuple[CheckKind, ...]:
    """What is to be checked, in order: all of it where somebody did not come, little where they were seen.

    `children`: it is of a condition about contact with children, whose safety comes before everything.
    """
    found = _WHOLE if of == BreachOf.REQUIREMENT else _SHORT
    return (CheckKind.SAFEGUARDING, *found) if children else found


_QUESTIONS = {
    CheckKind.SAFEGUARDING: (
        "Has children’s services been told, and a strategy discussion asked for?",
        "Children’s services, or out of hours their emergency duty team. A child in danger now: 999 first.",
    ),
    CheckKind.CUSTODY: ("Are they in custody, or were they?", "PNC, custody records, the prison service."),
    CheckKind.HOSPITAL: ("Are they in hospital, or were they?", "Hospitals and the mental health trust."),
    CheckKind.DEATH: ("Have they died?", "The coroner, the registrar, hospitals."),
    CheckKind.ABROAD: ("Are they abroad?", "Journeys notified, Border Force."),
    CheckKind.ELSEWHERE: (
        "Did they notify at another station, or to another force?",
        "The counters of this force, ViSOR.",
    ),
    CheckKind.CONTACT: (
        "Has an officer or an agency heard from them since?",
        "Contact log, Probation, youth justice, social care, other police systems.",
    ),
    CheckKind.TELEPHONE: ("Do they answer the telephone?", "Every number on record."),
    CheckKind.ADDRESS: ("Are they at the address they notified?", "A call at the door, at a likely hour."),
}
_NO_FIXED_ADDRESS = (
    "Are they at a place where they can regularly be found?",
    "Each place they notified; day centres, hostels and outreach workers.",
)


def question(kind: CheckKind, *, no_fixed_address: bool = False) -> tuple[str, str]:
    """What is asked, and where the answer is found."""
    if kind is CheckKind.ADDRESS and no_fixed_address:
        return _NO_FIXED_ADDRESS
    return _QUESTIONS[kind]


def outstanding(of: str, done: Mapping[str, str], *, children: bool = False) -> list[CheckKind]:
    """The checks without an answer, first things first; once one explains it, none but the safety of children.

    `done`: latest result by kind.
    """
    answered = {kind for kind, result in done.items() if result != CheckResult.WAITING}
    left = [kind for kind in checks(of, children=children) if kind not in answered]
    if CheckResult.EXPLAINS in done.values():
        return [kind for kind in left if kind is CheckKind.SAFEGUARDING]
    return left


def check_results(kind: str) -> list[CheckResult]:
    """What such a check can give: nobody explains a breach by telling children's services."""
    if kind == CheckKind.SAFEGUARDING:
        return [CheckResult.TOLD, CheckResult.WAITING]
    return [each for each in CheckResult if each is not CheckResult.TOLD]


def explained(done: Mapping[str, str]) -> list[CheckKind]:
    """The checks that explain it."""
    return [CheckKind(kind) for kind, result in done.items() if result == CheckResult.EXPLAINS]


def latest(results: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of kinds and results in the order in which they were recorded, the last of each."""
    return dict(results)


def check(kind: str, result: str, detail: str) -> Refusals:
    if result not in check_results(kind):
        return {"result": "Select what it gave."}
    if result == CheckResult.EXPLAINS and not detail:
        return {"detail": "Say what was found, and where it stands."}
    if result == CheckResult.TOLD and not detail:
        return {"detail": "Say who was told, when, and what was agreed."}
    return {}
