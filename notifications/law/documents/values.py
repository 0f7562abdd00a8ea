"""Reading single values. Each reader returns the value, or raises Unreadable with what to enter instead.

Dates are read by shape, not by `fromisoformat` alone, which takes more forms in each new version of Python.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeAlias

from notifications.law.counting import HOUR, UTC_DAY, Day, Moment, When, at_moment, day_of, on_day, start_of
from notifications.law.documents.countries import COUNTRIES
from notifications.law.documents.faults import Unreadable

Reader: TypeAlias = Callable[[object], Any]

COMMENCEMENT: Final[Day] = day_of(2004, 5, 1)
"""Nothing earlier is computed: Part 2 of the Act came into force."""

LARGEST: Final = 999_999_999
"""No sentence or absence is longer, in any unit; a number past it is a slip."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
    r"(?:Z|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?)"
)
_REAL_DATE = "Enter a real date, like 2026-11-21."
_REAL_INSTANT = "Enter a real date and time with its offset, like 2026-11-21T09:30:00+00:00."
_EITHER = f"{_REAL_DATE[:-1]}, or a date and time with its offset, like 2026-11-21T09:30:00+00:00."
_TOO_EARLY = "Enter a date on or after 2004-05-01, when the Act came into force."
_MINUTE = HOUR // 60
_SECOND = HOUR // 3600


@lru_cache(maxsize=1 << 15)
def _date(text: str) -> Day | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=1 << 12)
def _moment(text: str) -> Moment | None:
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    day = _date(found["date"])
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    if day is None or hour > 23 or minute > 59 or second > 59 or hours > 23 or minutes > 59:
        return None
    # Finer than a microsecond is dropped: nothing in the law turns on it.
    micro = int((found["fraction"] or "")[:6].ljust(6, "0"))
    offset = (hours * HOUR + minutes * _MINUTE) * (-1 if found["sign"] == "-" else 1)
    return day * UTC_DAY + hour * HOUR + minute * _MINUTE + second * _SECOND + micro - offset


def any_date(value: object) -> Day:
    """A real date, however early."""
    found = _date(value) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(_REAL_DATE)
    return found


def a_date(value: object) -> Day:
    """A real date since commencement."""
    found = any_date(value)
    if found < COMMENCEMENT:
        raise Unreadable(_TOO_EARLY)
    return found


def an_instant(value: object, otherwise: str = _REAL_INSTANT) -> When:
    """An instant since commencement."""
    found = _moment(value) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(otherwise)
    if found < start_of(COMMENCEMENT):
        raise Unreadable(_TOO_EARLY)
    return at_moment(found)


def date_or_instant(value: object) -> When:
    """Either, since commencement; a bare date means some time that day."""
    if isinstance(value, str) and len(value) == 10:
        return on_day(a_date(value))
    return an_instant(value, _EITHER)


def some_text(value: object) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise Unreadable("Enter text.")
    return value


def an_id(value: object) -> str:
    """An identifier: any string."""
    if not isinstance(value, str):
        raise Unreadable("Enter an id, as text.")
    return value


def yes_or_no(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unreadable("Enter true or false.")
    return value


def whole(least: int, most: int = LARGEST) -> Reader:
    """A reader of whole numbers between two limits, both allowed."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Unreadable(f"Enter a whole number from {least} to {most}.")
        return value

    return read


def one_of(*choices: str) -> Reader:
    """A reader of one of a few words."""
    listed = f"Enter one of: {', '.join(choices)}."
    allowed = frozenset(choices)

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Unreadable(listed)
        return value

    return read


def a_country(value: object) -> str:
    """An ISO 3166-1 alpha-2 code."""
    if not isinstance(value, str) or value not in COUNTRIES:
        raise Unreadable("Enter a two-letter ISO 3166 country code, like FR; the United Kingdom is GB.")
    return value
