"""What counts, on which day, for or against: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa.figures import rules
from mappa.figures.queries import quarter
from mappa.figures.rules import Review, Spell
from practice import working_days

ENGLAND = working_days.of(working_days.ENGLAND_AND_WALES)
FIRST = date(2026, 1, 6)
L2 = [Spell("2", date(2025, 1, 6), None)]


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


def held(*days: int) -> list[Review]:
    return [Review(uuid4(), after(day), True) for day in days]


def judged(reviews: Sequence[Review], spells: list[Spell], today: date) -> list[tuple[date, bool, str]]:
    weeks = {"2": 16, "3": 8}
    found = [rules.judge(each, weeks[each.level], today) for each in rules.intervals(reviews, spells)]
    return [(each.on, each.passes, each.why) for each in found if each]


class TestIntervals:
    @pytest.mark.parametrize(
        ("days", "passes", "on"), [(112, True, 112), (113, False, 112), (14, True, 14), (300, False, 112)]
    )
    def test_the_last_day_in_time_is_the_112th_and_a_late_review_counts_where_it_was_due(
        self, days: int, passes: bool, on: int
    ) -> None:
        [first] = judged(held(0, days), L2, after(days))
        assert first[:2] == (after(on), passes)

    def test_an_open_interval_past_its_day_counts_now_and_one_before_it_not_yet(self) -> None:
        assert judged(held(0), L2, after(112)) == []
        [(on, passes, why)] = judged(held(0), L2, after(115))
        assert (on, passes) == (after(112), False)
        assert why == "Not reviewed: due by 28 April 2026, 3 days late"

    def test_a_meeting_without_a_quorum_gives_no_credit_and_is_named(self) -> None:
        reviews = [*held(0), Review(uuid4(), after(100), False), *held(114)]
        [(_, passes, why)] = judged(reviews, L2, after(120))
        assert not passes
        assert why.endswith("2 days after 28 April 2026. No quorum on 16 April 2026: no review")

    def test_a_lower_level_ends_the_interval_of_level_3_on_its_day_and_the_clock_begins_anew(self) -> None:
        moved = [Spell("3", date(2025, 1, 6), after(50)), Spell("2", after(50), None)]
        assert judged(held(0, 50, 150), moved, after(160)) == [
            (after(50), True, "Reviewed on 25 February 2026, due by 3 March 2026"),
            (after(150), True, "Reviewed on 5 June 2026, due by 17 June 2026"),
        ]
        # Lowered between meetings: no review, so nothing was due; the clock of level 2 runs from that day.
        found = list(rules.intervals(held(0), moved))
        assert [(each.level, each.starts_on, each.ends_on, each.reviewed) for each in found] == [
            ("3", FIRST, after(50), False),
            ("2", after(50), None, False),
        ]
        assert judged(held(0), moved, after(60)) == []

    def test_to_leave_after_the_day_is_late_all_the_same(self) -> None:
        [(on, passes, why)] = judged(held(0), [Spell("2", date(2025, 1, 6), after(120))], after(200))
        assert (on, passes) == (after(112), False)
        assert why == "Not reviewed by 28 April 2026; left level 2 on 6 May 2026"

    def test_another_area_is_no_other_level(self) -> None:
        areas = [Spell("2", FIRST, after(30), "Cumberfell"), Spell("2", after(30), None, "Lanchester")]
        [(on, passes, _)] = judged(held(0, 90), areas, after(90))
        assert (on, passes) == (after(90), True)
        assert [rules.area_on(areas, after(day)) for day in (-1, 29, 30)] == ["", "Cumberfell", "Lanchester"]

    def test_at_level_1_nothing_is_due(self) -> None:
        assert judged(held(0, 300), [Spell("1", date(2025, 1, 6), None)], after(400)) == []

    @given(st.sets(st.integers(0, 700), max_size=6), st.integers(0, 800))
    def test_each_interval_counts_once_and_never_moves(self, days: set[int], later: int) -> None:
        reviews = held(*sorted(days))
        seen = [r for r in reviews if r.on <= after(later)]
        then, at_last = judged(seen, L2, after(later)), judged(reviews, L2, after(1000))
        of_then = {(on, passes) for on, passes, _ in then}
        assert of_then <= {(on, passes) for on, passes, _ in at_last}
        assert len(at_last) == len(days)


class TestMinutes:
    @pytest.mark.parametrize(
        ("held_on", "allowed", "circulated_on", "passes", "why"),
        [
            (date(2026, 4, 14), 10, date(2026, 4, 28), True, "due by 28 April 2026"),
            (date(2026, 4, 14), 10, date(2026, 4, 29), False, "1 working day late"),
            (date(2026, 4, 30), 5, date(2026, 5, 8), True, "due by 8 May 2026"),
            (date(2026, 4, 30), 5, date(2026, 5, 11), False, "due by 8 May 2026: 1 working day late"),
        ],
    )
    def test_working_days_with_the_bank_holiday_between(
        self, held_on: date, allowed: int, circulated_on: date, passes: bool, why: str
    ) -> None:
        found = rules.judge_minutes(held_on, circulated_on, allowed, ENGLAND, date(2026, 6, 1))
        assert found
        assert found.passes is passes
        assert found.on == held_on
        assert why in found.why

    def test_not_circulated_counts_against_once_the_day_is_past(self) -> None:
        day = date(2026, 4, 14)
        assert rules.judge_minutes(day, None, 10, ENGLAND, date(2026, 4, 28)) is None
        found = rules.judge_minutes(day, None, 10, ENGLAND, date(2026, 4, 30))
        assert found
        assert not found.passes
        assert found.why == "Not circulated: due by 28 April 2026, 2 working days late"

    def test_a_day_past_the_calendar_is_an_error(self) -> None:
        with pytest.raises(working_days.PastCalendar):
            rules.judge_minutes(date(2199, 1, 4), None, 10, ENGLAND, date(2199, 6, 1))


@pytest.mark.parametrize(
    ("part", "whole", "said", "reaches"),
    [
        (18, 20, "90.0", True),
        (8, 10, "80.0", False),
        (0, 0, "", None),
        (17, 20, "85.0", True),
        (5947, 7000, "84.9", False),
    ],
)
def test_a_share_is_never_rounded_up_to_its_target(
    part: int, whole: int, said: str, reaches: bool | None
) -> None:
    assert rules.per_cent(part, whole) == said
    assert rules.reaches(part, whole, 90 if whole == 10 else 85) is reaches


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 15), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_quarters(day: date, first: date, last: date) -> None:
    assert quarter(day) == (first, last)
