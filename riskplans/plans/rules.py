"""What a plan must say before it is signed, and who must sign it: pure, every refusal with its reason.

Nothing here knows ARMS or the orders: high-priority factors and live conditions come as codes with their words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from frontend.dates import words

Refusals = dict[str, str]

# Section 5.1 of the practice: words that nobody can be held to.
_EMPTY_VERBS = frozenset(
    "continue keep maintain remain monitor ensure consider liaise review support manage be".split()
)
_ENDLESS = frozenset({"continue", "remain", "maintain"})
_EMPTY = re.compile(
    r"\b(as (and when )?(required|necessary|needed|appropriate)|when (required|necessary|needed)|ongoing|on-going|"
    r"where (possible|appropriate)|carry on|continu\w*|monitor\w*|regular(ly)?|tbc|tba|if needed)\b",
    re.IGNORECASE,
)
_NOTHING = frozenset(
    "a an and any at basis be by for from his her him he she their them they in is it of on on-going or the this "
    "that to up with we will situation risk behaviour case person all any other things matters".split()
)
_NO_VERB = frozenset("the a an he she they his her their this it no not there".split())
_A_WORD = re.compile(r"[\w’'-]+")
_SUBSTANCE = 3  # words that say something, once the empty ones are gone
_NO_MEASURE = frozenset({"n/a", "na", "none", "nil", "-", "ongoing", "tbc", "as above", "yes"})


@dataclass(frozen=True, slots=True)
class Action:
    """One action as the rules see it: whose `pillar` it is, which factor it is about, which conditions it checks."""

    pillar: str
    due_on: date
    factor: str = ""
    checks: frozenset[str] = frozenset()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A plan as the rules see it: its texts by name, whether it says how often to visit, its actions."""

    texts: Mapping[str, str]
    actions: Sequence[Action] = ()
    contingencies: int = 0
    visited: bool = False
    review_on: date | None = None
    flags_checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the record asks of the plan: factors of high priority and live conditions, each with its words; the last
    day for its review."""

    factors: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that keeps a plan from being submitted, at the section where it is put right."""

    place: str
    words: str


_TEXTS = {
    "at_risk": ("scenario", "Say who is at risk."),
    "harm": ("scenario", "Say what could happen to them."),
    "soon": ("scenario", "Say when, and in what circumstances."),
    "serious": ("scenario", "Say how serious it would be."),
    "triggers": ("scenario", "Name the triggers and early warning signs."),
    "visit_why": ("visits", "Say why they are visited this often."),
    "disclosure": ("disclosure", "Say whether a disclosure was made, considered or refused."),
    "disclosure_why": ("disclosure", "Say to whom, or why not."),
    "briefing": ("briefing", "Write the briefing for officers who may meet them."),
}
PILLARS = {
    "supervision": "Supervision",
    "monitoring": "Monitoring and control",
    "interventions": "Interventions and treatment",
    "victims": "Victim safety",
}


def action(*, what: str, measure: str, due_on: date | None, has_owner: bool, today: date) -> Refusals:
    """Why an action cannot be held to anybody, by field; empty for one that can."""
    wrong = {
        "what": vague(what),
        "measure": _no_measure(measure),
        "owner": "" if has_owner else "Say who does it: an officer, or a partner.",
        "due_on": "That day is over: enter today or a later day." if due_on and due_on < today else "",
    }
    if due_on is None:
        wrong["due_on"] = "Enter the day by which it is done."
    return {name: said for name, said in wrong.items() if said}


def vague(what: str) -> str:
    """Why these words say nothing that can be done; empty if they do say it."""
    said = [word.lower() for word in _A_WORD.findall(what)]
    if not said:
        return "Say what is done, beginning with a verb."
    found = _EMPTY.search(what)
    if said[0] in _EMPTY_VERBS or found:
        word = said[0] if said[0] in _EMPTY_VERBS else found[0].lower() if found else ""
        rest = [each for each in _A_WORD.findall(_EMPTY.sub(" ", what)) if _says_something(each)]
        if said[0] in _ENDLESS or len(rest) < _SUBSTANCE:
            return (
                f"“{word.capitalize()}” has no end and nobody can check it. Say what somebody does, with what, for "
                "example: Check the declared devices with the triage tool."
            )
    if said[0] in _NO_VERB:
        return "Begin with what is done: check, visit, ask, refer, tell."
    if len(said) == 1:
        return "Say what is done to what: one word is not enough to act on."
    return ""


def _says_something(word: str) -> bool:
    return word.lower() not in _NOTHING and word.lower() not in _EMPTY_VERBS


