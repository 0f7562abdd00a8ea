"""What the numbers of the board are made of, and how they are put into words: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

YEAR = 365  # days: the shares are of the last so many


class Days(StrEnum):
    """What the day of a row means: the last day it was not overdue, since when it is so, until when, or neither."""

    OVERDUE = "overdue"
    SINCE = "since"
    UNTIL = "until"
    ON = "on"
    NONE = ""


BANDS = ((1, 7), (8, 28), (29, 90), (91, None))  # of days overdue


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, how many of them for (of a share); and where rows have a day, how many days the half have and
    the most (of what is to come: the fewest)."""

    count: int = 0
    good: int = 0
    median: int | None = None
    most: int | None = None
    worst: str = ""  # the reference of whoever has the most days
    worst_id: UUID | None = None

    @property
    def per_cent(self) -> str:
        return per_cent(self.good, self.count)


def per_cent(part: int, whole: int) -> str:
    """To one decimal, cut off and not rounded up. Of nothing: nothing."""
    return f"{part * 1000 // whole / 10:.1f}%" if whole else ""


def band(days: int) -> str:
    """The band of lateness in words."""
    for least, most in BANDS:
        if days >= least and (most is None or days <= most):
            return f"{least} to {most} days" if most else f"over {least - 1} days"
    return "not late"


def year_before(day: date) -> date:
    """The first of the 365 days that end with `day`."""
    return day - timedelta(days=YEAR - 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def in_days(days: Days, tally: Tally) -> str:
    """The days of a tally in words; empty where there are none."""
    if tally.most is None or not tally.count or days in (Days.NONE, Days.ON):
        return ""
    if days is Days.UNTIL:
        return f"the next in {days_in_words(tally.most)}" if tally.most else "the next today"
    said = f"median {days_in_words(tally.median or 0)}, worst {days_in_words(tally.most)}"
    return said if days is Days.OVERDUE else said.replace("worst", "longest")


def days_in_words(count: int) -> str:
    """So many days, in the singular where it is one."""
    return f"{count} day{'' if count == 1 else 's'}"
