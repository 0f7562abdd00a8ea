"""When the next polygraph test is due, who may examine and check, and what is left before a test is closed."""

from __future__ import annotations

from datetime import date

import pytest

from riskplans.polygraph import rules
from riskplans.polygraph.choices import Result

INTERVALS = rules.Intervals(first=3, maintenance=6, retest=1)
SINCE = date(2026, 1, 31)
MANAGER = "DC Robin Reed 1001"


def due(tested_on: date | None = None, result: str = "", away: str = "") -> date | None:
    return rules.next_test(since=SINCE, tested_on=tested_on, result=result, intervals=INTERVALS, away=away).by


class TestNext:
    def test_the_first_is_within_three_months_of_the_start(self) -> None:
        assert due() == date(2026, 4, 30)

    def test_then_every_six_months(self) -> None:
        assert due(date(2026, 3, 2), Result.NO_RESPONSE) == date(2026, 9, 2)

    @pytest.mark.parametrize("result", [each for each in Result if each is not Result.NO_RESPONSE])
    def test_anything_but_no_significant_response_is_tested_again_soon(self, result: str) -> None:
        assert due(date(2026, 3, 2), result) == date(2026, 4, 2)

    def test_a_result_that_is_awaited_is_taken_for_none(self) -> None:
        assert due(date(2026, 3, 2), "") == date(2026, 9, 2)

    def test_nothing_falls_due_while_they_are_away(self) -> None:
        assert due(away="Custody") is None


class TestWho:
    @pytest.mark.parametrize("name", ["DC 1001 Reed", "reed", "Robin Reed, DC 1001, West unit", "DC Reed."])
    def test_the_manager_never_examines(self, name: str) -> None:
        assert "somebody else" in rules.examiner(name, managers=[MANAGER])

    @pytest.mark.parametrize("name", ["J Lund, Regional Polygraph Unit", "DC 2002 Reed", "DC 1001 Hale"])
    def test_somebody_else_may(self, name: str) -> None:
        assert rules.examiner(name, managers=[MANAGER]) == ""

    def test_nobody_checks_their_own_test(self) -> None:
        assert "Another examiner" in rules.checker("Lund", examined_by="J Lund, Regional Polygraph Unit")
        assert rules.checker("P Moss", examined_by="J Lund, Regional Polygraph Unit") == ""
        assert "Enter who" in rules.checker(" ", examined_by="J Lund")


class TestClosing:
    def test_everything_disclosed_is_recorded_and_triaged_first(self) -> None:
        left = rules.open_ends(told=3, recorded=2, triaged=1, response=False, actions="Talked")
        assert left == ["1 of 3 disclosures are not recorded yet.", "1 of 2 disclosures wait for triage."]

    def test_a_significant_response_needs_something_done(self) -> None:
        assert rules.open_ends(told=0, recorded=0, triaged=0, response=True, actions=" ")
        assert not rules.open_ends(told=0, recorded=0, triaged=0, response=True, actions="Seen at home")
        assert not rules.open_ends(told=0, recorded=0, triaged=0, response=False, actions="")

    def test_nobody_under_18_is_tested(self) -> None:
        assert rules.of_age(born=date(2008, 6, 16), on=date(2026, 6, 15))
        assert not rules.of_age(born=date(2008, 6, 15), on=date(2026, 6, 15))

    def test_the_results_are_counted_in_words(self) -> None:
        said = rules.summary([Result.RESPONSE, Result.NO_RESPONSE, Result.NO_RESPONSE])
        assert said == "3 tests: 2 no significant response, 1 significant response"