def _no_measure(measure: str) -> str:
    plain = measure.strip().strip(".").lower()
    if not plain:
        return "Say how we will know that it is done."
    if plain in _NO_MEASURE or not [w for w in _A_WORD.findall(_EMPTY.sub(" ", plain)) if _says_something(w)]:
        return "Say what can be seen when it is done: a form, an exhibit, a date, a signature."
    return ""


def missing(said: Said, asked: Asked, *, today: date) -> list[Missing]:
    """Everything that keeps the plan from being submitted or approved, section by section; empty when it may be."""
    found = [
        Missing(place, sentence)
        for name, (place, sentence) in _TEXTS.items()
        if not said.texts.get(name, "").strip()
    ]
    alive = [each for each in said.actions if each.is_open]
    for pillar, heading in PILLARS.items():
        if not said.texts.get(pillar, "").strip() and not any(each.pillar == pillar for each in alive):
            found.append(Missing(pillar, f"{heading} has no action: add one, or say why none is needed."))
    found += [
        Missing(
            each.pillar,
            f"An action was due on {words(each.due_on)}: record its result, or give it another day.",
        )
        for each in alive
        if each.due_on < today
    ]
    about = {each.factor for each in alive}
    found += [
        Missing("supervision", f"High priority and no open action: {called}.")
        for code, called in asked.factors.items()
        if code not in about
    ]
    checked = frozenset().union(*(each.checks for each in alive if each.pillar == "monitoring"))
    found += [
        Missing("monitoring", f"No monitoring action checks: {called}.")
        for code, called in asked.conditions.items()
        if code not in checked
    ]
    if not said.contingencies:
        found.append(Missing("contingency", "Say what is done if something goes wrong: add at least one."))
    if not said.visited:
        found.append(Missing("visits", "Say how often they are visited."))
    return [*found, *_review(said, asked, today)]


def _review(said: Said, asked: Asked, today: date) -> Iterable[Missing]:
    if said.review_on is None:
        yield Missing("review", "Enter the day by which the plan is reviewed.")
    elif said.review_on <= today:
        yield Missing("review", "The review is to be after today.")
    elif asked.review_by and said.review_on > asked.review_by:
        yield Missing(
            "review", f"At this level the force reviews a plan by {words(asked.review_by)} at the latest."
        )
    if said.flags_checked_on is None:
        yield Missing("review", "Check the flags and triggers on our systems, and enter the day.")
    elif said.flags_checked_on > today:
        yield Missing("review", "The flags cannot have been checked on a day to come.")


# The levels from the gravest down: whose plans an inspector countersigns is a number of them.
_GRAVEST_FIRST = ("very_high", "high", "medium", "low")


def countersignature(*, of: Collection[str], levels: int, by_inspector: bool) -> str:
    """Why an inspector signs besides the supervisor; empty where the one signature is enough.

    `of` are the levels at which the plan was submitted and is approved: the graver counts. `levels` counts from the
    gravest: 1 is very high alone. An unassessed person counts as high.
    """
    stands = {"high" if level == "unassessed" else level for level in of}
    asked = next((level for level in _GRAVEST_FIRST[:levels] if level in stands), "")
    return (
        f"The force asks it at this level: {asked.replace('_', ' ')}." if asked and not by_inspector else ""
    )


class Step(StrEnum):
    """What can happen to a version of a plan."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    COUNTERSIGN = "countersign"
    SUPERSEDE = "supersede"


_STEPS = {
    ("draft", Step.SUBMIT): "submitted",
    ("returned", Step.SUBMIT): "submitted",
    ("submitted", Step.RETURN): "returned",
    ("signed", Step.RETURN): "returned",
    ("submitted", Step.APPROVE): "approved",
    ("signed", Step.COUNTERSIGN): "approved",
    ("approved", Step.SUPERSEDE): "superseded",
}


def after(state: str, step: Step, *, countersigned: str = "") -> str | None:
    """The state that follows; None where this cannot happen. An approval leads to a signature that still lacks the
    inspector's where `countersigned` says why one is asked for."""
    following = _STEPS.get((state, step))
    return "signed" if following == "approved" and step is Step.APPROVE and countersigned else following


def unticked(*, longer: bool) -> str:
    """What is said to a signature without all of its ticks; `longer`: visits are further apart than policy."""
    besides = " Visits further apart than the force’s policy are one of them." if longer else ""
    return f"Look at each point, and tick it: your signature says that you did.{besides}"


def signing(*, actor: object, authors: Collection[object], approved_by: object | None) -> str:
    """Why somebody may not sign; empty where they may."""
    if actor in authors:
        return "You wrote in this plan, so somebody else decides on it."
    if approved_by is not None and actor == approved_by:
        return "You approved this plan, so somebody else countersigns it."
    return ""
