"""Reads for the pages of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, F, Model, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from access.policies import Capability, FieldClass
from accounts.encryption import BlindIndexField, EncryptedTextField
from accounts.models import User
from offenders import kinds, policies
from offenders.choices import AbsenceKind, OrderKind
from offenders.models import (
    Assignment,
    CourtOrder,
    Disposal,
    Person,
    Trigger,
)
from offenders.models.finance import CardNumberField
from offenders.models.person import PersonQuerySet
from offenders.models.sight import EmergencyQuerySet


def for_page(people: PersonQuerySet, today: date) -> PersonQuerySet:
    """With all that the identity bar shows, in one query."""
    named = people.select_related("unit", "force").with_name().with_manager()
    return named.with_status(today).with_closure()


def visible_person(
    user: User, person_id: UUID, now: datetime, *, reading: FieldClass = FieldClass.GENERAL
) -> Person:
    """The person, for a page of the class `reading`.

    Http404 alike for one who does not exist, one this user may not know of, and a page they may not read.
    """
    person = get_object_or_404(for_page(Person.objects.visible_to(user, now), now.date()), pk=person_id)
    person = _stood(user, person, now)
    if not person.relationship.reads(reading):
        raise Http404
    return person


def person_within_reach(user: User, capability: Capability, person_id: UUID, now: datetime) -> Person:
    """The person, if this user holds the capability for them; otherwise Http404."""
    people = Person.objects.within_reach(user, capability, now.date())
    return _stood(user, get_object_or_404(for_page(people, now.date()), pk=person_id), now)


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


def tiles(people: PersonQuerySet, *, limit: int = 20) -> list[Tile]:
    """The tiles of `people`, who come from `offenders.policies.findable`; one query."""
    named = people.with_name().select_related("force", "unit")
    rows = named.order_by(F("sort_name"), "reference")[:limit]
    return [
        Tile(
            person.pk,
            "".join(
                f"{word[0]}." for word in f"{person.given_names or ''} {person.family_name or ''}".split()
            ),
            person.date_of_birth.year,
            person.force.name,
            person.unit.name,
            person.unit.telephone,
        )
        for person in rows
    ]


def tile(user: User, person_id: UUID, now: datetime) -> Tile | None:
    """The tile of one person; None for a restricted record, which has none."""
    return next(iter(tiles(policies.findable(user, now).filter(pk=person_id))), None)


def emergencies_to_review(user: User, now: datetime) -> EmergencyQuerySet:
    """The emergency openings by others that this user reviews, with what a list shows of them."""
    openings = policies.emergencies_reviewed_by(user, now.date())
    return openings.select_related("user", "user__unit", "user__force", "unit", "reviewed_by")


def status_of(person: Person) -> tuple[str, str]:
    """Where the person is, in words, and the tag's colour; `person` comes from `for_page`."""
    if person.detained:
        in_hospital = person.detained == AbsenceKind.HOSPITAL_PART_3
        return ("In hospital", "purple") if in_hospital else ("In custody", "purple")
    if person.abroad:
        return "Abroad", "blue"
    return "In the community", "grey"


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one fact: when it was recorded, by whom, and what it changed from and to."""

    at: datetime
    what: str
    created: bool
    by: str
    reason: str
    fields: list[tuple[str, Any, Any]]


_SILENT = {
    *("id", "version", "recorded_at", "recorded_by", "submission", "sort_name", "person", "trigger", "key"),
    *("order", "licence"),
    # Each is the history's own "when" and "by" of the change that wrote it.
    *(f"{done}_{how}" for done in ("requested", "decided", "withdrawn") for how in ("at", "by")),
}


def history(person: Person, *, limit: int = 200) -> list[Change]:
    """The newest `limit` versions of everything held about the person that whoever fetched them reads; one query."""
    reads = person.relationship.reads
    read = [kind for kind in kinds.all_kinds() if reads(kind.field_class)]
    told: dict[str, type[Model]] = {kind.model._meta.label: kind.model for kind in read}
    besides: list[type[Model]] = [
        *(model for model, its in kinds.told_besides().items() if reads(its)),
        Assignment,
    ]
    told |= {model._meta.label: model for model in besides}
    sealed = {kind.model._meta.label: kind.sealed for kind in read}
    first, *others = (_versions(model, person) for model in told.values())
    rows = first.union(*others, all=True).order_by("row_obj", "row_version")
    changes, before = [], {}  # type: ignore[var-annotated]
    for row in rows:
        fields = row["row_fields"]
        _decipher(told[row["row_model"]], fields)
        if label := sealed.get(row["row_model"]):
            fields |= {name: None for name, its in label(fields).items() if not reads(its)}
        changes.append(_change(told[row["row_model"]], row, before.get(row["row_obj"])))
        before[row["row_obj"]] = fields
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _decipher(model: type[Model], fields: dict[str, Any]) -> None:
    """A history keeps ciphertext as the table does, another each time: open it before versions are compared."""
    for field in model._meta.concrete_fields:
        if isinstance(field, EncryptedTextField) and fields.get(field.attname) is not None:
            fields[field.attname] = field.from_db_value(fields[field.attname], None, None)


def _versions(model: type[Model], person: Person) -> QuerySet[Any, dict[str, Any]]:
    """Every version of the person's rows of one table, in the same columns for every table."""
    events = next(iter(model.pgh_event_models.values()))  # type: ignore[attr-defined]
    mine = {"pgh_obj" if model is Person else "person": person.pk}
    found: QuerySet[Any, dict[str, Any]] = (
        events.objects.filter(**mine)
        .order_by()
        .values(
            row_model=Value(model._meta.label),
            row_obj=Cast("pgh_obj_id", TextField()),
            row_version=F("pgh_id"),
            row_at=F("pgh_created_at"),
            row_fields=JSONObject(**{field.attname: field.attname for field in _told(model)}),
            row_said=F("pgh_context__metadata"),
        )
    )
    return found


