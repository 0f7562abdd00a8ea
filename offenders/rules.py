"""What facts must be like to be believed: pure, every refusal with its field and its reason in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from frontend.dates import age
from practice.rules import Unit, later

Refusals = dict[str, str]

# Nobody under 10 can be convicted or cautioned: Children and Young Persons Act 1933 s.50.
AGE_OF_CRIMINAL_RESPONSIBILITY = 10
OLDEST_BELIEVED = 120
WORDS_OF_A_REASON = 3


def emergency_reason(reason: str, *, at_least: int) -> Refusals:
    """Whoever reviews an emergency opening must be able to judge it by what was written."""
    words = {word.casefold() for word in reason.split()}
    if len(reason) < at_least or len(words) < WORDS_OF_A_REASON:
        return {"reason": f"Say what is happening in a sentence, in at least {at_least} characters"}
    return {}


def identity(*, date_of_birth: date, today: date) -> Refusals:
    if date_of_birth > today:
        return {"date_of_birth": "The date of birth cannot be in the future."}
    if age(date_of_birth, today) > OLDEST_BELIEVED:
        return {
            "date_of_birth": f"That would make this person over {OLDEST_BELIEVED} years old. Check the year."
        }
    return {}


def trigger(facts: Mapping[str, Any], *, date_of_birth: date, today: date) -> Refusals:
    """`facts` has the fields of a Trigger and, prefixed `disposal_`, of its Disposal; missing and None are alike."""
    found: Refusals = {}
    happened, offence_on = facts.get("date"), facts.get("offence_on")
    if happened and happened > today:
        found["date"] = "The conviction, caution or finding cannot be in the future."
    elif happened and age(date_of_birth, happened) < AGE_OF_CRIMINAL_RESPONSIBILITY:
        found["date"] = (
            f"This person was under {AGE_OF_CRIMINAL_RESPONSIBILITY} that day. Check it against the date of birth."
        )
    if happened and offence_on and offence_on > happened:
        found["offence_on"] = "The offence cannot be after the conviction, caution or finding."
    elif offence_on and offence_on < date_of_birth:
        found["offence_on"] = "The offence cannot be before this person was born."
    sentenced = facts.get("disposal_date")
    if sentenced and sentenced > today:
        found["disposal_date"] = "The sentence cannot be in the future. Leave it until it has been passed."
    elif sentenced and happened and sentenced < happened:
        found["disposal_date"] = "The sentence cannot be before the conviction or finding."
    return found


def absence(*, starts_on: date | None, ended_on: date | None, date_of_birth: date, today: date) -> Refusals:
    found: Refusals = {}
    if starts_on and starts_on > today:
        found["starts_on"] = "Custody that has not begun yet cannot be recorded. Record it on the day."
    elif starts_on and starts_on < date_of_birth:
        found["starts_on"] = "Custody cannot begin before this person was born."
    if ended_on and ended_on > today:
        found["ended_on"] = "A release that has not happened yet cannot be recorded. Record it on the day."
    elif ended_on and starts_on and ended_on < starts_on:
        found["ended_on"] = "The release cannot be before the custody began."
    return found


def home(*, starts_on: date | None, date_of_birth: date, today: date) -> Refusals:
    if starts_on and starts_on > today:
        return {"starts_on": "A move that has not happened yet cannot be recorded. Record it on the day."}
    if starts_on and starts_on < date_of_birth:
        return {"starts_on": "Nobody lives at an address before they are born. Check the date."}
    return {}


def stay(*, kind: str, starts_on: date, ends_on: date | None, date_of_birth: date, today: date) -> Refusals:
    """An address that is not the home: `kind` is a value of OccupancyKind."""
    found = home(starts_on=starts_on, date_of_birth=date_of_birth, today=today)
    if kind == "previous" and ends_on is None:
        found["ends_on"] = "Enter the day they left: this is an earlier home."
    elif ends_on and ends_on > today:
        found["ends_on"] = "That has not ended yet. Leave it empty until it has."
    elif ends_on and ends_on < starts_on:
        found["ends_on"] = "They cannot have left before they came."
    return found


# For how many years at least, and at most, a court makes an order: Sexual Offences Act 2003 s.103C and Sentencing Act
# 2020 s.347 (SHPO), Sexual Offences Act 2003 s.122A (SRO), Criminal Justice and Immigration Act 2008 s.98 (VOO).
# Interim orders last until the answer, and a prohibition on travel abroad alone may be shorter (s.103D, s.348).
_TERMS: dict[str, tuple[str, int, int | None]] = {
    "shpo": ("A sexual harm prevention order", 5, None),
    "sro": ("A sexual risk order", 2, None),
    "voo": ("A violent offender order", 2, 5),
}


def term(kind: str, *, made_on: date | None, last_day: date | None) -> str:
    """Why the law knows no such order for that time; empty where it does. `last_day` None: until further order."""
    if kind not in _TERMS or made_on is None or last_day is None or last_day < made_on:
        return ""  # what ends before it begins is refused as that
    name, least, most = _TERMS[kind]
    if last_day < later(made_on, 12 * least, Unit.MONTHS) - timedelta(days=1):
        return f"{name} is for at least {least} years in law. Check the last day."
    if most and last_day > later(made_on, 12 * most, Unit.MONTHS):
        return f"{name} is for at most {most} years in law. Check the last day."
    return ""


def order(facts: Mapping[str, Any], *, today: date) -> Refusals:
    """`facts` has the fields of a CourtOrder."""
    found: Refusals = {}
    made = facts.get("made_on")
    if made and made > today:
        found["made_on"] = "The order cannot have been made in the future."
    if (served := facts.get("served_on")) and served > today:
        found["served_on"] = "Service that has not happened yet cannot be recorded. Record it on the day."
    for name, words in (("served_on", "be served"), ("last_day", "end"), ("discharged_on", "be discharged")):
        day = facts.get(name)
        if made and day and day < made and name not in found:
            found[name] = f"The order cannot {words} before it was made."
    return found


def name(facts: Mapping[str, Any], *, today: date) -> Refusals:
    """`facts` has the fields of a Name."""
    used_from = facts.get("used_from")
    if used_from and used_from > today:
        return {"used_from": "A name that has not been used yet cannot be recorded. Record it on the day."}
    if facts.get("kind") == "legal" and not used_from:
        return {"used_from": "Enter the day the new legal name was first used: three days begin with it."}
    return {}


def contact(*, happened_at: datetime, now: datetime) -> Refusals:
    """`now` and `happened_at` are aware."""
    if happened_at > now:
        return {"on": "The contact cannot be in the future."}
    return {}


def detail(
    *,
    starts_on: date | None,
    ends_on: date | None,
    date_of_birth: date,
    today: date,
    foretold: bool = False,
    end_foretold: bool = False,
) -> Refusals:
    """An entry of the record says what has been so: nothing of it lies before the person was born, or in the future,
    unless it may be `foretold` that it begins, or that it ends (`end_foretold`)."""
    found: Refusals = {}
    if starts_on and starts_on > today and not foretold:
        found["starts_on"] = "That has not happened yet. Record it on the day."
    elif starts_on and starts_on < date_of_birth:
        found["starts_on"] = "That is before this person was born. Check the date."
    if ends_on and ends_on > today and not end_foretold:
        found["ends_on"] = "That has not ended yet. Leave it empty until it has."
    elif ends_on and starts_on and ends_on < starts_on:
        found["ends_on"] = "The day it ended cannot be before the day it began."
    return found
