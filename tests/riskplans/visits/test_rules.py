"""When somebody is to be seen next, what counts as an attempt, what is a habit: the rules alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.rules import Unit
from riskplans.choices import FAILED, Outcome
from riskplans.visits import rules
from riskplans.visits.rules import Attempt, Away, Interval

HIGH = Interval(3, Unit.MONTHS, "the force’s policy for this level")
OPENED = date(2026, 1, 10)
TODAY = date(2026, 6, 15)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def due(seen: date | None = None, *away: Away, interval: Interval = HIGH, today: date = TODAY) -> date | None:
    return rules.next_visit(
        seen_on=seen, known_since=OPENED, interval=interval, initial=15, away=away, today=today
    ).by


def prison(starts: date, ends: date | None) -> Away:
    return Away("Serving a sentence of imprisonment or detention", starts, ends, detained=True)


def abroad(starts: date, ends: date | None) -> Away:
    return Away("Outside the United Kingdom", starts, ends, detained=False)


def times(text: str) -> list[Away]:
    """`prison 2026-06-01 2026-06-10`, from a day until another; without the second they are there still."""
    if not text:
        return []
    where, starts, *ends = text.split()
    kinds = {"prison": prison, "abroad": abroad}
    return [kinds[where](date.fromisoformat(starts), date.fromisoformat(ends[0]) if ends else None)]


class TestNextVisit:
    @pytest.mark.parametrize(
        ("why", "seen", "away", "expected"),
        [
            ("never seen: from the opening of the record", "", "", "2026-01-25"),
            ("from the day they were seen", "2026-05-01", "", "2026-08-01"),
            ("in custody: no day runs", "2026-05-01", "prison 2026-05-20", ""),
            ("not in custody yet", "2026-05-01", "prison 2026-06-16", "2026-08-01"),
            ("out only tomorrow", "", "prison 2025-01-01 2026-06-16", ""),
            ("released: within 15 days", "2025-05-01", "prison 2025-06-01 2026-06-10", "2026-06-25"),
            ("released, and due before that", "2026-03-12", "prison 2026-06-01 2026-06-10", "2026-06-12"),
            ("released, not due for long", "2026-05-30", "prison 2026-06-01 2026-06-03", "2026-06-18"),
            ("released, and seen since", "2026-06-05", "prison 2026-05-01 2026-06-03", "2026-09-05"),
            ("abroad", "2026-05-01", "abroad 2026-05-20", ""),
            ("back before the day: not moved", "2026-05-01", "abroad 2026-05-20 2026-06-01", "2026-08-01"),
            ("back after the day", "2026-02-01", "abroad 2026-04-20 2026-06-01", "2026-06-16"),
        ],
    )
    def test_table(self, why: str, seen: str, away: str, expected: str) -> None:
        found = due(date.fromisoformat(seen) if seen else None, *times(away))
        assert (found.isoformat() if found else "") == expected, why

    def test_months_end_within_the_month_and_weeks_are_days(self) -> None:
        assert due(date(2026, 11, 30), today=date(2026, 12, 1)) == date(2027, 2, 28)
        assert due(date(2026, 5, 1), interval=Interval(42, Unit.DAYS, "")) == date(2026, 6, 12)

    @given(DAYS, DAYS)
    def test_seen_later_is_never_due_earlier(self, one: date, other: date) -> None:
        first, second = sorted((one, other))
        assert due(first, today=second) <= due(second, today=second)  # type: ignore[operator]

    @given(DAYS, st.integers(0, 400), st.integers(0, 400))
    def test_nobody_is_due_while_held_and_within_fifteen_days_of_release(
        self, held: date, days: int, seen: int
    ) -> None:
        out = held + timedelta(days=days)
        last = held - timedelta(days=seen)
        assert due(last, prison(held, None), today=out) is None
        by = due(last, prison(held, out), today=out)
        assert by is not None
        assert by <= out + timedelta(days=15) or out == last
        assert by >= out or out == last

    @given(DAYS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
    def test_every_answer_has_a_reason(self, seen: date, times: list[tuple[int, int]]) -> None:
        away = [
            prison(seen + timedelta(days=after), seen + timedelta(days=after + long)) for after, long in times
        ]
        found = rules.next_visit(
            seen_on=seen,
            known_since=OPENED,
            interval=HIGH,
            initial=15,
            away=away,
            today=seen + timedelta(days=200),
        )
        assert found.reasons[0].startswith("Last seen on")
        assert len(found.reasons) >= 2

    @pytest.mark.parametrize(
        ("interval", "said"),
        [
            (Interval(1, Unit.MONTHS, ""), "every month"),
            (Interval(7, Unit.DAYS, ""), "every week"),
            (Interval(11, Unit.MONTHS, ""), "every 11 months"),
        ],
    )
    def test_how_often_in_words(self, interval: Interval, said: str) -> None:
        assert rules.every(interval.in_words) == said

    def test_a_longer_interval_is_longer_whatever_it_is_counted_in(self) -> None:
        assert not rules.is_longer(Interval(6 * 7, Unit.DAYS, ""), HIGH, on=TODAY)
        assert not rules.is_longer(Interval(13 * 7, Unit.DAYS, ""), HIGH, on=TODAY)
        assert rules.is_longer(Interval(14 * 7, Unit.DAYS, ""), HIGH, on=TODAY)
        assert rules.is_longer(Interval(6, Unit.MONTHS, ""), HIGH, on=TODAY)
        assert not rules.is_longer(HIGH, HIGH, on=TODAY)


HOME = "12 Ewe Close, Kirkby, CX1 1AA"


def tried(outcome: str = "not_in", *, sought: bool = True, at: str = HOME) -> Attempt:
    return Attempt(TODAY, outcome, entry_sought=sought, place=at)


class TestSection96B:
    @pytest.mark.parametrize("outcome", Outcome)
    def test_only_an_attempt_that_sought_entry_and_could_not_obtain_it_counts(self, outcome: Outcome) -> None:
        assert rules.counts(tried(outcome, sought=False), at=HOME)
        counts = not rules.counts(tried(outcome), at=HOME)
        assert counts is (outcome in (Outcome.NOT_IN, Outcome.REFUSED))
        assert not counts or outcome in FAILED

    def test_two_are_needed_and_one_without_the_answer_is_said_not_to_count(self) -> None:
        assert not rules.warrant([tried(), tried()], at=HOME, away="")
        assert "does not say that entry was sought" in rules.counts(tried(sought=False), at=HOME)
        [wrong] = rules.warrant([tried(), tried(sought=False)], at=HOME, away="")
        assert wrong.startswith("1 attempt counts")

    def test_attempts_at_other_premises_do_not_count(self) -> None:
        both = [tried(), tried(at="The caravan, Farm Lane")]
        assert "other premises" in rules.counts(both[1], at=HOME)
        for place in (each.place for each in both):
            [wrong] = rules.warrant(both, at=place, away="")
            assert wrong.startswith("1 attempt counts")

    @pytest.mark.parametrize(
        ("other", "same"),
        [
            ("12 ewe close Kirkby CX1 1AA", True),
            ("12 Ewe Close, Kirkby,  CX11AA", True),
            ("12 Éwe Closê, Kirkby, CX1 1AA", True),
            ("2 Ewe Close, Kirkby, CX1 1AA", False),
            ("12a Ewe Close, Kirkby, CX1 1AA", False),
            ("12 Ewe Close", False),
        ],
    )
    def test_one_address_is_one_however_it_is_spaced(self, other: str, same: bool) -> None:
        assert rules.same_place(HOME, other) is same

    def test_nobody_held_or_abroad_is_searched_for(self) -> None:
        [wrong] = rules.warrant([tried("refused")] * 2, at=HOME, away="Remanded in custody by a court")
        assert wrong.startswith("Remanded in custody by a court")
