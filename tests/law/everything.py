"""A sound document that has everything in it, and ways to make it unsound in one place."""

import copy
import json
from typing import Any

from tests.law.documents import Document, answered

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
