"""The months of a trend, and its line as a drawing: pure. In black; the table below says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboards.board.rules import months_after

MONTHS = 24
_LEFT, _TOP, _WIDE, _HIGH, _RIGHT, _FOOT = 8, 16, 560, 80, 110, 24


@dataclass(frozen=True, slots=True)
class Point:
    """A month of a series: how many; of a share, how many of how many. `day` is the month's first."""

    day: date
    count: int
    good: int | None = None

    @property
    def value(self) -> float | None:
        """What is drawn: the number, or the share in the hundred; nothing of nothing."""
        if self.good is None:
            return self.count
        return self.good * 100 / self.count if self.count else None

    @property
    def said(self) -> str:
        """The value as a table says it: a share is cut off, as on the board."""
        if self.good is None:
            return str(self.count)
        return f"{self.good * 1000 // self.count / 10:.1f}%" if self.count else "None"

    @property
    def month(self) -> str:
        return f"{self.day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Widths and heights are in user units of the SVG."""

    width: int
    height: int
    base: int
    paths: list[str]
    points: list[tuple[int, int, str]]
    years: list[tuple[int, str]]
    top: str
    last: str
    last_x: int
    last_y: int


def months(today: date, count: int = MONTHS) -> list[date]:
    """The first days of so many months, the last of them the month of today."""
    this = today.replace(day=1)
    return [months_after(this, back) for back in range(1 - count, 1)]


def ends(today: date, count: int = MONTHS) -> list[date]:
    """The last day of each of those months; of this one, today."""
    return [min(months_after(first, 1) - timedelta(days=1), today) for first in months(today, count)]


def drawing(points: Sequence[Point], *, share: bool) -> Drawing:
    """The series as a line from the oldest month to this one, broken where there was nothing to count."""
    values = [point.value for point in points if point.value is not None]
    highest = 100.0 if share else max([*values, 1])
    step = _WIDE / max(len(points) - 1, 1)

    def x(place: int) -> int:
        return _LEFT + round(place * step)

    def y(value: float) -> int:
        return _TOP + _HIGH - round(value * _HIGH / highest)

    paths: list[str] = []
    shown: list[tuple[int, int, str]] = []
    running = ""
    for place, point in enumerate(points):
        if point.value is None:
            running = ""
            continue
        at = (x(place), y(point.value))
        shown.append((*at, f"{point.month}: {point.said}"))
        if running:
            paths[-1] += f" L{at[0]} {at[1]}"
        else:
            paths.append(f"M{at[0]} {at[1]}")
        running = "on"
    last = points[-1]
    return Drawing(
        width=_LEFT + _WIDE + _RIGHT,
        height=_TOP + _HIGH + _FOOT,
        base=_TOP + _HIGH,
        paths=paths,
        points=shown,
        years=[(x(place), str(point.day.year)) for place, point in enumerate(points) if point.day.month == 1],
        top="100%" if share else f"{highest:g}",
        last=last.said,
        last_x=_LEFT + _WIDE + 8,
        last_y=(y(last.value) if last.value is not None else _TOP + _HIGH) + 4,
    )
