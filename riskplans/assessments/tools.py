"""The catalogue as it is used: which tools are for somebody, and what visits say about a factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from access.policies import FieldClass
from offenders.choices import PersonKind
from offenders.models import Person
from riskplans.assessments import rules
from riskplans.models import Tool, VisitRecord

ARMS = "arms"
JUDGEMENT = "judgement"
# What of a visit's record speaks of which factor.
FROM_VISITS: Mapping[str, tuple[str, ...]] = {
    "opportunity": ("opportunity", "children", "internet", "items"),
    "preoccupation": ("sexual",),
    "interests": ("sexual",),
    "congruence": ("children",),
    "self_management": ("health",),
    "influences": ("peers",),
    "network": ("relationships",),
    "routine": ("routine",),
    "investment": ("relationships", "routine"),
    "desistance": ("compliance",),
}
# What is written about a factor is of the class of what it is taken from; else it may speak of victims.
_OF_HEALTH = frozenset({"preoccupation", "interests", "self_management"})
_MOST = 1500  # characters of what visits said: room is left for the officer's own


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool, and why it is not for this person; empty when it is."""

    tool: Tool
    why_not: str


def offered(person: Person, today: date) -> list[Offered]:
    """Every tool in use, those for this person first; one query."""
    rows = Tool.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=today))
    found = [Offered(tool, why_not(tool, person, today)) for tool in rows]
    return sorted(found, key=lambda each: (bool(each.why_not), each.tool.place))


def why_not(tool: Tool, person: Person, today: date) -> str:
    """Why a tool is not for somebody; empty when it is."""
    kind = PersonKind(tool.person_kind).label if tool.person_kind else ""
    fits = rules.Fits(tool.sex, tool.least_age, tool.most_age, tool.person_kind, str(kind))
    return rules.why_not(fits, rules.About(person.sex, person.date_of_birth, person.kind), today)


def class_of(factor: str) -> FieldClass:
    """Who reads what is written about a factor."""
    return FieldClass.HEALTH if factor in _OF_HEALTH else FieldClass.VICTIMS


def said_on_visits(person: Person, since: date | None) -> tuple[dict[str, str], date | None]:
    """What full records of visits after a day say about each factor, and the day of the last; one query."""
    rows = VisitRecord.objects.standing().filter(person=person).select_related("visit")
    records = [row for row in rows if since is None or row.visit.on > since]
    said = {
        factor: rules.carried(
            [(row.visit.on, text) for row in records for name in names if (text := getattr(row, name))],
            most=_MOST,
        )
        for factor, names in FROM_VISITS.items()
    }
    return said, max((row.visit.on for row in records), default=None)
