"""What may be proposed of a force's list of high-risk countries; pure, with reasons in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from frontend.dates import words

# Those on a list, from the first day to the first on which they no longer are (None: no end is known).
Spell = tuple[date, date | None]


def change(
    country: str,
    *,
    adds: bool,
    day: date,
    reason: str,
    spells: Iterable[Spell],
    known: Collection[str],
    home: str,
    today: date,
) -> dict[str, str]:
    """Why a change of the list is refused, by field; empty where it may be proposed. `spells` are those of that
    country, `known` the codes that Vigil knows, `home` that of the country people leave."""
    found = {}
    spell = _of_day(spells, day)
    if country not in known:
        found["country"] = "That is not a country that Vigil knows. Check the spelling."
    elif country == home:
        found["country"] = "A journey within the United Kingdom is not notified under section 86."
    elif adds and spell and spell[0] <= day and spell[1] is None:
        found["country"] = "It is on the list on that day already."
    elif adds and spell:
        found["country"] = f"It is on the list from {words(spell[0])}{_until(spell[1])} already."
    elif not adds and (spell is None or spell[0] > day):
        found["country"] = "It is not on the list on that day."
    elif not adds and spell and spell[1] is not None:
        found["country"] = f"It leaves the list on {words(spell[1])} already."
    if day < today:
        found["effective_from"] = "Choose today or a later day: what held before stays as it was."
    if not reason:
        found["reason"] = "Say why: whoever approves it needs to know."
    return found


def _of_day(spells: Iterable[Spell], day: date) -> Spell | None:
    """The spell that runs on a day, or else the first that begins after it; never one that was over before it began."""
    lasting = (each for each in spells if each[1] is None or (each[1] > day and each[1] > each[0]))
    return min(lasting, default=None, key=lambda each: each[0])


def _until(day: date | None) -> str:
    return f" to {words(day)}" if day else ""
