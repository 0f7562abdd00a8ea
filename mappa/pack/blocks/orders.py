"""Orders and licences that run, their conditions, and what ends within the weeks that the force looks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from access.policies import FieldClass
from frontend.dates import words
from mappa.pack.case import Case
from mappa.pack.keys import ENDS_WITHIN
from mappa.pack.shape import Line
from offenders import kinds
from offenders.models import CourtOrder, Fact, Licence, LicenceCondition, OrderCondition


def lines(case: Case) -> Iterator[Line]:
    of_orders, of_licences = case.conditions
    for order in live_orders(case):
        court = f", {order.court}" if order.court else ""
        said = f"Made {words(order.made_on)}{court}. {_ends(order.last_day)}"
        yield _line(case, order, str(order.get_kind_display()), said, order.last_day)
        yield from map(_condition, (each for each in of_orders if each.order_id == order.pk))
    for licence in live_licences(case):
        begins = "Released" if licence.starts_on <= case.today else "To be released"
        said = f"{begins} {words(licence.starts_on)}. {_ends(licence.licence_ends_on)}"
        yield _line(case, licence, str(licence), said, licence.licence_ends_on)
        own = [each for each in of_licences if each.licence_id == licence.pk]
        yield from map(_condition, (each for each in own if not each.standard))
        if standard := ", ".join(str(each.number or each.standard) for each in own if each.standard):
            yield Line(
                f"standard:{licence.pk}", "Standard conditions", f"{standard}.", field_class=_of(licence)
            )


def _condition(each: OrderCondition | LicenceCondition) -> Line:
    number = f" {each.number}" if each.number else ""
    return Line(str(each.pk), f"Its condition{number}", each.wording, field_class=_of(each))


def live_orders(case: Case) -> list[CourtOrder]:
    return [
        each
        for each in case.orders
        if (each.last_day is None or each.last_day >= case.today)
        and (each.discharged_on is None or each.discharged_on > case.today)
    ]


def live_licences(case: Case) -> list[Licence]:
    """Those that run, and those of a release to come."""
    return [
        each
        for each in case.licences
        if (each.licence_ends_on is None or each.licence_ends_on >= case.today)
        and each.ends_on is None
        and each.returned_on is None
    ]


def released_on(case: Case) -> date | None:
    """The day of a release to come."""
    return next((each.starts_on for each in live_licences(case) if each.starts_on > case.today), None)


def ending(case: Case) -> list[tuple[str, date]]:
    """What ends within the weeks looked ahead, and on which day, the first first."""
    until = case.policy.after(ENDS_WITHIN, case.today)
    found = [(str(each.get_kind_display()), each.last_day) for each in live_orders(case)]
    found += [("Licence", each.licence_ends_on) for each in live_licences(case)]
    return sorted(((what, on) for what, on in found if on and on <= until), key=lambda pair: pair[1])


def _line(case: Case, fact: Fact, label: str, said: str, last_day: date | None) -> Line:
    soon = last_day is not None and last_day <= case.policy.after(ENDS_WITHIN, case.today)
    tag = ("Ends soon", "yellow") if soon else ("", "grey")
    return Line(str(fact.pk), label, said, *tag, field_class=_of(fact))


def _of(fact: Fact) -> FieldClass:
    return kinds.kind_of(fact).field_class


def _ends(last_day: date | None) -> str:
    return f"Ends {words(last_day)}." if last_day else "Without an end day."
