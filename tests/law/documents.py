"""Facts documents for the tests: plain ones to build upon, and a strategy of valid ones for the properties."""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from notifications.law import answer, evaluate

Document = dict[str, Any]

some = settings(
    max_examples=int(os.environ.get("LAW_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""How many documents a property is tried on: a few in every run; LAW_EXAMPLES=5000 for a long one."""

TERMS = ("imprisonment", "suspended_imprisonment", "youth_detention", "detention_and_training_order")
EXTENDED = ("extended_sentence", "special_custodial_sentence")
OTHERS = (
    "life",
    "imprisonment_for_public_protection",
    "hospital_order",
    "hospital_and_restriction_order",
    "service_detention",
    "absolute_discharge",
    "community_order",
    "youth_rehabilitation_order",
    "referral_order",
    "fine",
    "other",
)
DATED_CHANGES = (
    "name_used",
    "home_address_changed",
    "released",
    "account_opened",
    "account_closed",
    "card_obtained",
    "card_no_longer_held",
    "financial_information_altered",
    "identity_document_obtained",
    "identity_document_ceased",
    "child_household_residence",
    "child_household_ceased",
)


def facts(**given: Any) -> Document:
    """A document about a man of 1980, judged on 21 November 2026 unless another day is given."""
    return {"as_at": "2026-11-21", "person": {"date_of_birth": "1980-05-01"}, **given}


def conviction(on: str = "2015-03-02", months: int = 36, **given: Any) -> Document:
    """A conviction with a sentence of imprisonment; of 36 months, and so for an indefinite period, by default."""
    return {
        "id": "T1",
        "kind": "conviction",
        "date": on,
        "disposal": {"type": "imprisonment", "term": {"months": months}},
        **given,
    }


def in_bytes(value: object) -> str:
    """JSON, byte for byte."""
    return json.dumps(value)


def later(day: str, days: int) -> str:
    """A date so many days on."""
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


_FIRST = date(2009, 1, 1)
_SPAN = 365 * 8

days = st.integers(0, _SPAN).map(lambda number: (_FIRST + timedelta(number)).isoformat())


@st.composite
def whens(draw: st.DrawFn, day: st.SearchStrategy[str] = days) -> str:
    """A date, or an instant with one of a few offsets."""
    on = draw(day)
    if draw(st.booleans()):
        return on
    return on + draw(instants_of_day)


instants_of_day = st.builds(
    lambda hour, minute, offset: f"T{hour:02d}:{minute:02d}:00{offset}",
    st.integers(0, 23),
    st.sampled_from([0, 0, 30, 59]),
    st.sampled_from(["Z", "+00:00", "+01:00"]),
)
lengths = st.fixed_dictionaries(
    {"months": st.sampled_from([1, 5, 6, 7, 12, 18, 24, 29, 30, 31, 60])},
    optional={"years": st.integers(0, 2), "weeks": st.sampled_from([0, 1, 26, 52])},
)


def _after(day: str, most: int = 400) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda number: later(day, number))


@st.composite
def disposals(draw: st.DrawFn, on: str, others: list[str]) -> Document:
    kind = draw(st.sampled_from(TERMS * 2 + EXTENDED + OTHERS + ("conditional_discharge",)))
    disposal: Document = {"type": kind}
    if draw(st.booleans()):
        disposal["date"] = draw(_after(on, 60))
    if kind in TERMS or kind in EXTENDED or kind == "conditional_discharge":
        disposal["term"] = draw(lengths)
    if kind in EXTENDED:
        disposal["extension"] = draw(lengths)
    if kind in TERMS and others:
        other = draw(st.sampled_from(others))
        disposal |= draw(
            st.sampled_from(
                [
                    {},
                    {"runs": {"consecutive_to": other}},
                    {"runs": {"concurrent_with": other}},
                    {"runs": {"concurrent_with": other, "overlap": {"months": 1}}},
                ]
            )
        )
    return disposal


@st.composite
def triggers(draw: st.DrawFn, number: int, sentenced: list[str], risk_orders: list[Document]) -> Document:
    kinds = [
        "conviction",
        "conviction",
        "caution",
        "finding_insanity",
        "finding_disability",
        "service_conviction",
    ]
    kinds += ["overseas_notice"] + (["sro_breach"] if risk_orders else [])
    kind = draw(st.sampled_from(kinds))
    trigger: Document = {"id": f"T{number}", "kind": kind, "date": draw(days)}
    if kind == "sro_breach":
        order = draw(st.sampled_from(risk_orders))
        return trigger | {"order": order["id"], "date": draw(_after(order["made_on"]))}
    if draw(st.integers(0, 5)) == 0:
        trigger["date"] = draw(st.sampled_from(["1996-02-29", "1999-06-10", "2003-11-30"]))
        trigger["carried_over"] = draw(st.booleans())
    on = trigger["date"]
    if kind == "overseas_notice":
        trigger["notice_given_on"] = draw(_after(max(on, "2005-01-01"), 2000))
    if draw(st.integers(0, 6)) == 0:
        trigger["condition_met_on"] = draw(_after(on, 60))
    if draw(st.integers(0, 8)) == 0:
        trigger["ended_on"] = draw(_after(max(on, "2005-01-01"), 1500))
    if draw(st.integers(0, 9)) == 0:
        trigger |= draw(st.sampled_from([{"schedule_3": False}, {"threshold_met": False}]))
    if kind != "caution" and draw(st.integers(0, 4)):
        trigger["disposal"] = draw(disposals(on, sentenced))
    return trigger


@st.composite
def orders(draw: st.DrawFn, number: int) -> Document:
    made = draw(days)
    order: Document = {
        "id": f"S{number}",
        "kind": draw(
            st.sampled_from(
                ["shpo", "shpo", "interim_shpo", "sopo", "interim_sopo", "sro", "interim_sro", "voo"]
            )
        ),
        "made_on": made,
    }
    for field, most in (("served_on", 5), ("last_day", 1800), ("discharged_on", 1500)):
        if draw(st.integers(0, 2)) == 0 or (field == "last_day" and draw(st.booleans())):
            order[field] = draw(_after(made, most))
    return order


@st.composite
def absences(draw: st.DrawFn) -> Document:
    absence: Document = {
        "kind": draw(
            st.sampled_from(
                ["custody", "service_custody", "sentence", "hospital_part_3", "abroad", "hospital_other"]
            )
        ),
        "from": draw(whens()),
    }
    if draw(st.integers(0, 4)):
        began = absence["from"][:10]
        least = 1 if len(absence["from"]) > 10 else 0  # an instant may be of the day after, in London
        absence["to"] = draw(whens(st.integers(least + 1, 300).map(lambda number: later(began, number))))
        if not least and draw(st.integers(0, 9)) == 0:
            absence["to"] = began
    return absence


@st.composite
def changes(draw: st.DrawFn, number: int, notices: list[str]) -> Document:
    change: Document = {"id": f"X{number}"}
    kinds = (
        *DATED_CHANGES,
        "stay",
        "stay",
        "stay",
        "child_household_stay",
        "name_intended",
        "absence_intended",
    )
    change["kind"] = kind = draw(st.sampled_from(kinds + ("did_not_occur",) * bool(notices)))
    on = draw(days)
    if kind == "stay":
        change |= {"from": on, "to": draw(_after(on, 9)), "address": draw(st.sampled_from("AB"))}
    elif kind == "child_household_stay":
        end = f"{draw(st.sampled_from([on, later(on, 1)]))}T20:00:00Z"
        change |= {"from": on + "T" + draw(st.sampled_from(["01:00", "08:00", "19:00"])) + ":00Z", "to": end}
        change["household"] = draw(st.sampled_from("HK"))
    elif kind == "absence_intended":
        change |= {"from": on + draw(instants_of_day), "days": draw(st.integers(1, 8))}
    elif kind != "did_not_occur":
        change["on"] = on
    if kind == "did_not_occur" or (
        notices
        and kind not in ("released", "name_intended", "absence_intended")
        and draw(st.integers(0, 2)) == 0
    ):
        change["advance_notice"] = draw(st.sampled_from(notices))
    return change


@st.composite
def journeys(draw: st.DrawFn, number: int) -> Document:
    departs = draw(whens())
    day = departs[:10]
    journey: Document = {
        "id": f"J{number}",
        "departs": departs,
        "details_known": draw(whens(st.integers(0, 40).map(lambda before: later(day, -before)))),
        "to": draw(st.sampled_from([["FR"], ["IE"], ["GB"], ["GB", "IE"], ["ES", "FR"]])),
    }
    returns = st.integers(1, 30).map(lambda number: later(day, number))
    points = st.sampled_from(["Dover", "Luton"])
    if draw(st.booleans()):
        journey["notified_at"] = draw(whens(st.integers(0, 30).map(lambda before: later(day, -before))))
    if draw(st.integers(0, 2)) == 0:
        journey["details_changed_at"] = later(day, -draw(st.integers(0, 12))) + draw(instants_of_day)
    if draw(st.booleans()):
        journey["notified_return"] = {"date": draw(returns), "point": draw(points)}
    if draw(st.booleans()):
        journey["returned"] = {"date": draw(returns), "point": draw(points)}
        if draw(st.booleans()):
            journey["return_notified_at"] = draw(whens(_after(later(journey["returned"]["date"], 1), 6)))
    journey["reasonable_excuse"] = draw(st.booleans())
    return journey


@st.composite
def notifications(draw: st.DrawFn, number: int) -> Document:
    section = draw(st.sampled_from(["83(1)", "84(1)", "84(1)", "85(1)", "84(4)(b)", "86(2)", "86(3)"]))
    told: Document = {"id": f"N{number}", "section": section, "given_at": draw(whens())}
    if section == "84(1)" and draw(st.booleans()):
        told["specified_date"] = draw(_after(later(told["given_at"][:10], 1), 40))
    if draw(st.integers(0, 3)) == 0:
        told["home"] = draw(st.sampled_from(["residence", "no_fixed_abode"]))
    if draw(st.integers(0, 3)) == 0:
        told |= {"addresses": [draw(st.sampled_from("AB"))], "households": [draw(st.sampled_from("HK"))]}
    return told


@st.composite
def reviews(draw: st.DrawFn, relevant: list[str]) -> Document:
    review: Document = {}
    if draw(st.booleans()) and relevant:
        review["relevant_notification"] = draw(st.sampled_from(relevant))
    determinations = []
    for on in draw(st.lists(days, max_size=3)):
        determination: Document = {"on": on, "outcome": draw(st.sampled_from(["refused", "granted"]))}
        if draw(st.booleans()):
            determination["notice_received_on"] = draw(_after(on, 9))
        if determination["outcome"] == "refused" and draw(st.booleans()):
            determination["further_period"] = {"years": draw(st.integers(8, 15))}
        determinations.append(determination)
    review["determinations"] = determinations
    if draw(st.booleans()):
        received = draw(days)
        bodies = draw(st.lists(_after(received, 20), max_size=3))
        review["application"] = {
            "received_on": received,
            "responsible_bodies": [{"notified_on": body} for body in bodies],
        }
    if determinations and draw(st.integers(0, 3)) == 0:
        on = draw(_after(min(each["on"] for each in determinations)))
        review["appeal"] = {"outcome": draw(st.sampled_from(["allowed", "dismissed"])), "on": on}
    return review


def _several(
    each: Callable[[int], st.SearchStrategy[Document]], most: int
) -> st.SearchStrategy[list[Document]]:
    return st.integers(0, most).flatmap(
        lambda count: st.tuples(*(each(number) for number in range(count))).map(list)
    )


@st.composite
def documents(
    draw: st.DrawFn, jurisdiction: str | None = "england-and-wales", review: bool = True
) -> Document:
    """A valid facts document."""
    made_orders = draw(_several(orders, 3))
    risk_orders = [order for order in made_orders if order["kind"] in ("sro", "interim_sro")]
    made_triggers: list[Document] = []
    for number in range(draw(st.integers(1, 3))):
        sentenced = [each["id"] for each in made_triggers if each["kind"] not in ("caution", "sro_breach")]
        made_triggers.append(draw(triggers(number, sentenced, risk_orders)))
    told = draw(_several(notifications, 6))
    notices = [each["id"] for each in told if "specified_date" in each]
    changed = draw(_several(lambda number: changes(number, notices), 5))
    travelled = draw(_several(journeys, 2))
    subjects = [each["id"] for each in (*changed, *travelled)] + notices
    for each in told:
        if draw(st.booleans()) and subjects:
            each["about"] = draw(st.lists(st.sampled_from(subjects), max_size=3))
    as_at = draw(whens())
    document = facts(
        as_at=as_at,
        triggers=made_triggers,
        orders=made_orders,
        absences=draw(st.lists(absences(), max_size=4)),
        notifications=told,
        changes=changed,
        journeys=travelled,
    )
    document["person"]["date_of_birth"] = draw(st.sampled_from(["1980-05-01", "1996-02-29", "1999-07-15"]))
    if review and draw(st.booleans()):
        document["review"] = draw(
            reviews([each["id"] for each in told if each["section"] in ("83(1)", "84(1)", "85(1)")])
        )
    if draw(st.integers(0, 3)) == 0:
        document["rules"] = {"EW-CPA2026": draw(days)}
    document["jurisdiction"] = jurisdiction or draw(
        st.sampled_from(["england-and-wales", "scotland", "northern-ireland"])
    )
    return document


def answered(document: object) -> Document:
    """The answer to a document, or its refusal, as plain JSON values."""
    return cast(Document, answer(document))


def duties_of(document: Document) -> Document:
    """The duties of a document's answer, by id."""
    return {duty["id"]: duty for duty in evaluate(document)["duties"]}


def limits(document: Document, identity: str) -> tuple[str | None, str | None, str]:
    """`work_to`, `last` and `state` of one duty."""
    duty = duties_of(document)[identity]
    return duty["work_to"], duty["last"], duty["state"]
