"""What a breach is of in law, what is checked, and what may be decided: by table, and by whatever comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.breaches import rules
from notifications.breaches.choices import (
    BreachOf,
    CheckKind,
    CheckResult,
    DecisionKind,
    Element,
    ExcuseView,
    Outcome,
)
from notifications.models import Breach
from offenders.choices import OrderKind
from offenders.models import CourtOrder, OrderCondition

RESULTS = st.dictionaries(st.sampled_from(CheckKind.values), st.sampled_from(CheckResult.values))
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("of", "order", "law", "excusable"),
    [
        (BreachOf.REQUIREMENT, "", "s.91(1)(a)", True),
        (BreachOf.FALSE, "", "s.91(1)(b)", False),
        (BreachOf.ORDER, OrderKind.SHPO, "s.103I", True),
        (BreachOf.ORDER, OrderKind.SOPO, "s.103I", True),
        (BreachOf.ORDER, OrderKind.INTERIM_SRO, "s.122H", True),
        (BreachOf.ORDER, OrderKind.RESTRAINING, "The Act under which the order was made", True),
        (BreachOf.LICENCE, "", "Probation", True),
    ],
)
def test_the_offence(of: str, order: str, law: str, excusable: bool) -> None:
    found = rules.offence(of, order_kind=order)
    assert law in found.law
    assert found.excusable is excusable


@pytest.mark.parametrize("of", BreachOf.values)
def test_everything_has_something_to_prove(of: str) -> None:
    assert rules.elements(of, under_18=False)


def test_of_somebody_under_18_it_is_asked_whose_the_duty_is() -> None:
    """A parental direction puts the duty on the parent (s.89), and then it is the parent's offence."""
    assert Element.OWN_DUTY in rules.elements(BreachOf.REQUIREMENT, under_18=True)
    assert Element.OWN_DUTY not in rules.elements(BreachOf.REQUIREMENT, under_18=False)


@pytest.mark.parametrize(
    ("duty", "late", "overdue", "why"),
    [
        ({"kind": "initial", "met_on": None, "last": date(2026, 6, 3)}, False, True, ""),
        ({"kind": "initial", "met_on": None, "last": date(2026, 6, 3)}, False, False, "has not passed"),
        ({"kind": "periodic", "met_on": None, "last": None}, False, False, "failed in nothing"),
        (
            {"kind": "periodic", "met_on": date(2026, 6, 2), "last": date(2026, 6, 3)},
            False,
            False,
            "in time",
        ),
        ({"kind": "periodic", "met_on": date(2026, 6, 9), "last": date(2026, 6, 3)}, True, False, ""),
        ({"kind": "review_determine", "met_on": None, "last": date(2026, 6, 3)}, False, True, "the police"),
    ],
)
def test_which_duty_gives_ground_for_suspicion(
    duty: dict[str, object], late: bool, overdue: bool, why: str
) -> None:
    found = rules.why_no_breach(duty, late=late, overdue=overdue)
    assert (why in found) if why else not found


def test_custody_and_hospital_are_asked_first() -> None:
    assert rules.outstanding(BreachOf.REQUIREMENT, {})[:2] == [CheckKind.CUSTODY, CheckKind.HOSPITAL]


def test_somebody_without_an_address_is_looked_for_where_they_can_be_found() -> None:
    asked, hint = rules.question(CheckKind.ADDRESS, no_fixed_address=True)
    assert "regularly be found" in asked
    assert "outreach" in hint
    assert "address they notified" in rules.question(CheckKind.ADDRESS)[0]


@given(results=RESULTS)
def test_a_breach_is_established_only_when_every_check_says_no(results: dict[str, str]) -> None:
    shown = dict.fromkeys(rules.elements(BreachOf.REQUIREMENT, under_18=False), "Exhibit 1")
    refused = rules.why_not_establish(BreachOf.REQUIREMENT, results, shown, under_18=False)
    said_no = all(
        results.get(kind) in (CheckResult.CLEAR, CheckResult.TOLD)
        for kind in rules.checks(BreachOf.REQUIREMENT)
    ) and not rules.explained(results)
    assert (not refused) is said_no


