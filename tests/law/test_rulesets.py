"""The dated rule-sets, and which of them governs a day."""

from datetime import date

import pytest

from notifications.law import RULESETS, UNSUPPORTED, answers, evaluate
from tests.law.documents import conviction, duties_of, facts


@pytest.mark.parametrize(
    ("as_at", "key"),
    [
        ("2004-05-01", "EW-2004-05-01"),
        ("2004-05-01T00:00:00+01:00", "EW-2004-05-01"),
        ("2012-07-29", "EW-2004-05-01"),
        ("2012-07-30", "EW-2012-07-30"),
        ("2012-08-12", "EW-2012-07-30"),
        ("2012-08-13", "EW-2012-08-13"),
        ("2015-03-08", "EW-2015-03-08"),
        ("2020-12-01", "EW-2020-12-01"),
        ("2022-11-29", "EW-2022-11-29"),
        ("2023-03-31", "EW-2023-03-31"),
        ("2026-03-21T23:59:59+00:00", "EW-2023-03-31"),
        ("2026-03-22T00:00:00+00:00", "EW-2026-03-22"),
        ("2099-01-01", "EW-2026-03-22"),
    ],
)
def test_the_latest_in_force_on_the_day(as_at: str, key: str) -> None:
    assert evaluate(facts(as_at=as_at))["ruleset"] == key


@pytest.mark.parametrize(
    ("forced", "as_at", "key"),
    [
        ("2027-01-01", "2026-12-31", "EW-2026-03-22"),
        ("2027-01-01", "2027-01-01", "EW-CPA2026"),
        ("2026-03-22", "2026-03-22", "EW-CPA2026"),
        ("2013-01-01", "2014-01-01", "EW-CPA2026"),
        ("2013-01-01", "2016-01-01", "EW-2015-03-08"),  # a later one is later still
    ],
)
def test_a_rule_set_not_in_force_is_dated_by_the_document(forced: str, as_at: str, key: str) -> None:
    assert evaluate(facts(as_at=as_at, rules={"EW-CPA2026": forced}))["ruleset"] == key


def test_rules_of_england_and_wales_have_no_part_elsewhere() -> None:
    given = facts(jurisdiction="northern-ireland", rules={"EW-CPA2026": "2020-01-01"})
    assert evaluate(given)["ruleset"] == "NI"
    assert evaluate({**given, "as_at": "2010-01-01"})["ruleset"] == "NI"


def test_each_duty_has_the_rule_set_of_its_event_or_departure() -> None:
    given = facts(
        triggers=[conviction("2012-07-01")],
        notifications=[{"id": "N1", "section": "83(1)", "given_at": "2012-08-01"}],
        changes=[{"id": "X1", "kind": "name_used", "on": "2012-08-13"}],
        journeys=[
            {
                "id": "J1",
                "departs": "2015-03-08",
                "details_known": "2015-01-01",
                "to": ["FR"],
                "details_changed_at": "2015-03-01T10:00:00Z",
                "returned": {"date": "2020-12-02"},
            }
        ],
    )
    assert {identity: duty["ruleset"] for identity, duty in duties_of(given).items()} == {
        "initial:T1": "EW-2004-05-01",
        "periodic:N1": "EW-2012-07-30",
        "change:X1": "EW-2012-08-13",
        "travel:J1": "EW-2015-03-08",
        "travel_change:J1": "EW-2015-03-08",
        "travel_return:J1": "EW-2015-03-08",
    }


def test_they_are_data_for_all_to_see() -> None:
    assert len({rules.key for rules in RULESETS}) == len(RULESETS)
    assert {rules.jurisdiction for rules in RULESETS} == set(UNSUPPORTED)
    for rules in RULESETS:
        assert rules.title
        assert rules.source
        assert rules.status == ("in_force" if rules.in_force_from else "enacted_not_commenced")
        if rules.in_force_from is not None:
            date.fromisoformat(rules.in_force_from)
    assert [rules.key for rules in RULESETS if rules.in_force_from is None] == ["EW-CPA2026"]


def test_the_moment_judged_is_given_back_in_londons_time() -> None:
    for as_at, given in (
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00+00:00"),
        ("2026-07-01T10:00:00Z", "2026-07-01T11:00:00+01:00"),
        ("2026-07-01T10:00+05:30", "2026-07-01T05:30:00+01:00"),
        ("2026-07-01T10:00:00.25+01:00", "2026-07-01T10:00:00.250000+01:00"),
        ("2026-07-01T10:00:00,1234567+01:00", "2026-07-01T10:00:00.123456+01:00"),
        ("2026-11-21T23:59:59+23:59", "2026-11-21T00:00:59+00:00"),
        ("2026-11-21T00:00:00-0130", "2026-11-21T01:30:00+00:00"),
        ("2026-11-21T00:00-01", "2026-11-21T01:00:00+00:00"),
    ):
        assert evaluate(facts(as_at=as_at))["as_at"] == given


def test_the_answer_has_its_keys_in_order() -> None:
    [result] = answers(
        [facts(triggers=[conviction()], orders=[{"id": "S1", "kind": "shpo", "made_on": "2016-01-01"}])]
    )
    assert list(result) == ["ruleset", "as_at", "unsupported", "subject", "duties", "review"]
    assert "errors" not in result
    assert list(result["subject"]) == ["status", "from", "last_day", "indefinite", "periods"]
    rest = ["relevant_date", "rule", "ruleset", "length", "last_day", "citation", "reasoning"]
    assert [list(period) for period in result["subject"]["periods"]] == [["trigger", *rest], ["order", *rest]]
    assert list(result["duties"][0]) == [
        "id",
        "kind",
        "arises_on",
        "work_to",
        "last",
        "state",
        "met_by",
        "rule",
        "ruleset",
        "citation",
        "reasoning",
    ]
