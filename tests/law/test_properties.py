"""What is true of every answer, whatever the facts."""

import copy
import json
import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from notifications.law import evaluate
from tests.law.documents import Document, absences, answered, documents, in_bytes, later, orders, some

LONDON = ZoneInfo("Europe/London")


def ends(limit: str | None) -> float:
    """The moment a limit ends; a date ends at 24:00 that day in London, and null never."""
    if limit is None:
        return float("inf")
    if len(limit) == 10:
        return datetime.combine(date.fromisoformat(limit) + timedelta(1), time(), LONDON).timestamp()
    return datetime.fromisoformat(limit).timestamp()


def duties(document: Document) -> dict[str, Any]:
    return {duty["id"]: duty for duty in evaluate(document)["duties"]}


@some
@given(documents(jurisdiction=None))
def test_a_valid_document_is_answered(document: Document) -> None:
    result = evaluate(document)
    assert json.loads(in_bytes(result)) == result


@some
@given(documents(jurisdiction=None))
def test_work_to_is_never_after_last(document: Document) -> None:
    for duty in evaluate(document)["duties"]:
        assert ends(duty["work_to"]) <= ends(duty["last"])
        assert (duty["last"] is None) == (duty["work_to"] is None)


@some
@given(documents(jurisdiction=None))
def test_null_dates_are_of_what_is_not_required_or_suspended_or_was_met_meanwhile(document: Document) -> None:
    for duty in evaluate(document)["duties"]:
        assert (duty["arises_on"] is None) == (duty["state"] == "not_required")
        if duty["last"] is None:
            assert duty["state"] in ("not_required", "suspended", "met")
        assert (duty["met_by"] is not None) == (duty["state"] in ("met", "met_late"))


@some
@given(documents(jurisdiction=None), st.randoms(use_true_random=False))
def test_the_order_of_lists_and_keys_is_nothing(document: Document, chance: random.Random) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return chance.sample([shuffled(item) for item in value], len(value))
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in chance.sample(list(value), len(value))}
        return value

    assert in_bytes(evaluate(shuffled(document))) == in_bytes(evaluate(document))


@some
@given(documents(jurisdiction=None))
def test_the_facts_are_left_as_they_were(document: Document) -> None:
    before = copy.deepcopy(document)
    evaluate(document)
    assert document == before


@some
@given(documents(jurisdiction=None))
def test_everything_says_why(document: Document) -> None:
    result = evaluate(document)
    for item in (*result["duties"], *result["subject"]["periods"]):
        assert item["citation"]
        assert item["rule"]
        assert item["ruleset"]
        assert item["reasoning"]
        assert all(
            sentence.endswith((".", ").")) and sentence[0].isupper() | sentence[0].isdigit()
            for sentence in item["reasoning"]
        )
    if result["review"] is not None:
        assert result["review"]["citation"]
        assert result["review"]["reasoning"]


@some
@given(documents())
def test_duties_are_in_the_order_in_which_they_end(document: Document) -> None:
    given_order = [(ends(duty["last"]), duty["id"]) for duty in evaluate(document)["duties"]]
    assert given_order == sorted(given_order)


@some
@given(documents(), absences())
def test_more_disregarded_time_never_brings_a_limit_forward(document: Document, absence: Document) -> None:
    before = duties(document)
    after = duties({**document, "absences": [*document["absences"], absence]})
    for identity in before.keys() & after.keys():
        if before[identity]["state"] != "not_required" and after[identity]["state"] != "not_required":
            assert ends(after[identity]["work_to"]) >= ends(before[identity]["work_to"])
            assert ends(after[identity]["last"]) >= ends(before[identity]["last"])


@some
@given(documents(review=False), st.sampled_from(["years", "months", "weeks"]), st.integers(1, 40))
def test_a_longer_sentence_never_shortens_a_period(document: Document, unit: str, more: int) -> None:
    longer = copy.deepcopy(document)
    terms = [
        trigger["disposal"]["term"] for trigger in longer["triggers"] if "term" in trigger.get("disposal", {})
    ]
    assume(terms)
    terms[0][unit] = terms[0].get(unit, 0) + more
    before = {each.get("trigger"): each for each in evaluate(document)["subject"]["periods"]}
    after = {each.get("trigger"): each for each in evaluate(longer)["subject"]["periods"]}
    for identity, period in before.items():
        assert ends(after[identity]["last_day"]) >= ends(period["last_day"])


