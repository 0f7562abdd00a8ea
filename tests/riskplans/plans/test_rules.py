"""What a plan must say, who signs it, which step follows which: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskplans.plans import rules
from riskplans.plans.choices import PlanState
from riskplans.plans.rules import Action, Asked, Said, Step

TODAY = date(2026, 6, 15)
SOON = TODAY + timedelta(days=30)
WHOLE = Said(
    texts=dict.fromkeys([*rules._TEXTS, "interventions", "victims"], "Said"),
    actions=[
        Action("supervision", SOON, factor="opportunity"),
        Action("monitoring", SOON, checks=frozenset({"c1", "c2"})),
    ],
    contingencies=1,
    visited=True,
    review_on=SOON,
    flags_checked_on=TODAY,
)
ASKED = Asked(
    factors={"opportunity": "Opportunity to offend"},
    conditions={"c1": "SHPO 1: no contact", "c2": "SHPO 2: devices"},
    review_by=TODAY + timedelta(days=90),
)


def places(said: Said, asked: Asked = ASKED) -> list[str]:
    return [each.place for each in rules.missing(said, asked, today=TODAY)]


class TestActions:
    @pytest.mark.parametrize(
        "what",
        [
            "Continue to monitor",
            "Monitor",
            "Monitor as required",
            "Continue to visit him at home each month",
            "Ongoing monitoring of the situation",
            "Liaise with probation",
            "Ensure compliance",
            "Visit regularly",
            "Carry on as before",
        ],
    )
    def test_what_has_no_end_is_refused_with_the_reason(self, what: str) -> None:
        assert "nobody can check it" in rules.vague(what)

    @pytest.mark.parametrize(
        "what",
        [
            "DC X to check declared devices with tool Y by 14 June, result on exam form",
            "Check the declared devices with the triage tool",
            "Refer to Horizon",
            "Monitor the router's log with the vendor's tool each Friday",
            "Carry out a device check with the triage tool",
        ],
    )
    def test_what_somebody_can_do_is_accepted(self, what: str) -> None:
        assert rules.vague(what) == ""

    @pytest.mark.parametrize("what", ["", "The officer checks devices", "Check"])
    def test_it_begins_with_a_verb_and_says_to_what(self, what: str) -> None:
        assert rules.vague(what)

    def test_owner_day_and_measure_are_asked_for(self) -> None:
        refused = rules.action(
            what="Check devices at home",
            measure="ongoing",
            due_on=TODAY - timedelta(days=1),
            has_owner=False,
            today=TODAY,
        )
        assert set(refused) == {"owner", "measure", "due_on"}
        fine = rules.action(
            what="Check devices at home", measure="On the form", due_on=TODAY, has_owner=True, today=TODAY
        )
        assert fine == {}


class TestMissing:
    def test_nothing_of_a_whole_plan(self) -> None:
        assert places(WHOLE) == []

    @pytest.mark.parametrize("name", rules._TEXTS)
    def test_every_text(self, name: str) -> None:
        texts = {**WHOLE.texts, name: " "}
        assert places(replace(WHOLE, texts=texts)) == [rules._TEXTS[name][0]]

    def test_a_pillar_without_action_says_why(self) -> None:
        assert places(replace(WHOLE, texts={**WHOLE.texts, "victims": ""})) == ["victims"]

    def test_a_factor_of_high_priority_needs_an_open_action(self) -> None:
        done = [replace(WHOLE.actions[0], is_open=False), WHOLE.actions[1]]
        texts = {**WHOLE.texts, "supervision": "By two"}
        (found,) = rules.missing(replace(WHOLE, actions=done, texts=texts), ASKED, today=TODAY)
        assert found.words == "High priority and no open action: Opportunity to offend."

    def test_a_live_condition_needs_a_monitoring_action(self) -> None:
        elsewhere = replace(WHOLE.actions[0], checks=frozenset({"c2"}))
        checks_one = replace(WHOLE.actions[1], checks=frozenset({"c1"}))
        (found,) = rules.missing(replace(WHOLE, actions=[elsewhere, checks_one]), ASKED, today=TODAY)
        assert found.words == "No monitoring action checks: SHPO 2: devices."

    def test_an_action_whose_day_is_over(self) -> None:
        late = replace(WHOLE.actions[0], due_on=TODAY - timedelta(days=1))
        assert places(replace(WHOLE, actions=[late, WHOLE.actions[1]])) == ["supervision"]

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"contingencies": 0}, "contingency"),
            ({"visited": False}, "visits"),
            ({"review_on": None}, "review"),
            ({"review_on": TODAY}, "review"),
            ({"review_on": TODAY + timedelta(days=91)}, "review"),
            ({"flags_checked_on": None}, "review"),
            ({"flags_checked_on": TODAY + timedelta(days=1)}, "review"),
        ],
    )
    def test_the_rest(self, change: dict[str, object], place: str) -> None:
        assert places(replace(WHOLE, **change)) == [place]  # type: ignore[arg-type]


class TestSignatures:
    @pytest.mark.parametrize(
        ("level", "levels", "by_inspector", "asked"),
        [
            ("very_high", 1, False, True),
            ("very_high", 1, True, False),
            ("high", 1, False, False),
            ("unassessed", 2, False, True),
            ("very_high", 0, False, False),
            ("low", 4, False, True),
        ],
    )
    def test_where_an_inspector_countersigns(
        self, level: str, levels: int, by_inspector: bool, asked: bool
    ) -> None:
        assert bool(rules.countersignature(of=[level], levels=levels, by_inspector=by_inspector)) is asked

    def test_the_graver_of_two_levels_counts(self) -> None:
        for of in (["high", "very_high"], ["very_high", "low"]):
            assert "very high" in rules.countersignature(of=of, levels=1, by_inspector=False)

    def test_nobody_signs_what_they_wrote_nor_twice(self) -> None:
        assert rules.signing(actor="a", authors=["b", "a"], approved_by=None)
        assert rules.signing(actor="a", authors=["b"], approved_by="a")
        assert not rules.signing(actor="a", authors=["b"], approved_by="c")

    @given(st.lists(st.tuples(st.sampled_from(list(Step)), st.booleans()), max_size=12))
    def test_no_path_comes_into_force_without_its_signatures(self, path: list[tuple[Step, bool]]) -> None:
        """Whatever is tried in whatever order: what is in force was submitted, approved, and countersigned if asked."""
        state, done, asked = PlanState.DRAFT.value, set[Step](), False
        for step, countersigned in path:
            following = rules.after(state, step, countersigned="Very high" if countersigned else "")
            if following is None:
                continue
            if step is Step.SUBMIT:
                done, asked = set(), False
            if step is Step.APPROVE:
                asked = countersigned
            done.add(step)
            state = following
            if state == PlanState.APPROVED:
                assert {Step.SUBMIT, Step.APPROVE} <= done
                assert (Step.COUNTERSIGN in done) is asked
