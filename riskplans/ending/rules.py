"""The days of a review before notification ends, and what keeps one from being handed in. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from frontend.dates import words
from riskplans.ending.choices import After

Refusals = dict[str, str]
# The force (None: every force), the day from which on, and the value.
Valued = tuple[int | None, date, int]


class Days(NamedTuple):
    """From when on the end is reviewed, by when the review is handed in, by when it is decided on."""

    opens: date
    asked: date
    decided: date


def days(ends_on: date, *, opens: int, asked: int, decided: int) -> Days:
    """`opens`, `asked` and `decided` are days before the last one. None is later than the one after it, however a
    force sets them."""
    last = ends_on - timedelta(days=decided)
    work_to = min(ends_on - timedelta(days=asked), last)
    return Days(min(ends_on - timedelta(days=opens), work_to), work_to, last)


def value_on(rows: Iterable[Valued], force: int, day: date) -> int:
    """What a force's own latest decision says on a day, or else that of every force; 0 before there was any."""
    held = [row for row in rows if row[0] in (None, force) and row[1] <= day]
    return max(held, key=lambda row: (row[0] is not None, row[1]), default=(None, day, 0))[2]


def handed_in(
    *, ends_on: date, opens: date, after: str, basis: str, in_force: int, orders: str, today: date
) -> Refusals:
    """`in_force` is how many orders and licences run on beyond the last day."""
    found: Refusals = {}
    if today < opens:
        found[""] = (
            f"It is too early: notification ends on {words(ends_on)}. Review it from {words(opens)} on."
        )
    if in_force and not orders.strip():
        found["orders"] = "Say what becomes of the orders and licences that run on, and who looks after them."
    if after == After.KEEP and not basis.strip():
        found["basis"] = "Say on what basis they go on being managed."
    return found
