"""Counting an interval of practice from a day: pure."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a policy's number counts."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


def later(day: date, amount: int, unit: Unit) -> date:
    """`amount` of `unit` after `day`.

    The last day of a month stays within the month: 31 August and 6 months is 28 February. Hours begun on a day count as
    days begun: an instant has `moment_later`.
    """
    if unit is Unit.HOURS:
        return day + timedelta(days=-(-amount // 24))
    if unit is Unit.DAYS:
        return day + timedelta(days=amount)
    years, month = divmod(day.month - 1 + amount, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moment_later(moment: datetime, hours: int) -> datetime:
    """The moment at which so many hours have passed; in UTC, so that no change of the clock adds or takes one."""
    return moment.astimezone(UTC) + timedelta(hours=hours)


def in_words(amount: int, unit: Unit) -> str:
    """`12 months`, `1 day`."""
    return f"{amount} {unit if amount != 1 else unit.removesuffix('s')}"
