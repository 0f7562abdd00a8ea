"""Documents that are refused for what they say: values that will not do, ends before starts, ids, references."""

from typing import Any

import pytest

from notifications.law import Refused, answers, evaluate
from tests.law.documents import Document, answered, conviction, facts
from tests.law.everything import refused_at, with_value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("triggers[0].condition_met_on", "2015-03-01"),
        ("triggers[0].disposal.date", "2015-03-01"),
        ("triggers[0].ended_on", "2015-03-01"),
        ("triggers[2].notice_given_on", "2015-01-04"),
        ("triggers[3].date", "2018-04-30"),
        ("orders[0].served_on", "2015-04-30"),
        ("orders[0].last_day", "2015-04-30"),
        ("orders[0].discharged_on", "2015-04-30"),
        ("absences[0].to", "2017-04-30"),
        ("absences[0].to", "2017-04-30T23:59:00+01:00"),
        ("absences[1].to", "2018-05-01T09:59:59+01:00"),
        ("absences[1].to", "2018-05-01T08:59:59Z"),
        ("absences[1].to", "2018-04-30"),
        ("notifications[1].specified_date", "2016-04-07"),
        ("changes[2].to", "2016-05-31"),
        ("changes[3].to", "2016-06-01T09:59:59+01:00"),
        ("journeys[0].notified_return.date", "2017-04-30"),
        ("journeys[0].returned.date", "2017-04-30"),
        ("journeys[0].return_notified_at", "2017-05-31"),
        ("review.determinations[0].notice_received_on", "2024-01-09"),
        ("review.determinations[1].notice_received_on", "2025-01-09"),
        ("review.application.responsible_bodies[0].notified_on", "2023-09-30"),
        ("review.appeal.on", "2024-01-09"),
    ],
)
def test_an_end_or_sequel_before_its_start(path: str, value: str) -> None:
    faults = answered(with_value(path, value))["errors"]
    assert [fault["path"] for fault in faults] == [path]
    assert faults[0]["message"].startswith("Enter a date no earlier than ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("triggers[0].condition_met_on", "2015-03-02"),
        ("triggers[0].ended_on", "2015-03-02"),
        ("triggers[3].date", "2018-05-01"),
        ("orders[0].served_on", "2015-05-01"),
        ("absences[0].to", "2017-05-01"),
        ("absences[0].to", "2017-05-01T00:00:00+01:00"),
        ("absences[1].to", "2018-05-01"),
        ("absences[1].to", "2018-05-01T10:00:00+01:00"),
        ("absences[1].to", "2018-05-01T09:00:00Z"),
        ("notifications[1].specified_date", "2016-04-08"),
        ("changes[2].to", "2016-06-01"),
        ("changes[3].to", "2016-06-01T09:00:00Z"),
        ("journeys[0].returned.date", "2017-05-01"),
        ("journeys[0].return_notified_at", "2017-06-01"),
    ],
)
def test_an_end_on_the_day_or_at_the_moment_of_its_start(path: str, value: str) -> None:
    assert "errors" not in answered(with_value(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("jurisdiction", "wales"),
        ("jurisdiction", "England-and-Wales"),
        ("as_at", "2026-11-21T10:00:00"),
        ("as_at", "2026-11-21 10:00:00+00:00"),
        ("as_at", "2026-11-21T24:00:00+00:00"),
        ("as_at", "2026-11-21T10:60:00Z"),
        ("as_at", "2026-11-21T10:00:60Z"),
        ("as_at", "2026-11-21T10:00:00+24:00"),
        ("as_at", "2026-11-21T10:00:00+01:60"),
        ("as_at", "2026-02-30T10:00:00Z"),
        ("as_at", "2026-11-21T10:00:00Z\n"),
        ("as_at", "2026-11-21\n"),
        ("as_at", " 2026-11-21"),
        ("as_at", "２０２６-11-21"),
        ("as_at", "today"),
        ("as_at", 20261121),
        ("as_at", True),
        ("as_at", float("nan")),
        ("person.date_of_birth", "1980-05-01T10:00:00Z"),
        ("triggers[0].date", "2015-03-02T10:00:00Z"),
        ("triggers[0].threshold_met", "no"),
        ("triggers[0].threshold_met", 0),
        ("triggers[0].schedule_3", "true"),
        ("triggers[0].disposal.term.months", "6"),
        ("triggers[0].disposal.term.months", True),
        ("triggers[0].disposal.term.months", -1),
        ("triggers[0].disposal.term.months", 6.0),
        ("triggers[0].disposal.term.months", float("inf")),
        ("triggers[0].disposal.term.months", 10**400),
        ("triggers[0].disposal.term", {}),
        ("triggers[0].disposal.runs", {}),
        ("triggers[0].disposal.runs", {"with": "T2"}),
        ("triggers[0].disposal.type", "prison"),
        ("orders[0].kind", "SHPO"),
        ("absences[0].kind", "holiday"),
        ("notifications[0].section", "83"),
        ("notifications[0].home", "hotel"),
        ("notifications[0].addresses", "A"),
        ("notifications[0].addresses[0]", 5),
        ("notifications[0].about[0]", "T0"),
        ("notifications[0].about[0]", "S0"),
        ("notifications[0].about[0]", "N0"),
        ("notifications[0].about[0]", "nothing"),
        ("changes[0].kind", "moved"),
        ("changes[1].advance_notice", "N0"),
        ("changes[1].advance_notice", "X0"),
        ("changes[1].advance_notice", "none"),
        ("changes[3].from", "2016-06-01"),
        ("changes[5].days", -1),
        ("changes[5].days", "6"),
        ("journeys[0].to", []),
        ("journeys[0].to[1]", "UK"),
        ("journeys[0].to[1]", "fr"),
        ("journeys[0].to[1]", "FRA"),
        ("journeys[0].to[1]", "France"),
        ("journeys[0].details_changed_at", "2017-04-20"),
        ("review.relevant_notification", "N2"),
        ("review.relevant_notification", "T0"),
        ("review.determinations[0].further_period.years", 7),
        ("review.determinations[0].further_period.years", 16),
        ("review.determinations[0].outcome", "maybe"),
        ("review.appeal.outcome", "granted"),
        ("triggers[3].order", "S0"),
        ("triggers[3].order", "T0"),
        ("triggers[2].disposal.runs.consecutive_to", "T2"),
        ("triggers[2].disposal.runs.consecutive_to", "T1"),
        ("triggers[2].disposal.runs.consecutive_to", "T3"),
        ("triggers[2].disposal.runs.consecutive_to", "S0"),
    ],
)
def test_a_value_that_will_not_do(path: str, value: object) -> None:
    assert refused_at(with_value(path, value)) == [path]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("triggers[0].disposal.term.months", 0),
        ("changes[5].days", 0),
        ("review.determinations[0].further_period.years", 8),
        ("review.determinations[0].further_period.years", 15),
    ],
)
def test_the_least_and_the_most_will_do(path: str, value: int) -> None:
    assert "errors" not in answered(with_value(path, value))


