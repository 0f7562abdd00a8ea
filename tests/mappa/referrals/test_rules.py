"""When a referral may be submitted, and the clock of its decision: by the rules alone."""

from __future__ import annotations

from datetime import date

import pytest

from mappa.referrals import rules
from mappa.referrals.choices import NEEDED, Purpose, ReferralState
from mappa.referrals.letters import form
from mappa.referrals.prefill import cut
from mappa.referrals.rules import Happened
from practice import working_days

CALENDAR = working_days.of("england-and-wales")
PARTS = {part.value: "Said." for part in NEEDED}
S = ReferralState


def submission(**said: object) -> rules.Refusals:
    whole = {"level": "2", "why_level_3": "", "urgent": False, "urgent_why": "", "parts": PARTS}
    return rules.submission(**{**whole, **said})  # type: ignore[arg-type]


def clock(*happened: tuple[date, str]) -> rules.Clock:
    return rules.clock([Happened(*each) for each in happened], days=5, calendar=CALENDAR)


class TestSubmission:
    def test_level_3_says_what_level_2_cannot(self) -> None:
        # Scenario 5.
        assert submission() == {}
        assert "why_level_3" in submission(level="3", why_level_3=" ")
        assert submission(level="3", why_level_3="A surveillance team for a week.") == {}

    @pytest.mark.parametrize("missing", [part.value for part in NEEDED])
    def test_each_part_that_is_needed(self, missing: str) -> None:
        assert f"{missing}_text" in submission(parts={**PARTS, missing: " "})

    def test_urgent_says_why(self) -> None:
        assert "urgent_why" in submission(urgent=True)

    def test_nobody_pastes_a_whole_report(self) -> None:
        assert "risk_text" in submission(parts={**PARTS, "risk": "x" * 4001})


class TestClock:
    MONDAY = date(2026, 6, 15)

    def test_five_working_days_from_receipt(self) -> None:
        assert clock((self.MONDAY, S.ENDORSING)).due is None
        assert clock((self.MONDAY, S.ENDORSING), (self.MONDAY, S.SUBMITTED)).due == date(2026, 6, 22)

    def test_a_bank_holiday_is_none(self) -> None:
        assert clock((date(2026, 8, 28), S.SUBMITTED)).due == date(2026, 9, 7)

    def test_it_stands_still_while_it_was_returned(self) -> None:
        # Scenario 6: received on Monday, returned on Wednesday, submitted again a week later.
        returned = (self.MONDAY, S.SUBMITTED), (date(2026, 6, 17), S.RETURNED)
        paused = clock(*returned)
        assert (paused.due, paused.paused_on, paused.used) == (None, date(2026, 6, 17), 2)
        again = clock(*returned, (date(2026, 6, 24), S.SUBMITTED))
        assert again.due == date(2026, 6, 29)
        assert again.is_late(date(2026, 6, 30))
        assert not again.is_late(date(2026, 6, 29))

    def test_an_appeal_has_a_clock_of_its_own(self) -> None:
        found = clock(
            (self.MONDAY, S.SUBMITTED), (date(2026, 6, 19), S.DECLINED), (date(2026, 7, 1), S.APPEALED)
        )
        assert found.due == date(2026, 7, 8)

    def test_what_a_supervisor_sent_back_never_began(self) -> None:
        found = clock((self.MONDAY, S.ENDORSING), (self.MONDAY, S.RETURNED))
        assert (found.due, found.paused_on) == (None, None)


def test_a_decision_has_what_it_needs() -> None:
    def decision(kind: str, **said: str) -> rules.Refusals:
        return rules.decision(kind=kind, **{"note": "Because.", "advice": "", "level": "", **said})

    assert decision("returned") == {}
    assert set(decision("declined", note="")) == {"note", "advice"}
    assert set(decision("accepted", level="1")) == {"level_given"}
    assert decision("accepted", level="2") == {}


def test_the_letters_of_forms_follow_the_edition() -> None:
    assert form(Purpose.REFERRAL, date(2019, 1, 1)) == "MAPPA A"
    assert form(Purpose.REFERRAL, date(2026, 1, 1)) == "MAPPA B"
    assert form(Purpose.MINUTES, date(2026, 1, 1)) == "MAPPA C"


def test_what_is_longer_than_a_part_is_cut_between_words_and_says_so() -> None:
    assert cut("Seen twice.") == "Seen twice."
    said = cut("Seen twice. " * 400)
    assert said.endswith("Seen … (the record says more)")
    assert len(said) < 4000
