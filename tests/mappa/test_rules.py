"""The hard stops, quorum, limits and escalations: pure."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa.agreed import rules as agreed
from mappa.models import Attendance, CaseReview, Sitting
from mappa.room import record, rules
from mappa.room.rules import Known, Stop
from mappa.room.warnings import Considered, soft
from mappa.sittings.rules import (
    Level,
    Needed,
    There,
    forecast,
    grade_refusal,
    level_that_runs,
    limits,
    next_date,
    quorum,
)

AT = datetime(2026, 4, 14, 10, tzinfo=UTC)
WHOLE = Known(
    arrivals=[AT],
    confirmed_at=AT,
    updates=1,
    risk=True,
    plan=True,
    disclosure=True,
    level=True,
    dissent=True,
    next_date=True,
)
# Each thing that can be missing, and the part where it is put right.
LACKS: dict[str, tuple[dict[str, Any], str]] = {
    "attendance": ({"arrivals": ()}, "attendance"),
    "statement": ({"confirmed_at": None}, "attendance"),
    "late joiner": ({"arrivals": [AT, AT + timedelta(minutes=1)]}, "attendance"),
    "quorum": ({"lacking": ["the chair"]}, "attendance"),
    "an agency unheard": ({"unheard": ["Housing"]}, "attendance"),
    "updates": ({"updates": 0}, "updates"),
    "risk": ({"risk": False}, "risk"),
    "plan": ({"plan": False}, "plan"),
    "a pillar": ({"plan_gaps": ["Contingency"]}, "plan"),
    "disclosure": ({"disclosure": False}, "disclosure"),
    "level": ({"level": False}, "level"),
    "dissent": ({"dissent": False}, "level"),
    "an earlier action": ({"unsettled": ["Find a flat"]}, "actions"),
    "an owner": ({"half_agreed": ["Find a flat"]}, "actions"),
    "next date": ({"next_date": False}, "next"),
}


class TestHardStops:
    def test_nothing_missing_is_eight_of_eight(self) -> None:
        found = rules.progress(WHOLE)
        assert (found.stops, found.words, found.may_decide) == ([], "8 of 8 complete", True)

    @pytest.mark.parametrize("name", LACKS)
    def test_each_thing_alone_stops_the_decision_and_says_where(self, name: str) -> None:
        lacks, part = LACKS[name]
        found = rules.progress(replace(WHOLE, **lacks))
        assert [stop.part for stop in found.stops] == [part]
        assert found.words == "7 of 8 complete"
        assert not found.may_decide

    @given(st.sets(st.sampled_from(sorted(LACKS))))
    def test_everything_that_is_missing_is_named_and_nothing_else(self, names: set[str]) -> None:
        # Two things of one column cannot be missing at once; the later of them stands.
        lacks: dict[str, Any] = {}
        for name in sorted(names):
            lacks |= LACKS[name][0]
        known = replace(WHOLE, **lacks)
        found = rules.progress(known)
        assert found.may_decide == (known == WHOLE)
        assert {stop.part for stop in found.stops} == set(rules.PARTS) - set(found.complete)
        assert found.stops == sorted(found.stops, key=lambda stop: rules.PARTS.index(stop.part))
        assert all(stop.why.endswith(".") for stop in found.stops)

    @given(st.booleans(), st.booleans())
    def test_what_was_missing_and_is_put_right_never_adds_a_stop(self, risk: bool, level: bool) -> None:
        before = replace(WHOLE, risk=risk, level=level, disclosure=False)
        after = replace(before, disclosure=True)
        assert set(rules.missing(after)) < set(rules.missing(before))

    def test_a_plan_not_gone_through_is_one_stop_and_not_one_for_each_pillar(self) -> None:
        found = rules.missing(replace(WHOLE, plan=False, plan_gaps=["Supervision", "Contingency"]))
        assert found == [Stop("plan", "The plan has not been gone through.")]

    def test_interim_decisions_wait_for_what_the_next_meeting_decides(self) -> None:
        bare = Known(
            arrivals=[AT], confirmed_at=AT, lacking=["the prison"], updates=1, unsettled=["Find a flat"]
        )
        assert rules.missing(replace(bare, interim=True)) == []
        late = replace(bare, interim=True, arrivals=[AT + timedelta(minutes=1)], half_agreed=["Find a flat"])
        assert [stop.part for stop in rules.missing(late)] == ["attendance", "actions"]

    def test_every_column_is_asked(self) -> None:
        asked = {name for lacks, _ in LACKS.values() for name in lacks}
        assert asked | {"interim"} == {field.name for field in fields(Known)}


class TestTheLevelThatRuns:
    """From one review to the next: the clock starts anew where the level changes, and stops where they leave."""

    HELD, CHANGED, TODAY = date(2026, 4, 14), date(2026, 5, 6), date(2026, 6, 15)

    def runs(self, *levels: Level) -> Level | None:
        return level_that_runs(levels, self.HELD, self.TODAY)

    def test_since_the_meeting_where_nothing_has_changed(self) -> None:
        found = self.runs(Level("2", date(2025, 1, 6)))
        assert found
        assert (found.level, found.since) == ("2", self.HELD)

    def test_since_it_changed_outside_meetings(self) -> None:
        found = self.runs(Level("2", date(2025, 1, 6), self.CHANGED), Level("3", self.CHANGED))
        assert found
        assert (found.level, found.since) == ("3", self.CHANGED)

    def test_another_category_at_the_same_level_changes_nothing(self) -> None:
        found = self.runs(Level("2", date(2025, 1, 6), self.CHANGED), Level("2", self.CHANGED))
        assert found
        assert found.since == self.HELD

    def test_nobody_who_has_left_has_one(self) -> None:
        assert self.runs(Level("2", date(2025, 1, 6), self.CHANGED)) is None
        assert self.runs() is None


class TestQuorum:
    ALL = There(
        bodies={"police", "probation", "prison", "health"}, chair=True, chair_of_grade=True, holder=True
    )

    def test_everybody_there_is_a_quorum(self) -> None:
        assert quorum(Needed("health", in_custody=True), self.ALL) == []

    @pytest.mark.parametrize(
        ("lacks", "named"),
        [
            ({"bodies": {"probation"}}, "police"),
            ({"bodies": {"police"}}, "probation"),
            ({"chair": False}, "the chair"),
            ({"chair_of_grade": False}, "a chair of the grade for this level"),
            ({"holder": False}, "whoever manages the case, or a deputy who was briefed"),
        ],
    )
    def test_who_is_missing_is_named(self, lacks: dict[str, Any], named: str) -> None:
        assert quorum(Needed("police", in_custody=False), replace(self.ALL, **lacks)) in (
            [named],
            ["the lead agency (police)"],
        )

    def test_the_prison_is_needed_in_custody_alone(self) -> None:
        there = replace(self.ALL, bodies={"police", "probation"})
        assert quorum(Needed("police", in_custody=False), there) == []
        assert quorum(Needed("police", in_custody=True), there) == [
            "the prison, because the person is in custody"
        ]

    def test_at_level_3_a_body_is_there_whose_people_may_commit_its_resources(self) -> None:
        there = replace(self.ALL, powerless={"probation", "health"})
        assert quorum(Needed("police", in_custody=False), there) == [
            "somebody of probation who may commit resources"
        ]

    @pytest.mark.parametrize(("level", "powerless"), [("2", frozenset()), ("3", {"police"})])
    def test_who_may_commit_is_asked_at_level_3_alone(self, level: str, powerless: set[str]) -> None:
        case = CaseReview(sitting=Sitting(level=level))
        rows = [
            Attendance(case=case, presence="present", is_chair=True, commits=True),
            Attendance(case=case, presence="present", holds_case=True),
        ]
        assert record.there(rows, chair_of_grade=True).powerless == powerless
        rows[1].commits = True
        assert not record.there(rows, chair_of_grade=True).powerless

    def test_a_forecast_tells_those_who_do_not_come_from_those_not_heard_of(self) -> None:
        found = forecast(Needed("police", in_custody=True), ["police"], ["probation"])
        assert found.missing == ["the prison, because the person is in custody"]
        assert found.unknown == ["probation"]
        assert found.tag == ("No quorum", "red")


class TestChair:
    @pytest.mark.parametrize(
        ("rank", "level", "least", "may"),
        [("DI", "2", 2, True), ("DI", "3", 4, False), ("D/Supt", "3", 4, True), ("DS", "2", 2, False)],
    )
    def test_the_grade_for_the_level(self, rank: str, level: str, least: int, may: bool) -> None:
        assert (grade_refusal(rank, level, least) == "") is may


class TestNextDate:
    """Scenario 20."""

    def test_limits_count_from_the_day_of_the_meeting(self) -> None:
        assert limits(date(2026, 4, 14), 12, 16).last_on == date(2026, 8, 4)
        assert limits(date(2026, 4, 30), 6, 8).last_on == date(2026, 6, 25)

    def test_later_than_the_limit_is_refused_without_a_reason(self) -> None:
        of: dict[str, Any] = {"held_on": date(2026, 4, 14), "limit": date(2026, 8, 4), "exits": False}
        assert "4 August 2026" in next_date(date(2026, 8, 5), why="", **of)["next_on"]
        assert next_date(date(2026, 8, 5), why="The chair is away", **of) == {}
        assert next_date(date(2026, 8, 4), why="", **of) == {}
        assert next_date(date(2026, 4, 14), why="x", **of)
        assert next_date(None, why="", **of)
        assert next_date(None, why="", **{**of, "exits": True}) == {}


class TestEscalations:
    """Scenario 21."""

    KINDS = ("manager", "contact", "board")

    def test_on_day_1_5_and_10(self) -> None:
        due = date(2026, 5, 1)
        expected = {2: ["manager"], 5: ["manager"], 6: ["manager", "contact"], 11: [*self.KINDS]}
        for day, kinds in expected.items():
            found = agreed.escalations(due, date(2026, 5, day), (1, 5, 10), (), self.KINDS)
            assert [kind for kind, _ in found] == kinds
        assert agreed.escalations(due, due, (1, 5, 10), (), self.KINDS) == []
        since = [on.day for _, on in agreed.escalations(due, date(2026, 6, 1), (1, 5, 10), (), self.KINDS)]
        assert since == [2, 6, 11]

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    def test_however_often_and_late_it_is_asked_each_step_is_taken_once(self, days: list[int]) -> None:
        due = date(2026, 5, 1)
        told: list[tuple[str, date]] = []
        for day in sorted(days):
            asked = due + timedelta(days=day)
            told += agreed.escalations(due, asked, (1, 5, 10), {kind for kind, _ in told}, self.KINDS)
        last = due + timedelta(days=max(days))
        assert sorted(told) == sorted(agreed.escalations(due, last, (1, 5, 10), (), self.KINDS))


class TestWarnings:
    """What the chair may decide over."""

    ALL = Considered(diversity=True, victims=True, plan_on=date(2026, 5, 1), last_review_on=date(2026, 4, 14))

    @pytest.mark.parametrize(
        ("lacks", "part", "says"),
        [
            ({"diversity": False}, "updates", "Diversity"),
            ({"victims": False}, "updates", "Victims"),
            (
                {"plan_on": date(2026, 4, 14)},
                "plan",
                "last review on 14 April 2026: it is that of 14 April 2026",
            ),
        ],
    )
    def test_each_alone_is_said_with_its_reason(self, lacks: dict[str, Any], part: str, says: str) -> None:
        assert soft(self.ALL) == []
        (found,) = soft(replace(self.ALL, **lacks))
        assert found.part == part
        assert says in found.why

    def test_a_plan_that_the_meeting_changes_or_a_first_review_is_none(self) -> None:
        old = replace(self.ALL, plan_on=date(2026, 1, 5))
        assert soft(replace(old, plan_changes=True)) == []
        assert soft(replace(old, last_review_on=None)) == []
