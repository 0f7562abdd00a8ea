"""Scores month by month as a drawing, in the same bands as the values of risk: pure. The table below says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboards.sampling.rules import Score
from riskplans.assessments.chart import Band, Drawing

_LEFT, _TOP, _WIDE, _RIGHT = 8, 40, 560, 110
_BAND, _BETWEEN = 48, 36
_LINES = (100, 50, 0)
_EVERY = 3  # months between two labels

Series = Sequence[tuple[str, Sequence[tuple[date, Score]]]]


def drawing(series: Series, first: date, last: date) -> Drawing | None:
    """A band for each, from nought to a hundred per cent, and a point for each month that has a score; None where no
    month has one. `first` and `last` are months, by their first days."""
    known = [
        (name, [(month, score) for month, score in months if score.percent is not None])
        for name, months in series
    ]
    known = [(name, months) for name, months in known if months]
    if not known:
        return None
    span = max(_months(first, last), 1)

    def x(month: date) -> int:
        return _LEFT + round(_months(first, month) * _WIDE / span)

    bands = []
    for place, (name, months) in enumerate(known):
        top = _TOP + place * (_BAND + _BETWEEN)
        at = [(x(month), top + round((100 - _percent(score)) * _BAND / 100)) for month, score in months]
        bands.append(
            Band(
                name,
                top - 10,
                [top + round((100 - each) * _BAND / 100) for each in _LINES],
                "M" + " L".join(f"{here} {down}" for here, down in at) if len(at) > 1 else "",
                [
                    (here, down, f"{name}, {month:%B %Y}: {score.words}")
                    for (here, down), (month, score) in zip(at, months, strict=True)
                ],
                months[-1][1].words,
                at[-1][1] + 4,
                _LEFT + _WIDE + 8,
            )
        )
    rows = [(month, name, score) for name, months in known for month, score in months]
    rows.sort(key=lambda row: row[1])
    rows.sort(key=lambda row: row[0], reverse=True)
    return Drawing(
        width=_LEFT + _WIDE + _RIGHT,
        height=_TOP + len(known) * (_BAND + _BETWEEN) + 4,
        bands=bands,
        years=[(x(month), f"{month:%b %Y}") for month in _every(first, last)],
        rows=[(f"{month:%B %Y}", name, score.words) for month, name, score in rows],
    )


def _percent(score: Score) -> int:
    return score.percent or 0


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _every(first: date, last: date) -> list[date]:
    """Every third month; the last would be written beyond the edge."""
    found = []
    for number in range(0, _months(first, last), _EVERY):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        found.append(date(year, month + 1, 1))
    return found