@st.composite
def documents_with_a_later_fact(draw: st.DrawFn) -> tuple[Document, Document]:
    """A document, and the same with one fact dated after `as_at`."""
    document = draw(documents())
    day = later(document["as_at"][:10], draw(st.integers(2, 500)))
    more = copy.deepcopy(document)
    kind = draw(
        st.sampled_from(["triggers", "orders", "absences", "notifications", "changes", "journeys", "review"])
    )
    notices = [each["id"] for each in document["notifications"] if "specified_date" in each]
    if kind == "triggers":
        trigger = {"id": "new", "kind": "conviction", "date": day, "disposal": {"type": "life"}}
        others = [
            each["id"] for each in document["triggers"] if each["kind"] not in ("caution", "sro_breach")
        ]
        if others:
            term = {"type": "imprisonment", "term": {"months": 60}, "runs": {"consecutive_to": others[0]}}
            trigger = {**trigger, "disposal": draw(st.sampled_from([term, trigger["disposal"]]))}
        more["triggers"].append(
            draw(st.sampled_from([trigger, {"id": "new", "kind": "caution", "date": day}]))
        )
    elif kind == "orders":
        more["orders"].append({**draw(orders(9)), "made_on": day, "served_on": day, "kind": "shpo"})
        more["orders"][-1].pop("last_day", None)
        more["orders"][-1].pop("discharged_on", None)
    elif kind == "absences":
        more["absences"].append({"kind": "custody", "from": day})
    elif kind == "notifications":
        section = draw(st.sampled_from(["83(1)", "84(1)", "85(1)", "84(4)(b)", "86(2)", "86(3)"]))
        about = [each["id"] for each in (*document["changes"], *document["journeys"])] + notices
        more["notifications"].append(
            {"id": "new", "section": section, "given_at": day, "about": about, "addresses": ["A", "B"]}
        )
    elif kind == "changes":
        change: Document = draw(
            st.sampled_from(
                [
                    {"id": "new", "kind": "home_address_changed", "on": day},
                    {"id": "new", "kind": "stay", "from": day, "to": later(day, 20), "address": "A"},
                ]
            )
        )
        if notices:
            change["advance_notice"] = notices[0]
        more["changes"].append(change)
    elif kind == "journeys":
        more["journeys"].append({"id": "new", "departs": day, "details_known": day, "to": ["FR"]})
    else:
        review = more.setdefault("review", {})
        review.setdefault("determinations", []).append(
            {"on": day, "outcome": draw(st.sampled_from(["granted", "refused"])), "notice_received_on": day}
        )
    return document, more


@some
@given(documents_with_a_later_fact())
def test_a_fact_yet_to_come_changes_no_duty_that_has_arisen(pair: tuple[Document, Document]) -> None:
    document, more = pair
    today = evaluate(document)["as_at"][:10]
    after = duties(more)
    for identity, duty in duties(document).items():
        if duty["arises_on"] is not None and duty["arises_on"] <= today:
            assert identity in after
            assert after[identity]["state"] == duty["state"]
            assert after[identity]["last"] == duty["last"]


LENGTHS = {
    "10 years": 120,
    "7 years": 84,
    "5 years": 60,
    "3 years 6 months": 42,
    "2 years 6 months": 30,
    "2 years": 24,
    "1 year": 12,
}


@some
@given(documents(review=False))
def test_a_period_ends_the_day_before_its_anniversary(document: Document) -> None:
    cut_short = {trigger["id"] for trigger in document["triggers"] if "ended_on" in trigger}
    for period in answered(document)["subject"]["periods"]:
        if period["length"] in LENGTHS and period.get("trigger") not in cut_short:
            begins = date.fromisoformat(period["relevant_date"])
            years, months = divmod(begins.month - 1 + LENGTHS[period["length"]], 12)
            try:
                anniversary = begins.replace(year=begins.year + years, month=months + 1)
            except ValueError:
                anniversary = date(begins.year + years, months + 2, 1)
            assert period["last_day"] == (anniversary - timedelta(1)).isoformat()


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(
        ["2026-11-21", "9999-12-31", "0000-01-01", "10000-01-01", "2026-11-21T10:00:00Z", "T1", "\0"]
    )
    | st.sampled_from(
        [10**400, -1, 2**63, float("nan"), "shpo", "conviction", "imprisonment", "stay", "84(1)"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def refused_or_answered(document: object) -> None:
    result = answered(document)
    if "errors" in result:
        assert result["errors"]
        assert result["errors"] == sorted(
            result["errors"], key=lambda fault: (fault["path"], fault["message"])
        )
        assert all(fault["message"] for fault in result["errors"])
    json.dumps(result)


@some
@given(json_values)
def test_any_json_is_answered_or_refused(value: object) -> None:
    refused_or_answered(value)


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        found += [(value, key) for key in value]
        for inner in value.values():
            found += places(inner)
    elif isinstance(value, list):
        found += [(value, index) for index in range(len(value))]
        for inner in value:
            found += places(inner)
    return found


@some
@given(documents(jurisdiction=None), st.lists(json_values, min_size=1, max_size=3), st.data())
def test_a_document_gone_wrong_is_answered_or_refused(
    document: Document, values: list[object], data: st.DataObject
) -> None:
    for value in values:
        holder, key = data.draw(st.sampled_from(places(document)))
        if data.draw(st.booleans()):
            holder[key] = value
        elif isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["id", "to", "kind", "x", "days", 5]))] = holder.pop(key)
        else:
            holder.append(value)
    refused_or_answered(document)
