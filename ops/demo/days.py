"""Days as a storyteller counts them; the law's own counting is the engine's."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
COMMENCEMENT = date(2004, 5, 1)  # of Part 2 of the Act


def years_before(day: date, years: float) -> date:
    return day - timedelta(days=round(years * 365.25))


def months_after(day: date, months: int) -> date:
    """The day with the same number so many months later; the month's last where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
