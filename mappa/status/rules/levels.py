"""At which level, screened when, and under whose lead; who may be at too low a level. Pure.

Published MAPPA guidance, or Vigil's proposal: the numbers are the force's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from frontend.dates import words
from mappa.status.choices import Group, Prompt, Stability
from mappa.status.rules.categories import Refusals
from practice.rules import Unit, later

CRITERIA: Mapping[str, str] = {
    "1": "The lead agency is confident that its plan is robust and nothing is in the way of what agencies agreed; no "
    "formal meeting is needed.",
    "2": "Formal meetings would add value, and: the risk of serious harm is high or very high; or, exceptionally, it "
    "is lower and other agencies must take an active part; or they were at level 3 and need it no longer.",
    "3": "The criteria of level 2, and senior staff are needed: significant resources at short notice, or media and "
    "public interest are likely and confidence in the system has to be kept.",
}


def lowers(before: str, after: str) -> bool:
    return after < before


@dataclass(frozen=True, slots=True)
class Gate:
    """A level may not be lowered yet by one person alone."""

    released_on: date
    until: date

    @property
    def words(self) -> str:
        return (
            f"Released on {words(self.released_on)}. Until {words(self.until)} a lower level needs the stability "
            "checklist and an inspector’s countersignature."
        )


def gate(before: str, after: str, *, released_on: date | None, days: int, on: date) -> Gate | None:
    """Whether lowering a level on that day falls within so many days after release."""
    if not before or not lowers(before, after) or released_on is None:
        return None
    until = later(released_on, days, Unit.DAYS)
    return Gate(released_on, until) if released_on <= on < until else None


def stability(stable: Collection[str], despite: str) -> Refusals:
    if len(set(stable)) < len(Stability) and not despite.strip():
        return {"despite": "Not all of the checklist is so: say why the level may be lowered all the same."}
    return {}


def screening(*, prompts: Mapping[str, str], harm: Mapping[str, str], rationale: str) -> Refusals:
    """Every prompt is answered, the harm to each group at large rated, and the reasons given."""
    wrong = {
        each.value: "Answer this: yes, no, or not known." for each in Prompt if not prompts.get(each.value)
    }
    if not rationale.strip():
        wrong["rationale"] = "Say why this level: it stands on the record."
    if prompts.get(Prompt.OTHERS_HOLD) == "yes" and prompts.get(Prompt.CHECKED) == "no":
        wrong["checked"] = "Check it with them first: a level is set on what agencies know."
    for group in (Group.PUBLIC, Group.CHILDREN, Group.KNOWN_ADULT):
        if not harm.get(group.value):
            wrong[f"harm_{group.value}"] = "Select the risk of serious harm to this group."
    return wrong


def next_screening(next_on: date, *, screened_on: date, latest: date) -> Refusals:
    if next_on <= screened_on:
        return {"next_on": "Enter a later day."}
    if next_on > latest:
        return {
            "next_on": f"Enter {words(latest)} or an earlier day: the force’s policy asks for it by then."
        }
    return {}


@dataclass(frozen=True, slots=True)
class Due:
    """From when on it is called for (amber), and the last day (after it: red)."""

    called_for: date
    by: date


def before_release(released_on: date, *, known_on: date, alert: int, months: int) -> Due:
    """When the level is screened before a release; one that was planned late is screened as it becomes known."""
    by = max(later(released_on, -months, Unit.MONTHS), known_on)
    return Due(min(max(later(released_on, -alert, Unit.MONTHS), known_on), by), by)


def before_licence_end(ends_on: date, *, days: int) -> Due:
    """When it is decided what follows a licence: category 3, or leaving."""
    return Due(later(ends_on, -days, Unit.DAYS), ends_on)


@dataclass(frozen=True, slots=True)
class Stands:
    """What decides who leads: age, where they are held, and under whose supervision."""

    under_18: bool = False
    in_hospital: bool = False
    in_custody: bool = False
    supervised: bool = False  # on licence, or under a suspended sentence or community order that still runs


def lead(stands: Stands) -> tuple[str, str]:
    """The agency that leads, and why (MAPPA guidance); a suggestion, for agencies agree otherwise."""
    if stands.under_18:
        return "youth", "They are under 18."
    if stands.in_hospital:
        return "health", "They are detained in hospital by a court."
    if stands.supervised:
        return "probation", "They are under statutory supervision."
    if stands.in_custody:
        return (
            "probation",
            "They are in custody: probation leads once they are released, and is named before.",
        )
    return "police", "No statutory supervision is on record."


@dataclass(frozen=True, slots=True)
class Signs:
    """What may speak for level 2 of somebody at level 1: days on which it was found, or None."""

    harm: str = ""  # the highest risk of serious harm on record
    harm_on: date | None = None
    changed_on: date | None = None
    breach_on: date | None = None
    abuse_order: bool = False
    sought: bool = False
    others_owe: bool = False  # an agency owes what a meeting agreed
    screened_on: date | None = None
    screened_at: str = ""  # at which level they were screened last


def under_referred(signs: Signs) -> list[str]:
    """The reasons why the coordinator looks at somebody who is at level 1 now; a screening at level 1 since then has
    weighed a reason, and one at a higher level is a reason itself.

    A very high risk, or somebody missing or wanted, is looked at whatever was screened.
    """
    found = []
    if signs.screened_at > "1":
        found.append(f"Screened at level {signs.screened_at} {_on(signs.screened_on)}, and at level 1 still")
        signs = replace(signs, screened_on=None)
    if signs.sought:
        found.append("Missing or wanted")
    if signs.harm == "very_high":
        found.append("Very high risk of serious harm")
    elif signs.harm == "high" and _since(signs.harm_on, signs.screened_on):
        found.append(f"High risk of serious harm, assessed {_on(signs.harm_on)}")
    if _since(signs.changed_on, signs.screened_on):
        found.append(f"A significant change {_on(signs.changed_on)}")
    if _since(signs.breach_on, signs.screened_on):
        found.append(f"A suspected breach {_on(signs.breach_on)}")
    if signs.others_owe:
        found.append("Another agency still owes an action of a meeting")
    if signs.abuse_order and signs.screened_on is None:
        found.append("A domestic abuse order is in force, and nobody has screened them")
    return found


def _since(found_on: date | None, screened_on: date | None) -> bool:
    return found_on is not None and (screened_on is None or found_on > screened_on)


def _on(day: date | None) -> str:
    return f"on {words(day)}" if day else ""
