"""The clock of minutes, who signs them, and how versions compare."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from mappa.minutes import rules
from practice import working_days

CALENDAR = working_days.of("england-and-wales")


class TestClock:
    """Scenarios 18 and 19."""

    def test_level_2_is_due_ten_working_days_after_the_meeting_and_late_by_one_on_the_next(self) -> None:
        clock = rules.clock(date(2026, 4, 14), to_chair=5, due=10, calendar=CALENDAR)
        assert clock.due_on == date(2026, 4, 28)
        assert rules.late_by(clock.due_on, date(2026, 4, 28), CALENDAR) == 0
        assert rules.late_by(clock.due_on, date(2026, 4, 29), CALENDAR) == 1

    def test_level_3_goes_over_the_bank_holiday(self) -> None:
        clock = rules.clock(date(2026, 4, 30), to_chair=3, due=5, calendar=CALENDAR)
        assert (clock.to_chair_on, clock.due_on) == (date(2026, 5, 6), date(2026, 5, 8))

    def test_in_scotland_other_days_are_holidays(self) -> None:
        due = rules.clock(date(2026, 11, 26), to_chair=3, due=5, calendar=working_days.of("scotland")).due_on
        assert due == date(2026, 12, 4)  # St Andrew’s Day is 30 November

    def test_the_chair_has_the_draft_before_it_is_due(self) -> None:
        clock = rules.clock(date(2026, 4, 14), to_chair=12, due=10, calendar=CALENDAR)
        assert clock.to_chair_on == clock.due_on

    def test_days_past_the_calendar_are_an_error(self) -> None:
        with pytest.raises(working_days.PastCalendar):
            rules.clock(date(2100, 12, 30), to_chair=3, due=5, calendar=CALENDAR)


class TestSigning:
    def test_the_chair_signs_what_others_wrote(self) -> None:
        chair, taker, other = uuid4(), uuid4(), uuid4()

        def said(user: object, wrote: object = taker) -> str:
            return rules.may_sign(
                user,  # type: ignore[arg-type]
                chair=chair,
                drafted_by=taker,
                submitted_by=taker,
                wrote={wrote},  # type: ignore[arg-type]
            )

        assert said(chair) == ""
        assert "chair of the meeting" in said(other)
        assert "nobody approves" in said(chair, wrote=chair)


class TestComparing:
    def said(self, line: object, text: str, called: str = "Police") -> rules.Said:
        return rules.Said(line, "risk", "Children", called, text)  # type: ignore[arg-type]

    def test_what_changed_was_added_or_is_gone_and_nothing_else(self) -> None:
        same, changed, gone, new = (uuid4() for _ in range(4))
        before = [self.said(same, "A"), self.said(changed, "Low."), self.said(gone, "Old.")]
        after = [self.said(same, "A"), self.said(changed, "High."), self.said(new, "New.")]
        rows = [(each.before, each.after) for each in rules.differences(before, after)]
        assert rows == [("Low.", "High."), ("", "New."), ("Old.", "")]

    def test_another_owner_is_a_difference_though_the_words_stay(self) -> None:
        line = uuid4()
        (row,) = rules.differences([self.said(line, "A")], [self.said(line, "A", "Probation")])
        assert row.called == "Police, now Probation"

    def test_who_may_read_it_is_a_difference_though_the_words_stay(self) -> None:
        line = uuid4()
        all_of_them, some = (
            rules.Said(line, "risk", "Children", "Police", "A", restricted) for restricted in (False, True)
        )
        assert [each.readers for each in rules.differences([all_of_them], [some])] == [
            "Now restricted to its owner and the police; every reader had it before."
        ]
        (row,) = rules.differences([some], [all_of_them])
        assert row.readers.startswith("Now for every reader")
        assert not rules.differences([some], [some])

    def test_words_that_stayed_are_told_from_those_that_came_and_went(self) -> None:
        pieces = rules.in_pieces("The risk is low today", "The risk is very high today")
        assert [(each.text, each.how) for each in pieces] == [
            ("The risk is", ""),
            ("low", "gone"),
            ("very high", "added"),
            ("today", ""),
        ]
