"""Which factors of the latest assessment are rated high priority, and what a factor is called: the one place where
plans ask assessments."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from offenders.models import Person
from riskplans.assessments import queries
from riskplans.assessments.tools import ARMS
from riskplans.models import ToolFactor


def high_priority(person: Person) -> dict[str, str]:
    """The codes of the factors with their words; a plan needs an open action for each. One query, or two."""
    codes = queries.high_priority(person)
    if not codes:
        return {}
    return dict(ToolFactor.objects.filter(tool__code=ARMS, code__in=codes).values_list("code", "name"))


def called(column: str) -> Subquery:
    """What the factor whose code stands in `column` is called, by the newest version of the tool that has it."""
    named = ToolFactor.objects.filter(tool__code=ARMS, code=OuterRef(column)).order_by("-tool__edition")
    return Subquery(named.values("name")[:1])