@pytest.mark.parametrize("section", ["86(2)", "86(3)"])
def test_no_notification_of_travel_is_the_relevant_one(section: str) -> None:
    """Section 91B(10)."""
    told = {"id": "N1", "section": section, "given_at": "2020-01-06"}
    document = facts(notifications=[told], review={"relevant_notification": "N1"})
    assert refused_at(document) == ["review.relevant_notification"]


@pytest.mark.parametrize(
    ("path", "value", "inner"),
    [
        ("triggers[0].disposal.term", {"days": 30}, "days"),
        ("triggers[0].disposal.extension", {"days": 30}, "days"),
        ("triggers[0].disposal.runs", {"consecutive_to": "T9"}, "consecutive_to"),
        ("triggers[0].disposal.runs", {"consecutive_to": "T2", "overlap": {"months": 1}}, "overlap"),
        ("triggers[0].disposal.runs", {"consecutive_to": "T2", "concurrent_with": "T2"}, "concurrent_with"),
        ("triggers[0].disposal.runs.overlap", {"months": 1, "weeks": 1}, "weeks"),
        ("triggers[0].disposal.runs.overlap", {}, "months"),
        ("review.determinations[0].further_period", {}, "years"),
        ("review.determinations[0].further_period", {"years": 9, "months": 1}, "months"),
        ("rules", {"EW-2026-03-22": "2026-01-01"}, "EW-2026-03-22"),
    ],
)
def test_an_object_that_will_not_do(path: str, value: object, inner: str) -> None:
    assert refused_at(with_value(path, value)) == [f"{path}.{inner}"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("triggers[1].disposal", {"type": "fine"}),
        ("triggers[3].disposal", {"type": "fine"}),
        ("triggers[0].notice_given_on", "2023-01-09"),
        ("triggers[3].notice_given_on", "2023-01-09"),
        ("triggers[0].order", "S1"),
        ("triggers[2].order", "S1"),
        ("triggers[2].disposal.extension", {"months": 6}),
        ("notifications[0].specified_date", "2015-05-01"),
        ("notifications[2].specified_date", "2016-05-01"),
        ("changes[0].from", "2015-06-01"),
        ("changes[0].address", "A"),
        ("changes[2].on", "2016-06-01"),
        ("changes[2].household", "H"),
        ("changes[3].address", "H"),
        ("changes[4].on", "2016-06-01"),
        ("changes[5].to", "2026-06-09T10:00:00+01:00"),
        ("changes[5].advance_notice", "N1"),
        ("changes[6].advance_notice", "N1"),
        ("changes[7].advance_notice", "N1"),
        ("review.determinations[1].further_period", {"years": 9}),
        ("absences[0].id", "A0"),
    ],
)
def test_a_key_its_kind_does_not_take(path: str, value: object) -> None:
    assert refused_at(with_value(path, value)) == [path]


