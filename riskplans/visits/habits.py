"""Past visits by day of the week and hour, as a drawing: pure. The table beside it says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Two hours each, from six in the morning; the night is one.
HOURS = ("night", *(f"{start}–{start + 2}" for start in range(6, 22, 2)))
_LEFT, _TOP, _WIDE, _HIGH = 40, 20, 46, 26


@dataclass(frozen=True, slots=True)
class Cell:
    """One square of the drawing: where, how many visits, and its words."""

    x: int
    y: int
    seen: int
    failed: int
    words: str

    @property
    def number(self) -> int:
        return self.seen + self.failed

    @property
    def radius(self) -> int:
        """Larger for more; never larger than the square."""
        return min(4 + 2 * self.number, 11)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A week: seven rows and a column for every two hours. Widths and heights are in user units of the SVG."""

    width: int
    height: int
    days: list[tuple[int, str]]
    hours: list[tuple[int, str]]
    cells: list[Cell]
    rows: list[tuple[str, list[str]]]  # the table: a day, and what stands in each column


def drawing(visits: Iterable[tuple[datetime, bool]]) -> Drawing:
    """`visits` are London times, and whether they were seen."""
    seen: Counter[tuple[int, int]] = Counter()
    failed: Counter[tuple[int, int]] = Counter()
    for at, was_seen in visits:
        (seen if was_seen else failed)[at.weekday(), _column(at.hour)] += 1
    places = sorted(seen.keys() | failed.keys())
    cells = [
        Cell(
            _LEFT + hour * _WIDE + _WIDE // 2,
            _TOP + day * _HIGH + _HIGH // 2,
            seen[day, hour],
            failed[day, hour],
            f"{DAYS[day]}, {HOURS[hour]}: {_words(seen[day, hour], failed[day, hour])}",
        )
        for day, hour in places
    ]
    return Drawing(
        width=_LEFT + len(HOURS) * _WIDE,
        height=_TOP + len(DAYS) * _HIGH + 4,
        days=[(_TOP + day * _HIGH + _HIGH // 2 + 4, name[:3]) for day, name in enumerate(DAYS)],
        hours=[(_LEFT + hour * _WIDE + _WIDE // 2, name) for hour, name in enumerate(HOURS)],
        cells=cells,
        rows=[
            (name, [_words(seen[day, hour], failed[day, hour]) for hour in range(len(HOURS))])
            for day, name in enumerate(DAYS)
        ],
    )


def _column(hour: int) -> int:
    return 0 if hour < 6 or hour >= 22 else 1 + (hour - 6) // 2


def _words(seen: int, failed: int) -> str:
    return ", ".join(f"{number} {word}" for number, word in ((seen, "seen"), (failed, "not seen")) if number)
