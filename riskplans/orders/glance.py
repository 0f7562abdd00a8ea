"""Orders and licences at a glance, for the summary of a record: all of it in one row of one query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from diary.models import Entry
from offenders.choices import OrderKind
from offenders.models import CourtOrder, Licence, Person
from practice.policy import policy_of
from riskplans.keys import EXPIRY_PROMPT
from riskplans.models import OrderApplication, OrderService
from riskplans.orders import rules
from riskplans.orders.choices import LicenceState, OrderState

SAID = ("live_orders", "live_licences", "served", "applications", "entry")


def rows(person: Person) -> QuerySet[Any]:
    """For the summary, in one row: orders, licences, which orders are shown to be served, what is before a court, and
    the first duty about them, each as JSON (`SAID`)."""
    its = {"person": OuterRef("pk")}
    duty = Entry.objects.running().filter(key__startswith="orders/", **its).order_by("work_to", "key")
    return Person.objects.filter(pk=person.pk).annotate(
        live_orders=_as_json(CourtOrder.objects.standing().filter(**its), "id", *_ORDER),
        live_licences=_as_json(Licence.objects.standing().filter(**its), "id", "after_id", *_LICENCE),
        served=ArraySubquery(OrderService.objects.standing().filter(**its).values("order")),
        applications=_as_json(OrderApplication.objects.open().filter(**its), *_APPLICATION),
        entry=Subquery(duty.values(said=JSONObject(title=F("title"), last=F("last")))[:1]),
    )


_ORDER = ("kind", "made_on", "served_on", "last_day", "discharged_on")
_LICENCE = (*("starts_on", "licence_ends_on", "ends_on", "recall_requested_on", "revoked_on", "returned_on"),)
_APPLICATION = ("kind", "purpose", "state", "hearing_on")


def _as_json(rows: QuerySet[Any], *names: str) -> ArraySubquery:
    return ArraySubquery(
        rows.order_by("recorded_at").values(said=JSONObject(**{name: F(name) for name in names}))
    )


def in_words(person: Person, row: dict[str, Any], today: date) -> dict[str, Any]:
    """Each live order and licence with its state and last day, what is before a court, and the first duty."""
    found = [
        *row["live_orders"],
        *row["live_licences"],
        *row["applications"],
        *([row["entry"]] if row["entry"] else []),
    ]
    if not found:
        return {}
    for each in found:
        for name in [name for name in each if name.endswith("_on") or name in ("last", "last_day")]:
            each[name] = each[name] and date.fromisoformat(each[name])
    prompt = policy_of(person.force_id, today).value(EXPIRY_PROMPT)
    lines: list[tuple[str, OrderState | LicenceState, date | None]] = []
    for order in row["live_orders"]:
        state = rules.order_state(
            shown=order["id"] in row["served"] or order["served_on"] is not None,
            last_day=order["last_day"],
            discharged_on=order["discharged_on"],
            prompted=rules.prompted_from(order["last_day"], order["made_on"], prompt),
            today=today,
        )
        if not state.is_over:
            lines.append((str(OrderKind(order["kind"]).label), state, order["last_day"]))
    again = {each["after_id"] for each in row["live_licences"]}
    for licence in row["live_licences"]:
        stands = rules.licence_state(
            licence,
            released_again=licence["id"] in again,
            prompted=rules.prompted_from(licence["licence_ends_on"], licence["starts_on"], prompt),
            today=today,
        )
        if not stands.is_over:
            lines.append(("Licence", stands, licence["licence_ends_on"]))
    before_court = [OrderApplication(**each) for each in row["applications"]]
    return {"lines": lines, "entry": row["entry"], "applications": before_court}
