"""A fact as a certificate states it, whatever table it came from: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from frontend import dates

LONDON = ZoneInfo("Europe/London")
REVIEW = "review"
"""What every fact of a review is about: the facts document gives them no id."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact: `key` is its row's id; `about` the id by which the facts document knows it, without the prefix that
    the adapter puts before it (`home:<id>`). `details` may hold ids of other facts, to be given as their numbers."""

    key: str
    about: str
    day: date
    what: str
    when: str
    details: tuple[str, ...]
    recorded: str


def moment_in_words(moment: datetime) -> str:
    """21 November 2026 at 2:30pm, London time: as on the pages."""
    local = moment.astimezone(LONDON)
    return f"{dates.words(local)} at {dates.time_in_words(local)}"


def absence_key(kind: str, starts: str, ended: str | None) -> str:
    """How an absence is found: the facts document gives it no id."""
    return f"{kind}/{starts}/{ended or ''}"
