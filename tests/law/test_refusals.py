"""Documents that are refused: one error for each fault, at its own path, in a few plain words."""

import copy
import json
from typing import Any

import pytest

from notifications.law import Refused, answers, evaluate
from tests.law.documents import Document, answered, conviction, facts

# A sound document that has everything in it; each test below makes it unsound in one place.
EVERYTHING: Document = {
    "jurisdiction": "england-and-wales",
    "as_at": "2026-11-21",
    "person": {"date_of_birth": "1980-05-01"},
    "triggers": [
        {
            "id": "T0",
            "kind": "conviction",
            "date": "2015-03-02",
            "condition_met_on": "2015-04-07",
            "threshold_met": True,
            "schedule_3": True,
            "carried_over": False,
            "ended_on": "2024-01-01",
            "disposal": {
                "type": "extended_sentence",
                "date": "2015-04-07",
                "term": {"years": 1, "months": 6, "weeks": 2},
                "extension": {"years": 1, "months": 6, "weeks": 2},
                "runs": {"concurrent_with": "T2", "overlap": {"months": 3}},
            },
        },
        {"id": "T1", "kind": "caution", "date": "2016-01-04"},
        {
            "id": "T2",
            "kind": "overseas_notice",
            "date": "2015-01-05",
            "notice_given_on": "2023-01-09",
            "disposal": {"type": "imprisonment", "term": {"months": 20}, "runs": {"consecutive_to": "T0"}},
        },
        {"id": "T3", "kind": "sro_breach", "date": "2019-02-04", "order": "S1"},
        {"id": "T4", "kind": "conviction", "date": "2019-02-04", "disposal": {"type": "fine"}},
    ],
    "orders": [
        {
            "id": "S0",
            "kind": "shpo",
            "made_on": "2015-05-01",
            "served_on": "2015-05-02",
            "last_day": "2025-04-30",
            "discharged_on": "2024-04-30",
        },
        {"id": "S1", "kind": "sro", "made_on": "2018-05-01"},
    ],
    "absences": [
        {"kind": "abroad", "from": "2017-05-01", "to": "2017-06-01"},
        {"kind": "custody", "from": "2018-05-01T10:00:00+01:00", "to": "2018-06-01T10:00:00+01:00"},
    ],
    "notifications": [
        {
            "id": "N0",
            "section": "83(1)",
            "given_at": "2015-04-08",
            "home": "residence",
            "addresses": ["A"],
            "households": ["H"],
            "about": ["X0"],
        },
        {
            "id": "N1",
            "section": "84(1)",
            "given_at": "2016-04-08T09:00:00+01:00",
            "specified_date": "2016-04-20",
            "about": ["X1", "N1"],
        },
        {"id": "N2", "section": "86(2)", "given_at": "2016-04-08", "about": ["J0"]},
    ],
    "changes": [
        {"id": "X0", "kind": "name_used", "on": "2015-06-01"},
        {"id": "X1", "kind": "home_address_changed", "on": "2016-04-20", "advance_notice": "N1"},
        {
            "id": "X2",
            "kind": "stay",
            "from": "2016-06-01",
            "to": "2016-06-09",
            "address": "B",
            "advance_notice": "N1",
        },
        {
            "id": "X3",
            "kind": "child_household_stay",
            "from": "2016-06-01T10:00:00+01:00",
            "to": "2016-06-02T10:00:00+01:00",
            "household": "H",
        },
        {"id": "X4", "kind": "did_not_occur", "advance_notice": "N1"},
        {"id": "X5", "kind": "absence_intended", "from": "2026-06-02T10:00:00+01:00", "days": 6},
        {"id": "X6", "kind": "name_intended", "on": "2026-07-01"},
        {"id": "X7", "kind": "released", "on": "2018-06-01"},
    ],
    "journeys": [
        {
            "id": "J0",
            "departs": "2017-05-01T09:00:00+01:00",
            "details_known": "2017-04-01",
            "to": ["FR", "ES"],
            "notified_at": "2017-04-10",
            "reasonable_excuse": False,
            "details_changed_at": "2017-04-20T09:00:00+01:00",
            "notified_return": {"date": "2017-06-01", "point": "Dover"},
            "returned": {"date": "2017-06-01", "point": "Dover"},
            "return_notified_at": "2017-06-02",
        }
    ],
    "review": {
        "relevant_notification": "N0",
        "determinations": [
            {
                "on": "2024-01-10",
                "outcome": "refused",
                "further_period": {"years": 9},
                "notice_received_on": "2024-01-12",
            },
            {"on": "2025-01-10", "outcome": "granted", "notice_received_on": "2025-01-12"},
        ],
        "application": {"received_on": "2023-10-01", "responsible_bodies": [{"notified_on": "2023-10-02"}]},
        "appeal": {"outcome": "dismissed", "on": "2024-02-01"},
    },
    "rules": {"EW-CPA2026": "2026-06-01"},
}


