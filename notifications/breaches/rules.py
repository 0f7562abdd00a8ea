"""What a breach is of in law, what is checked and proved, and what may be decided: pure, with reasons in plain words.

What is law here is the Sexual Offences Act 2003 ss.91, 103I and 122H and the Sentencing Act 2020 s.354.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frontend.dates import age, words
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    Element,
    ExcuseView,
    Outcome,
    Provision,
    SearchStepKind,
)
from offenders.choices import OrderKind, SoughtKind

Refusals = dict[str, str]
ADULT = 18
NON_FIELD = "__all__"  # what is refused of no one field, as Django's forms name it

# Weekly notifications of those without a fixed address, and a return from abroad: one missed opens an enquiry by
# itself the same day. Of every other duty the officer begins it.
WEEKLY_RULE, RETURN_KIND = "85(5)(a)", "travel_return"
_PROVISIONS = {
    "initial": Provision.INITIAL,
    "change": Provision.CHANGE,
    "non_occurrence": Provision.NON_OCCURRENCE,
    "periodic": Provision.PERIODIC,
    "travel": Provision.TRAVEL,
    "travel_change": Provision.TRAVEL,
    "travel_return": Provision.RETURN,
    "absence": Provision.ABSENCE,
}


@dataclass(frozen=True, slots=True)
class Offence:
    """What it is an offence to do, under which provision, and whether a reasonable excuse is an answer to it."""

    name: str
    law: str
    most: str
    excusable: bool = True


_FAILURE = Offence(
    "Failing to comply with a notification requirement", "Sexual Offences Act 2003 s.91(1)(a)", "5 years"
)
_FALSEHOOD = Offence(
    "Notifying information known to be false",
    "Sexual Offences Act 2003 s.91(1)(b)",
    "5 years",
    excusable=False,
)
_SHPO = Offence(
    "Breach of a sexual harm prevention order, or of one that it replaced",
    "Sexual Offences Act 2003 s.103I; Sentencing Act 2020 s.354 for one made on conviction",
    "5 years",
)
_SRO = Offence(
    "Breach of a sexual risk order, or of one that it replaced", "Sexual Offences Act 2003 s.122H", "5 years"
)
_ANOTHER_ORDER = Offence("Breach of the order", "The Act under which the order was made", "See that Act")
_LICENCE = Offence(
    "Breach of a licence condition: no offence by itself", "Probation decides on recall", "Recall to custody"
)
_OTHER = Offence("To be determined", "", "")
_OF_ORDER = {
    OrderKind.SHPO: _SHPO,
    OrderKind.INTERIM_SHPO: _SHPO,
    OrderKind.SOPO: _SHPO,
    OrderKind.INTERIM_SOPO: _SHPO,
    OrderKind.FTO: _SHPO,
    OrderKind.SRO: _SRO,
    OrderKind.INTERIM_SRO: _SRO,
    OrderKind.RSHO: _SRO,
}


def offence(of: str, *, order_kind: str = "") -> Offence:
    """`order_kind` is a value of OrderKind, for the breach of an order."""
    match of:
        case BreachOf.REQUIREMENT:
            return _FAILURE
        case BreachOf.FALSE:
            return _FALSEHOOD
        case BreachOf.ORDER:
            return _OF_ORDER.get(OrderKind(order_kind), _ANOTHER_ORDER) if order_kind else _ANOTHER_ORDER
        case BreachOf.LICENCE:
            return _LICENCE
        case _:
            return _OTHER


def elements(of: str, *, under_18: bool) -> tuple[Element, ...]:
    """What must be shown before a breach is established. The excuse is asked of them afterwards, and is not here."""
    match of:
        case BreachOf.REQUIREMENT:
            young = (Element.OWN_DUTY,) if under_18 else ()
            return (Element.SUBJECT, *young, Element.KNEW, Element.FAILED)
        case BreachOf.FALSE:
            return (Element.SUBJECT, Element.FALSE, Element.KNEW_FALSE)
        case BreachOf.ORDER | BreachOf.LICENCE:
            return (Element.IN_FORCE, Element.SERVED, Element.DID)
        case _:
            return (Element.DID,)


def is_young(date_of_birth: date, on: date) -> bool:
    return age(date_of_birth, on) < ADULT


# Opening ------------------------------------------------------------------------------------------------


def provision_of(kind: str) -> str:
    """The requirement behind a duty of the diary, by the duty's kind; empty for a duty of the police."""
    return _PROVISIONS.get(kind, "")


def why_no_breach(duty: Mapping[str, Any], *, late: bool, overdue: bool) -> str:
    """Why this duty of the diary gives no ground for suspicion; empty if it does. `duty` has an Entry's fields.

    `overdue` and `late` are asked of the most lenient reading of the law: nobody is suspected by a stricter one.
    """
    if not provision_of(duty["kind"]):
        return "This is a duty of the police: nobody else can be in breach of it."
    if duty["met_on"]:
        return "" if late else f"This was notified in time, on {words(duty['met_on'])}."
    if duty["last"] is None:
        return (
            "No date runs while they are in custody, in hospital or abroad, so they have failed in nothing."
        )
    return "" if overdue else "Its last day has not passed, so nothing has been broken yet."


