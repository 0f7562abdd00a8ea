"""The weeks ahead as bars beside the time there is, in units of the drawing; the table says the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.workload.rules import Week
from frontend.dates import short_words

WIDTH, HEIGHT, FOOT = 26, 160, 20
_BAR = 18
_LABEL = 90  # room for the longest day in words; the last label begins near the edge


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: the bar of its hours, the line of its capacity, and the same in words."""

    x: int
    y: int
    height: int
    line: int
    over: bool
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    bars: list[Bar]
    bar_width: int
    labels: list[tuple[int, str]]  # where, and which day; every fourth week


def of(weeks: Sequence[Week]) -> Drawing | None:
    """None where there is nothing to draw."""
    most = max((max(week.hours, week.capacity) for week in weeks), default=0)
    if not most:
        return None
    bars, labels = [], []
    for number, week in enumerate(weeks):
        height, line = (round((HEIGHT - FOOT) * value / most) for value in (week.hours, week.capacity))
        words = f"Week of {short_words(week.starts_on)}: {week.hours} of {week.capacity} hours"
        bars.append(
            Bar(number * WIDTH, HEIGHT - FOOT - height, height, HEIGHT - FOOT - line, week.is_over, words)
        )
        if number % 4 == 0:
            labels.append((number * WIDTH, short_words(week.starts_on)))
    width = max(WIDTH * len(weeks), labels[-1][0] + _LABEL)
    return Drawing(width, HEIGHT, bars, _BAR, labels)
