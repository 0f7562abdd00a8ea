"""Documents that are refused for their shape: wrong types, dates that are not, keys unknown or missing."""

import copy
from typing import Any

import pytest

from tests.law.documents import answered
from tests.law.everything import EVERYTHING, LEAVES, lists, objects, refused_at, steps, with_value, without


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