def opening(facts: Mapping[str, Any], *, detained: str, born: date, now: datetime) -> Refusals:
    """What is refused of a suspected breach that no duty of the diary stands behind. `facts` has a Breach's fields;
    `detained` says in words where they were held on that day, or is empty."""
    found: Refusals = {}
    happened = facts["happened_on"]
    if happened > now.date():
        found["happened_on"] = "That has not happened yet. Record it on the day."
    elif happened < born:
        found["happened_on"] = "That is before this person was born. Check the date."
    elif detained and facts["of"] == BreachOf.REQUIREMENT and facts.get("provision") != Provision.IDENTITY:
        found["happened_on"] = (
            f"That day they were {detained}. Nobody in custody or hospital fails to notify: check the day, or that "
            "entry."
        )
    if not facts.get("account", "").strip():
        found["account"] = "Say what happened: who saw or found what, and when."
    match facts["of"]:
        case BreachOf.REQUIREMENT if not facts.get("provision"):
            found["provision"] = "Select the requirement."
        case BreachOf.ORDER if not facts.get("order_condition"):
            found["order_condition"] = "Select the condition of the order."
        case BreachOf.LICENCE if not facts.get("licence_condition"):
            found["licence_condition"] = "Select the condition of the licence."
    return found


def condition_in_force(
    condition: Mapping[str, Any], *, on: date, order_from: date | None, order_until: date | None
) -> str:
    """Why a condition could not be broken on that day; empty if it could. `condition` has a Condition's dates; the
    others are the first day of its order or licence, and the first on which that was over."""
    starts = max((day for day in (condition["starts_on"], order_from) if day), default=None)
    if starts and on < starts:
        return f"This condition is in force from {words(starts)}. Check the day."
    ends = condition["ends_on"]
    if (ends and on > ends) or (order_until and on >= order_until):
        return "This condition was no longer in force that day. Check the day, or choose another."
    return ""


# The same-day checks ------------------------------------------------------------------------------------

_SHORT = (CheckKind.CUSTODY, CheckKind.HOSPITAL)


def checks(of: str) -> tuple[CheckKind, ...]:
    """What is to be checked, in order: all of it where somebody did not come, little where they were seen."""
    return tuple(CheckKind) if of == BreachOf.REQUIREMENT else _SHORT


_QUESTIONS = {
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


def outstanding(of: str, done: Mapping[str, str]) -> list[CheckKind]:
    """The checks without an answer, first things first; none once one explains it. `done`: latest result by kind."""
    if CheckResult.EXPLAINS in done.values():
        return []
    answered = {kind for kind, result in done.items() if result != CheckResult.WAITING}
    return [kind for kind in checks(of) if kind not in answered]


def explained(done: Mapping[str, str]) -> list[CheckKind]:
    """The checks that explain it."""
    return [CheckKind(kind) for kind, result in done.items() if result == CheckResult.EXPLAINS]


# Establishing -------------------------------------------------------------------------------------------


def why_not_establish(
    of: str, done: Mapping[str, str], shown: Mapping[str, str], *, under_18: bool
) -> Refusals:
    """What stands in the way; `shown` is the evidence by element."""
    if explained(done):
        return {NON_FIELD: "A check explains it. Close it as explained, or correct the check."}
    if left := outstanding(of, done):
        names = ", ".join(str(kind.label).lower() for kind in left)
        return {NON_FIELD: f"Not every check has its answer yet: {names}."}
    return {
        str(each): no_evidence(each)
        for each in elements(of, under_18=under_18)
        if not shown.get(each, "").strip()
    }


def no_evidence(element: Element) -> str:
    return f"{element.label}: say what shows it, and where that is."


# Deciding -----------------------------------------------------------------------------------------------

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


def latest(results: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of kinds and results in the order in which they were recorded, the last of each."""
    return dict(results)


def check(result: str, detail: str) -> Refusals:
    if result == CheckResult.EXPLAINS and not detail:
        return {"detail": "Say what was found, and where it stands."}
    return {}


# Missing and wanted -------------------------------------------------------------------------------------


def declaring(kind: str, *, held: str, suspected_only: bool) -> Refusals:
    """What is refused of recording somebody missing or wanted; `held` says in words where they are held today."""
    if held and kind == SoughtKind.MISSING:
        return {NON_FIELD: f"They are {held}, so they are not missing. Correct that entry if it is wrong."}
    if suspected_only and kind == SoughtKind.WANTED:
        return {NON_FIELD: "This breach is only suspected. Establish it before they are wanted for it."}
    return {}


def search(facts: Mapping[str, Any], *, since: date | None, today: date) -> Refusals:
    """`facts` has some of the days of a Sought."""
    found: Refusals = {}
    for name in ("circulated_on", "ends_on"):
        day = facts.get(name)
        if day and day > today:
            found[name] = "That has not happened yet. Record it on the day."
        elif day and since and day < since:
            found[name] = f"They are sought since {words(since)}. Check the day."
    return found


def search_step(facts: Mapping[str, Any], *, since: date | None, today: date) -> Refusals:
    """`facts` has the fields of a SearchStep."""
    found: Refusals = {}
    day = facts["done_on"]
    if day > today:
        found["done_on"] = "That has not happened yet. Record it on the day."
    elif since and day < since:
        found["done_on"] = f"They are sought since {words(since)}. Check the day."
    if not facts["result"]:
        found["result"] = "Say what came of it."
    if facts["kind"] == SearchStepKind.MEDIA and not facts["authorised_by"]:
        found["authorised_by"] = "A media appeal is decided by a superintendent or above: say who."
    return found
