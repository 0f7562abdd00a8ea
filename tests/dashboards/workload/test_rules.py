"""What falls due week by week against what time there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.workload import drawing, rules
from dashboards.workload.rules import Due, Week

TODAY = date(2026, 6, 17)  # a Wednesday
MONDAY = date(2026, 6, 15)
HOURS = {"visit": 4, "notification": 1, "assessment": 6, "plan": 3, "meeting": 2, "other": 1}


def weeks(*dues: Due, away: set[date] = frozenset(), weeks: int = 26) -> list[Week]:  # type: ignore[assignment]
    return rules.weeks(dues, today=TODAY, hours=HOURS, week_hours=25, away=away, weeks=weeks)


def test_what_is_overdue_is_this_weeks_work() -> None:
    first, second = weeks(Due("visit", date(2026, 1, 1), 3), Due("periodic", MONDAY + timedelta(days=7)))[:2]
    assert (first.starts_on, first.work["visit"], first.hours) == (MONDAY, 3, 12)
    assert (second.work["notification"], second.hours) == (1, 1)


def test_what_comes_again_comes_again() -> None:
    due = Due("visit", TODAY, 2, lambda day: day + timedelta(weeks=4))
    found = weeks(due)
    assert [number for number, week in enumerate(found) if week.work["visit"]] == [0, 4, 8, 12, 16, 20, 24]
    assert all(week.hours in (0, 8) for week in found)


def test_an_interval_that_does_not_move_on_ends_there() -> None:
    assert weeks(Due("visit", TODAY, 1, lambda day: day))[0].work["visit"] == 1


def test_the_time_there_is() -> None:
    training = {MONDAY + timedelta(days=each) for each in range(7, 12)}
    found = weeks(away=training)
    assert [week.capacity for week in found[:3]] == [15, 0, 25]  # two days of this week are over
    assert found[1].share is None
    assert not found[1].is_over


def test_a_kind_nobody_named_is_other_work() -> None:
    week = weeks(Due("surprise", TODAY), Due("plan", TODAY), Due("risk_review", TODAY))[0]
    assert (week.rest, week.written, week.duties) == (1, 2, 3)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["visit", "periodic", "plan", "else"]), st.integers(-400, 400), st.integers(1, 9)
        ),
        max_size=20,
    )
)
def test_every_duty_before_the_end_is_in_one_week(rows: list[tuple[str, int, int]]) -> None:
    dues = [Due(kind, TODAY + timedelta(days=days), many) for kind, days, many in rows]
    end = MONDAY + timedelta(weeks=26)
    found = weeks(*dues)
    assert sum(week.duties for week in found) == sum(due.many for due in dues if due.on < end)
    assert all(
        week.duties == week.work["visit"] + week.work["notification"] + week.written + week.rest
        for week in found
    )
    both = rules.together([found, found])
    assert [week.hours for week in both] == [2 * week.hours for week in found]


@pytest.mark.parametrize(("many", "hours"), [(0, 0), (4, 4), (40, 26)])
def test_the_first_weeks_as_one(many: int, hours: int) -> None:
    found = weeks(*[Due("periodic", MONDAY + timedelta(weeks=number)) for number in range(26)])
    whole = rules.ahead(found, many)
    assert (whole.hours if whole else 0) == hours


def test_the_last_day_under_the_drawing_has_room() -> None:
    drawn = drawing.of(weeks(Due("visit", TODAY, 1, None)))
    assert drawn
    last, _ = drawn.labels[-1]
    assert last + 84 <= drawn.width  # eleven characters at 12 units