def test_children_come_first_and_are_seen_to_whatever_explains_it() -> None:
    done = {CheckKind.CUSTODY: CheckResult.EXPLAINS}
    assert rules.outstanding(BreachOf.ORDER, {}, children=True)[0] is CheckKind.SAFEGUARDING
    assert rules.outstanding(BreachOf.ORDER, done, children=True) == [CheckKind.SAFEGUARDING]
    assert not rules.outstanding(BreachOf.ORDER, done)
    assert rules.check(CheckKind.SAFEGUARDING, CheckResult.CLEAR, "Nothing")
    assert rules.check(CheckKind.SAFEGUARDING, CheckResult.TOLD, "")
    assert not rules.check(CheckKind.SAFEGUARDING, CheckResult.TOLD, "Ms Ash, 07:40")


@given(results=RESULTS)
def test_once_a_check_explains_it_nothing_is_left_to_check(results: dict[str, str]) -> None:
    left = rules.outstanding(BreachOf.REQUIREMENT, results)
    assert not (rules.explained(results) and left)
    assert all(results.get(kind) in (None, CheckResult.WAITING) for kind in left)


@given(shown=st.dictionaries(st.sampled_from(Element.values), st.sampled_from(["", "  ", "Exhibit 1"])))
def test_each_element_needs_its_evidence(shown: dict[str, str]) -> None:
    done = dict.fromkeys(CheckKind.values, CheckResult.CLEAR)
    refused = rules.why_not_establish(BreachOf.REQUIREMENT, done, shown, under_18=True)
    needed = rules.elements(BreachOf.REQUIREMENT, under_18=True)
    assert set(refused) == {str(each) for each in needed if shown.get(each) != "Exhibit 1"}


class TestDeciding:
    @pytest.mark.parametrize(
        ("kind", "of", "excuse", "licence", "why"),
        [
            (DecisionKind.ARREST, BreachOf.REQUIREMENT, "", False, ""),
            (DecisionKind.NFA, BreachOf.REQUIREMENT, "", False, ""),
            (DecisionKind.CHARGE, BreachOf.REQUIREMENT, "", False, "Ask them for their excuse"),
            (DecisionKind.CAUTION, BreachOf.ORDER, ExcuseView.REASONABLE, False, "recorded as reasonable"),
            (DecisionKind.CHARGE, BreachOf.REQUIREMENT, ExcuseView.NONE, False, ""),
            (DecisionKind.CHARGE, BreachOf.FALSE, "", False, ""),
            (DecisionKind.CHARGE, BreachOf.LICENCE, ExcuseView.NONE, True, "no offence by itself"),
            (DecisionKind.RECALL, BreachOf.LICENCE, "", True, ""),
            (DecisionKind.RECALL, BreachOf.REQUIREMENT, ExcuseView.NONE, False, "on no licence"),
            (DecisionKind.RECALL, BreachOf.REQUIREMENT, "", True, ""),
        ],
    )
    def test_what_may_be_proposed(self, kind: str, of: str, excuse: str, licence: bool, why: str) -> None:
        found = rules.why_not_decide(kind, of=of, excuse_view=excuse, on_licence=licence)
        assert (why in found) if why else not found

    def test_a_young_person_is_given_a_youth_caution(self) -> None:
        assert rules.decision_in_words(DecisionKind.CAUTION, under_18=True) == "Youth caution"
        assert rules.decision_in_words(DecisionKind.CAUTION, under_18=False) == "Caution"

    def test_every_decision_leads_somewhere(self) -> None:
        """To an outcome, at once or later, or to a meeting with them."""
        for kind in DecisionKind:
            assert (kind in rules.BRING_IN) + (kind in rules.AT_ONCE) + bool(rules.outcomes(kind)) == 1

    def test_the_appropriate_adult_of_somebody_under_18_is_named(self) -> None:
        said = {
            "excuse_asked_on": date(2026, 6, 10),
            "excuse_view": ExcuseView.NONE,
            "excuse": "",
            "excuse_why": "",
            "excuse_with": "",
        }
        day = {"happened_on": date(2026, 6, 4), "today": date(2026, 6, 15)}
        assert "excuse_with" in rules.excuse(said, under_18=True, **day)
        assert not rules.excuse(said, under_18=False, **day)

    def test_an_excuse_is_written_down_and_judged(self) -> None:
        said = {
            "excuse_asked_on": date(2026, 6, 3),
            "excuse_view": ExcuseView.REASONABLE,
            "excuse": "",
            "excuse_why": " ",
            "excuse_with": "",
        }
        found = rules.excuse(said, happened_on=date(2026, 6, 4), under_18=False, today=date(2026, 6, 15))
        assert set(found) == {"excuse", "excuse_why", "excuse_asked_on"}


