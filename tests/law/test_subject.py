"""Status and runs of subject days, and what orders do to them: SOA 2003 ss.80-82, 103G, 107, 122G."""

from typing import Any

import pytest

from notifications.law import evaluate
from tests.law.documents import Document, conviction, duties_of, facts


def caution(on: str, identity: str = "T1", **given: Any) -> Document:
    return {"id": identity, "kind": "caution", "date": on, **given}


def order(identity: str = "S1", kind: str = "shpo", made: str = "2020-01-15", **given: Any) -> Document:
    return {"id": identity, "kind": kind, "made_on": made, **given}


def subject(**given: Any) -> tuple[str, str | None, str | None, bool]:
    found = evaluate(facts(**given))["subject"]
    return found["status"], found["from"], found["last_day"], found["indefinite"]


def periods(**given: Any) -> dict[str, Document]:
    found: Any = evaluate(facts(**given))["subject"]["periods"]
    return {each.get("trigger") or each["order"]: each for each in found}


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        ("2017-12-31", ("not_subject", "2018-01-08", "2020-01-07", False)),
        ("2018-01-07T23:59:59+00:00", ("not_subject", "2018-01-08", "2020-01-07", False)),
        ("2018-01-08T00:00:00+00:00", ("subject", "2018-01-08", "2020-01-07", False)),
        ("2020-01-07", ("subject", "2018-01-08", "2020-01-07", False)),
        ("2020-01-08", ("ended", "2018-01-08", "2020-01-07", False)),
        ("2022-04-03", ("ended", "2018-01-08", "2020-01-07", False)),
        ("2022-04-04", ("subject", "2022-04-04", "2024-04-03", False)),
        ("2026-01-01", ("ended", "2022-04-04", "2024-04-03", False)),
    ],
)
def test_the_run_that_holds_the_moment_else_the_last_before_else_the_next(
    as_at: str, expected: object
) -> None:
    assert subject(as_at=as_at, triggers=[caution("2018-01-08"), caution("2022-04-04", "T2")]) == expected


@pytest.mark.parametrize(("second", "begins"), [("2020-01-08", "2018-01-08"), ("2020-01-09", "2020-01-09")])
def test_a_run_is_unbroken_if_no_day_is_between(second: str, begins: str) -> None:
    given = [caution("2018-01-08"), caution(second, "T2")]
    assert subject(as_at="2020-06-01", triggers=given)[1] == begins


def test_nothing_makes_no_one_subject() -> None:
    assert subject() == ("not_subject", None, None, False)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], ("undetermined", "2026-05-01", None, False)),
        ([caution("2025-06-01", "T2")], ("undetermined", "2025-06-01", None, False)),
        ([conviction("2020-01-01", 36, id="T2")], ("subject", "2020-01-01", None, True)),
        (
            [conviction("2020-01-01", 36, id="T2", ended_on="2026-10-01")],
            ("undetermined", "2020-01-01", None, False),
        ),
    ],
)
def test_a_sentence_awaited(others: list[Document], expected: object) -> None:
    waiting = {"id": "T1", "kind": "conviction", "date": "2026-05-01"}
    assert subject(triggers=[waiting, *others]) == expected


def test_a_sentence_awaited_in_a_period_not_running_is_not_awaited() -> None:
    waiting = {"id": "T1", "kind": "conviction", "date": "2026-05-01", "ended_on": "2026-06-01"}
    assert subject(triggers=[waiting]) == ("ended", "2026-05-01", "2026-06-01", False)
    assert subject(triggers=[waiting, caution("2026-05-02", "T2")])[0] == "subject"


