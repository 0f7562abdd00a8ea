"""Reads for the pages of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from access.policies import Capability, FieldClass, reach
from accounts.models import User
from offenders import policies
from offenders.choices import OrderKind
from offenders.models import (
    CourtOrder,
    Disposal,
    Gone,
    LicenceCondition,
    OrderCondition,
    Person,
    Trigger,
)
from offenders.models.person import PersonQuerySet
from offenders.models.sight import EmergencyQuerySet


def as_array(keys: Iterable[UUID | None]) -> str:
    """Keys as PostgreSQL writes an array of them: an adapter that looks at each of a thousand takes milliseconds."""
    return "{" + ",".join(key.hex if key else "NULL" for key in keys) + "}"


@lru_cache(maxsize=4)  # a copy costs a twentieth of putting it together, and every page of a person asks it
def _everyone(today: date) -> PersonQuerySet:
    named = Person.objects.select_related("unit", "force").with_name().with_manager().with_cover(today)
    return named.with_references().with_status(today).with_safety(today).with_closure().with_face()


def for_page(found: Q, today: date) -> PersonQuerySet:
    """The people of the condition `found`, with all that the identity bar shows, in one query."""
    return _everyone(today).filter(found)


def worked_on(people: Sequence[UUID], today: date) -> PersonQuerySet:
    """Those of them whose record is worked on: not of the dead, the deported, or whose record is archived."""
    gone = Gone.objects.on(today).filter(person=OuterRef("pk"))
    return Person.objects.filter(~Exists(gone), ~policies.archived(), pk__in=people)


def visible_person(
    user: User, person_id: UUID, now: datetime, *, reading: FieldClass = FieldClass.GENERAL
) -> Person:
    """The person, for a page of the class `reading`.

    Http404 alike for one who does not exist, one this user may not know of, and a page they may not read.
    """
    person = get_object_or_404(for_page(policies.seen(user, now), now.date()), pk=person_id)
    person = _stood(user, person, now)
    if not person.relationship.reads(reading):
        raise Http404
    return person


def person_within_reach(user: User, capability: Capability, person_id: UUID, now: datetime) -> Person:
    """The person, if this user holds the capability for them; otherwise Http404."""
    people = for_page(policies.within(user, capability, now.date()), now.date())
    person = people.filter(pk=person_id).first() if reach(user, capability, now.date()) else None
    if person is None:
        if basis := policies.own_work(user, person_id, now.date()):
            consulted(
                basis=basis
            )  # refused at a closed page of one's own record: no look beyond the caseload
        raise Http404
    return _stood(user, person, now)


def _stood(user: User, person: Person, now: datetime) -> Person:
    """The person with the reader's relationship to them; the queryset and the relationship must agree."""
    relationship = policies.relationship(user, person, now)
    if relationship is None:
        raise Http404
    person.relationship, person.read_by, person.read_at = relationship, user, now
    consulted(basis=relationship.basis)
    return person


@dataclass(frozen=True, slots=True)
class Tile:
    """All that a search tells of a record beyond the reader's sight: that it exists, and whom to ring."""

    id: UUID
    initials: str
    born: int
    force: str
    unit: str
    telephone: str
    reference: str = ""  # of a restricted record alone, to the inspector who typed it


def tile_of(person: Person) -> Tile:
    """The tile of a person who was found by `offenders.policies.findable`, read with name, force and unit."""
    words = f"{person.given_names or ''} {person.family_name or ''}".split()
    return Tile(
        person.pk,
        "".join(f"{word[0]}." for word in words),
        person.date_of_birth.year,
        person.force.name,
        person.unit.name,
        person.unit.telephone,
    )


def tile(user: User, person_id: UUID, now: datetime) -> Tile | None:
    """The tile of one person; None for a restricted record, which has none."""
    people = policies.findable(user, now).with_name().select_related("force", "unit")
    person = people.filter(pk=person_id).first()
    return tile_of(person) if person else None


def emergencies_to_review(user: User, now: datetime) -> EmergencyQuerySet:
    """The emergency openings by others that this user reviews, with what a list shows of them."""
    openings = policies.emergencies_reviewed_by(user, now.date())
    return openings.select_related("user", "user__unit", "user__force", "unit", "reviewed_by")


def sentenced(person: Person) -> list[Trigger]:
    """The convictions with a sentence, which another sentence may follow or run beside."""
    sentenced = Disposal.objects.standing().filter(trigger=OuterRef("pk"))
    return list(person.triggers.standing().filter(Exists(sentenced)))


def risk_orders(person: Person) -> list[CourtOrder]:
    """The sexual risk orders, whose breach makes a person subject (s.122G)."""
    return list(person.orders.standing().filter(kind__in=[OrderKind.SRO, OrderKind.INTERIM_SRO]))


def conditions_in_force(
    person: Person, until: date, *, since: date | None = None
) -> tuple[list[OrderCondition], list[LicenceCondition]]:
    """The conditions in force on the day `until`, or on any day from `since` to it, of orders and of licences that
    were in force then; two queries."""
    orders, licences = everybodys_conditions(until, since=since)
    return (
        list(orders.filter(person=person).select_related("order").order_by("order", "number")),
        list(licences.filter(person=person).select_related("licence").order_by("number")),
    )


def everybodys_conditions(
    until: date, *, since: date | None = None
) -> tuple[QuerySet[OrderCondition], QuerySet[LicenceCondition]]:
    """The same of everybody, to be narrowed: `runs_from` is the day from which an order's runs."""
    since = since or until

    def lasting(last_day: str) -> Q:
        return Q(**{f"{last_day}__isnull": True}) | Q(**{f"{last_day}__gte": since})

    themselves = (Q(starts_on__isnull=True) | Q(starts_on__lte=until)) & lasting("ends_on")
    orders = (
        OrderCondition.objects.standing()
        .annotate(runs_from=Coalesce("order__served_on", "order__made_on"))
        .filter(themselves, lasting("order__last_day"), order__voided_at__isnull=True)
        .filter(
            Q(order__discharged_on__isnull=True) | Q(order__discharged_on__gt=since), runs_from__lte=until
        )
    )
    licences = (
        LicenceCondition.objects.standing()
        .filter(
            themselves,
            lasting("licence__licence_ends_on"),
            lasting("licence__ends_on"),
            licence__voided_at__isnull=True,
            licence__starts_on__lte=until,
        )
        .filter(Q(licence__revoked_on__isnull=True) | Q(licence__revoked_on__gt=since))
    )
    return orders, licences
