"""Counting an interval of practice from a day: pure."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from practice import working_days
from practice.working_days import ENGLAND_AND_WALES


class Unit(StrEnum):
    """What a policy's number counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    MINUTES = "minutes"
    ATTEMPTS = "attempts"
    OFFICERS = "officers"
    PEOPLE = "people"
    ROWS = "rows"
    VISITS = "visits"
    LEVELS = "levels"
    PERCENT = "per cent"
    GRADES = "of 4 grades"  # sergeant, inspector, chief inspector, superintendent
    OCLOCK = "o’clock"  # an hour of the day in London
    TENTHS = "tenths of a point"


_ONE = {Unit.PEOPLE: "person", Unit.PERCENT: "per cent", Unit.GRADES: "of 4 grades"}
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}


def later(day: date, amount: int, unit: Unit, nation: str = ENGLAND_AND_WALES) -> date:
    """`amount` of `unit` after `day`.

    The last day of a month stays within the month: 31 August and 6 months is 28 February. Working days are those of
    `nation`. Hours begun on a day count as days begun: an instant has `moment_later`. Raises ValueError for a unit that
    counts no days (officers do not run), and for working days beyond the calendar's (`working_days.PastCalendar`).
    """
    if unit is Unit.HOURS:
        return day + timedelta(days=-(-amount // 24))
    if unit is Unit.DAYS:
        return day + timedelta(days=amount)
    if unit is Unit.WEEKS:
        return day + timedelta(weeks=amount)
    if unit is Unit.WORKING_DAYS:
        return working_days.of(nation).after(day, amount)
    if unit not in _MONTHS:
        raise ValueError(f"{unit} are not counted in days")
    years, month = divmod(day.month - 1 + amount * _MONTHS[unit], 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moment_later(moment: datetime, hours: int) -> datetime:
    """The moment at which so many hours have passed; in UTC, so that no change of the clock adds or takes one."""
    return moment.astimezone(UTC) + timedelta(hours=hours)


def in_words(amount: int, unit: Unit) -> str:
    """`12 months`, `1 day`, `1 person`, `0.5 points`."""
    if unit is Unit.TENTHS:
        return "1 point" if amount == 10 else f"{amount / 10:g} points"
    one = _ONE.get(unit, unit.removesuffix("s"))
    return f"{amount} {one if amount == 1 else unit}"