@pytest.mark.parametrize("kind", ["shpo", "interim_shpo", "sopo", "interim_sopo"])
class TestOrdersWithEffect:
    def test_on_someone_subject_it_keeps_him_so(self, kind: str) -> None:
        given: Document = {
            "triggers": [caution("2019-06-01")],
            "orders": [order(kind=kind, last_day="2030-01-14")],
        }
        assert subject(**given) == ("subject", "2019-06-01", "2030-01-14", False)
        found = periods(**given)["S1"]
        assert (found["relevant_date"], found["length"], found["last_day"]) == (
            None,
            "until the order ends",
            "2030-01-14",
        )
        assert "initial:S1" not in duties_of(facts(**given))

    @pytest.mark.parametrize("running", [0, 1, 2])
    def test_whichever_of_several_periods_he_is_subject_by(self, kind: str, running: int) -> None:
        days = ["2010-06-01", "2013-06-03", "2016-06-01"]
        triggers = [caution(on, f"T{number}") for number, on in enumerate(days)]
        triggers[running] = {**conviction(days[running], 60), "id": f"T{running}"}
        assert periods(triggers=triggers, orders=[order(kind=kind)])["S1"]["relevant_date"] is None

    def test_on_someone_not_subject_it_makes_him_so_from_the_making(self, kind: str) -> None:
        given: Document = {"orders": [order(kind=kind, served_on="2020-01-20")], "as_at": "2020-01-21"}
        assert subject(**given) == ("subject", "2020-01-15", None, False)
        found = periods(**given)["S1"]
        assert (found["relevant_date"], found["length"], found["last_day"]) == (
            "2020-01-20",
            "until further order",
            None,
        )
        duty = duties_of(facts(**given))["initial:S1"]
        assert (duty["arises_on"], duty["work_to"], duty["last"], duty["state"]) == (
            "2020-01-20",
            "2020-01-22",
            "2020-01-22",
            "pending",
        )


@pytest.mark.parametrize(
    ("triggers", "given", "reasoning"),
    [
        (
            [],
            {},
            [
                "A sexual harm prevention order was made on 15 January 2020.",
                "The person was not otherwise subject: subject from that day, day 1.",
                "It has effect until further order.",
            ],
        ),
        (
            [],
            {"served_on": "2020-01-20", "last_day": "2025-01-14"},
            [
                "A sexual harm prevention order was made on 15 January 2020 and served on 20 January 2020.",
                "The person was not otherwise subject: subject from 15 January 2020; the relevant date is the day of "
                "service, 20 January 2020.",
                "The last day of its effect is 14 January 2025.",
            ],
        ),
        (
            [caution("2019-06-01")],
            {},
            [
                "A sexual harm prevention order was made on 15 January 2020.",
                "The person was already subject that day, and remains so at least until the order ends.",
                "It has effect until further order.",
            ],
        ),
    ],
)
def test_the_reasons_of_an_order(triggers: list[Document], given: Document, reasoning: list[str]) -> None:
    assert periods(triggers=triggers, orders=[order(**given)])["S1"]["reasoning"] == reasoning


@pytest.mark.parametrize("kind", ["sro", "interim_sro", "voo"])
def test_orders_without_effect(kind: str) -> None:
    assert evaluate(facts(orders=[order(kind=kind)]))["subject"]["status"] == "not_subject"


@pytest.mark.parametrize(
    ("given", "length", "last_day"),
    [
        ({"last_day": "2025-01-14"}, "until the order ends", "2025-01-14"),
        ({"last_day": "2025-01-14", "discharged_on": "2024-05-01"}, "until the order ends", "2024-05-01"),
        ({"last_day": "2025-01-14", "discharged_on": "2025-05-01"}, "until the order ends", "2025-01-14"),
        ({"discharged_on": "2024-05-01"}, "until further order", "2024-05-01"),
        ({}, "until further order", None),
    ],
)
def test_when_an_order_ends(given: Document, length: str, last_day: str | None) -> None:
    found = periods(orders=[order(**given)])["S1"]
    assert (found["length"], found["last_day"]) == (length, last_day)


