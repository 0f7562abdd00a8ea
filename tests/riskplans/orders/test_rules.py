"""How an order and a licence stand, when conditions are checked next, what may follow: the rules alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from offenders.rules import term
from riskplans.orders import rules
from riskplans.orders.choices import STEPS, ApplicationState, LicenceState, LicenceStep, OrderState
from riskplans.orders.rules import Round, Term

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"shown": False}, OrderState.MADE),
        ({}, OrderState.LIVE),
        ({"last_day": TODAY}, OrderState.LIVE),
        ({"last_day": date(2026, 6, 14)}, OrderState.EXPIRED),
        ({"last_day": date(2026, 6, 14), "shown": False}, OrderState.EXPIRED),
        ({"prompted": TODAY}, OrderState.EXPIRING),
        ({"prompted": date(2026, 6, 16)}, OrderState.LIVE),
        ({"discharged_on": TODAY}, OrderState.DISCHARGED),
        ({"discharged_on": date(2026, 6, 16)}, OrderState.LIVE),
        ({"discharged_on": TODAY, "last_day": date(2026, 1, 1)}, OrderState.DISCHARGED),
    ],
)
def test_how_an_order_stands(facts: dict[str, Any], state: OrderState) -> None:
    known = {"shown": True, "last_day": None, "discharged_on": None, "prompted": None}
    assert rules.order_state(**{**known, **facts}, today=TODAY) is state


DAYS = {
    "starts_on": date(2026, 1, 5),
    "licence_ends_on": None,
    "ends_on": None,
    "recall_requested_on": None,
    "revoked_on": None,
    "returned_on": None,
}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"starts_on": date(2026, 6, 16)}, LicenceState.PRE_RELEASE),
        ({"starts_on": TODAY}, LicenceState.LIVE),
        ({"recall_requested_on": TODAY}, LicenceState.RECALL_REQUESTED),
        ({"recall_requested_on": date(2026, 6, 1), "revoked_on": TODAY}, LicenceState.REVOKED),
        ({"revoked_on": date(2026, 6, 1), "returned_on": TODAY}, LicenceState.IN_CUSTODY),
        ({"licence_ends_on": TODAY}, LicenceState.LIVE),
        ({"licence_ends_on": date(2026, 6, 14)}, LicenceState.ENDED),
        ({"ends_on": date(2026, 6, 14), "revoked_on": date(2026, 6, 1)}, LicenceState.ENDED),
    ],
)
def test_how_a_licence_stands(facts: dict[str, Any], state: LicenceState) -> None:
    found = rules.licence_state({**DAYS, **facts}, released_again=False, prompted=None, today=TODAY)
    assert found is state


def test_a_licence_that_another_followed_is_over_and_one_that_ends_soon_says_so() -> None:
    again = rules.licence_state(DAYS, released_again=True, prompted=None, today=TODAY)
    soon = rules.licence_state(DAYS, released_again=False, prompted=TODAY, today=TODAY)
    assert (again, soon) == (LicenceState.RELEASED_AGAIN, LicenceState.EXPIRING)


def test_each_step_of_a_licence_follows_from_one_state_alone() -> None:
    assert rules.steps(LicenceState.RECALL_REQUESTED) == (LicenceStep.REVOKED,)
    assert rules.steps(LicenceState.REVOKED) == (LicenceStep.RETURNED,)
    assert LicenceStep.REVOKED not in rules.steps(LicenceState.LIVE)
    assert not rules.steps(LicenceState.ENDED)
    assert not rules.steps(LicenceState.PRE_RELEASE)


def test_nothing_leads_out_of_an_application_that_is_over() -> None:
    leading = {before for before, _ in STEPS}
    over = set(ApplicationState) - leading
    assert over == {
        ApplicationState.GRANTED,
        ApplicationState.REFUSED,
        ApplicationState.WITHDRAWN,
        ApplicationState.DROPPED,
    }
    assert all(not rules.answers(state, has_interim=True) for state in over)


def test_what_is_offered_is_what_the_database_lets_through() -> None:
    for state in (ApplicationState.CONSIDERED, ApplicationState.APPLIED, ApplicationState.INTERIM):
        for following, _ in rules.answers(state, has_interim=True):
            assert (state, following) in STEPS


@pytest.mark.parametrize(
    ("last_day", "months", "found"),
    [
        (date(2031, 5, 25), 6, date(2030, 11, 25)),
        (date(2030, 8, 31), 6, date(2030, 2, 28)),
        (date(2030, 8, 30), 6, date(2030, 2, 28)),
        (date(2030, 3, 1), 1, date(2030, 2, 1)),
    ],
)
def test_the_prompt_is_so_many_months_before_the_last_day(last_day: date, months: int, found: date) -> None:
    assert rules.prompted_from(last_day, date(2026, 5, 26), months) == found


def test_an_order_of_a_month_or_without_end_is_not_prompted_for() -> None:
    assert rules.prompted_from(date(2026, 6, 23), date(2026, 5, 26), 6) is None
    assert rules.prompted_from(None, date(2026, 5, 26), 6) is None


def rounds(terms: list[Term], checks: list[tuple[str, date]], since: date = date(2026, 3, 1)) -> list[Round]:
    return rules.rounds(terms, checks, since=since, months=3, today=TODAY)


MARCH, APRIL, JUNE = date(2026, 3, 1), date(2026, 4, 1), date(2026, 6, 1)
TWO = [Term("a", MARCH), Term("b", MARCH)]


def test_a_round_is_done_when_every_condition_in_force_was_checked_in_it() -> None:
    checks = [("a", APRIL), ("b", date(2026, 4, 20))]
    assert rounds(TWO, checks) == [
        Round(MARCH, date(2026, 6, 1), date(2026, 4, 20)),
        Round(date(2026, 4, 20), date(2026, 7, 20), None),
    ]


def test_the_check_that_ended_a_round_is_none_of_the_next() -> None:
    checks = [("a", APRIL), ("b", APRIL), ("a", JUNE)]
    *_, last = rounds(TWO, checks)
    assert last == Round(APRIL, date(2026, 7, 1), None)


def test_a_round_is_done_once_the_last_that_was_unchecked_has_ended() -> None:
    ended = [Term("a", MARCH), Term("b", MARCH, date(2026, 5, 31))]
    assert rounds(ended, [("a", APRIL)]) == [
        Round(MARCH, JUNE, JUNE),
        Round(JUNE, date(2026, 9, 1), None),
    ]
    (still,) = rounds([Term("a", MARCH), Term("b", MARCH, TODAY)], [("a", APRIL)])
    assert still.met_on is None
    assert rounds([Term("b", MARCH, date(2026, 5, 31))], []) == []


def test_a_condition_that_was_replaced_counts_no_more_and_the_new_one_does() -> None:
    varied = [Term("a", MARCH, date(2026, 3, 31)), Term("a2", APRIL), Term("b", MARCH)]
    checks = [("a", date(2026, 3, 9)), ("b", APRIL)]
    assert rounds(varied, checks)[0].met_on is None
    assert rounds(varied, [*checks, ("a2", JUNE)])[0].met_on == JUNE


def test_checks_before_the_record_knew_of_the_order_count_for_nothing() -> None:
    assert rounds(TWO, [("a", MARCH), ("b", MARCH)], APRIL)[0].met_on is None


def test_no_condition_no_round() -> None:
    assert rounds([], []) == []


@pytest.mark.parametrize(
    ("renewals", "renewed_on", "tried"),
    [
        ([("applied", APRIL)], None, APRIL),
        ([("granted", MARCH)], APRIL, None),
        ([("dropped", MARCH), ("granted", MARCH)], APRIL, None),
        ([("granted", MARCH), ("applied", JUNE)], APRIL, JUNE),
        ([("refused", APRIL)], None, APRIL),
    ],
)
def test_a_renewal_counts_for_the_end_it_was_asked_for(
    renewals: list[tuple[str, date]], renewed_on: date | None, tried: date | None
) -> None:
    assert rules.renewal_tried(renewals, renewed_on=renewed_on) == tried


def test_a_hearing_is_put_off_to_another_day_with_the_reason() -> None:
    def wrong(day: date, why: str, known: date | None = APRIL) -> set[str]:
        return set(rules.adjourned(day, why, known=known, applied_on=MARCH))

    assert wrong(JUNE, "No interpreter") == set()
    assert wrong(APRIL, " ") == {"hearing_on", "adjourned_why"}
    assert wrong(date(2026, 2, 28), "Listed anew") == {"hearing_on"}
    assert wrong(JUNE, "", known=None) == set()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"checked_on": date(2026, 6, 16)}, {"checked_on"}),
        ({"checked_on": date(2026, 2, 28)}, {"checked_on"}),
        ({"note": " "}, {"note"}),
        ({"checked_by": "", "how": ""}, {"checked_by", "how"}),
        ({}, set()),
    ],
)
def test_a_check_says_when_who_how_and_what_was_seen(said: dict[str, Any], wrong: set[str]) -> None:
    known = {"checked_on": TODAY, "begins": MARCH, "how": "spoke", "checked_by": "DC 1", "note": "Nothing"}
    assert set(rules.check(**{**known, **said}, today=TODAY)) == wrong


@pytest.mark.parametrize(
    ("state", "said", "wrong"),
    [
        (ApplicationState.APPLIED, {"applied_on": APRIL, "court": ""}, {"court"}),
        (ApplicationState.APPLIED, {"applied_on": date(2026, 2, 1), "court": "Kirkby"}, {"applied_on"}),
        (
            ApplicationState.APPLIED,
            {"applied_on": APRIL, "court": "Kirkby", "hearing_on": MARCH},
            {"hearing_on"},
        ),
        (ApplicationState.REFUSED, {"decided_on": APRIL, "outcome": ""}, {"outcome"}),
        (ApplicationState.GRANTED, {"decided_on": date(2026, 7, 1)}, {"decided_on"}),
        (ApplicationState.GRANTED, {"decided_on": APRIL}, set()),
        (ApplicationState.INTERIM, {}, {"made_on"}),
    ],
)
def test_a_step_says_when_and_why(state: ApplicationState, said: dict[str, Any], wrong: set[str]) -> None:
    assert set(rules.step(state, said, since=MARCH, today=TODAY)) == wrong


def test_no_court_decides_before_the_hearing() -> None:
    said = {"decided_on": APRIL, "outcome": "Refused"}
    for state in (ApplicationState.GRANTED, ApplicationState.REFUSED):
        assert set(rules.step(state, said, since=MARCH, today=TODAY, hearing_on=TODAY)) == {"decided_on"}
        assert not rules.step(state, said, since=MARCH, today=TODAY, hearing_on=APRIL)
    assert not rules.step(ApplicationState.WITHDRAWN, said, since=MARCH, today=TODAY, hearing_on=TODAY)


@pytest.mark.parametrize(
    ("kind", "last_day", "wrong"),
    [
        ("shpo", date(2027, 6, 14), "at least 5"),
        ("shpo", date(2031, 6, 13), "at least 5"),
        ("shpo", date(2031, 6, 14), ""),
        ("shpo", None, ""),
        ("interim_shpo", date(2026, 6, 25), ""),
        ("sro", date(2027, 6, 14), "at least 2"),
        ("voo", date(2032, 6, 14), "at most 5"),
        ("cbo", date(2026, 6, 25), ""),
    ],
)
def test_the_law_knows_how_long_an_order_lasts(kind: str, last_day: date | None, wrong: str) -> None:
    found = term(kind, made_on=date(2026, 6, 15), last_day=last_day)
    assert wrong in found if wrong else found == ""


def test_one_round_says_by_when_each_condition_is_checked() -> None:
    a, b = rules.Term("a", MARCH), rules.Term("b", MARCH)
    found = rules.rounds([a, b], [("a", APRIL)], since=MARCH, months=3, today=TODAY)
    assert rules.due_in(found, APRIL) is None  # checked in the round that runs
    assert rules.due_in(found, None) == found[-1].due
    found = rules.rounds([a], [("a", APRIL)], since=MARCH, months=3, today=TODAY)
    assert rules.due_in(found, APRIL) == found[-1].due == rules.later(APRIL, 3, rules.Unit.MONTHS)
