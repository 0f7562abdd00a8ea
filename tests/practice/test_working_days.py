"""Working days and bank holidays, each nation's own; a day nobody knows of is an error."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Nation
from practice import working_days
from practice.rules import Unit, later
from practice.working_days import PastCalendar

ENGLAND, SCOTLAND, IRELAND = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
KNOWN = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("day", "count", "nation", "then"),
    [
        (date(2026, 4, 14), 10, ENGLAND, date(2026, 4, 28)),
        (date(2026, 4, 30), 5, ENGLAND, date(2026, 5, 8)),  # 4 May is a bank holiday
        (
            date(2026, 12, 24),
            1,
            ENGLAND,
            date(2026, 12, 29),
        ),  # Boxing Day falls on a Saturday, kept on the 28th
        (date(2026, 12, 31), 1, SCOTLAND, date(2027, 1, 5)),  # 2 January falls on a Saturday, kept on the 4th
        (date(2026, 3, 16), 1, IRELAND, date(2026, 3, 18)),  # St Patrick's Day
        (date(2026, 3, 16), 1, ENGLAND, date(2026, 3, 17)),
        (date(2022, 9, 16), 1, ENGLAND, date(2022, 9, 20)),  # the Queen's funeral
        (date(2026, 5, 3), 0, ENGLAND, date(2026, 5, 3)),
    ],
)
def test_the_days_of_a_nation(day: date, count: int, nation: str, then: date) -> None:
    assert working_days.of(nation).after(day, count) == then
    assert later(day, count, Unit.WORKING_DAYS, nation) == then


@given(KNOWN, st.integers(1, 60), st.sampled_from(Nation))
def test_there_and_back(day: date, count: int, nation: Nation) -> None:
    calendar = working_days.of(nation)
    then = calendar.after(day, count)
    assert calendar.is_working(then)
    assert calendar.between(day, then) == count
    assert calendar.before(then, count) <= day
    assert calendar.between(calendar.before(day, count), day - timedelta(days=1)) == count - 1


@pytest.mark.parametrize("day", [date(2100, 12, 31), date(1871, 12, 30)])
def test_beyond_the_data_is_an_error_never_a_working_day(day: date) -> None:
    calendar = working_days.of(ENGLAND)
    with pytest.raises(PastCalendar, match="are not known"):
        calendar.after(day, 1) if day.year > 2000 else calendar.before(day, 1) and calendar.is_working(day)


def test_every_nation_has_a_calendar() -> None:
    for nation in Nation:
        assert not working_days.of(nation).is_working(date(2026, 12, 25))
