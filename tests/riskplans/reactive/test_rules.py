"""The criteria of reactive management: pure, each with what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from practice.rules import Unit
from riskplans.reactive import rules
from riskplans.reactive.choices import Criterion, Looked
from riskplans.reactive.rules import Known, Periods, Record

TODAY = date(2026, 6, 15)
PERIODS = Periods(low=3, clear=3, home=12)


def known(on: date | None = TODAY) -> Known:
    return Known("Something", "/somewhere/", on)


def settled() -> Record:
    return Record(
        static=("low", known()),
        arms=("low", known()),
        is_low=True,
        low_since=date(2023, 6, 15),
        home=known(date(2025, 6, 15)),
    )


def holds(record: Record) -> dict[str, bool | None]:
    return {each.criterion.value: each.holds for each in rules.criteria(record, PERIODS, TODAY)}


def test_of_somebody_settled_only_what_cannot_be_known_is_asked() -> None:
    found = holds(settled())
    assert [name for name, held in found.items() if held is None] == ["children", "agreed"]
    assert all(held for held in found.values() if held is not None)
    assert set(found) == set(Criterion)


@pytest.mark.parametrize(
    ("criterion", "change"),
    [
        ("static", lambda it: replace(it, static=("medium", known()))),
        ("static", lambda it: replace(it, static=None)),
        ("arms", lambda it: replace(it, arms=("high", known()))),
        ("low_for", lambda it: replace(it, low_since=date(2023, 6, 16))),
        ("low_for", lambda it: replace(it, is_low=False)),
        ("devices", lambda it: replace(it, devices=[known()])),
        ("breach", lambda it: replace(it, breaches=[known(date(2023, 6, 15))])),
        ("arrest", lambda it: replace(it, arrests=[known()])),
        ("intelligence", lambda it: replace(it, intelligence=[known()])),
        ("intelligence", lambda it: replace(it, unread=[known(date(2019, 1, 1))])),
        ("mappa", lambda it: replace(it, mappa=known(), mappa_level="2")),
        ("licence", lambda it: replace(it, licences=[known()])),
        ("home", lambda it: replace(it, home=None)),
        ("home", lambda it: replace(it, home=known(date(2025, 6, 16)))),
        ("notified", lambda it: replace(it, overdue=[known()])),
        ("change", lambda it: replace(it, change=known())),
    ],
)
def test_each_criterion_fails_alone_and_says_why(criterion: str, change: Callable[[Record], Record]) -> None:
    found = rules.criteria(change(settled()), PERIODS, TODAY)
    assert [each.criterion for each in found if each.holds is False] == [criterion]
    assert next(each.why for each in found if each.criterion == criterion)


def test_what_is_older_than_the_force_asks_for_does_not_count() -> None:
    before = known(date(2023, 6, 14))
    assert holds(replace(settled(), breaches=[before], arrests=[before], intelligence=[before])) == holds(
        settled()
    )


def test_level_one_and_a_child_on_the_record_fail_nothing() -> None:
    found = holds(replace(settled(), mappa=known(), mappa_level="1", children=[known()]))
    assert found["mappa"] is True
    assert found["children"] is None


def test_a_tool_that_is_not_for_them_is_asked_of_the_manager() -> None:
    found = holds(replace(settled(), static=None, static_fits=False, arms=None, arms_fits=False))
    assert (found["static"], found["arms"]) == (None, None)


def test_no_is_an_answer_and_fails() -> None:
    found = rules.criteria(settled(), PERIODS, TODAY)
    assert rules.unmet(found, {"children": True, "agreed": True}) == []
    assert rules.unmet(found, {"children": False, "agreed": True}) == ["children"]
    assert rules.unmet(found, {"agreed": True}) == ["children"]


def test_what_cannot_be_known_is_answered_with_evidence() -> None:
    found = rules.criteria(settled(), PERIODS, TODAY)
    assert set(rules.answers(found, {"children": (True, " ")})) == {"children_evidence", "agreed_holds"}
    assert not rules.answers(found, {"children": (True, "Asked"), "agreed": (False, "Asked")})


def test_authorising_is_blocked_unless_overridden() -> None:
    assert "blocked" in rules.override(["devices"], " ")["override"]
    assert not rules.override(["devices"], "He has no device.")
    assert not rules.override([], "")


def test_every_system_is_looked_at_in_this_period() -> None:
    said = {each.value: (TODAY, "Nothing new") for each in Looked}
    assert not rules.desk_review(said, since=TODAY, today=TODAY)
    wrong = rules.desk_review(
        {**said, "pnc": (date(2026, 6, 16), "x"), "pnd": (date(2025, 1, 1), "x"), "local": (None, "")},
        since=date(2026, 1, 1),
        today=TODAY,
    )
    assert set(wrong) == {"pnc_on", "pnd_on", "local_on", "local_found"}


def test_so_many_months_back_stay_within_the_month() -> None:
    assert rules.back(date(2024, 2, 29), 1, Unit.YEARS) == date(2023, 2, 28)
    assert rules.back(date(2026, 3, 31), 1, Unit.MONTHS) == date(2026, 2, 28)
    assert rules.back(date(2026, 1, 1), 11, Unit.MONTHS) == date(2025, 2, 1)
