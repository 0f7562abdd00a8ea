"""Which letter a form of the MAPPA document set bears, by what it is for and the day: editions give them anew."""

from __future__ import annotations

from datetime import date

from mappa.referrals.choices import Purpose

# From which day on. The edition of May 2022 moved each by one: that minutes are C is published, the others follow.
_LETTERS: dict[Purpose, tuple[tuple[date, str], ...]] = {
    Purpose.REFERRAL: ((date(2012, 1, 1), "A"), (date(2022, 5, 1), "B")),
    Purpose.MINUTES: ((date(2012, 1, 1), "B"), (date(2022, 5, 1), "C")),
    Purpose.NOTIFICATION: ((date(2012, 1, 1), "I"), (date(2022, 5, 1), "A")),
}


def letter(purpose: Purpose, on: date) -> str:
    """`B`; the first edition's for a day before it."""
    found = _LETTERS[purpose]
    return next((name for since, name in reversed(found) if since <= on), found[0][1])


def form(purpose: Purpose, on: date) -> str:
    """`MAPPA B`."""
    return f"MAPPA {letter(purpose, on)}"
