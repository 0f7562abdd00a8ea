"""When the next polygraph test is due, who may examine and check, and what is left before a test is closed."""

from __future__ import annotations

from datetime import date

import pytest

from riskplans.polygraph import rules
from riskplans.polygraph.choices import Result
from riskplans.visits.rules import Away

INTERVALS = rules.Intervals(first=3, maintenance=6, retest=1)
SINCE = date(2026, 1, 31)
MANAGER = "DC Robin Reed 1001"


TODAY = date(2026, 11, 22)


def due(tested_on: date | None = None, result: str = "", *away: Away, since: date = SINCE) -> date | None:
    return rules.next_test(
        since=since, tested_on=tested_on, result=result, intervals=INTERVALS, today=TODAY, away=away
    ).by


def custody(starts_on: date, ended_on: date | None = None) -> Away:
    return Away("Custody", starts_on, ended_on, detained=True)


def abroad(starts_on: date, ended_on: date | None = None) -> Away:
    return Away("Abroad", starts_on, ended_on, detained=False)


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
        assert due(None, "", custody(date(2026, 11, 1))) is None
        assert due(None, "", custody(date(2026, 11, 23))) == date(2026, 4, 30)  # still to come

    def test_a_condition_after_the_last_test_begins_anew(self) -> None:
        assert due(date(2026, 1, 30), Result.RESPONSE) == date(2026, 4, 30)
        assert due(SINCE, Result.NO_RESPONSE) == date(2026, 7, 31)

    def test_a_release_begins_the_time_anew(self) -> None:
        tested = date(2026, 3, 2)
        assert due(None, "", custody(date(2026, 2, 1), date(2026, 6, 10))) == date(2026, 9, 10)
        assert due(tested, Result.NO_RESPONSE, custody(date(2026, 4, 1), date(2026, 11, 20))) == date(
            2027, 5, 20
        )
        assert due(tested, Result.RESPONSE, custody(date(2026, 3, 9), date(2026, 11, 20))) == date(
            2026, 12, 20
        )

    def test_one_before_the_test_moves_nothing(self) -> None:
        assert due(date(2026, 3, 2), Result.NO_RESPONSE, custody(SINCE, date(2026, 3, 2))) == date(2026, 9, 2)

    def test_a_journey_moves_only_a_day_that_passed_meanwhile(self) -> None:
        tested = date(2026, 3, 2)
        assert due(tested, Result.NO_RESPONSE, abroad(date(2026, 4, 1), date(2026, 9, 2))) == date(2026, 9, 2)
        assert due(tested, Result.NO_RESPONSE, abroad(date(2026, 4, 1), date(2026, 9, 3))) == date(2027, 3, 3)


class TestAsked:
    LICENCE = rules.Asked(date(2026, 1, 1), date(2026, 3, 31))

    def test_what_follows_at_once_leaves_no_gap(self) -> None:
        again = rules.Asked(date(2026, 4, 1))
        assert rules.asked_since([again, self.LICENCE], TODAY) == date(2026, 1, 1)
        assert rules.asked_since([rules.Asked(date(2026, 4, 2)), self.LICENCE], TODAY) == date(2026, 4, 2)

    def test_the_longer_of_two_at_once_counts(self) -> None:
        order = rules.Asked(date(2025, 1, 1))
        assert rules.asked_since([self.LICENCE, order], TODAY) == date(2025, 1, 1)

    def test_nothing_asks_before_the_start_or_after_the_end(self) -> None:
        assert rules.asked_since([self.LICENCE], date(2026, 3, 31)) == date(2026, 1, 1)
        assert rules.asked_since([self.LICENCE], date(2026, 4, 1)) is None
        assert rules.asked_since([self.LICENCE], date(2025, 12, 31)) is None


class TestWho:
    @pytest.mark.parametrize("name", ["DC 1001 Reed", "reed", "Robin Reed, DC 1001, West unit", "DC Reed."])
    def test_the_manager_never_examines(self, name: str) -> None:
        assert "somebody else" in rules.examiner(name, managers=[MANAGER])

    @pytest.mark.parametrize("name", ["J Lund, Regional Polygraph Unit", "DC 2002 Reed", "DC 1001 Hale"])
    def test_somebody_else_may(self, name: str) -> None:
        assert rules.examiner(name, managers=[MANAGER]) == ""

    def test_nobody_checks_their_own_test(self) -> None:
        assert "Another examiner" in rules.checker(
            "Lund", examined_by="J Lund, Regional Polygraph Unit", managers=["DC Reed"]
        )
        assert (
            rules.checker("P Moss", examined_by="J Lund, Regional Polygraph Unit", managers=["DC Reed"]) == ""
        )
        assert "Enter who" in rules.checker(" ", examined_by="J Lund", managers=[])
        assert "no part" in rules.checker("DC Reed", examined_by="J Lund", managers=["DC Ann Reed 1001"])


class TestClosing:
    def test_everything_disclosed_is_recorded_and_triaged_first(self) -> None:
        left = rules.open_ends(told=3, recorded=2, triaged=1, response=False, actions="Talked")
        assert left == [
            "1 of 3 disclosures are not recorded yet.",
            "1 of 2 disclosures wait for triage, or for a supervisor.",
        ]

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
