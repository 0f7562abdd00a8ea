"""How an order or a licence stands on a day, when its conditions are checked next, what a step must say: pure.

Nothing here is stored: a state is asked of the dates, so that a page is right on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from frontend.dates import words
from practice.rules import Unit, later
from riskplans.orders.choices import ApplicationState, LicenceState, LicenceStep, OrderState, Purpose

Refusals = dict[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition as the rules see it: in force from `begins` to its last day `ends` (None: until the order ends)."""

    code: str
    begins: date
    ends: date | None = None

    def is_live(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Round:
    """Checking every live condition of an order once: from `since`, by `due`; None while it is not done."""

    since: date
    due: date
    met_on: date | None


def order_state(
    *, shown: bool, last_day: date | None, discharged_on: date | None, prompted: date | None, today: date
) -> OrderState:
    """`shown`: whether service is; `prompted`: the day from which its end is prompted for."""
    if discharged_on and discharged_on <= today:
        return OrderState.DISCHARGED
    if last_day and last_day < today:
        return OrderState.EXPIRED
    if not shown:
        return OrderState.MADE
    return OrderState.EXPIRING if prompted and prompted <= today else OrderState.LIVE


def licence_state(
    facts: Mapping[str, Any], *, released_again: bool, prompted: date | None, today: date
) -> LicenceState:
    """`facts` has the days of a Licence; what is still to come has not happened."""

    def has(name: str) -> bool:
        return facts[name] is not None and facts[name] <= today

    if released_again:
        return LicenceState.RELEASED_AGAIN
    over = [day for name in ("ends_on", "licence_ends_on") if (day := facts[name])]
    if any(day < today for day in over):
        return LicenceState.ENDED
    if facts["starts_on"] > today:
        return LicenceState.PRE_RELEASE
    if has("returned_on"):
        return LicenceState.IN_CUSTODY
    if has("revoked_on"):
        return LicenceState.REVOKED
    if has("recall_requested_on"):
        return LicenceState.RECALL_REQUESTED
    return LicenceState.EXPIRING if prompted and prompted <= today else LicenceState.LIVE


_NEXT: dict[LicenceState, tuple[LicenceStep, ...]] = {
    LicenceState.LIVE: (LicenceStep.WARNING, LicenceStep.REQUESTED, LicenceStep.ENDED),
    LicenceState.EXPIRING: (LicenceStep.WARNING, LicenceStep.REQUESTED, LicenceStep.ENDED),
    LicenceState.RECALL_REQUESTED: (LicenceStep.REVOKED,),
    LicenceState.REVOKED: (LicenceStep.RETURNED,),
    LicenceState.IN_CUSTODY: (LicenceStep.RELEASED, LicenceStep.ENDED),
}


def steps(state: LicenceState) -> tuple[LicenceStep, ...]:
    """What can happen to a licence that stands so, the likeliest first."""
    return _NEXT.get(state, ())


_DECIDED = (
    (ApplicationState.GRANTED, "Granted"),
    (ApplicationState.REFUSED, "Refused"),
    (ApplicationState.WITHDRAWN, "Withdrawn"),
)


def answers(state: str, *, has_interim: bool) -> list[tuple[ApplicationState, str]]:
    """What can follow in an application that stands so, with its words; empty for one that is over."""
    if state == ApplicationState.CONSIDERED:
        return [
            (ApplicationState.APPLIED, "Record the application to the court"),
            (ApplicationState.DROPPED, "Decide not to apply"),
        ]
    if state in (ApplicationState.APPLIED, ApplicationState.INTERIM):
        interim = [(ApplicationState.INTERIM, "Record an interim order")]
        return [
            (ApplicationState.GRANTED, "Record what the court decided"),
            *(interim if has_interim and state == ApplicationState.APPLIED else []),
            (ApplicationState.WITHDRAWN, "Record that it was withdrawn"),
        ]
    return []


def adjourned(hearing_on: date, why: str, *, known: date | None, applied_on: date) -> Refusals:
    """What is refused of another day for a hearing; `known` is the day it stood for, None where the court gave none."""
    found: Refusals = {}
    if hearing_on == known:
        found["hearing_on"] = "That is the day on record already."
    elif hearing_on < applied_on:
        found["hearing_on"] = "The hearing cannot be before the application."
    if known and not why.strip():
        found["adjourned_why"] = "Say why the hearing was put off."
    return found


def prompted_from(last_day: date | None, began: date, months: int) -> date | None:
    """The day from which the end of what lasts to `last_day` is prompted for; None where it is too short for that."""
    if last_day is None or later(began, 2 * months, Unit.MONTHS) > last_day:
        return None
    return earlier(last_day, months)


def renewal_tried(renewals: Iterable[tuple[str, date | None]], *, renewed_on: date | None) -> date | None:
    """The day on which somebody last applied to renew an order, or decided against it, for the end that it has now.

    `renewals` are the state and that day of each application to renew. What the court granted brought this end, on
    `renewed_on`; what came before that was about an earlier one.
    """
    days = [
        day
        for state, day in renewals
        if day and state != ApplicationState.GRANTED and (renewed_on is None or day > renewed_on)
    ]
    return max(days, default=None)


def earlier(day: date, months: int) -> date:
    """The last day from which `months` do not reach beyond `day`."""
    at = day.replace(day=1)
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    found = date(year, month + 1, 1)
    while found < day and later(found + timedelta(days=1), months, Unit.MONTHS) <= day:
        found += timedelta(days=1)
    return found


def rounds(
    terms: Sequence[Term], checks: Iterable[tuple[str, date]], *, since: date, months: int, today: date
) -> list[Round]:
    """The rounds of checking, the first first; the last is open unless no condition is in force, or will be.

    A round is done on the day by which every condition then in force has been checked within it: that of a check, or
    the day after one that nobody had checked ended.
    """
    by_day: dict[date, set[str]] = {}
    for code, day in checks:
        by_day.setdefault(day, set()).add(code)
    for term in terms:
        if term.ends and term.ends < today:
            by_day.setdefault(term.ends + timedelta(days=1), set())
    found: list[Round] = []
    begun, seen = since, set[str]()
    for day in sorted(by_day):
        if day < since:
            continue
        seen |= by_day[day]
        live = {term.code for term in terms if term.is_live(day)}
        if live and live <= seen:
            found.append(Round(begun, later(begun, months, Unit.MONTHS), day))
            begun, seen = day, set()
    if any(term.ends is None or term.ends >= max(begun, today) for term in terms):
        found.append(Round(begun, later(begun, months, Unit.MONTHS), None))
    return found


def due_in(found: Sequence[Round], last: date | None) -> date | None:
    """By when a condition last checked on a day is to be checked, in these rounds: None while no round is open, or once
    it has been checked in the one that is."""
    running = found[-1] if found and found[-1].met_on is None else None
    if running is None:
        return None
    # A check on the day that ended the round before was of that one.
    first = len(found) == 1
    checked = last is not None and (last >= running.since if first else last > running.since)
    return None if checked else running.due


def check(*, checked_on: date, begins: date, how: str, checked_by: str, note: str, today: date) -> Refusals:
    """What is refused of a check of a condition in force since `begins`."""
    found = {}
    if checked_on > today:
        found["checked_on"] = "That day is still to come."
    elif checked_on < begins:
        found["checked_on"] = f"This condition is in force from {words(begins)}. Check the day."
    if not how:
        found["how"] = "Select how it was checked."
    if not checked_by.strip():
        found["checked_by"] = "Enter who checked it."
    if not note.strip():
        found["note"] = "Say what was seen."
    return found


def application(facts: Mapping[str, Any], *, today: date) -> Refusals:
    """What is refused of an application that begins: `facts` has the fields of an OrderApplication."""
    found = {}
    if not facts.get("need", "").strip():
        found["need"] = "Say why it is needed: what harm, to whom, and why nothing less will do."
    if facts["purpose"] != Purpose.NEW and not facts.get("order"):
        found["purpose"] = "Select the order that is to be changed."
    if facts["considered_on"] > today:
        found["considered_on"] = "That day is still to come."
    return found


# An interim order may be made before the hearing, without notice.
_OF_A_HEARING = (ApplicationState.GRANTED, ApplicationState.REFUSED)


def step(
    state: ApplicationState,
    said: Mapping[str, Any],
    *,
    since: date,
    today: date,
    hearing_on: date | None = None,
) -> Refusals:
    """What is refused of a step of an application that stood so `since` a day; no court decides before `hearing_on`."""
    found: Refusals = {}
    day_of = "applied_on" if state == ApplicationState.APPLIED else "decided_on"
    if state == ApplicationState.INTERIM:
        day_of = "made_on"
    day = said.get(day_of)
    if day is None:
        found[day_of] = "Enter the day."
    elif day > today:
        found[day_of] = "That day is still to come."
    elif day < since:
        found[day_of] = f"That is before the step that came before it, on {words(since)}."
    elif hearing_on and day < hearing_on and state in _OF_A_HEARING:
        found[day_of] = (
            f"The hearing is on {words(hearing_on)}. If it was brought forward, record the day of the hearing first."
        )
    if state == ApplicationState.APPLIED:
        if not said.get("court", "").strip():
            found["court"] = "Enter the court."
        hearing = said.get("hearing_on")
        if day and hearing and hearing < day:
            found["hearing_on"] = "The hearing cannot be before the application."
    ended = (ApplicationState.REFUSED, ApplicationState.WITHDRAWN, ApplicationState.DROPPED)
    if state in ended and not said.get("outcome", "").strip():
        found["outcome"] = "Say why, in a few words."
    return found