@given(day=DAYS)
def test_the_year_of_a_count_runs_from_1_april(day: date) -> None:
    year = rules.year_of(day)
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 31)


@given(outcome_on=DAYS, since=DAYS, today=DAYS)
def test_an_outcome_comes_after_the_decision_and_not_after_today(
    outcome_on: date, since: date, today: date
) -> None:
    refused = rules.ending(
        Outcome.CONVICTED, outcome_on, allowed=[Outcome.CONVICTED], since=since, today=today
    )
    assert (not refused) is (since <= outcome_on <= today)


@given(on=DAYS, starts=st.none() | DAYS, ends=st.none() | DAYS, until=st.none() | DAYS)
def test_a_condition_is_broken_only_while_it_is_in_force(
    on: date, starts: date | None, ends: date | None, until: date | None
) -> None:
    why = rules.condition_in_force(
        {"starts_on": starts, "ends_on": ends}, on=on, order_from=date(2010, 1, 1), order_until=until
    )
    in_force = (
        on >= max(starts or date.min, date(2010, 1, 1))
        and (ends is None or on <= ends)
        and (until is None or on < until)
    )
    assert (not why) is in_force


def test_nobody_is_missing_from_a_cell_and_nobody_wanted_on_suspicion() -> None:
    assert rules.declaring("missing", held="remanded in custody by a court", suspected_only=False)
    assert rules.declaring("wanted", held="", suspected_only=True)
    assert not rules.declaring("wanted", held="remanded in custody by a court", suspected_only=False)
    assert not rules.declaring("missing", held="", suspected_only=True)


def test_a_media_appeal_says_who_decided() -> None:
    said = {"kind": "media", "done_on": date(2026, 6, 10), "result": "Not now", "authorised_by": ""}
    days = {"since": date(2026, 6, 10) - timedelta(days=1), "today": date(2026, 6, 10)}
    assert set(rules.search_step(said, **days)) == {"authorised_by"}
    assert not rules.search_step({**said, "authorised_by": "Supt 2041"}, **days)


@pytest.mark.parametrize(
    ("breach", "called"),
    [
        (
            Breach(of=BreachOf.REQUIREMENT, provision="85(1)", duty_title="Annual notification"),
            "Annual notification, s.85(1)",
        ),
        (Breach(of=BreachOf.REQUIREMENT, provision="86(2)"), "Travel abroad (regulations under s.86(2))"),
        (Breach(of=BreachOf.FALSE), "False notification, s.91(1)(b)"),
        (
            Breach(of=BreachOf.ORDER, order_condition=OrderCondition(order=CourtOrder(kind=OrderKind.SRO))),
            "Breach of an order: Sexual risk order",
        ),
        (Breach(of=BreachOf.OTHER), "Breach, its provision to be determined"),
    ],
)
def test_a_breach_is_called_by_its_provision(breach: Breach, called: str) -> None:
    assert str(breach) == called
