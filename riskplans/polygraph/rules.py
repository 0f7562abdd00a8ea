"""Who may examine, who is fit, what a test must say to go on, and when the next is due: pure, with reasons.

A result is not evidence in court; what somebody discloses can be acted on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frontend.dates import words
from practice.rules import Unit, in_words, later
from riskplans.polygraph.choices import Basis, Result, Unfit

Refusals = dict[str, str]
ADULT = 18


@dataclass(frozen=True, slots=True)
class Intervals:
    """What a force decides, in months."""

    first: int
    maintenance: int
    retest: int


@dataclass(frozen=True, slots=True)
class Next:
    """By when they are to be tested, and why; no day while they are held or away."""

    by: date | None
    reasons: list[str]


def next_test(
    *, since: date, tested_on: date | None, result: str, intervals: Intervals, away: str = ""
) -> Next:
    """When somebody is to be tested next.

    `since` is the day from which the condition is in force, or on which they consented; `tested_on` and `result` are
    those of the last test. One that showed nothing (not completed, refused on the day, no opinion, or countermeasures)
    is to be made again as after a significant response.
    """
    if tested_on is None:
        by = later(since, intervals.first, Unit.MONTHS)
        reasons = [
            f"Polygraph since {words(since)}: the first test within {in_words(intervals.first, Unit.MONTHS)} of it."
        ]
    elif result in (Result.NO_RESPONSE, ""):  # while it is awaited, as if nothing had been found
        by = later(tested_on, intervals.maintenance, Unit.MONTHS)
        reasons = [
            f"Last tested on {words(tested_on)}: again after {in_words(intervals.maintenance, Unit.MONTHS)}."
        ]
    else:
        by = later(tested_on, intervals.retest, Unit.MONTHS)
        reasons = [
            f"Last tested on {words(tested_on)}, and the result calls for another test within "
            f"{in_words(intervals.retest, Unit.MONTHS)}."
        ]
    if away:
        return Next(None, [*reasons, f"{away}: nothing falls due until they are out or back."])
    return Next(by, reasons)


def signs(name: str) -> set[str]:
    """The words of a name and number, without capitals and stops: "DC 1001 Reed" is Reed."""
    return set(re.findall(r"\w+", name.casefold()))


def same_somebody(one: str, other: str) -> bool:
    """Whether one may be another way of writing the other: every word of the shorter stands in the longer."""
    first, second = signs(one), signs(other)
    return bool(first and second) and (first <= second or second <= first)


def examiner(name: str, *, managers: Iterable[str]) -> str:
    """Why somebody cannot examine this person; empty when nothing on record stands against it.

    `managers` are the rank, number and names of whoever manages the person or stands in for them.
    """
    if not name.strip():
        return "Enter who examines: name, and rank or organisation."
    if any(same_somebody(name, each) for each in managers):
        return "That is who manages them. The examiner must be somebody else: a conflict of interest."
    return ""


def checker(name: str, *, examined_by: str) -> str:
    """Why somebody cannot check the quality of a test."""
    if not name.strip():
        return "Enter who checked it: name, and rank or organisation."
    if same_somebody(name, examined_by):
        return "That is who made the test. Another examiner checks it."
    return ""


def opening(said: Mapping[str, Any], *, conditions: Mapping[str, bool]) -> Refusals:
    """What is wrong with how a test begins; `conditions`: of each basis that needs one, whether one is named."""
    found: Refusals = {}
    basis = said["basis"]
    if basis != Basis.VOLUNTARY and not conditions[basis]:
        found["condition"] = "Select the condition it rests on. Without one it is voluntary."
    if not said["areas"]:
        found["areas"] = "Select what the questions are about."
    return found


def of_age(*, born: date, on: date) -> Refusals:
    """Nobody under 18 is tested: the test is deferred."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return {} if age >= ADULT else {"booked_on": "They are under 18 that day. Defer the test for their age."}


def made(said: Mapping[str, Any], *, now: datetime) -> Refusals:
    """What is wrong with the record of a test that was made."""
    found: Refusals = {}
    if said["tested_on"] > now.date():
        found["tested_on"] = "The test cannot have been in the future."
    if said["booked_for"] and said["tested_on"] < said["booked_for"].date():
        found["tested_on"] = (
            f"It was booked for {words(said['booked_for'].date())}, and cannot have been before."
        )
    return found


def open_ends(*, told: int, recorded: int, triaged: int, response: bool, actions: str) -> list[str]:
    """What is left to be done before a test is closed; empty when nothing is.

    `told` is how many disclosures were made, `recorded` and `triaged` how many of them stand here; `response`: whether
    the result calls for action.
    """
    left = []
    if recorded < told:
        left.append(f"{told - recorded} of {told} disclosures are not recorded yet.")
    if triaged < recorded:
        left.append(f"{recorded - triaged} of {recorded} disclosures wait for triage.")
    if (response or told) and not actions.strip():
        left.append("Say what was done about it.")
    return left


def calls_for_action(result: str, told: int) -> bool:
    """Whether a final result leaves something to do."""
    return bool(told) or result in (Result.RESPONSE, Result.REFUSED, Result.COUNTERMEASURES)


def unfit_words(reason: str, note: str) -> str:
    """Why they are not fit, for those who read it."""
    label = str(Unfit(reason).label) if reason else ""
    return f"{label}: {note}" if label and note else label or note


def summary(results: Sequence[str]) -> str:
    """`3 tests: 2 no significant response, 1 significant response`."""
    if not results:
        return "No test has been made."
    counted = [(kind, results.count(kind)) for kind in Result.values if kind in results]
    said = ", ".join(f"{number} {Result(kind).label.lower()}" for kind, number in counted)
    return f"{len(results)} test{'s' if len(results) != 1 else ''}: {said}"
