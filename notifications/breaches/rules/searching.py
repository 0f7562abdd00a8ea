"""What is refused of recording somebody missing or wanted, and of a search. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from frontend.dates import words
from notifications.breaches.choices import (
    SearchStepKind,
)
from notifications.breaches.rules.offences import NON_FIELD, Refusals
from offenders.choices import SoughtKind


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
