"""When a breach is established, what may be decided of it, and how it ends. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from frontend.dates import words
from notifications.breaches.choices import (
    BreachOf,
    DecisionKind,
    Element,
    ExcuseView,
    Outcome,
)
from notifications.breaches.rules.checking import explained, outstanding
from notifications.breaches.rules.offences import NON_FIELD, Refusals, elements, offence


def why_not_establish(
    of: str, done: Mapping[str, str], shown: Mapping[str, str], *, under_18: bool, children: bool = False
) -> Refusals:
    """What stands in the way; `shown` is the evidence by element, `children` as for `checks`."""
    if explained(done):
        return {NON_FIELD: "A check explains it. Close it as explained, or correct the check."}
    if left := outstanding(of, done, children=children):
        names = ", ".join(str(kind.label).lower() for kind in left)
        return {NON_FIELD: f"Not every check has its answer yet: {names}."}
    return {
        str(each): no_evidence(each)
        for each in elements(of, under_18=under_18)
        if not shown.get(each, "").strip()
    }


def no_evidence(element: Element) -> str:
    return f"{element.label}: say what shows it, and where that is."


BRING_IN = (DecisionKind.ARREST, DecisionKind.INTERVIEW)
PROSECUTE = (DecisionKind.CHARGE, DecisionKind.SUMMONS)
AT_ONCE = {DecisionKind.ADVICE: Outcome.ADVICE, DecisionKind.NFA: Outcome.NFA}
_OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    DecisionKind.CHARGE: (Outcome.CONVICTED, Outcome.ACQUITTED, Outcome.DISCONTINUED),
    DecisionKind.SUMMONS: (Outcome.CONVICTED, Outcome.ACQUITTED, Outcome.DISCONTINUED),
    DecisionKind.CAUTION: (Outcome.CAUTIONED, Outcome.DISCONTINUED),
    DecisionKind.RECALL: (Outcome.RECALLED, Outcome.NOT_RECALLED),
}
COUNTED = (Outcome.CAUTIONED, Outcome.CONVICTED)


def decisions(of: str, *, on_licence: bool) -> list[DecisionKind]:
    """What may be proposed at all: a licence is Probation's, and only somebody on licence is recalled."""
    if of == BreachOf.LICENCE:
        return [DecisionKind.RECALL, DecisionKind.ADVICE, DecisionKind.NFA]
    return [kind for kind in DecisionKind if kind is not DecisionKind.RECALL or on_licence]


def decision_in_words(kind: str, *, under_18: bool) -> str:
    """Somebody under 18 is given a youth caution (Crime and Disorder Act 1998 s.66ZA)."""
    if kind == DecisionKind.CAUTION and under_18:
        return "Youth caution"
    return str(DecisionKind(kind).label)


def why_not_decide(kind: str, *, of: str, excuse_view: str, on_licence: bool) -> str:
    """Why this cannot be proposed yet; empty if it can."""
    if kind not in decisions(of, on_licence=on_licence):
        if of == BreachOf.LICENCE:
            return "A breach of a licence is no offence by itself: ask Probation for recall, or advise."
        return "They are on no licence, so there is nothing to recall them to."
    return excuse_first(of, excuse_view) if kind in (*PROSECUTE, DecisionKind.CAUTION) else ""


def excuse_first(of: str, excuse_view: str) -> str:
    """Why their excuse stands in the way of a charge, a summons or a caution; empty if it does not."""
    if of == BreachOf.LICENCE or not offence(of).excusable:
        return ""
    if not excuse_view:
        return "Ask them for their excuse first: it is no offence with a reasonable one."
    if excuse_view == ExcuseView.REASONABLE:
        return "Their excuse is recorded as reasonable, so there is no offence to charge or caution."
    return ""


def outcomes(kind: str) -> tuple[Outcome, ...]:
    """How a breach can end on which this was decided."""
    return _OUTCOMES.get(kind, ())


def excuse(facts: Mapping[str, Any], *, happened_on: date, under_18: bool, today: date) -> Refusals:
    """`facts` has the excuse's fields of a Breach."""
    found: Refusals = {}
    asked = facts["excuse_asked_on"]
    if asked > today:
        found["excuse_asked_on"] = "That has not happened yet. Record it on the day."
    elif asked < happened_on:
        found["excuse_asked_on"] = "They cannot have been asked before the breach."
    if facts["excuse_view"] != ExcuseView.NONE:
        if not facts["excuse"].strip():
            found["excuse"] = "Write down what they said, in their words."
        if not facts["excuse_why"].strip():
            found["excuse_why"] = "Say why it is reasonable, or why not."
    if under_18 and not facts["excuse_with"].strip():
        found["excuse_with"] = "They are under 18: say who the appropriate adult was."
    return found


def ending(outcome: str, outcome_on: date, *, allowed: Collection[str], since: date, today: date) -> Refusals:
    """What is refused of an outcome; `since` is the day of the decision that it follows."""
    found: Refusals = {}
    if outcome not in allowed:
        found["outcome"] = "That cannot be the outcome of what was decided."
    if outcome_on > today:
        found["outcome_on"] = "That has not happened yet. Record it on the day."
    elif outcome_on < since:
        found["outcome_on"] = f"That is before it was decided, on {words(since)}. Check the day."
    return found


def year_of(day: date) -> int:
    """The year in which a count from 1 April to 31 March falls, by its first: 31 March 2026 falls in 2025."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1
