"""Which rule applies, what is asked, and how days are counted: by table, and whatever the days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.law.counting import corresponding_day
from notifications.station import days, rules
from notifications.station.choices import Happened, Part
from notifications.station.forms.parts import QUESTIONS
from tests import world

ALL = [part.value for part in rules.ALL_PARTS]


def test_every_thing_that_can_happen_has_its_rule_with_a_section() -> None:
    assert set(rules.RULES) == set(Happened)
    for rule in rules.RULES.values():
        assert rule.source.startswith("SOA 2003 s")
        assert rule.says.endswith(".")
        assert rule.why.endswith(".")


@pytest.mark.parametrize(
    ("happened", "kinds", "asked"),
    [
        # A regular or first notification: all of it, item by item.
        ([], ["periodic"], ALL),
        ([], ["initial"], ALL),
        # What is told as changed is not asked again.
        (["moved"], [], [part for part in ALL if part != "home"]),
        (["money", "papers"], ["periodic"], ["born", "names", "home", "premises", "children"]),
        (["released"], [], ALL),
        (["ahead"], [], ALL),
        # S.I. 2004/1220: with travel alone, names, home address and date of birth.
        (["travels"], [], ["born", "names", "home"]),
        (["returned"], ["travel_return"], ["born", "names", "home"]),
        (["altered", "came"], [], ["born", "names", "home"]),
        # Travel on the day of a regular one: all of it.
        (["travels"], ["periodic"], ALL),
        # To say that a change did not come, nothing.
        (["came"], ["non_occurrence"], []),
    ],
)
def test_what_is_asked_item_by_item(happened: list[str], kinds: list[str], asked: list[str]) -> None:
    assert [part.value for part in rules.parts_asked(happened, kinds)] == asked


@given(st.sets(st.sampled_from(Happened.values)), st.sets(st.sampled_from(["periodic", "initial", "travel"])))
def test_nothing_is_asked_twice_and_nothing_is_left_out(happened: set[str], kinds: set[str]) -> None:
    asked = rules.parts_asked(happened, kinds)
    told = {part for part, by in rules.TELLS.items() if by.value in happened}
    assert len(asked) == len(set(asked))
    if kinds & {"periodic", "initial"}:
        assert set(asked) | told == set(rules.ALL_PARTS)
        assert not set(asked) & told


@pytest.mark.parametrize(
    ("hours", "enough"), [(11.99, False), (12, True), (13, True), (8, False)], ids=lambda value: str(value)
)
def test_twelve_hours_of_one_stay(hours: float, enough: bool) -> None:
    arrived = world.at(date(2026, 6, 13), 20)
    assert rules.stayed_long_enough(arrived, arrived + timedelta(hours=hours)) is enough


def test_twelve_hours_are_hours_as_they_elapse() -> None:
    """On the night on which clocks go forward, from 8pm to 8am is eleven hours."""
    arrived, left = world.at(date(2026, 3, 28), 20), world.at(date(2026, 3, 29), 8)
    assert not rules.stayed_long_enough(arrived, left)
    assert rules.stayed_long_enough(arrived, world.at(date(2026, 3, 29), 9))


@pytest.mark.parametrize(
    ("born", "young"), [(date(2008, 6, 15), False), (date(2008, 6, 16), True), (date(2010, 1, 1), True)]
)
def test_young_until_the_eighteenth_birthday(born: date, young: bool) -> None:
    assert rules.is_young(born, world.TODAY) is young


def test_why_the_manager_should_look() -> None:
    nothing = {"shown": "known", "money_unseen": False, "born_differs": False, "refused": []}
    assert rules.why_check(**nothing) == []  # type: ignore[arg-type]
    assert (
        len(rules.why_check(shown="not", money_unseen=True, born_differs=True, refused=["photograph"])) == 4
    )


DAY = date(2026, 6, 14)


class TestDays:
    @pytest.mark.parametrize(
        ("stays", "seventh", "total"),
        [
            ([(date(2026, 6, 8), DAY)], DAY, 7),
            ([(date(2026, 6, 9), DAY)], None, 6),
            # Added up over twelve months; the first and the last day count.
            ([(date(2026, 3, 1), date(2026, 3, 4)), (date(2026, 6, 12), DAY)], DAY, 7),
            # A day told twice counts once.
            ([(date(2026, 6, 8), date(2026, 6, 11)), (date(2026, 6, 10), DAY)], DAY, 7),
            # What lies a year back has gone out of the twelve months, or is just in them.
            ([(date(2025, 6, 12), date(2025, 6, 14)), (date(2026, 6, 9), DAY)], None, 6),
            ([(date(2025, 6, 12), date(2025, 6, 15)), (date(2026, 6, 9), DAY)], date(2026, 6, 11), 7),
        ],
    )
    def test_the_seventh_day(self, stays: list[days.Span], seventh: date | None, total: int) -> None:
        count = days.counted(stays, until=DAY)
        assert (count.seventh, count.total) == (seventh, total)
        assert count.rows[-1]["sum"] == total

    @given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 9)), min_size=1, max_size=6))
    def test_it_is_what_counting_each_day_by_hand_gives(self, drawn: list[tuple[int, int]]) -> None:
        begins = [(date(2025, 1, 1) + timedelta(days=after), more) for after, more in drawn]
        stays = [(first, first + timedelta(days=more)) for first, more in begins]
        stayed = {first + timedelta(days=n) for first, last in stays for n in range((last - first).days + 1)}

        def held(day: date) -> int:
            begin = date.fromordinal(corresponding_day(day.toordinal(), -12) + 1)
            return sum(begin <= each <= day for each in stayed)

        until = max(last for _, last in stays)
        count = days.counted(stays, until=until)
        assert count.seventh == next((day for day in sorted(stayed) if held(day) >= 7), None)
        assert count.total == held(until)

    def test_the_drawing_climbs_and_marks_the_seventh(self) -> None:
        drawn = days.drawing(days.counted([(date(2026, 6, 8), DAY)], until=DAY))
        heights = [float(point.split(",")[1]) for point in drawn["line"].split()]
        assert heights == sorted(heights, reverse=True)
        assert drawn["seventh"]["y"] == drawn["limit"]
        assert days.drawing(days.counted([(DAY, DAY)], until=DAY))["seventh"] is None


def test_parts_have_questions() -> None:
    assert set(QUESTIONS) == set(rules.ALL_PARTS)
    assert set(rules.TELLS) < set(Part)
