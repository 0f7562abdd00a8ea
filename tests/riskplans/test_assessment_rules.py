"""For whom a tool is, when the next assessment is due, whose approval a level needs: examples, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.rules import Unit
from riskplans.assessments import rules
from riskplans.assessments.chart import drawing
from riskplans.assessments.choices import Level, Sign
from riskplans.visits.rules import Away, Interval

TODAY = date(2026, 6, 15)
MAN = rules.About("male", date(1979, 3, 4), "rso")
ARMS = rules.Fits(sex="male", least_age=18, kind="rso", kind_label="Registered sexual offender")
FIRST = Interval(15, Unit.WORKING_DAYS, "the force’s policy")
YEARLY = Interval(12, Unit.MONTHS, "the force’s policy")
LEVELS = [level for level in Level if level is not Level.NONE]


class TestForWhom:
    def test_a_man_who_is_registered(self) -> None:
        assert rules.why_not(ARMS, MAN, TODAY) == ""

    @pytest.mark.parametrize(
        ("about", "says"),
        [
            (rules.About("female", date(1979, 3, 4), "rso"), "males only"),
            (rules.About("unknown", date(1979, 3, 4), "rso"), "not on record"),
            (rules.About("male", date(2008, 6, 16), "rso"), "age of 18"),
            (rules.About("male", date(1979, 3, 4), "pdp"), "registered sexual offender"),
        ],
    )
    def test_for_nobody_else(self, about: rules.About, says: str) -> None:
        assert says in rules.why_not(ARMS, about, TODAY)

    def test_up_to_an_age(self) -> None:
        assert rules.why_not(rules.Fits(most_age=18), MAN, TODAY) == "It is up to the age of 18."

    def test_of_somebody_whose_eighteenth_birthday_it_is(self) -> None:
        assert rules.why_not(ARMS, rules.About("male", date(2008, 6, 15), "rso"), TODAY) == ""


def need(level: Level, now: Level, static: Level | None = None, *others: Level) -> Sign | None:
    return rules.needed(level, now=now, static=static, others=others).sign


class TestWhoseApproval:
    def test_the_highest_of_the_values_is_nobodys(self) -> None:
        assert need(Level.MEDIUM, Level.VERY_HIGH, Level.LOW, Level.MEDIUM) is None

    def test_below_the_static_tool_a_supervisor(self) -> None:
        assert need(Level.MEDIUM, Level.HIGH, Level.HIGH, Level.LOW) is Sign.SUPERVISOR

    def test_two_steps_below_the_static_tool_an_inspector(self) -> None:
        assert need(Level.LOW, Level.MEDIUM, Level.HIGH) is Sign.INSPECTOR

    def test_two_steps_below_the_level_until_now_an_inspector(self) -> None:
        assert need(Level.LOW, Level.HIGH, Level.LOW, Level.MEDIUM) is Sign.INSPECTOR

    def test_one_step_below_others_but_not_the_static_tool_is_nobodys(self) -> None:
        assert need(Level.MEDIUM, Level.HIGH, Level.MEDIUM, Level.HIGH) is None

    def test_without_a_static_tool_a_supervisor(self) -> None:
        assert need(Level.MEDIUM, Level.HIGH, None, Level.HIGH) is Sign.SUPERVISOR
        assert need(Level.HIGH, Level.HIGH) is None

    @given(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.none() | st.sampled_from(LEVELS))
    def test_raising_never_waits_and_says_why(self, level: Level, now: Level, static: Level | None) -> None:
        found = rules.needed(level, now=now, static=static, others=[])
        assert found.reasons
        if level.step >= now.step:
            assert found.sign is None

    def test_two_steps_in_two_decisions_are_an_inspectors_too(self) -> None:
        known = {"static": Level.MEDIUM, "others": [Level.HIGH]}
        assert rules.needed(Level.HIGH, now=Level.VERY_HIGH, **known).sign is None
        assert rules.needed(Level.MEDIUM, now=Level.HIGH, **known).sign is None
        found = rules.needed(Level.MEDIUM, now=Level.HIGH, stood=[Level.VERY_HIGH], **known)
        assert found.sign is Sign.INSPECTOR
        assert "when anybody else last approved" in found.reasons[-1]

    @given(
        st.lists(st.sampled_from(LEVELS), min_size=2, max_size=6),
        st.none() | st.sampled_from(LEVELS),
        st.lists(st.sampled_from(LEVELS), max_size=2),
    )
    def test_what_one_decision_may_not_do_alone_several_may_not(
        self, path: list[Level], static: Level | None, others: list[Level]
    ) -> None:
        known = {"static": static, "others": others}
        now, stood = path[0], list[Level]()
        for level in path[1:]:
            if rules.needed(level, now=now, stood=stood, **known).sign is None:
                stood, now = [*stood, now], level
                gravest = max(stood, key=lambda each: each.step)
                assert rules.needed(now, now=gravest, **known).sign is not Sign.INSPECTOR


def due(
    assessed_on: date | None, away: list[Away] | None = None, known_since: date = date(2026, 6, 1)
) -> rules.Next:
    return rules.next_assessment(
        assessed_on=assessed_on,
        known_since=known_since,
        yearly=YEARLY,
        first=FIRST,
        away=away or [],
        today=TODAY,
    )


class TestWhenDue:
    def test_the_first_in_working_days(self) -> None:
        assert due(None).by == date(2026, 6, 22)

    def test_then_each_year(self) -> None:
        found = due(date(2026, 2, 28))
        assert found.by == date(2027, 2, 28)
        assert found.reasons == [
            "Last assessed on 28 February 2026.",
            "Within 12 months, the force’s policy.",
        ]

    def test_nothing_while_they_are_away(self) -> None:
        found = due(None, [Away("Custody", date(2026, 6, 2), None, detained=True)])
        assert found.by is None
        assert "nothing falls due" in found.reasons[-1]

    def test_the_first_anew_from_a_release(self) -> None:
        away = [Away("Custody", date(2026, 6, 2), date(2026, 6, 12), detained=True)]
        assert due(None, away).by == date(2026, 7, 3)

    def test_a_yearly_one_that_passed_meanwhile_anew_from_a_release(self) -> None:
        away = [Away("Custody", date(2025, 1, 2), date(2026, 6, 12), detained=True)]
        assert due(date(2024, 12, 1), away, date(2020, 1, 1)).by == date(2026, 7, 3)

    def test_a_yearly_one_still_to_come_does_not_move(self) -> None:
        away = [Away("Custody", date(2026, 3, 2), date(2026, 6, 12), detained=True)]
        assert due(date(2026, 1, 10), away).by == date(2027, 1, 10)


class TestFactor:
    SAID = {"priority": "high", "evidence": "Seen", "sources": ["observed"], "changed_why": ""}

    def test_high_needs_a_source(self) -> None:
        assert set(rules.factor({**self.SAID, "sources": []}, before="", today=TODAY)) == {"sources"}

    def test_evidence_always(self) -> None:
        assert set(rules.factor({**self.SAID, "evidence": " "}, before="", today=TODAY)) == {"evidence"}

    def test_a_change_needs_its_reason(self) -> None:
        assert set(rules.factor(self.SAID, before="low", today=TODAY)) == {"changed_why"}
        assert rules.factor(self.SAID, before="high", today=TODAY) == {}


def test_what_visits_said_is_cut_at_whole_lines_the_newest_first() -> None:
    said = rules.carried([(date(2026, 1, 5), "Old\nnews"), (date(2026, 5, 3), "New")], most=40)
    assert said == "Visit of 3 May 2026: New"
    assert rules.carried([(date(2026, 1, 5), "Old\nnews")], most=40) == "Visit of 5 January 2026: Old news"


def test_an_assessment_answers_what_was_known_when_it_was_made() -> None:
    nine, ten = (datetime(2026, 6, 15, hour, tzinfo=UTC) for hour in (9, 10))
    assert rules.answers(TODAY, ten, [(date(2026, 6, 14), nine), (TODAY, nine)])
    assert not rules.answers(TODAY, nine, [(TODAY, nine), (TODAY, ten)])
    assert not rules.answers(date(2026, 6, 14), ten, [(TODAY, nine)])
    assert not rules.answers(None, ten, [])


class TestDrawing:
    def test_a_band_for_each_value_and_the_same_in_the_table(self) -> None:
        series = [("Static", [(date(2024, 6, 15), Level.LOW), (date(2025, 6, 15), Level.HIGH)]), ("RoSH", [])]
        found = drawing(series, TODAY)
        assert found is not None
        static, rosh = found.bands
        assert [y for _, y, _ in static.points] == [static.lines[3], static.lines[1]]
        assert static.path == f"M8 {static.lines[3]} H288 V{static.lines[1]} H568"
        assert (static.last, rosh.path, rosh.last) == ("High", "", "None on record")
        assert found.rows == [("15 June 2025", "Static", "High"), ("15 June 2024", "Static", "Low")]

    def test_nothing_without_a_value(self) -> None:
        assert drawing([("Static", []), ("RoSH", [(TODAY, None)])], TODAY) is None
