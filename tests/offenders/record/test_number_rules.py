"""The shapes of sort codes, accounts and cards, for whatever is typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from offenders.record import rules

DIGITS = st.text("0123456789", min_size=11, max_size=18)


@given(DIGITS)
def test_of_ten_last_digits_one_makes_a_card(digits: str) -> None:
    held = [last for last in "0123456789" if not rules.card_refused(digits + last, checked=True)]
    assert len(held) == 1


@given(DIGITS, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(digits: str, place: int, by: int) -> None:
    good = next(d for last in "0123456789" if not rules.card_refused(d := digits + last, checked=True))
    wrong = good[:place] + str((int(good[place]) + by) % 10) + good[place + 1 :]
    assert rules.card_refused(wrong, checked=True)


@given(st.text())
def test_whatever_is_typed_is_tidied_and_judged(typed: str) -> None:
    for tidy in (rules.tidy_words, rules.tidy_sort_code, rules.tidy_expiry):
        assert tidy(tidy(typed)) == tidy(typed)
    assert isinstance(rules.sort_code_refused(typed), str)
    assert isinstance(rules.account_refused(typed, abroad=True), str)
    assert isinstance(rules.card_refused(typed, checked=True), str)


def test_an_iban_holds_or_not() -> None:
    assert rules.iban_holds("GB82WEST12345698765432")  # the example of ISO 13616's registry
    assert not rules.iban_holds("GB82WEST12345698765433")