def steps(path: str) -> list[str | int]:
    found: list[str | int] = []
    for part in path.split("."):
        name, *indices = part.replace("]", "").split("[")
        found += [name, *map(int, indices)]
    return found


def holder_of(document: Any, path: str) -> tuple[Any, Any]:
    *way, last = steps(path)
    for step in way:
        document = document[step]
    return document, last


def with_value(path: str, value: object) -> Document:
    document = copy.deepcopy(EVERYTHING)
    holder, key = holder_of(document, path)
    holder[key] = value
    return document


def without(path: str) -> Document:
    document = copy.deepcopy(EVERYTHING)
    holder, key = holder_of(document, path)
    del holder[key]
    return document


def refused_at(document: object) -> list[str]:
    result = answered(document)
    assert "errors" in result, "the document was answered"
    assert all(fault["message"] for fault in result["errors"])
    json.dumps(result)
    return [fault["path"] for fault in result["errors"]]


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [
            found for key, inner in value.items() for found in leaves(inner, f"{path}.{key}" if path else key)
        ]
    if isinstance(value, list):
        return [found for index, inner in enumerate(value) for found in leaves(inner, f"{path}[{index}]")]
    return [(path, value)]


def objects(value: Any, path: str = "") -> list[str]:
    found = []
    if isinstance(value, dict):
        found.append(path)
        for key, inner in value.items():
            found += objects(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += objects(inner, f"{path}[{index}]")
    return found


def lists(value: Any, path: str = "") -> list[str]:
    found = []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += lists(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        found.append(path)
        for index, inner in enumerate(value):
            found += lists(inner, f"{path}[{index}]")
    return found


LEAVES = leaves(EVERYTHING)


def test_the_sound_document_is_answered() -> None:
    assert "errors" not in answered(EVERYTHING)


# An unreadable id leads its references nowhere, and each of those is a fault of its own.
REFERRED_TO = {
    "triggers[0].id": ["triggers[2].disposal.runs.consecutive_to"],
    "triggers[2].id": ["triggers[0].disposal.runs.concurrent_with"],
    "orders[1].id": ["triggers[3].order"],
    "notifications[0].id": ["review.relevant_notification"],
    "notifications[1].id": [
        "changes[1].advance_notice",
        "changes[2].advance_notice",
        "changes[4].advance_notice",
        "notifications[1].about[1]",
    ],
    "changes[0].id": ["notifications[0].about[0]"],
    "changes[1].id": ["notifications[1].about[0]"],
    "journeys[0].id": ["notifications[2].about[0]"],
}


@pytest.mark.parametrize("path", [path for path, _ in LEAVES])
@pytest.mark.parametrize("wrong", [None, 3.5, []], ids=["null", "fraction", "list"])
def test_a_value_of_the_wrong_type(path: str, wrong: object) -> None:
    assert refused_at(with_value(path, wrong)) == sorted([path, *REFERRED_TO.get(path, [])])


NO_SUCH_DATES = (
    "2015-02-29",
    "2026-13-01",
    "2026-11-31",
    "0000-01-01",
    "10000-01-01",
    "20261121",
    "2026-W47-6",
    "",
)


@pytest.mark.parametrize(
    "path", [path for path, value in LEAVES if isinstance(value, str) and value[:2] == "20"]
)
@pytest.mark.parametrize("wrong", NO_SUCH_DATES)
def test_a_date_that_does_not_exist(path: str, wrong: str) -> None:
    assert refused_at(with_value(path, wrong)) == [path]


ANY_AGE = {
    "triggers[0].date",
    "triggers[2].date",
    "triggers[4].date",
    "triggers[1].date",
    "person.date_of_birth",
}


@pytest.mark.parametrize(
    "path",
    [path for path, value in LEAVES if isinstance(value, str) and value[:2] == "20" and path not in ANY_AGE],
)
def test_a_date_before_commencement(path: str) -> None:
    early = "2004-04-30T23:59:59+01:00" if "T" in dict(LEAVES)[path] else "2004-04-30"
    if path in ("triggers[0].condition_met_on", "triggers[0].disposal.date", "triggers[3].date"):
        # May be early, but not before what they follow.
        assert refused_at(with_value(path, early)) == [path]
        return
    faults = refused_at(with_value(path, early))
    assert faults == [path]
    message = answered(with_value(path, early))["errors"][0]["message"]
    assert message == "Enter a date on or after 2004-05-01, when the Act came into force."


@pytest.mark.parametrize("path", objects(EVERYTHING))
def test_an_unknown_key(path: str) -> None:
    document = copy.deepcopy(EVERYTHING)
    holder: Any = document
    for step in steps(path) if path else []:
        holder = holder[step]
    holder["remarks"] = "none"
    assert refused_at(document) == [f"{path}.remarks" if path else "remarks"]


@pytest.mark.parametrize("path", [path for path in objects(EVERYTHING) if path])
def test_something_that_is_no_object(path: str) -> None:
    assert path in refused_at(with_value(path, "text"))


@pytest.mark.parametrize("path", lists(EVERYTHING))
@pytest.mark.parametrize("wrong", [None, {}, "T1"], ids=["null", "object", "text"])
def test_something_that_is_no_list(path: str, wrong: object) -> None:
    assert path in refused_at(with_value(path, wrong))


NEEDED = [
    "as_at",
    "person",
    "person.date_of_birth",
    "triggers[1].id",
    "triggers[1].kind",
    "triggers[1].date",
    "triggers[2].notice_given_on",
    "triggers[3].order",
    "triggers[0].disposal.type",
    "triggers[2].disposal.term",
    "triggers[0].disposal.runs.overlap.months",
    "orders[0].id",
    "orders[0].kind",
    "orders[0].made_on",
    "absences[0].kind",
    "absences[0].from",
    "notifications[2].id",
    "notifications[0].section",
    "notifications[0].given_at",
    "changes[7].id",
    "changes[7].on",
    "changes[2].from",
    "changes[2].to",
    "changes[2].address",
    "changes[3].from",
    "changes[3].to",
    "changes[3].household",
    "changes[4].advance_notice",
    "changes[5].from",
    "changes[5].days",
    "changes[6].on",
    "journeys[0].departs",
    "journeys[0].details_known",
    "journeys[0].to",
    "journeys[0].returned.date",
    "journeys[0].notified_return.date",
    "review.determinations[0].on",
    "review.determinations[1].outcome",
    "review.determinations[0].further_period.years",
    "review.application.received_on",
    "review.application.responsible_bodies[0].notified_on",
    "review.appeal.outcome",
    "review.appeal.on",
]


@pytest.mark.parametrize("path", NEEDED)
def test_a_missing_field(path: str) -> None:
    assert refused_at(without(path)) == [path]


MAY_BE_LEFT_OUT = [
    "jurisdiction",
    "triggers",
    "orders",
    "absences",
    "notifications",
    "changes",
    "journeys",
    "review",
    "rules",
    "rules.EW-CPA2026",
    "triggers[0].condition_met_on",
    "triggers[0].threshold_met",
    "triggers[0].schedule_3",
    "triggers[0].carried_over",
    "triggers[0].ended_on",
    "triggers[0].disposal",
    "triggers[0].disposal.date",
    "triggers[0].disposal.term.years",
    "triggers[0].disposal.term.months",
    "triggers[0].disposal.term.weeks",
    "triggers[0].disposal.extension",
    "triggers[0].disposal.runs",
    "triggers[0].disposal.runs.overlap",
    "orders[0].served_on",
    "orders[0].last_day",
    "orders[0].discharged_on",
    "absences[0].to",
    "notifications[0].home",
    "notifications[0].addresses",
    "notifications[0].households",
    "notifications[0].about",
    "changes[1].advance_notice",
    "changes[2].advance_notice",
    "journeys[0].notified_at",
    "journeys[0].reasonable_excuse",
    "journeys[0].details_changed_at",
    "journeys[0].notified_return",
    "journeys[0].notified_return.point",
    "journeys[0].returned",
    "journeys[0].returned.point",
    "journeys[0].return_notified_at",
    "review.relevant_notification",
    "review.determinations",
    "review.determinations[0].further_period",
    "review.determinations[0].notice_received_on",
    "review.application",
    "review.application.responsible_bodies",
    "review.appeal",
]


@pytest.mark.parametrize("path", MAY_BE_LEFT_OUT)
def test_what_may_be_left_out(path: str) -> None:
    referred_to = {
        "orders": ["triggers[3].order"],
        "notifications": [
            "changes[1].advance_notice",
            "changes[2].advance_notice",
            "changes[4].advance_notice",
            "review.relevant_notification",
        ],
        "changes": ["notifications[0].about[0]", "notifications[1].about[0]"],
        "journeys": ["notifications[2].about[0]"],
    }
    result = answered(without(path))
    # What refers into a list left out leads nowhere; the list itself is not missed.
    paths = [fault["path"] for fault in result.get("errors", ())]
    assert paths == referred_to.get(path, [])


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
        ("triggers[2].disposal.runs.consecutive_to", "S0"),
    ],
)
def test_a_value_that_will_not_do(path: str, value: object) -> None:
    assert refused_at(with_value(path, value)) == [path]


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
    with pytest.raises(Refused, match=r"as_at: Enter this: it is needed here\.") as refusal:
        evaluate({"person": {"date_of_birth": "1980-05-01"}})
    assert refusal.value.errors == [{"path": "as_at", "message": "Enter this: it is needed here."}]


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
