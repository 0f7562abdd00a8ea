"""Who may examine, who is fit, what a test must say to go on, and when the next is due: pure, with reasons.

A result is not evidence in court; what somebody discloses can be acted on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from frontend.dates import words
from practice.rules import Unit, in_words, later
from riskplans.polygraph.choices import Basis, Result, Triage, Unfit
from riskplans.visits.rules import Away

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
    """By when they are to be tested, and why; no day while they are held or away.

    `plain` is why without what the last result was, for those who do not read results.
    """

    by: date | None
    reasons: list[str]
    plain: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Time in which a condition, or their consent, asks for tests: to the last day `ends`, or with no end yet."""

    starts: date
    ends: date | None = None


def asked_since(times: Iterable[Asked], day: date) -> date | None:
    """Since when tests have been asked for without a gap, as it stood on `day`; None where nothing asked for one.

    A condition in new words, or a licence that follows another the next day, begins nothing anew.
    """
    since: date | None = None
    until = date.min  # the first day on which nothing asked
    for each in sorted(times, key=lambda each: each.starts):
        if each.starts > day:
            break
        if since is None or each.starts > until:
            since = each.starts
        until = max(until, each.ends + timedelta(days=1) if each.ends else date.max)
    return since if until > day else None


def next_test(
    *,
    since: date,
    tested_on: date | None,
    result: str,
    intervals: Intervals,
    today: date,
    away: Sequence[Away] = (),
) -> Next:
    """When somebody is to be tested next.

    `since` is the day from which tests have been asked for (`asked_since`); `tested_on` and `result` are those of the
    last test. One before `since` is of an earlier time: the first is made anew. One that showed nothing (not completed,
    refused on the day, no opinion, or countermeasures) is to be made again as after a significant response. While they
    are away nothing falls due. A release from custody or hospital begins the time anew; a return from anywhere else
    only where the day had passed meanwhile.
    """
    plain = f"Last tested on {words(tested_on)}." if tested_on else ""
    if tested_on is None or tested_on < since:
        begun, months = since, intervals.first
        before = f" The test of {words(tested_on)} was before that." if tested_on else ""
        said = f"Polygraph since {words(since)}: the first test within {in_words(months, Unit.MONTHS)} of it.{before}"
        plain = said
    elif result in (Result.NO_RESPONSE, ""):  # while it is awaited, as if nothing had been found
        begun, months = tested_on, intervals.maintenance
        said = f"Last tested on {words(tested_on)}: again after {in_words(months, Unit.MONTHS)}."
    else:
        begun, months = tested_on, intervals.retest
        said = (
            f"Last tested on {words(tested_on)}, and the result calls for another test within "
            f"{in_words(months, Unit.MONTHS)}."
        )
    by, moved = later(begun, months, Unit.MONTHS), list[str]()
    for each in sorted(away, key=lambda each: each.starts_on):
        if each.starts_on > today:
            continue
        if each.ended_on is None or each.ended_on > today:
            held = f"{each.words}: nothing falls due until they are out or back."
            return Next(None, [said, held], [plain, held])
        if each.ended_on > begun and (each.detained or by < each.ended_on):
            begun = each.ended_on
            by = later(begun, months, Unit.MONTHS)
            how = "Released" if each.detained else "Back"
            moved = [f"{how} on {words(begun)} ({each.words.lower()}): counted from that day."]
    return Next(by, [said, *moved], [plain, *moved])


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


def checker(name: str, *, examined_by: str, managers: Iterable[str]) -> str:
    """Why somebody cannot check the quality of a test; `managers` as for `examiner`."""
    if not name.strip():
        return "Enter who checked it: name, and rank or organisation."
    if same_somebody(name, examined_by):
        return "That is who made the test. Another examiner checks it."
    if any(same_somebody(name, each) for each in managers):
        return "That is who manages them. An examiner who has no part in the case checks it."
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
        left.append(f"{recorded - triaged} of {recorded} disclosures wait for triage, or for a supervisor.")
    if (response or told) and not actions.strip():
        left.append("Say what was done about it.")
    return left


def triage(taken_for: Sequence[str], note: str) -> Refusals:
    """What is wrong with a triage."""
    found: Refusals = {}
    if not taken_for:
        found["triage"] = "Select what it is."
    elif Triage.NOTHING in taken_for and len(taken_for) > 1:
        found["triage"] = "It is nothing further, or something: not both."
    if not note.strip():
        found["triage_note"] = "Say what is done about it, or why nothing is."
    return found


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
