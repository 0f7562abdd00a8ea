"""How time is counted: days, moments and anniversaries of England and Wales.

A `Day` is a local date, numbered as `datetime.date.toordinal` numbers it. A `Moment` is a point in time, in
microseconds of UTC since the start of day 0. Plain numbers, so that the law's sums read as the law does
(`S - 2 <= event <= S + 2`) and no sum can fall off the end of the calendar; only writing a date can (`wording.iso`).

Sources: Interpretation Act 1978 s.9 (a day is a day of legal time); Summer Time Act 1972 ss.1 and 3 as set by the
Summer Time Order 2002 (from 01:00 GMT on the last Sunday of March to 01:00 GMT on the last Sunday of October);
Dodds v Walker [1981] 1 WLR 1027 (corresponding dates). The Act is used here rather than the host's time zone files:
the same facts must give the same bytes on every machine.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

Day: TypeAlias = int
Moment: TypeAlias = int

HOUR: Final[Moment] = 3_600_000_000
UTC_DAY: Final[Moment] = 24 * HOUR
FOREVER: Final[Day] = 10**15
"""Stands for the end of what has no known end; no real date reaches it."""

_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097  # the Gregorian calendar repeats exactly after 400 years


@lru_cache(maxsize=1 << 15)
def civil(day: Day) -> tuple[int, int, int]:
    """Year, month and day of the month of a day, however far ahead."""
    cycles, rest = divmod(day - 1, _CYCLE_DAYS)
    plain = date.fromordinal(rest + 1)
    return plain.year + _CYCLE_YEARS * cycles, plain.month, plain.day


def day_of(year: int, month: int, day: int) -> Day:
    """The day so named. Raises ValueError when the month has no such day."""
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def _months_on(day: Day, months: int) -> tuple[int, int, int]:
    year, month, of_month = civil(day)
    years, month0 = divmod(month - 1 + months, 12)
    return year + years, month0 + 1, of_month


def _first_of_next(year: int, month: int) -> Day:
    # Only of a month that lacks a day, which December never does.
    return day_of(year, month + 1, 1)


@lru_cache(maxsize=1 << 14)
def anniversary(day: Day, months: int) -> Day:
    """The day so many calendar months on; where the month has no such day, the 1st of the next.

    "N years beginning with D" ends the day before it: 29 February 2024 and ten years end on 28 February 2034.
    """
    year, month, of_month = _months_on(day, months)
    try:
        return day_of(year, month, of_month)
    except ValueError:
        return _first_of_next(year, month)


@lru_cache(maxsize=1 << 14)
def corresponding_day(day: Day, months: int) -> Day:
    """The corresponding date so many calendar months on (or back); where there is none, the month's last day.

    "One year after D" ends with it (Dodds v Walker).
    """
    year, month, of_month = _months_on(day, months)
    try:
        return day_of(year, month, of_month)
    except ValueError:
        return _first_of_next(year, month) - 1


@lru_cache(maxsize=512)
def _summer_sundays(year: int) -> tuple[Day, Day]:
    # Day 0 of the numbering is a Sunday.
    march, october = day_of(year, 3, 31), day_of(year, 10, 31)
    return march - march % 7, october - october % 7


@lru_cache(maxsize=1 << 15)
def start_of(day: Day) -> Moment:
    """The midnight with which a local date begins. Midnight belongs to the day it begins."""
    if day >= FOREVER:
        return FOREVER * UTC_DAY
    first, last = _summer_sundays(civil(day)[0])
    return day * UTC_DAY - (HOUR if first < day <= last else 0)


def end_of(day: Day) -> Moment:
    """24:00 of a local date: the midnight with which the next begins."""
    return start_of(day + 1)


def is_summer(moment: Moment) -> bool:
    """Whether British Summer Time is the legal time at that moment."""
    first, last = _summer_sundays(civil(moment // UTC_DAY)[0])
    return first * UTC_DAY + HOUR <= moment < last * UTC_DAY + HOUR


def local_day(moment: Moment) -> Day:
    """The local date a moment belongs to."""
    return (moment + HOUR if is_summer(moment) else moment) // UTC_DAY


@dataclass(frozen=True, slots=True)
class When:
    """A date, or an instant, at which something happened.

    `moment` is the instant, or the start of the date; `timed` says which. A bare date means some time that day.
    """

    day: Day
    moment: Moment
    timed: bool

    def before(self, other: "When") -> bool:
        """Certainly before the other: on an earlier day, or at an earlier instant when both are known."""
        if self.timed and other.timed:
            return self.moment < other.moment
        return self.day < other.day


@lru_cache(maxsize=1 << 15)
def on_day(day: Day) -> When:
    """Some time that day."""
    return When(day, start_of(day), False)


def at_moment(moment: Moment) -> When:
    """At that instant."""
    return When(local_day(moment), moment, True)
