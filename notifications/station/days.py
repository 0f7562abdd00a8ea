"""The days stayed at one address over twelve months: counted by the engine's own rule, and drawn. Pure.

The drawing and its table say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from frontend.dates import short_words, words
from notifications.law.counting import corresponding_day
from notifications.law.stays import QUALIFYING_DAYS

Span = tuple[date, date]
_WIDTH, _HEIGHT = 440, 200
_LEFT, _RIGHT, _TOP, _FLOOR = 26, 10, 18, 164
# Days that the drawing goes up to: beyond, the line stays at the top, whatever a force decides.
_MOST: Final = 14


@dataclass(frozen=True, slots=True)
class Count:
    """The days at one address in the twelve months that end on `until`."""

    first: date
    until: date
    spans: list[Span]
    rows: list[dict[str, Any]]  # first and last day of each stay, its days, and the sum so far
    total: int
    seventh: date | None
    left: int  # days that are left until the seventh

    @property
    def said(self) -> str:
        if self.seventh:
            return f"The seventh day was {words(self.seventh)}."
        days = "day" if self.total == 1 else "days"
        more = "1 more day" if self.left == 1 else f"{self.left} more days"
        return f"{self.total} {days} in these 12 months. With {more} at this address it must be notified."


def counted(stays: Iterable[Span], *, until: date) -> Count:
    """Count the stays (first and last day, both counting) at one address; days that are in two stays count once.

    The seventh day is the first on which the twelve months that end with it hold seven (s.84(6)), whenever it was.
    """
    spans = _merged(stays)
    first = date.fromordinal(corresponding_day(until.toordinal(), -12) + 1)
    days = [number for a, b in spans for number in range(a.toordinal(), b.toordinal() + 1)]
    seventh = next((day for place, day in enumerate(days) if _held(days, place) >= QUALIFYING_DAYS), None)
    within = [(max(a, first), min(b, until)) for a, b in spans if b >= first and a <= until]
    rows, total = [], 0
    for begins, ends in within:
        length = (ends - begins).days + 1
        total += length
        rows.append({"first": begins, "last": ends, "days": length, "sum": total})
    return Count(
        first=first,
        until=until,
        spans=within,
        rows=rows,
        total=total,
        seventh=date.fromordinal(seventh) if seventh else None,
        left=max(0, QUALIFYING_DAYS - total),
    )


def _held(days: list[int], place: int) -> int:
    """How many of the days lie in the twelve months that end with the one at `place`."""
    begin = corresponding_day(days[place], -12) + 1
    return sum(1 for day in days[: place + 1] if day >= begin)


def _merged(stays: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in sorted(stays):
        if found and (first - found[-1][1]).days <= 0:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def drawing(count: Count) -> dict[str, Any]:
    """A line that climbs with each day stayed; a dashed one at seven."""
    long = max(1, (count.until - count.first).days + 1)
    top = max(QUALIFYING_DAYS + 1, min(count.total, _MOST))

    def x(day: date, *, end: bool = False) -> float:
        done = (day - count.first).days + (1 if end else 0)
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * done / long, 1)

    def y(days: int) -> float:
        return round(_FLOOR - (_FLOOR - _TOP) * min(days, top) / top, 1)

    points = [(x(count.first), y(0))]
    so_far = 0
    for row in count.rows:
        points += [(x(row["first"]), y(so_far)), (x(row["last"], end=True), y(row["sum"]))]
        so_far = row["sum"]
    points.append((x(count.until, end=True), y(so_far)))
    seventh = count.seventh if count.seventh and count.seventh >= count.first else None
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "line": " ".join(f"{across},{down}" for across, down in points),
        "floor": _FLOOR,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "limit": y(QUALIFYING_DAYS),
        "limit_text": y(QUALIFYING_DAYS) - 5,
        "ticks": [{"y": y(each), "text_y": y(each) + 4, "text": str(each)} for each in (0, QUALIFYING_DAYS)],
        "months": list(_months(count, x)),
        "seventh": {"x": x(seventh, end=True), "y": y(QUALIFYING_DAYS)} if seventh else None,
    }


def _months(count: Count, x: Any) -> Iterable[dict[str, Any]]:
    """The first of every third month."""
    day = date(count.first.year, count.first.month, 1)
    while day <= count.until:
        if day >= count.first and (day.month - 1) % 3 == 0:
            yield {"x": x(day), "text": short_words(day)}
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
