"""What falls due week by week, how long it takes, and how much time there is: pure.

Hours are whole hours but where a day of absence takes its fifth of a week; capacity is then rounded down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEKS = 26
WORKING_WEEK = 5
# What a duty is called in the diary, and as what work it counts; anything else is "other".
WORK = {
    "visit": "visit",
    **dict.fromkeys(("initial", "periodic", "change", "non_occurrence", "absence"), "notification"),
    **dict.fromkeys(("travel", "travel_change", "travel_return"), "notification"),
    **dict.fromkeys(("assessment", "risk_review"), "assessment"),
    **dict.fromkeys(("plan", "plan_review"), "plan"),
    **dict.fromkeys(("mappa_review", "mappa_again", "mappa_action", "mappa_minutes"), "meeting"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """So many duties of one kind, due on one day; each comes again `every` so long after the last, or never."""

    kind: str
    on: date
    many: int = 1
    every: Callable[[date], date] | None = None


@dataclass(slots=True)
class Week:
    """One week from Monday: the duties, the hours they take, and the hours there are."""

    starts_on: date
    work: Counter[str] = field(default_factory=Counter)
    hours: int = 0
    capacity: int = 0

    @property
    def duties(self) -> int:
        return self.work.total()

    @property
    def written(self) -> int:
        """Assessments and plans."""
        return self.work["assessment"] + self.work["plan"]

    @property
    def rest(self) -> int:
        """What is neither a visit, a notification, an assessment nor a plan."""
        return self.duties - self.work["visit"] - self.work["notification"] - self.written

    @property
    def share(self) -> int | None:
        """The hours' per cent of the time there is; None where there is none."""
        return round(self.hours * 100 / self.capacity) if self.capacity else None

    @property
    def is_over(self) -> bool:
        return self.hours > self.capacity


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks(
    dues: Iterable[Due],
    *,
    today: date,
    hours: Mapping[str, int],
    week_hours: int,
    away: Collection[date] = (),
    weeks: int = WEEKS,
) -> list[Week]:
    """The next weeks, this one first. What is overdue is this week's work.

    A duty that comes again is met on its day: its next falls from there, so the forecast is of work kept up with.
    `away`: the working days, and the holidays, on which the officer is not there. Of this week, what is left of it.
    """
    first = monday(today)
    found = [Week(first + timedelta(weeks=number)) for number in range(weeks)]
    end = first + timedelta(weeks=weeks)
    for due in dues:
        work = WORK.get(due.kind, "other")
        on = max(due.on, today)
        while on < end:
            week = found[(on - first).days // 7]
            week.work[work] += due.many
            week.hours += due.many * hours[work]
            if due.every is None or (following := due.every(on)) <= on:
                break
            on = following
    for week in found:
        days = [week.starts_on + timedelta(days=number) for number in range(WORKING_WEEK)]
        there = sum(day >= today and day not in away for day in days)
        week.capacity = week_hours * there // WORKING_WEEK
    return found


def together(officers: Iterable[list[Week]]) -> list[Week]:
    """The same weeks of several officers, added up."""
    found: list[Week] = []
    for one in officers:
        if not found:
            found = [Week(week.starts_on) for week in one]
        for whole, part in zip(found, one, strict=True):
            whole.work += part.work
            whole.hours += part.hours
            whole.capacity += part.capacity
    return found


def ahead(forecast: Iterable[Week], many: int = 4) -> Week | None:
    """The first weeks as one, for a figure of how full they are; None of no weeks."""
    first = list(forecast)[:many]
    if not first:
        return None
    whole = Week(first[0].starts_on)
    for week in first:
        whole.work += week.work
        whole.hours += week.hours
        whole.capacity += week.capacity
    return whole
