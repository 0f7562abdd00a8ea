"""Each question has a fact that raises it, and none is asked without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mappa.pack.rules.questions import Facts, questions

QUIET = Facts(level="2", harm="high", considered_327a=True)


def names(facts: Facts) -> list[str]:
    return [each.name for each in questions(facts)]


def test_a_case_in_which_nothing_moved_raises_none() -> None:
    assert names(QUIET) == []


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ({"rose": ["Risk of serious harm"]}, "rose"),
        ({"sought": ["Missing"]}, "sought"),
        ({"open_breaches": 1}, "breach"),
        ({"failed_visits": 2}, "unseen"),
        ({"planned": False}, "no_plan"),
        ({"plan_as_before": True, "changes": 1}, "unchanged"),
        ({"gaps": ["contingency"]}, "fails"),
        ({"gaps": ["victims"]}, "gaps"),
        ({"returns_missing": ["Health"]}, "return:Health"),
        ({"not_coming": ["Housing"]}, "not_coming"),
        ({"actions_overdue": ["Move by 30 November"]}, "action:Move by 30 November"),
        ({"released_on": date(2026, 12, 1)}, "release"),
        ({"ending": [("Licence", date(2026, 12, 1))]}, "ends:Licence:2026-12-01"),
        ({"overdue": ["Annual notification"]}, "overdue"),
        ({"considered_327a": False}, "327a"),
        ({"victims": True, "changes": 1}, "victim"),
        ({"liaison": False}, "liaison"),
        ({"harm": "medium"}, "lower"),
        ({"harm": "very_high"}, "higher"),
    ],
)
def test_a_fact_raises_its_question(fact: dict[str, object], name: str) -> None:
    assert names(replace(QUIET, **fact)) == [name]  # type: ignore[arg-type]


def test_one_failed_visit_raises_nothing_yet() -> None:
    assert names(replace(QUIET, failed_visits=1)) == []


def test_a_conviction_that_was_not_against_a_child_needs_no_section_327a() -> None:
    assert names(replace(QUIET, considered_327a=False, children="no")) == []


def test_a_question_about_a_risk_that_rose_asks_of_the_plan_that_stands() -> None:
    [old, *_] = questions(replace(QUIET, rose=["Risk of serious harm"], plan_as_before=True))
    [new] = questions(replace(QUIET, rose=["Risk of serious harm"]))
    assert old.text != new.text
    assert old.because == new.because == "Risk of serious harm went up."
