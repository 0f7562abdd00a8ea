"""What a breach is an offence against, and what must be shown of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontend.dates import age
from notifications.breaches.choices import (
    BreachOf,
    Element,
)
from offenders.choices import OrderKind

Refusals = dict[str, str]
ADULT = 18
NON_FIELD = "__all__"  # what is refused of no one field, as Django's forms name it


@dataclass(frozen=True, slots=True)
class Offence:
    """What it is an offence to do, under which provision, and whether a reasonable excuse is an answer to it."""

    name: str
    law: str
    most: str
    excusable: bool = True


_FAILURE = Offence(
    "Failing to comply with a notification requirement", "Sexual Offences Act 2003 s.91(1)(a)", "5 years"
)
_FALSEHOOD = Offence(
    "Notifying information known to be false",
    "Sexual Offences Act 2003 s.91(1)(b)",
    "5 years",
    excusable=False,
)
_SHPO = Offence(
    "Breach of a sexual harm prevention order, or of one that it replaced",
    "Sexual Offences Act 2003 s.103I; Sentencing Act 2020 s.354 for one made on conviction",
    "5 years",
)
_SRO = Offence(
    "Breach of a sexual risk order, or of one that it replaced", "Sexual Offences Act 2003 s.122H", "5 years"
)
_ANOTHER_ORDER = Offence("Breach of the order", "The Act under which the order was made", "See that Act")
_LICENCE = Offence(
    "Breach of a licence condition: no offence by itself", "Probation decides on recall", "Recall to custody"
)
_OTHER = Offence("To be determined", "", "")
_OF_ORDER = {
    OrderKind.SHPO: _SHPO,
    OrderKind.INTERIM_SHPO: _SHPO,
    OrderKind.SOPO: _SHPO,
    OrderKind.INTERIM_SOPO: _SHPO,
    OrderKind.FTO: _SHPO,
    OrderKind.SRO: _SRO,
    OrderKind.INTERIM_SRO: _SRO,
    OrderKind.RSHO: _SRO,
}


def offence(of: str, *, order_kind: str = "") -> Offence:
    """`order_kind` is a value of OrderKind, for the breach of an order."""
    match of:
        case BreachOf.REQUIREMENT:
            return _FAILURE
        case BreachOf.FALSE:
            return _FALSEHOOD
        case BreachOf.ORDER:
            return _OF_ORDER.get(OrderKind(order_kind), _ANOTHER_ORDER) if order_kind else _ANOTHER_ORDER
        case BreachOf.LICENCE:
            return _LICENCE
        case _:
            return _OTHER


def elements(of: str, *, under_18: bool) -> tuple[Element, ...]:
    """What must be shown before a breach is established. The excuse is asked of them afterwards, and is not here."""
    match of:
        case BreachOf.REQUIREMENT:
            young = (Element.OWN_DUTY,) if under_18 else ()
            return (Element.SUBJECT, *young, Element.KNEW, Element.FAILED)
        case BreachOf.FALSE:
            return (Element.SUBJECT, Element.FALSE, Element.KNEW_FALSE)
        case BreachOf.ORDER | BreachOf.LICENCE:
            return (Element.IN_FORCE, Element.SERVED, Element.DID)
        case _:
            return (Element.DID,)


def is_young(date_of_birth: date, on: date) -> bool:
    return age(date_of_birth, on) < ADULT
