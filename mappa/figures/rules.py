"""What counts in a figure, on which day, for or against, and why: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from frontend.dates import words
from practice.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Spell:
    """A level from a day on; `ends_on` is the first day on which it was no longer so, None: it stands."""

    level: str
    starts_on: date
    ends_on: date | None
    area: str = ""

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Review:
    """One hearing of a case: `held` where a quorate meeting decided it."""

    id: UUID
    on: date
    held: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """From one review at a level, or from the day of the level, to the next review or the end of the level.

    `review` is that from which it runs, else the one before it. `reviewed` says whether a review ended it; `without`
    are the days between on which there was no quorum.
    """

    level: str
    starts_on: date
    ends_on: date | None
    reviewed: bool
    review: UUID | None
    without: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Counted on a day, for or against. `why` says it in words."""

    on: date
    passes: bool
    why: str


def levels(spells: Iterable[Spell]) -> list[Spell]:
    """The spells, those run together that follow each other at one level: another area or lead is no other level."""
    found: list[Spell] = []
    for spell in sorted(spells, key=lambda each: each.starts_on):
        last = found[-1] if found else None
        if last and last.level == spell.level and last.ends_on == spell.starts_on:
            found[-1] = Spell(last.level, last.starts_on, spell.ends_on)
        else:
            found.append(Spell(spell.level, spell.starts_on, spell.ends_on))
    return found


def intervals(reviews: Sequence[Review], spells: Iterable[Spell]) -> Iterator[Interval]:
    """The intervals of one person at levels 2 and 3, the earliest first.

    The clock runs from review to review, and anew from the day on which one of these levels followed the other. A
    review on the day on which the level ends is still one of it.
    """
    found = levels(spells)
    held = {each.on: each.id for each in reviews if each.held}
    none = sorted(each.on for each in reviews if not each.held)
    for place, spell in enumerate(found):
        if spell.level not in ("2", "3"):
            continue
        before = found[place - 1] if place else None
        points = {day for day in held if spell.holds(day)}
        if before and before.level in ("2", "3") and before.ends_on == spell.starts_on:
            points.add(spell.starts_on)
        for start, after in pairwise([*sorted(points), None]):
            assert start  # noqa: S101 - only the last is none
            end = after or spell.ends_on
            earlier = [day for day in held if day <= start]
            yield Interval(
                spell.level,
                start,
                end,
                reviewed=end in held,
                review=held[max(earlier)] if earlier else None,
                without=tuple(day for day in none if start < day and (end is None or day <= end)),
            )


def judge(interval: Interval, weeks: int, today: date) -> Judged | None:
    """Whether it was reviewed within so many weeks; None where nothing can be said yet, or nothing was due."""
    last, end = interval.starts_on + timedelta(weeks=weeks), interval.ends_on
    if end is not None and end <= last:
        in_time = f"Reviewed on {words(end)}, due by {words(last)}"
        return Judged(end, True, in_time) if interval.reviewed and end <= today else None
    if last >= today:
        return None
    if end is None or end > today:
        why = f"Not reviewed: due by {words(last)}, {_days(last, today)} late"
    elif interval.reviewed:
        why = f"Reviewed on {words(end)}, {_days(last, end)} after {words(last)}"
    else:
        why = f"Not reviewed by {words(last)}; left level {interval.level} on {words(end)}"
    if interval.without:
        days = " and ".join(words(day) for day in interval.without)
        why += f". No quorum on {days}: no review"
    return Judged(last, False, why)


def judge_minutes(
    held_on: date, circulated_on: date | None, allowed: int, calendar: WorkingDays, today: date
) -> Judged | None:
    """Whether minutes went out within so many working days of the meeting; None until they did or are late.

    Raises PastCalendar.
    """
    due = calendar.after(held_on, allowed)
    if circulated_on and circulated_on <= due:
        return Judged(held_on, True, f"Circulated on {words(circulated_on)}, due by {words(due)}")
    if circulated_on:
        late = calendar.between(due, circulated_on)
        return Judged(
            held_on,
            False,
            f"Circulated on {words(circulated_on)}, due by {words(due)}: {_working(late)} late",
        )
    if today <= due:
        return None
    late = calendar.between(due, today)
    return Judged(held_on, False, f"Not circulated: due by {words(due)}, {_working(late)} late")


def area_on(spells: Iterable[Spell], day: date) -> str:
    """The area that was responsible on a day; once nobody was, the last that had been."""
    before = [each for each in sorted(spells, key=lambda each: each.starts_on) if each.starts_on <= day]
    return before[-1].area if before else ""


def per_cent(part: int, whole: int) -> str:
    """To one decimal, cut off and not rounded up: a target is reached or it is not. Of nothing: nothing."""
    return f"{part * 1000 // whole / 10:.1f}" if whole else ""


def reaches(part: int, whole: int, target: int) -> bool | None:
    """Whether so many of so many are at least `target` in the hundred; None of nothing."""
    return part * 100 >= target * whole if whole else None


def _days(first: date, last: date) -> str:
    count = (last - first).days
    return f"{count} day{'' if count == 1 else 's'}"


def _working(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
