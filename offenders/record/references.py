"""The references that stand beside the name on every page: ViSOR or MAPPS, and PNC."""

from __future__ import annotations

from dataclasses import dataclass

from access.policies import FieldClass
from offenders.models import Person
from offenders.record.choices import BESIDE_THE_NAME


@dataclass(frozen=True, slots=True)
class Reference:
    system: str
    number: str


def references_of(person: Person) -> list[Reference]:
    """As far as whoever fetched the person reads them; `person` comes from `offenders.queries.for_page`."""
    if not person.relationship.reads(FieldClass.MANAGEMENT):
        return []
    order = list(BESIDE_THE_NAME)
    found = sorted(person.references, key=lambda each: order.index(each["kind"]))
    return [Reference(BESIDE_THE_NAME[each["kind"]], each["number"]) for each in found]