@pytest.mark.parametrize(
    ("list_name", "other", "later"),
    [
        ("triggers", "orders", "orders"),
        ("orders", "notifications", "notifications"),
        ("triggers", "notifications", "notifications"),
        ("notifications", "changes", "changes"),
        ("changes", "journeys", "journeys"),
        ("triggers", "journeys", "journeys"),
        ("orders", "changes", "changes"),
    ],
)
def test_an_id_used_twice_is_at_fault_the_second_time(list_name: str, other: str, later: str) -> None:
    items: Document = {
        "triggers": {"id": "same", "kind": "caution", "date": "2020-01-01"},
        "orders": {"id": "same", "kind": "shpo", "made_on": "2020-01-01"},
        "notifications": {"id": "same", "section": "85(1)", "given_at": "2020-01-01"},
        "changes": {"id": "same", "kind": "name_used", "on": "2020-01-01"},
        "journeys": {"id": "same", "departs": "2020-01-01", "details_known": "2020-01-01", "to": ["FR"]},
    }
    assert refused_at(facts(**{list_name: [items[list_name]], other: [items[other]]})) == [f"{later}[0].id"]
    assert refused_at(facts(**{list_name: [items[list_name]] * 3})) == [
        f"{list_name}[1].id",
        f"{list_name}[2].id",
    ]


def test_a_return_told_of_before_a_departure_is_a_fault_of_its_own() -> None:
    document = with_value("journeys[0].returned.date", "2017-04-01")
    document["journeys"][0]["return_notified_at"] = "2017-04-20"
    assert refused_at(document) == ["journeys[0].return_notified_at", "journeys[0].returned.date"]


def test_a_departure_that_cannot_be_read_hides_no_fault_of_the_return() -> None:
    document = with_value("journeys[0].departs", "soon")
    document["journeys"][0]["return_notified_at"] = "2017-05-31"
    assert refused_at(document) == ["journeys[0].departs", "journeys[0].return_notified_at"]


def test_faults_are_sorted_by_path_as_text() -> None:
    document = facts(triggers=[conviction(id=f"T{number}", date="?") for number in range(11)], absences=[5])
    paths = refused_at(document)
    assert paths == sorted(paths)
    assert paths[0] == "absences[0]"
    assert paths.index("triggers[10].date") < paths.index("triggers[2].date")


def test_an_unknown_kind_hides_no_other_fault() -> None:
    document = facts(
        triggers=[{"id": 5, "kind": "arrest", "date": "x", "disposal": {"type": "fine", "when": 1}}]
    )
    assert refused_at(document) == [
        "triggers[0].date",
        "triggers[0].disposal.when",
        "triggers[0].id",
        "triggers[0].kind",
    ]


