"""Orders and licences for tests, made through the application's own verbs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from diary.models import Entry
from offenders import actions as people
from offenders.models import CourtOrder, Licence, OrderCondition, Person
from riskplans import actions
from riskplans.choices import Complied
from riskplans.models import ConditionChecked, OrderApplication, OrderService, PassportHeld
from riskplans.orders.choices import ApplicationState, Purpose
from tests import world

NOW = world.at(world.TODAY)
MADE = world.TODAY - world.days(20)
SIX = {
    "children": "Not to have unsupervised contact with anyone under 16.",
    "residence": "Not to live where anyone under 18 lives.",
    "work": "Not to work or volunteer with anyone under 18.",
    "devices": "Not to use a device that cannot keep its history.",
    "inspection": "To hand over any such device for inspection when asked.",
    "travel": "Not to travel to any country outside the United Kingdom.",
}
NEED = {"need": "He has written to three children this month.", "evidence": "Exhibits AB/1 to AB/3"}


def order(by: User, of: Person, *, now: datetime = NOW, **fields: Any) -> CourtOrder:
    """A sexual harm prevention order made on 26 May 2026 for five years; nothing shows that it was served."""
    values = {"kind": "shpo", "made_on": MADE, "last_day": date(2031, 5, 25), "court": "Kirkby Crown Court"}
    return people.record_order(by, person=of, order={**values, **fields}, now=now)


def condition(by: User, under: CourtOrder, kind: str = "children", **fields: Any) -> OrderCondition:
    said = {"number": list(SIX).index(kind) + 1, "wording": SIX[kind], "checked": "Asked about on each visit"}
    made: OrderCondition = world.detail(
        by,
        under.person,
        "order-condition",
        **{
            "order_id": under.pk,
            "kind": kind,
            "requirement": "positive" if kind == "inspection" else "prohibition",
            "source": "document",
            **said,
            **fields,
        },
    )
    return made


def six(by: User, under: CourtOrder) -> list[OrderCondition]:
    return [condition(by, under, kind) for kind in SIX]


def checked(
    by: User,
    condition: Any,
    found: Complied = Complied.COMPLIED,
    on: date = world.TODAY,
    *,
    now: datetime | None = None,
    **said: Any,
) -> ConditionChecked:
    values = {"checked_by": "DC 1 Reed", "how": "spoke", "note": "He says that he has met nobody."}
    return actions.check_condition(
        by, condition=condition, found=found, checked_on=on, now=now or world.at(on), **{**values, **said}
    )


def served(by: User, order: CourtOrder, on: date = MADE, **said: Any) -> OrderService:
    order.refresh_from_db()
    fields = {"how": "court", "served_by": "DC 1 Reed", "proof": "Signed copy, shelf 4", "explained": False}
    version = said.pop("version", order.version)
    return actions.record_service(
        by, order=order, version=version, served_on=on, fields={**fields, **said}, now=NOW
    )


def considered(by: User, of: Person, purpose: Purpose = Purpose.NEW, **fields: Any) -> OrderApplication:
    values = {"purpose": purpose, "kind": "shpo", "considered_on": world.TODAY - world.days(9), **NEED}
    return actions.consider_order(by, person=of, fields={**values, **fields}, now=NOW)


def further(
    by: User, application: OrderApplication, state: ApplicationState, *, now: datetime = NOW, **said: Any
) -> OrderApplication:
    application.refresh_from_db()
    return actions.take_application_further(
        by, application=application, version=application.version, state=state, said=said, now=now
    )


def applied(by: User, application: OrderApplication, **said: Any) -> OrderApplication:
    values = {
        "applied_on": world.TODAY - world.days(5),
        "court": "Kirkby Magistrates’ Court",
        "hearing_on": None,
    }
    return further(by, application, ApplicationState.APPLIED, **{**values, **said})


def passport(by: User, under: CourtOrder, **fields: Any) -> PassportHeld:
    values = {
        "document": None,
        "described": "British, in his own name",
        "held_since": world.TODAY - world.days(3),
        "taken_by": "DC 1 Reed",
        "kept_at": "Kirkby, property store 12",
    }
    return actions.hold_passport(by, order=under, fields={**values, **fields}, now=NOW)


def licence(by: User, of: Person, **fields: Any) -> Licence:
    values = {
        "kind": "standard",
        "starts_on": world.TODAY - world.days(60),
        "licence_ends_on": world.TODAY + world.days(700),
        "source": "document",
    }
    made: Licence = world.detail(by, of, "licence", **{**values, **fields})
    return made


def duty(person: Person, kind: str) -> Entry:
    return person.diary_entries.open().get(kind=kind)


def one_of_each(by: User, of: Person) -> dict[str, list[object]]:
    """What stands in the addresses of the pages of orders and licences."""
    made = order(by, of)
    term = condition(by, made, "travel")
    held = passport(by, made)
    application = considered(by, of, kind="sro")
    heard = applied(by, considered(by, of, kind="voo"), hearing_on=world.TODAY)
    released = licence(by, of)
    return {
        "application-step": [of.pk, application.pk, "applied"],
        "adjourn-hearing": [of.pk, heard.pk],
        "record-service": [of.pk, made.pk],
        "hold-passport": [of.pk, made.pk],
        "return-passport": [of.pk, held.pk],
        "check-condition": [of.pk, term.pk],
        "vary-condition": [of.pk, term.pk],
        "licence-step": [of.pk, released.pk, "warning"],
    }