@pytest.mark.parametrize(
    ("triggers", "already"),
    [
        ([caution("2018-01-15")], False),  # ended the day before the order
        ([caution("2018-01-16")], True),  # its last day
        ([caution("2020-01-15")], True),  # that day
        ([caution("2020-01-16")], False),
        ([{"id": "T1", "kind": "conviction", "date": "2012-01-01"}], True),  # awaiting sentence
        ([conviction("2020-01-15", 12, schedule_3=False)], False),
    ],
)
def test_already_subject_that_day(triggers: list[Document], already: bool) -> None:
    found = periods(triggers=triggers, orders=[order()])["S1"]
    assert (found["relevant_date"] is None) is already


@pytest.mark.parametrize(
    ("kind", "makes", "keeps"),
    [
        ("shpo", "103G(2)", "103G(1)"),
        ("interim_shpo", "103G(4)", "103G(4)"),
        ("sopo", "107(4)", "107(3)"),
        ("interim_sopo", "107(4)", "107(3)"),
    ],
)
def test_what_makes_and_what_keeps_subject_are_different_rules(kind: str, makes: str, keeps: str) -> None:
    assert periods(orders=[order(kind=kind)])["S1"]["rule"] == makes
    assert periods(triggers=[caution("2019-06-01")], orders=[order(kind=kind)])["S1"]["rule"] == keeps


def test_an_order_may_be_what_keeps_him_subject_for_the_next() -> None:
    interim = order("S1", "interim_shpo", "2020-01-15", last_day="2020-02-09")
    for made, already in (("2020-02-09", True), ("2020-02-10", False)):
        found = periods(orders=[order("S2", made=made), interim])
        assert found["S1"]["relevant_date"] == "2020-01-15"
        assert (found["S2"]["relevant_date"] is None) is already


def test_of_two_orders_of_one_day_the_first_by_id_makes_him_subject() -> None:
    found = periods(orders=[order("B"), order("A")])
    assert found["A"]["relevant_date"] == "2020-01-15"
    assert found["B"]["relevant_date"] is None


def test_a_long_period_is_not_hidden_by_a_short_one_after_it() -> None:
    given = [conviction("2015-01-01", 12), caution("2016-01-01", "T2")]
    assert periods(triggers=given, orders=[order()])["S1"]["relevant_date"] is None


class TestBreachOfARiskOrder:
    """Section 122G."""

    def breach(self, on: str = "2021-03-16", **given: Any) -> Document:
        return {"id": "T1", "kind": "sro_breach", "date": on, "order": "S1", **given}

    @pytest.mark.parametrize("kind", ["sro", "interim_sro"])
    def test_it_makes_him_subject_while_the_order_has_effect(self, kind: str) -> None:
        given: Document = {"triggers": [self.breach()], "orders": [order(kind=kind, last_day="2030-02-02")]}
        assert subject(**given) == ("subject", "2021-03-16", "2030-02-02", False)
        found = periods(**given)["T1"]
        assert (found["relevant_date"], found["length"]) == ("2021-03-16", "until the order ends")
        assert duties_of(facts(**given))["initial:T1"]["last"] == "2021-03-18"

    def test_it_keeps_subject_someone_who_is(self) -> None:
        given: Document = {
            "triggers": [self.breach(), caution("2021-01-01", "T2")],
            "orders": [order(kind="sro", last_day="2030-02-02")],
        }
        assert subject(**given) == ("subject", "2021-01-01", "2030-02-02", False)
        assert periods(**given)["T1"]["relevant_date"] is None
        assert "initial:T1" not in duties_of(facts(**given))

    def test_it_comes_before_an_order_of_the_same_day(self) -> None:
        found = periods(triggers=[self.breach()], orders=[order(kind="sro"), order("A", made="2021-03-16")])
        assert found["T1"]["relevant_date"] == "2021-03-16"
        assert found["A"]["relevant_date"] is None

    @pytest.mark.parametrize(
        ("given", "last_day"),
        [
            ({}, None),
            ({"discharged_on": "2021-03-16"}, "2021-03-16"),
            ({"last_day": "2022-01-01"}, "2022-01-01"),
        ],
    )
    def test_until_the_risk_order_ends(self, given: Document, last_day: str | None) -> None:
        found = periods(triggers=[self.breach()], orders=[order(kind="sro", **given)])["T1"]
        assert found["last_day"] == last_day

    def test_set_aside(self) -> None:
        found = periods(triggers=[self.breach(ended_on="2021-05-01")], orders=[order(kind="sro")])["T1"]
        assert found["last_day"] == "2021-05-01"

    @pytest.mark.parametrize(
        ("ended_on", "last_day"), [("2021-05-01", "2021-05-01"), ("2023-01-01", "2022-01-01")]
    )
    def test_until_the_earlier_of_the_two(self, ended_on: str, last_day: str) -> None:
        risk_order = order(kind="sro", last_day="2022-01-01")
        assert (
            periods(triggers=[self.breach(ended_on=ended_on)], orders=[risk_order])["T1"]["last_day"]
            == last_day
        )

    @pytest.mark.parametrize(
        ("breach", "given"),
        [({}, {"discharged_on": "2021-03-15"}), ({"schedule_3": False}, {}), ({"threshold_met": False}, {})],
    )
    def test_it_makes_no_one_subject(self, breach: Document, given: Document) -> None:
        result = evaluate(facts(triggers=[self.breach(**breach)], orders=[order(kind="sro", **given)]))
        assert result["subject"]["periods"] == []
        assert result["duties"] == []


