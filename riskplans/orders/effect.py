"""What each order does to the notification requirements: the law engine's answer, never worked out here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from frontend.dates import words
from notifications import facts
from notifications.law import Refused, evaluate
from offenders.choices import LAW_ORDERS, OrderKind
from offenders.models import CourtOrder, Person

# What the engine does not compute for an order, and why. Violent offender orders have a regime of their own.
_APART = {
    OrderKind.SRO: (
        "Makes nobody subject to notification by itself: a breach of it does.",
        "SOA 2003 s.122G",
    ),
    OrderKind.INTERIM_SRO: (
        "Makes nobody subject to notification by itself: a breach of it does.",
        "SOA 2003 s.122G",
    ),
    OrderKind.VOO: (
        "Has notification requirements of its own, apart from those of sexual offenders. Vigil does not compute them.",
        "Criminal Justice and Immigration Act 2008 s.108",
    ),
    OrderKind.INTERIM_VOO: (
        "Has notification requirements of its own, apart from those of sexual offenders. Vigil does not compute them.",
        "Criminal Justice and Immigration Act 2008 s.108",
    ),
    OrderKind.NOTIFICATION: (
        "Keeps them subject to notification while it runs. Vigil does not compute its end: check it against the order.",
        "SOA 2003 s.97, saved for orders made before 29 November 2022",
    ),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """`says` is a sentence; `citation` the provision it rests on; `why` the engine's reasons."""

    says: str
    citation: str = ""
    why: tuple[str, ...] = ()


NONE = Effect("Has no effect on the notification requirements.")


def of_orders(person: Person, orders: list[CourtOrder], today: date) -> dict[UUID, Effect]:
    """The effect of each of the person's orders, as the law is applied on `today`."""
    periods: dict[str, Any] = {}
    longest: str | None = ""
    failed = False
    if any(order.kind in LAW_ORDERS for order in orders):
        try:
            subject = evaluate(facts.document(person, as_at=today))["subject"]
            periods = {period["order"]: period for period in subject["periods"] if "order" in period}
            longest = "9999" if subject["indefinite"] else subject["last_day"]
        except Refused:
            failed = True
    found = {}
    for order in orders:
        period = periods.get(str(order.pk))
        if period:
            ends = period["last_day"]
            until = words(date.fromisoformat(ends)) if ends else "further order"
            over = ends is not None and date.fromisoformat(ends) < today
            says = f"{'Kept' if over else 'Keeps'} them subject to notification until {until}."
            if ends and longest and longest > ends:
                says += " Other requirements of theirs run longer."
            found[order.pk] = Effect(
                says, f"{period['citation']}; rule {period['rule']}", tuple(period["reasoning"])
            )
        elif order.kind in _APART:
            found[order.pk] = Effect(*_APART[OrderKind(order.kind)])
        elif failed and order.kind in LAW_ORDERS:
            found[order.pk] = Effect(
                "What it does to notification cannot be computed from the facts on record."
            )
        else:
            found[order.pk] = NONE
    return found
