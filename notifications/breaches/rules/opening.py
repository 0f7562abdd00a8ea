"""When there is ground for a suspicion, and what is refused of one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from frontend.dates import words
from notifications.breaches.choices import (
    BreachOf,
    Provision,
)
from notifications.breaches.rules.offences import Refusals

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
