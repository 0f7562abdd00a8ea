"""Reads for the pages of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, F, Model, OuterRef, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from access.log import consulted
from access.policies import Capability, FieldClass
from accounts.models import User
from offenders import kinds, policies
from offenders.choices import AbsenceKind, OrderKind, TriggerKind
from offenders.models import (
    Assignment,
    CourtOrder,
    Disposal,
    Fact,
    Person,
    Trigger,
)
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
    person = for_page(people, now.date()).filter(pk=person_id).first()
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
    person.relationship = relationship
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
        if label := sealed.get(row["row_model"]):
            fields |= {name: None for name, its in label(fields).items() if not reads(its)}
        changes.append(_change(told[row["row_model"]], row, before.get(row["row_obj"])))
        before[row["row_obj"]] = fields
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


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
        if field.name not in _SILENT and not field.primary_key and not field.generated
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
    if field.choices:
        return dict(field.flatchoices).get(raw, raw)
    return field.to_python(raw) if isinstance(field, DateField) else raw


@dataclass(frozen=True, slots=True)
class FactGroup:
    """One kind of fact: its heading and a card for each."""

    heading: str
    cards: list[dict[str, Any]]
    empty: str
    add: tuple[str, str] | None  # words and address of the way to record another
    field_class: FieldClass = FieldClass.GENERAL


def fact_groups(person: Person) -> list[FactGroup]:
    """The standing facts that whoever fetched the person reads, as cards of rows, newest first; five queries."""
    may_record = person.relationship.may(Capability.RECORD)
    names = list(person.names.standing())
    sentences = person.disposals.standing().select_related("consecutive_to", "concurrent_with")
    triggers = list(person.triggers.standing().prefetch_related(Prefetch("sentences", sentences)))
    orders = list(person.orders.standing())
    homes = list(person.occupancies.standing().select_related("address"))
    absences = list(person.absences.standing())

    def card(kind: str, fact: Fact, title: str, rows: list[tuple[str, Any]]) -> dict[str, Any]:
        correct = {
            "href": reverse("correct-fact", args=[person.pk, kind, fact.pk]),
            "text": "Correct",
            "hidden": title,
        }
        return {
            "title": title,
            "actions": [correct] if may_record else [],
            "rows": [{"key": key, "value": value} for key, value in rows if value not in (None, "")],
        }

    def another(words: str, url_name: str) -> tuple[str, str] | None:
        return (words, reverse(url_name, args=[person.pk])) if may_record else None

    groups = [
        FactGroup(
            "Names",
            [
                card(
                    "name",
                    name,
                    name.get_kind_display(),
                    [("Name", str(name)), ("Used from", name.used_from), ("Used to", name.used_to)],
                )
                for name in names
            ],
            "No name is recorded.",
            another("Record a name", "record-name"),
        ),
        FactGroup(
            "Convictions, cautions and findings",
            [each for trigger in triggers for each in _legal_cards(card, trigger, may_record=may_record)],
            "No conviction, caution or finding is recorded.",
            another("Record a conviction, caution or finding", "record-conviction"),
        ),
        FactGroup(
            "Court orders",
            [
                card(
                    "order",
                    order,
                    order.get_kind_display(),
                    [
                        ("Made", order.made_on),
                        ("Served", order.served_on or order.made_on),
                        ("Until", order.last_day or "further order"),
                        ("Discharged", order.discharged_on),
                        ("Court", order.court),
                    ],
                )
                for order in orders
            ],
            "No court order is recorded.",
            another("Record a court order", "record-order"),
        ),
        FactGroup(
            "Addresses",
            [
                card(
                    "address",
                    home,
                    home.get_kind_display(),
                    [
                        ("Address", str(home.address)),
                        ("From", home.starts_on),
                        ("Until", home.ends_on or "now"),
                        ("Anyone under 18 there", home.get_child_in_household_display()),
                    ],
                )
                for home in homes
            ],
            "No address is recorded.",
            another("Record a change of home address", "record-move"),
            FieldClass.MANAGEMENT,
        ),
        FactGroup(
            "Custody, hospital and absence abroad",
            [
                card(
                    "custody",
                    absence,
                    absence.get_kind_display(),
                    [
                        ("Place", absence.place),
                        ("From", absence.starts_on),
                        ("Until", absence.ended_on or "now"),
                    ],
                )
                for absence in absences
            ],
            "No custody, hospital or absence abroad is recorded.",
            another("Record custody, hospital or absence abroad", "record-custody"),
        ),
    ]
    return [group for group in groups if person.relationship.reads(group.field_class)]


def _legal_cards(card: Any, trigger: Trigger, *, may_record: bool) -> Iterator[dict[str, Any]]:
    shown = card(
        "conviction",
        trigger,
        trigger.get_kind_display(),
        [
            ("Offence", trigger.offence),
            ("Date", trigger.date),
            ("Date of the offence", trigger.offence_on),
            ("Court", trigger.court),
            ("Listed in Schedule 3", "Yes" if trigger.schedule_3 else "No"),
            ("Sentencing condition met (s.132)", trigger.condition_met_on),
            ("Section 96ZA notice given", trigger.notice_given_on),
            ("Quashed, or trial concluded", trigger.ended_on),
        ],
    )
    disposal = next(iter(trigger.sentences.all()), None)
    if disposal is None and may_record and trigger.kind not in (TriggerKind.CAUTION, TriggerKind.SRO_BREACH):
        sentence = reverse("record-sentence", args=[trigger.person_id, trigger.pk])
        shown["actions"].insert(0, {"href": sentence, "text": "Record the sentence"})
    yield shown
    if disposal:
        yield card(
            "sentence",
            disposal,
            f"Sentence: {disposal.get_kind_display().lower()}",
            [
                ("Date", disposal.date),
                ("Length", disposal.length_in_words()),
                ("Extension", disposal.extension_in_words()),
                ("Consecutive to", disposal.consecutive_to),
                ("Concurrent with", disposal.concurrent_with),
            ],
        )


def sentenced(person: Person) -> list[Trigger]:
    """The convictions with a sentence, which another sentence may follow or run beside."""
    sentenced = Disposal.objects.standing().filter(trigger=OuterRef("pk"))
    return list(person.triggers.standing().filter(Exists(sentenced)))


def risk_orders(person: Person) -> list[CourtOrder]:
    """The sexual risk orders, whose breach makes a person subject (s.122G)."""
    return list(person.orders.standing().filter(kind__in=[OrderKind.SRO, OrderKind.INTERIM_SRO]))
