"""Reading a facts document, or refusing it with one error for each fault (law-engine.md, "Conventions" and "Facts")."""

from collections.abc import Mapping
from typing import Any

from notifications.law.documents.checks import check
from notifications.law.documents.faults import Fault, Faults, Refused
from notifications.law.documents.schema import DOCUMENT
from notifications.law.facts import (
    Absence,
    Appeal,
    Application,
    Arrival,
    Change,
    Determination,
    Disposal,
    Facts,
    Journey,
    Length,
    Notification,
    Order,
    Review,
    Runs,
    Trigger,
)

__all__ = ["Fault", "Refused", "read"]


def read(document: object) -> Facts:
    """The facts in a document of plain JSON values. Raises Refused, with every fault found."""
    faults = Faults()
    values = DOCUMENT.read(document, "", faults)
    check(values, faults)
    if faults:
        raise Refused(faults)
    return _facts(values)


def _facts(values: Mapping[str, Any]) -> Facts:
    return Facts(
        jurisdiction=values.get("jurisdiction", "england-and-wales"),
        as_at=values["as_at"],
        born=values["person"]["date_of_birth"],
        triggers=tuple(map(_trigger, values.get("triggers", ()))),
        orders=tuple(map(_order, values.get("orders", ()))),
        absences=tuple(
            Absence(item["kind"], item["from"], item.get("to")) for item in values.get("absences", ())
        ),
        notifications=tuple(map(_notification, values.get("notifications", ()))),
        changes=tuple(map(_change, values.get("changes", ()))),
        journeys=tuple(map(_journey, values.get("journeys", ()))),
        review=_review(values["review"]) if "review" in values else None,
        forced=values.get("rules", {}),
    )


def _trigger(item: Mapping[str, Any]) -> Trigger:
    return Trigger(
        id=item["id"],
        kind=item["kind"],
        date=item["date"],
        condition_met_on=item.get("condition_met_on"),
        threshold_met=item.get("threshold_met", True),
        notice_given_on=item.get("notice_given_on"),
        schedule_3=item.get("schedule_3", True),
        disposal=_disposal(item["disposal"], item["date"]) if "disposal" in item else None,
        order=item.get("order"),
        carried_over=item.get("carried_over", False),
        ended_on=item.get("ended_on"),
    )


def _disposal(item: Mapping[str, Any], trigger_date: int) -> Disposal:
    return Disposal(
        type=item["type"],
        date=item.get("date", trigger_date),
        term=Length(**item["term"]) if "term" in item else None,
        extension=Length(**item["extension"]) if "extension" in item else None,
        runs=_runs(item["runs"]) if "runs" in item else None,
    )


def _runs(item: Mapping[str, Any]) -> Runs:
    if "consecutive_to" in item:
        return Runs(item["consecutive_to"], True, None)
    return Runs(item["concurrent_with"], False, item["overlap"]["months"] if "overlap" in item else None)


def _order(item: Mapping[str, Any]) -> Order:
    return Order(
        id=item["id"],
        kind=item["kind"],
        made_on=item["made_on"],
        served_on=item.get("served_on", item["made_on"]),
        last_day=item.get("last_day"),
        discharged_on=item.get("discharged_on"),
    )


def _notification(item: Mapping[str, Any]) -> Notification:
    return Notification(
        id=item["id"],
        section=item["section"],
        given=item["given_at"],
        home=item.get("home", "residence"),
        addresses=tuple(item.get("addresses", ())),
        households=tuple(item.get("households", ())),
        about=tuple(item.get("about", ())),
        specified_date=item.get("specified_date"),
    )


def _change(item: Mapping[str, Any]) -> Change:
    identity, kind, notice = item["id"], item["kind"], item.get("advance_notice")
    if kind == "stay":
        return Change(
            identity, kind, item["from"], to=item["to"], place=item["address"], advance_notice=notice
        )
    if kind == "child_household_stay":
        start, end = item["from"], item["to"]
        return Change(
            identity,
            kind,
            start.day,
            to=end.day,
            start=start.moment,
            end=end.moment,
            place=item["household"],
            advance_notice=notice,
        )
    if kind == "absence_intended":
        start = item["from"]
        return Change(identity, kind, start.day, start=start.moment, days=item["days"])
    return Change(identity, kind, item.get("on", 0), advance_notice=notice)


def _journey(item: Mapping[str, Any]) -> Journey:
    return Journey(
        id=item["id"],
        departs=item["departs"],
        known=item["details_known"],
        to=frozenset(item["to"]),
        notified=item.get("notified_at"),
        reasonable_excuse=item.get("reasonable_excuse", False),
        changed=item.get("details_changed_at"),
        notified_return=_arrival(item.get("notified_return")),
        returned=_arrival(item.get("returned")),
        return_notified=item.get("return_notified_at"),
    )


def _arrival(item: Mapping[str, Any] | None) -> Arrival | None:
    return None if item is None else Arrival(item["date"], item.get("point"))


def _review(item: Mapping[str, Any]) -> Review:
    application, appeal = item.get("application"), item.get("appeal")
    return Review(
        relevant_notification=item.get("relevant_notification"),
        determinations=tuple(
            Determination(
                on=each["on"],
                granted=each["outcome"] == "granted",
                further_years=each["further_period"]["years"] if "further_period" in each else None,
                received_on=each.get("notice_received_on"),
            )
            for each in item.get("determinations", ())
        ),
        application=None
        if application is None
        else Application(
            application["received_on"],
            tuple(body["notified_on"] for body in application.get("responsible_bodies", ())),
        ),
        appeal=None if appeal is None else Appeal(appeal["outcome"] == "allowed", appeal["on"]),
    )
