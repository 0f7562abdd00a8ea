"""Working days: Monday to Friday without the bank holidays of a nation (Banking and Financial Dealings Act 1971)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from frontend.dates import words

_SATURDAY = 5
ENGLAND_AND_WALES = "england-and-wales"
# A force's nation (`accounts.choices.Nation`) and whose days it keeps; England's and Wales's are the same.
_SUBDIVISIONS = {ENGLAND_AND_WALES: "ENG", "scotland": "SCT", "northern-ireland": "NIR"}


class PastCalendar(ValueError):
    """A day for which nobody knows the bank holidays: it is never taken for a working day."""


class WorkingDays:
    """The calendar of one nation; asked of a force's (`Force.nation`) by `of`."""

    def __init__(self, nation: str) -> None:
        self._holidays = country_holidays("GB", subdiv=_SUBDIVISIONS[nation])

    def is_working(self, day: date) -> bool:
        """Raises PastCalendar."""
        if not self._holidays.start_year <= day.year <= self._holidays.end_year:
            raise PastCalendar(
                f"The bank holidays of {day.year} are not known, so {words(day)} cannot be counted."
            )
        return day.weekday() < _SATURDAY and day not in self._holidays

    def after(self, day: date, count: int) -> date:
        """The day on which `count` working days after `day` have passed; `day` itself for none. Raises PastCalendar."""
        return self._walk(day, count, timedelta(days=1))

    def before(self, day: date, count: int) -> date:
        """The working day that lies `count` working days before `day`; `day` itself for none. Raises PastCalendar."""
        return self._walk(day, count, timedelta(days=-1))

    def between(self, first: date, last: date) -> int:
        """How many working days after `first`, up to and with `last`; none if it is not later. Raises PastCalendar."""
        days = (first + timedelta(days=each) for each in range(1, (last - first).days + 1))
        return sum(map(self.is_working, days))

    def _walk(self, day: date, count: int, step: timedelta) -> date:
        while count:
            day += step
            count -= self.is_working(day)
        return day


@cache
def of(nation: str) -> WorkingDays:
    """The calendar of a nation, made once a process. Raises KeyError for a nation that has none."""
    return WorkingDays(nation)
