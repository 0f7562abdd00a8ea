"""The four values over time, as a drawing: pure. A band for each, so that it reads in black and white; the table beside
it says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from frontend.dates import words
from riskplans.assessments.choices import Level

_LEFT, _TOP, _WIDE, _RIGHT = 8, 40, 560, 110
_BAND, _STEP, _BETWEEN = 48, 16, 36
_LEVELS = (Level.VERY_HIGH, Level.HIGH, Level.MEDIUM, Level.LOW)
_YEAR_LABELS = 8

Series = Sequence[tuple[str, Sequence[tuple[date, Level | None]]]]


@dataclass(frozen=True, slots=True)
class Band:
    """One value: its line, the points at which it changed, where its last level is written."""

    name: str
    name_y: int
    lines: list[int]
    path: str
    points: list[tuple[int, int, str]]
    last: str
    last_y: int
    last_x: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Widths and heights are in user units of the SVG."""

    width: int
    height: int
    bands: list[Band]
    years: list[tuple[int, str]]
    rows: list[tuple[str, str, str]]  # the table: since when, which value, what it became


def drawing(series: Series, today: date) -> Drawing | None:
    """The values as steps from the first day to today; None where nothing was ever found."""
    known = [(name, [(day, level) for day, level in steps if level]) for name, steps in series]
    days = [day for _, steps in known for day, _ in steps]
    if not days:
        return None
    first = min(days)
    span = max((today - first).days, 1)

    def x(day: date) -> int:
        return _LEFT + round((day - first).days * _WIDE / span)

    bands = [
        _band(name, steps, _TOP + place * (_BAND + _BETWEEN), x, today)
        for place, (name, steps) in enumerate(known)
    ]
    rows = [(day, name, str(level.label)) for name, steps in known for day, level in steps if level]
    return Drawing(
        width=_LEFT + _WIDE + _RIGHT,
        height=_TOP + len(known) * (_BAND + _BETWEEN) + 4,
        bands=bands,
        years=_years(first, today, x),
        rows=[
            (words(day), name, said) for day, name, said in sorted(rows, key=lambda row: row[0], reverse=True)
        ],
    )


def _y(top: int, level: Level) -> int:
    return top + _LEVELS.index(level) * _STEP


def _band(
    name: str, steps: Sequence[tuple[date, Level]], top: int, x: Callable[[date], int], today: date
) -> Band:
    shown = [(day, level) for day, level in steps if level in _LEVELS]
    start, *turns = [f"{x(day)} {_y(top, level)}" for day, level in shown] or [""]
    path = (
        f"M{start}" + "".join(f" H{turn.replace(' ', ' V')}" for turn in turns) + f" H{x(today)}"
        if shown
        else ""
    )
    points = [
        (x(day), _y(top, level), f"{name}, {words(day)}: {level.label.lower()}") for day, level in shown
    ]
    last = shown[-1][1] if shown else None
    return Band(
        name,
        top - 10,
        [top + place * _STEP for place in range(len(_LEVELS))],
        path,
        points,
        str(last.label) if last else "None on record",
        (_y(top, last) if last else top + _STEP) + 4,
        _LEFT + _WIDE + 8,
    )


def _years(first: date, today: date, x: Callable[[date], int]) -> list[tuple[int, str]]:
    years = range(first.year + 1, today.year + 1)
    every = max(1, -(-len(years) // _YEAR_LABELS))
    return [(x(date(year, 1, 1)), str(year)) for year in years if (today.year - year) % every == 0]