def _told(model: type[Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in _SILENT
        and not field.primary_key
        and not field.generated
        and not isinstance(field, BlindIndexField)
    ]


def _change(model: type[Model], row: dict[str, Any], before: dict[str, Any] | None) -> Change:
    said, fields = row["row_said"] or {}, row["row_fields"]
    return Change(
        at=row["row_at"],
        what=str(model._meta.verbose_name),
        created=before is None,
        by=said.get("actor", "Vigil"),
        reason=said.get("reason", ""),
        fields=[
            (str(field.verbose_name), _shown(field, before) if before else None, _shown(field, fields))
            for field in _told(model)
            if _new(fields[field.attname], before, field.attname)
        ],
    )


def _new(value: Any, before: dict[str, Any] | None, name: str) -> bool:
    """Whether this version said it first: anything at all at the beginning, a difference later."""
    return value not in (None, "", []) if before is None else value != before[name]


def _shown(field: Any, fields: dict[str, Any]) -> Any:
    raw = fields[field.attname]
    if isinstance(field, CardNumberField):
        return field.shown(raw)
    if field.related_model is Person:
        return "a person on record" if raw else None
    if field.choices:
        return dict(field.flatchoices).get(raw, raw)
    return field.to_python(raw) if isinstance(field, DateField) else raw


def sentenced(person: Person) -> list[Trigger]:
    """The convictions with a sentence, which another sentence may follow or run beside."""
    sentenced = Disposal.objects.standing().filter(trigger=OuterRef("pk"))
    return list(person.triggers.standing().filter(Exists(sentenced)))


def risk_orders(person: Person) -> list[CourtOrder]:
    """The sexual risk orders, whose breach makes a person subject (s.122G)."""
    return list(person.orders.standing().filter(kind__in=[OrderKind.SRO, OrderKind.INTERIM_SRO]))
