"""The clocks of a disclosure, its tests, and who decides: pure, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from riskplans.disclosure.choices import APPLIED, CaseState, Mappa, Outcome, Scheme, Signed

Refusals = dict[str, str]
# What is asked of, and about, the person: where nobody is named nobody can answer it.
OF_THE_PERSON = {"proportionality", "asked", "representations", "mappa", "mappa_note"}
SECTION = "Criminal Justice Act 2003, section 327A"


@dataclass(frozen=True, slots=True)
class Clock:
    """One step with the time by which it is due. `at` is the instant of a limit in hours; `on` its London day."""

    what: str
    on: date
    at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        return self.at <= now if self.at else self.on < now.date()


@dataclass(frozen=True, slots=True)
class Dues:
    """When each step of one disclosure is due, as it stood when it came in."""

    checks_at: datetime | None
    interview_on: date | None
    decision_on: date
    tell_on: date | None = None


def clock(state: str, dues: Dues) -> Clock | None:
    """The step that is due next; None once nothing is."""
    if state == CaseState.RECEIVED and dues.checks_at:
        return Clock("First checks", localdate(dues.checks_at), dues.checks_at)
    if state == CaseState.INTERVIEW and dues.interview_on:
        return Clock("Face to face", dues.interview_on)
    if state in (CaseState.INTERVIEW, CaseState.ASSESSMENT, CaseState.DECISION):
        return Clock("Decision", dues.decision_on)
    if state == CaseState.AUTHORISED and dues.tell_on:
        return Clock("Tell them", dues.tell_on)
    return None


def received(said: Mapping[str, Any], *, now: datetime) -> Refusals:
    """What keeps something from being taken in."""
    wrong = {}
    if said["scheme"] in APPLIED and not (said.get("applicant") or "").strip():
        wrong["applicant"] = "Enter who asks."
    for name, needed in (
        ("at_risk", "Enter who is at risk, as far as it is known."),
        ("subject", "Enter whom it is about, as far as it is known."),
        ("worry", "Enter what the worry is."),
    ):
        if not said.get(name, "").strip():
            wrong[name] = needed
    if said["received_at"] > now:
        wrong["received_on"] = "That is still to come."
    return wrong


def checked(checks: str, *, checked_at: datetime, received_at: datetime, now: datetime) -> Refusals:
    """What keeps the first checks from being recorded: they were made since it came in, at a time that is past."""
    wrong = {} if checks.strip() else {"checks": "Say what you looked at and what it showed."}
    if checked_at > now:
        wrong["checked_on"] = "That is still to come."
    elif checked_at < received_at:
        wrong["checked_on"] = "That was before it came in."
    return wrong


def met(
    *, interviewed_at: datetime, identity: str, interview: str, received_at: datetime, now: datetime
) -> Refusals:
    """What keeps the meeting from being recorded."""
    wrong = {}
    if interviewed_at > now:
        wrong["interviewed_on"] = "That is still to come."
    elif interviewed_at < received_at:
        wrong["interviewed_on"] = "That was before they asked."
    if not identity.strip():
        wrong["identity"] = (
            "Say how they proved who they are, where they live, and what they are to those at risk."
        )
    if not interview.strip():
        wrong["interview"] = "Say what they told you."
    return wrong


def of_this_proposal(said: Mapping[str, Any], *, known: bool) -> dict[str, Any]:
    """What was said without what belongs to another answer: words for whom nobody is to tell, a reason against a
    presumption that is followed, what is asked of a person where nobody is named."""
    disclose = said["outcome"] == Outcome.DISCLOSE
    left_out: set[str] = set() if disclose else {"recipient", "words"}
    if disclose or not said["serious_harm"]:
        left_out.add("presumption")
    if not known:
        left_out |= OF_THE_PERSON
    elif said["mappa"] == Mappa.NOT_NEEDED:
        left_out.add("mappa_note")
    return {name: value for name, value in said.items() if name not in left_out}


def proposal(said: Mapping[str, Any], *, known: bool, managed_at: str) -> Refusals:
    """What keeps a proposal from being put to whoever decides: each test is answered, with reasons.

    `known`: it is about somebody on record; `managed_at`: their MAPPA level, empty if they have none.
    """
    wrong = {}
    for name, needed in (
        ("need", "Say what the risk is, and to whom."),
        ("necessity", "Say why nothing less would do, or what would."),
        ("proportionality", "Say what it would do to the person, their family and any victim."),
        ("representations", "Say what they said; or why they were not asked."),
    ):
        if (known or name not in OF_THE_PERSON) and not said.get(name, "").strip():
            wrong[name] = needed
    disclose = said["outcome"] == Outcome.DISCLOSE
    if disclose and not known:
        wrong["outcome"] = (
            "Nobody on record is named yet: there is nothing to disclose. Say first whom it is about."
        )
    if disclose:
        if not said.get("recipient", "").strip():
            wrong["recipient"] = "Enter who is told: only whoever is best placed to protect."
        if not said.get("words", "").strip():
            wrong["words"] = "Enter the exact words: no more than protection needs."
    elif said["serious_harm"] and not said.get("presumption", "").strip():
        wrong["presumption"] = (
            f"There is a risk of serious harm to a particular child: disclosure is presumed ({SECTION}). "
            "Say why it is not to be."
        )
    return wrong | (_mappa(said, managed_at) if known else {})


def _mappa(said: Mapping[str, Any], managed_at: str) -> Refusals:
    wrong = {}
    if managed_at in ("2", "3") and said["mappa"] == Mappa.NOT_NEEDED:
        wrong["mappa"] = (
            f"They are managed at level {managed_at}: consult MAPPA, or say why it could not wait."
        )
    if said["mappa"] != Mappa.NOT_NEEDED and not said.get("mappa_note", "").strip():
        wrong["mappa_note"] = "Say when and what was said; or why it could not wait."
    return wrong


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, however their lines are broken."""
    return one.split() == other.split()


def told(said: Mapping[str, Any], *, words: str, decided_at: datetime, now: datetime) -> Refusals:
    """What keeps a disclosure from being recorded; `words` are those that were decided, and `decided_at` when."""
    wrong = {}
    for name, needed in (
        ("told_by", "Enter who told them, and who else was there."),
        ("words", "Enter the exact words that were said."),
        ("person_informed", "Say when and how the person was told; or why not."),
    ):
        if not said.get(name, "").strip():
            wrong[name] = needed
    if not same_words(said["words"], words) and not said["words_why"].strip():
        wrong["words_why"] = "These are not the words that were decided: say why. Whoever decided is told."
    if said["told_at"] > now:
        wrong["told_on"] = "That is still to come."
    elif said["told_at"] < decided_at:
        wrong["told_on"] = "That was before it was decided."
    if said["undertaking"] == Signed.SIGNED:
        if not said.get("undertaking_on"):
            wrong["undertaking_on"] = "Enter the day on which it was signed."
        elif said["undertaking_on"] > now.date():
            wrong["undertaking_on"] = "That day is still to come."
        elif said["undertaking_on"] < localdate(decided_at):
            wrong["undertaking_on"] = "That was before it was decided."
    elif not said.get("undertaking_note", "").strip():
        wrong["undertaking_note"] = "Say why it was not signed."
    return wrong


def decides(outcome: str) -> str:
    """Who decides such a proposal, in words."""
    return "A detective inspector" if outcome == Outcome.DISCLOSE else "A supervisor or an inspector"


def interviewed(scheme: str) -> bool:
    """Whether somebody is to be spoken with first."""
    return Scheme(scheme) in APPLIED
