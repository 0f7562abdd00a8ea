"""Where names go, so that none lies over another: labels above a drawing, and the dates of its axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from frontend.dates import MONTHS
from notifications.calculator.marks import Span, size

_GAP: Final = 10.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label went: its left end, and its row counted from the lowest."""

    left: float
    row: int


def place(labels: list[tuple[float, float]], width: int) -> list[Spot]:
    """A spot for each `(x, size)` in order of x: no label over another, nor over the line down from another.

    Worked from the right: a label stands to the right of its line, so the lines of those before it stay clear.
    """
    taken: list[tuple[int, float, float, float]] = []  # row, left, right, the line's x
    spots: list[Spot] = []
    for x, wide in reversed(labels):
        left = round(max(0.0, min(x + 4, width - wide)), 1)
        row = _row_for(x, left, left + wide, taken)
        taken.append((row, left, left + wide, x))
        spots.append(Spot(left, row))
    return spots[::-1]


def _row_for(x: float, left: float, right: float, taken: list[tuple[int, float, float, float]]) -> int:
    highest = max((row for row, *_ in taken), default=-1) + 1
    for row in range(highest):
        covers = any(r == row and left < b + _GAP and a < right + _GAP for r, a, b, _ in taken)
        under_a_line = any(r > row and left - 2 <= line <= right + 2 for r, _, _, line in taken)
        over_a_label = any(r < row and a - 2 <= x <= b + 2 for r, a, b, _ in taken)
        if not (covers or under_a_line or over_a_label):
            return row
    return highest


def ticks(span: Span) -> list[tuple[float, str]]:
    """The finest round dates whose names fit beside one another: `(x, name)`."""
    # The ends of a span may lie past the ends of the calendar.
    first = date.fromordinal(max(1, int(span.first) + 1))
    last = date.fromordinal(min(date.max.toordinal(), int(span.last)))
    for step in _STEPS:
        found = []
        for day, name in step(first, last):
            x, half = span.x(day.toordinal()), size(name, "tick") / 2
            if half <= x <= span.width - half:
                found.append((x, name))
            if len(found) > 40:
                break
        sizes = [size(name, "tick") for _, name in found]
        apart = zip(found, found[1:], sizes, sizes[1:], strict=False)
        if len(found) <= 40 and all(b[0] - a[0] >= (s + t) / 2 + _GAP for a, b, s, t in apart):
            return found
    return []


Step = Callable[[date, date], Iterator[tuple[date, str]]]


def _days(count: int) -> Step:
    def step(first: date, last: date) -> Iterator[tuple[date, str]]:
        day = first
        while day <= last:
            yield day, f"{day.day} {MONTHS[day.month - 1][:3]}"
            if (date.max - day).days < count:
                return
            day += timedelta(count)

    return step


def _months(count: int) -> Step:
    def step(first: date, last: date) -> Iterator[tuple[date, str]]:
        place = first.year * 12 + first.month - 1
        for month in range(place - place % count, last.year * 12 + last.month, count):
            day = date(month // 12, month % 12 + 1, 1)
            if first <= day <= last:
                yield day, f"{MONTHS[day.month - 1][:3]} {day.year}"

    return step


def _years(count: int) -> Step:
    def step(first: date, last: date) -> Iterator[tuple[date, str]]:
        for year in range(max(1, first.year - first.year % count), last.year + 1, count):
            if first <= date(year, 1, 1) <= last:
                yield date(year, 1, 1), str(year)

    return step


_STEPS: Final[tuple[Step, ...]] = (
    *(_days(count) for count in (1, 2, 7, 14)),
    *(_months(count) for count in (1, 2, 3, 6)),
    *(_years(count) for count in (1, 2, 5, 10, 20, 50, 100, 500)),
)
