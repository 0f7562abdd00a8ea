"""From the rows of conditions to the rules' own terms."""

from __future__ import annotations

from datetime import date

from offenders.models import LicenceCondition, OrderCondition
from riskplans.orders.rules import Term


def begins(condition: OrderCondition | LicenceCondition) -> date:
    """The first day on which it can be kept or broken: its own, or that of its order or licence."""
    if isinstance(condition, OrderCondition):
        of = condition.order.served_on or condition.order.made_on
    else:
        of = condition.licence.starts_on
    return max(of, condition.starts_on or of)


def term(condition: OrderCondition | LicenceCondition) -> Term:
    return Term(str(condition.pk), begins(condition), condition.ends_on)