def test_one_unreadable_thing_makes_no_fault_of_another() -> None:
    document = facts(
        triggers=[conviction(), {"id": "T2", "kind": "sro_breach", "date": "2020-01-01", "order": "S1"}],
        orders=[{"id": "S1", "kind": "?", "made_on": "2019-01-01"}],
        notifications=[
            {"id": "N1", "section": "84(1)", "given_at": "2020-01-01", "specified_date": "?"},
            {"id": "N2", "section": "?", "given_at": "2020-01-01"},
        ],
        changes=[
            {"id": "X1", "kind": "name_used", "on": "2020-01-01", "advance_notice": "N1"},
            {"id": "X2", "kind": "name_used", "on": "2020-01-01", "advance_notice": "N2"},
        ],
    )
    assert refused_at(document) == [
        "notifications[0].specified_date",
        "notifications[1].section",
        "orders[0].kind",
    ]


@pytest.mark.parametrize("document", [None, [], "text", 5, 2.5, True, float("nan"), [facts()]])
def test_what_is_no_document_is_refused_as_a_whole(document: object) -> None:
    assert refused_at(document) == [""]


def test_deep_nesting_and_strange_keys() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    odd: dict[Any, Any] = {"as_at": deep, 5: 1, None: 2, "person": {"date_of_birth": {"": deep}}}
    assert refused_at(odd) == ["5", "None", "as_at", "person.date_of_birth"]


def test_a_refused_document_raises_with_its_faults() -> None:
    with pytest.raises(Refused) as refusal:
        evaluate({"person": {}})
    needed = "Enter this: it is needed here."
    assert refusal.value.errors == [
        {"path": "as_at", "message": needed},
        {"path": "person.date_of_birth", "message": needed},
    ]
    assert str(refusal.value) == f"as_at: {needed}; person.date_of_birth: {needed}"


def test_a_refusal_takes_the_place_of_its_own_answer_in_a_list() -> None:
    results: list[Any] = list(answers([facts(triggers=[conviction()]), {}]))
    assert "errors" not in results[0]
    assert [fault["path"] for fault in results[1]["errors"]] == ["as_at", "person"]


FAR = "9999-12-31"
SHPO = {"id": "S1", "kind": "shpo", "made_on": "2016-01-01", "last_day": FAR}
LIFE = conviction(disposal={"type": "life"})


@pytest.mark.parametrize(
    "document",
    [
        facts(as_at=FAR),
        facts(person={"date_of_birth": FAR}, triggers=[conviction()]),
        facts(triggers=[LIFE], orders=[SHPO]),
        facts(triggers=[conviction(on="9990-01-01")], as_at="9995-01-01"),
    ],
)
def test_a_date_at_the_end_of_the_calendar(document: Document) -> None:
    assert "errors" not in answered(document)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (facts(as_at="9999-12-31T23:59:59-12:00"), "as_at"),
        (facts(triggers=[{"id": "T1", "kind": "caution", "date": FAR}]), "triggers[0]"),
        (facts(triggers=[conviction(), {"id": "T2", "kind": "caution", "date": FAR}]), "triggers[1]"),
        (facts(triggers=[conviction(on="9991-01-01", months=12)], as_at="9995-01-01"), "triggers[0]"),
        (
            facts(
                triggers=[
                    conviction(disposal={"type": "conditional_discharge", "term": {"years": 999_999_999}}),
                ]
            ),
            "triggers[0]",
        ),
        (
            facts(
                triggers=[LIFE],
                as_at=FAR,
                notifications=[{"id": "N1", "section": "85(1)", "given_at": FAR}],
            ),
            "notifications[0]",
        ),
        (facts(triggers=[LIFE], changes=[{"id": "X1", "kind": "name_used", "on": FAR}]), "changes[0]"),
        (
            facts(triggers=[LIFE], absences=[{"kind": "custody", "from": "2015-03-02", "to": FAR}]),
            "triggers[0]",
        ),
        (facts(triggers=[LIFE], review={"application": {"received_on": FAR}}), "review"),
        (
            facts(
                triggers=[LIFE],
                orders=[SHPO],
                notifications=[{"id": "N1", "section": "83(1)", "given_at": "2015-03-03"}],
                review={"relevant_notification": "N1"},
            ),
            "review",
        ),
    ],
)
def test_an_answer_beyond_the_end_of_the_calendar_is_refused_at_the_fact_it_follows_from(
    document: Document, path: str
) -> None:
    assert refused_at(document) == [path]
