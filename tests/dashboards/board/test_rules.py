"""The words and months of the board."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.board import months, rules
from dashboards.board.months import Point
from dashboards.board.rules import Days, Tally


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "not late"),
        (1, "1 to 7 days"),
        (7, "1 to 7 days"),
        (8, "8 to 28 days"),
        (90, "29 to 90 days"),
        (91, "over 90 days"),
    ],
)
def test_bands_of_lateness(days: int, said: str) -> None:
    assert rules.band(days) == said


def test_a_share_is_cut_off_and_of_nothing_there_is_none() -> None:
    assert rules.per_cent(2, 3) == "66.6%"
    assert rules.per_cent(0, 0) == ""


def test_the_same_day_months_later_or_the_last_of_that_month() -> None:
    assert rules.months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert rules.months_after(date(2026, 6, 15), -12) == date(2025, 6, 15)
    assert rules.year_before(date(2026, 6, 15)) == date(2025, 6, 16)


def test_days_in_words() -> None:
    tally = Tally(3, 0, 9, 71)
    assert rules.in_days(Days.OVERDUE, tally) == "median 9 days, worst 71 days"
    assert rules.in_days(Days.SINCE, tally) == "median 9 days, longest 71 days"
    assert rules.in_days(Days.UNTIL, Tally(1, 0, 1, 1)) == "the next in 1 day"
    assert rules.in_days(Days.UNTIL, Tally(1, 0, 0, 0)) == "the next today"
    assert rules.in_days(Days.OVERDUE, Tally()) == rules.in_days(Days.ON, tally) == ""


def test_twenty_four_months_the_last_one_not_over() -> None:
    found, last = months.months(date(2026, 6, 15)), months.ends(date(2026, 6, 15))
    assert (len(found), found[0], found[-1]) == (24, date(2024, 7, 1), date(2026, 6, 1))
    assert (last[0], last[-2], last[-1]) == (date(2024, 7, 31), date(2026, 5, 31), date(2026, 6, 15))


def test_the_line_is_broken_where_there_was_nothing_to_count() -> None:
    points = [
        Point(day, count, good)
        for day, count, good in zip(
            months.months(date(2026, 6, 15), 4), (2, 0, 4, 3), (1, 0, 4, 2), strict=True
        )
    ]
    drawn = months.drawing(points, share=True)
    assert [path.count("L") for path in drawn.paths] == [0, 1]
    assert [said for _, _, said in drawn.points] == [
        "March 2026: 50.0%",
        "May 2026: 100.0%",
        "June 2026: 66.6%",
    ]
    assert (drawn.top, drawn.last) == ("100%", "66.6%")
    assert drawn.points[1][1] < drawn.points[0][1] < drawn.base