def test_periods_are_in_order_of_their_first_days() -> None:
    given = facts(
        triggers=[caution("2020-01-15", "T2"), caution("2020-01-15", "T1"), caution("2019-01-15", "T3")],
        orders=[order("A")],
    )
    found: Any = evaluate(given)["subject"]["periods"]
    assert [each.get("trigger") or each["order"] for each in found] == ["T3", "T1", "T2", "A"]
    assert [each["ruleset"] for each in found] == ["EW-2015-03-08"] * 4


class TestElsewhere:
    """Scotland and Northern Ireland: travel, and in Northern Ireland absence, and no more."""

    @pytest.mark.parametrize(("jurisdiction", "ruleset"), [("scotland", "SCO"), ("northern-ireland", "NI")])
    def test_status_is_undetermined_from_the_first_trigger_or_order(
        self, jurisdiction: str, ruleset: str
    ) -> None:
        given: Document = {
            "jurisdiction": jurisdiction,
            "triggers": [caution("2020-03-01"), conviction("2021-01-01", id="T2")],
            "orders": [order(made="2020-02-01"), order("S2", "voo", "2019-01-01")],
            "review": {"determinations": []},
        }
        assert subject(**given) == ("undetermined", "2020-02-01", None, False)
        assert subject(**given, as_at="2020-01-31") == ("not_subject", "2020-02-01", None, False)
        result = evaluate(facts(**given))
        assert result["ruleset"] == ruleset
        assert result["subject"]["periods"] == []
        assert result["duties"] == []
        assert result["review"] is None

    @pytest.mark.parametrize(
        "nothing",
        [{}, {"schedule_3": False}, {"threshold_met": False}, {"disposal": {"type": "absolute_discharge"}}],
    )
    def test_no_one_is_subject_by_nothing(self, nothing: Document) -> None:
        given = [conviction("2020-03-01", **nothing)] if nothing else []
        assert subject(jurisdiction="scotland", triggers=given) == ("not_subject", None, None, False)

    def test_carried_over_from_commencement(self) -> None:
        assert subject(jurisdiction="scotland", triggers=[caution("2003-03-01")])[1] == "2004-05-01"

    def test_what_is_not_computed_is_named(self) -> None:
        northern_ireland = [
            "change",
            "initial",
            "non_occurrence",
            "period",
            "periodic",
            "review",
            "travel_return",
        ]
        assert evaluate(facts(jurisdiction="northern-ireland"))["unsupported"] == northern_ireland
        scotland = sorted([*northern_ireland, "absence", "travel_change"])
        assert evaluate(facts(jurisdiction="scotland"))["unsupported"] == scotland
        assert evaluate(facts(jurisdiction="england-and-wales"))["unsupported"] == []
