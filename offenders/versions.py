"""Versions of what is held about a person, as the database's triggers kept them, with every column in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    ForeignKey,
    Func,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, NullIf, Trim, TruncDate
from django.utils import timezone

from access.policies import FieldClass
from access.recording import events_of
from accounts.choices import Rank
from accounts.encryption import BlindIndexField
from accounts.models import User
from frontend.dates import words
from offenders import kinds
from offenders.models import Address, Assignment, Fact, Person
from offenders.models.finance import CardNumberField

_SILENT = {
    *("image", "thumbnail", "file", "document"),  # files, and what they belong to: nothing to be read in them
    "content",  # a paper as it was given out: it has a page of its own
    *("id", "version", "recorded_at", "recorded_by", "submission", "sort_name", "person", "key"),
    # Each is the history's own "when" and "by" of the change that wrote it.
    *(f"{done}_{how}" for done in ("requested", "decided", "withdrawn") for how in ("at", "by")),
}
# By which of its columns a row says on which day it happened, and on which it ended; the first that is there.
HAPPENED = (
    *(
        "given_at",
        "date",
        "made_on",
        "starts_on",
        "used_from",
        "on",
        "starts_at",
        "departs_on",
        "received_on",
    ),
    *("notified_on", "taken_on", "dated"),
)
ENDED = ("ended_on", "ends_on", "used_to", "discharged_on", "returned_on")

_said: dict[tuple[type[Model], str], Callable[[Any], Any]] = {}


def say(model: type[Model], field: str, how: Callable[[Any], Any]) -> None:
    """Have the history say a column of codes as `how` puts them in words."""
    _said[model, field] = how


def about(model: type[Model], person: UUID) -> dict[str, Any]:
    """The filter by which a table, or that of its versions, gives the person's rows."""
    return {"pgh_obj" if model is Person else str(getattr(model, "PERSON", "person_id")): person}


def told(model: type[Model]) -> list[Any]:
    """The columns of which the history speaks."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in _SILENT
        and not (field.primary_key or field.generated or isinstance(field, BlindIndexField))
        and not (isinstance(field, ForeignKey) and field.related_model is Person)
    ]


def as_json(model: type[Model]) -> JSONObject:
    """The told columns of one row; what a key refers to is put in words by the database itself."""
    return JSONObject(**{field.attname: _told_as(field) for field in told(model)})


def shown(field: Any, raw: Any) -> Any:
    """A value of `as_json` as people read it: a label, a date, a name; nothing for what is empty."""
    if raw in (None, "", []):
        return None
    if how := _said.get((field.model, field.name)):
        return how(raw)
    if isinstance(field, ForeignKey):
        related: Any = field.related_model
        is_fact = issubclass(related, Fact)
        return f"{related._meta.verbose_name} of {words(date.fromisoformat(raw))}" if is_fact else raw
    raw = _opened(field, raw)
    if isinstance(field, CardNumberField):
        return field.shown(raw) or None
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return ", ".join(str(labels.get(each, each)) for each in raw)
    if field.choices:
        return dict(field.flatchoices).get(raw, raw)
    if isinstance(field, DateTimeField):
        return timezone.localtime(field.to_python(raw))
    return field.to_python(raw) if isinstance(field, DateField) else raw


def _opened(field: Any, raw: Any) -> Any:
    """What is kept as ciphertext, another one each time, as the text it is."""
    if raw is None or isinstance(field, JSONField) or not hasattr(field, "from_db_value"):
        return raw
    return field.from_db_value(raw, None, connection)


def label(field: Any) -> str:
    """What a column is called: as the form asks for it, where one does."""
    asked = _asked(field.model).get(field.name) or str(field.verbose_name)
    is_of = isinstance(field, ForeignKey) and field.name == field.related_model._meta.model_name
    return "about" if is_of and issubclass(field.related_model, Fact) else asked.rstrip("?")


@cache
def _asked(model: type[Model]) -> dict[str, str]:
    kind = next((kind for kind in kinds.all_kinds() if kind.model is model), None)
    asked = kind.asks if kind else {}
    return {name: str(ask().label).removesuffix(" (optional)") for name, ask in asked.items()}


def who(key: str) -> Subquery:
    """The user that a column refers to, as officers write one another."""
    return Subquery(User._base_manager.filter(pk=OuterRef(key)).values(in_words=_called(User))[:1])


def happened(model: type[Model]) -> Any:
    """The day on which what a row says happened, by its own account; else the day it was recorded."""
    return _first([*_days(model, HAPPENED), TruncDate(recorded(model))])


def recorded(model: type[Model]) -> Expression | F:
    """The moment at which a version was recorded: the first by the row's own account, later ones by the history's."""
    if not any(field.name == "recorded_at" for field in model._meta.concrete_fields):
        return F("pgh_created_at")
    return Case(When(pgh_label="insert", then=F("recorded_at")), default=F("pgh_created_at"))


def ended(model: type[Model]) -> Any:
    """The day on which it ended; null while it goes on."""
    return _first(_days(model, ENDED) or [Cast(Value(None), DateField())])


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one fact: when it was recorded, by whom, and what it changed from and to."""

    at: datetime
    what: str
    created: bool
    by: str
    reason: str
    fields: list[tuple[str, Any, Any]]


