"""The year itself: lives and work day by day, and what must hold at the end of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from diary import actions as diary
from diary.models import Entry
from notifications.actions import notice_breaches
from offenders.models import Assignment, Person
from ops.walk.calendar import LONDON, in_utc
from ops.walk.lives import Lives
from ops.year.work import Work, unit
from riskplans.actions import notice_silences


@dataclass(slots=True)
class Year:
    """What happened, and on which days something did not hold: every list should be empty."""

    people: int
    days: int
    happened: dict[str, int]
    done: Counter[str]
    refused: Counter[str]
    entries: int = 0
    drifted: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    managers: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.drifted or self.orphaned or self.managers)


def live(
    people: int,
    officers: int,
    first: date,
    days: int,
    *,
    pace: int,
    seed: int,
    say: Callable[[date], object] = lambda day: None,
) -> Year:
    """Live `days` days from `first`: each night the diary's own check and the sweeps, by day lives and work.

    Needs an empty database. At the end of each day the diary is compared with a fresh rebuild, and every open duty and
    every person is asked for their one current manager.
    """
    last = first + timedelta(days=days - 1)
    managers, supervisor = unit(officers)
    lives = Lives(managers, people, first, last, pace=pace, seed=seed)
    work = Work(managers, supervisor, seed=seed)
    year = Year(people, days, lives.happened, work.done, work.refused)
    for day in (first + timedelta(days=number) for number in range(days)):
        _night(day)
        lives.until(in_utc(day, 15))
        work.day(in_utc(day, 15, 30).astimezone(LONDON))
        lives.until(in_utc(day + timedelta(days=1), 0))
        for found, where in (
            (_drift(day), year.drifted),
            (_orphans(), year.orphaned),
            (_managers(), year.managers),
        ):
            where += [f"{day}: {each}" for each in found]
        say(day)
    year.entries = Entry.objects.count()
    return year


def _night(day: date) -> None:
    """What beat rings for between midnight and the first officer."""
    now = in_utc(day, 6).astimezone(LONDON)
    for _ in diary.rebuild(today=day):
        pass
    diary.sweep(today=day, now=now)
    diary.look_ahead(today=day, now=now)
    notice_breaches(now=now)
    notice_silences(now=now)


def _drift(day: date) -> Iterator[str]:
    """What a fresh rebuild of everybody's diary would change."""
    for _, found in diary.rebuild(today=day, check=True):
        for entry in (*found.missing, *found.wrong, *found.orphaned):
            yield f"{entry.person_id} {entry.key}"
        for person in (*(ending.person_id for ending in found.ends), *found.no_ends):
            yield f"{person} end of the requirements"


def _orphans() -> Iterator[str]:
    """Open duties of somebody whom nobody manages."""
    current = Assignment.objects.filter(person=OuterRef("person"), ends_on__isnull=True)
    for entry in Entry.objects.open().filter(~Exists(current)):
        yield f"{entry.person_id} {entry.key}"


def _managers() -> Iterator[str]:
    """People without one manager, or with two."""
    managed = Count("assignments", filter=Q(assignments__ends_on__isnull=True))
    found = Person.objects.annotate(managed=managed).exclude(managed=1)
    for reference, number in found.values_list("reference", "managed"):
        yield f"{reference} has {number}"
