"""The references that stand beside the name on every page: ViSOR or MAPPS, and PNC."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from access.policies import FieldClass
from offenders.models import Identifier, Person
from offenders.models.person import PersonQuerySet
from offenders.record.choices import IdentifierKind

# MAPPS takes the place of ViSOR: somebody may be known to either, or to both.
BESIDE_THE_NAME = {IdentifierKind.VISOR: "ViSOR", IdentifierKind.MAPPS: "MAPPS", IdentifierKind.PNC: "PNC ID"}


@dataclass(frozen=True, slots=True)
class Reference:
    system: str
    number: str


def with_references(people: PersonQuerySet) -> PersonQuerySet:
    """Adds `references` for `references_of`, in the same query."""
    mine = Identifier.objects.standing().filter(
        person=OuterRef("pk"), kind__in=BESIDE_THE_NAME, ends_on__isnull=True
    )
    pairs = mine.order_by("recorded_at").values(pair=JSONObject(kind="kind", number="number"))
    return people.annotate(references=ArraySubquery(pairs))


def references_of(person: Person) -> list[Reference]:
    """ViSOR or MAPPS, then PNC, as far as whoever fetched the person reads them; `person` comes from `for_page`."""
    if not person.relationship.reads(FieldClass.MANAGEMENT):
        return []
    order = list(BESIDE_THE_NAME)
    found = sorted(person.references, key=lambda each: order.index(each["kind"]))
    return [Reference(BESIDE_THE_NAME[each["kind"]], each["number"]) for each in found]