def history(person: Person, *, limit: int = 200) -> list[Change]:
    """The newest `limit` versions of everything held about the person that whoever fetched them reads; one query."""
    reads = person.relationship.reads
    read = [kind for kind in kinds.all_kinds() if reads(kind.field_class)]
    models: dict[str, type[Model]] = {kind.model._meta.label: kind.model for kind in read}
    besides: list[type[Model]] = [
        *(model for model, its in kinds.told_besides().items() if reads(its)),
        Assignment,
    ]
    models |= {model._meta.label: model for model in besides}
    sealed = {kind.model._meta.label: kind.sealed for kind in read} | {
        model._meta.label: kinds.sealed_besides(model) for model in kinds.told_besides()
    }
    each_class = {kind.model._meta.label: kind.each_class for kind in read}
    first, *others = (_versions(model, person, each_class.get(label, "")) for label, model in models.items())
    rows = first.union(*others, all=True).order_by("row_obj", "row_version")
    changes, before = [], {}  # type: ignore[var-annotated]
    for row in rows:
        fields = row["row_fields"]
        if label := sealed.get(row["row_model"]):
            fields |= {name: None for name, its in label(fields).items() if not reads(its)}
        changes.append(_change(models[row["row_model"]], row, before.get(row["row_obj"]), person))
        before[row["row_obj"]] = fields
    return sorted(changes, key=lambda change: change.at, reverse=True)[:limit]


def _versions(model: type[Model], person: Person, each_class: str) -> QuerySet[Any, dict[str, Any]]:
    """Every version of the person's rows of one table, in the same columns for every table.

    `each_class` leads to the class that each row has now, where they have one of their own.
    """
    classes = [its.value for its in person.relationship.classes]
    read = {f"pgh_obj__{each_class}__in": classes} if each_class else {}
    found: QuerySet[Any, dict[str, Any]] = (
        events_of(model)
        .filter(**about(model, person.pk), **read)
        .order_by()
        .values(
            row_model=Value(model._meta.label),
            row_obj=Cast("pgh_obj_id", TextField()),
            row_version=F("pgh_id"),
            row_at=F("pgh_created_at"),
            row_fields=as_json(model),
            row_said=F("pgh_context__metadata"),
        )
    )
    return found


def reason_for(person: Person, said: dict[str, Any]) -> str:
    """Why, as a verb was told; nothing where it speaks of what whoever fetched the person does not read."""
    guarded = map(FieldClass, said.get("speaks_of") or [])
    return (said.get("reason") or "") if all(map(person.relationship.reads, guarded)) else ""


def _change(model: type[Model], row: dict[str, Any], before: dict[str, Any] | None, person: Person) -> Change:
    said = row["row_said"] or {}
    return Change(
        at=row["row_at"],
        what=str(model._meta.verbose_name),
        created=before is None,
        by=said.get("actor", "Vigil"),
        reason=reason_for(person, said),
        fields=differences(model, row["row_fields"], before),
    )


def differences(
    model: type[Model],
    fields: dict[str, Any],
    before: dict[str, Any] | None,
    *,
    without: tuple[str, ...] = (),
) -> list[tuple[str, Any, Any]]:
    """What a version said first, column by column, as label, old and new value; `before` None: it is the first."""
    return [
        (label(field), shown(field, before[field.attname]) if before else None, new)
        for field in told(model)
        if field.name not in without and _new(field, fields[field.attname], before)
        for new in [shown(field, fields[field.attname])]
    ]


def _new(field: Any, value: Any, before: dict[str, Any] | None) -> bool:
    """Whether this version said it first: at the beginning what is no empty or usual answer, later a difference."""
    value = _opened(field, value)
    if before is None:
        usual = not value or field.name == "standing"
        return value not in (None, "", []) and not (usual and value == field.get_default())
    return bool(value != _opened(field, before[field.attname]))


def _days(model: type[Model], names: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for field in sorted(model._meta.concrete_fields, key=lambda each: each.name):
        if field.name in names:
            day = TruncDate(field.name) if isinstance(field, DateTimeField) else F(field.name)
            found.append((names.index(field.name), day))
    return [day for _, day in sorted(found, key=lambda pair: pair[0])]


def _first(expressions: list[Any]) -> Any:
    """The first of them that is not null."""
    return Coalesce(*expressions) if len(expressions) > 1 else expressions[0]


def _told_as(field: Field[Any, Any]) -> Any:
    if not isinstance(field, ForeignKey):
        return F(field.attname)
    related: Any = field.related_model
    # No scope of its own: the row that refers to it is the reader's already.
    referred = related._base_manager.filter(pk=OuterRef(field.attname)).order_by()
    return Subquery(referred.values(in_words=_called(related))[:1])


def _called(model: Any) -> Any:
    """What a key that refers to the table says: who or what it is called; of a fact, the day it happened."""
    if model is User:
        grade = Case(
            When(rank=Rank.PARTNER, then=Value("partner agency")),
            When(rank=Rank.POLICE_STAFF, then=Value(str(Rank.POLICE_STAFF.label))),
            default=F("rank"),
            output_field=CharField(),
        )
        return Trim(Concat("family_name", Value(", "), grade, Value(" "), "collar_number"))
    if model is Address:
        lines = [NullIf(line, Value("")) for line in ("line_1", "line_2", "town", "postcode")]
        return Func(Value(", "), *lines, function="CONCAT_WS", output_field=TextField())
    if issubclass(model, Fact):
        return Cast(_first([*_days(model, HAPPENED), TruncDate("recorded_at")]), TextField())
    named = {field.name for field in model._meta.concrete_fields} & {"name", "title", "reference"}
    return F(min(named)) if named else Cast("pk", TextField())
