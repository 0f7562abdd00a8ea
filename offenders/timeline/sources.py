"""The tables that tell of events, and how a row of each becomes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, TruncDate

from access.policies import FieldClass
from access.recording import events_of
from offenders import kinds, versions
from offenders.kinds.kind import Sealed
from offenders.models import Fact
from offenders.policies import Relationship

Rows = QuerySet[Any, dict[str, Any]]
FACT = "offenders/timeline/fact.html"
# Stands for the person in a source's rows until a page asks for somebody's.
SOMEBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Group:
    """What the filter offers as one choice. `holds` names the blocks of the record and the kinds that are under it."""

    name: str
    label: str
    order: int
    holds: tuple[str, ...] = ()


OTHER = Group("facts", "Other facts", 1000)


@dataclass(frozen=True, slots=True)
class Source:
    """One table that tells of events, for those who read its class and whom it is `offered`.

    `rows` gives the events of SOMEBODY and `earlier` what the rows said before, in the columns of `tracked` or `plain`.
    The template extends `layout` and fills the blocks `title` and `detail`; it is given `event` and `person`.
    """

    name: str
    group: str
    model: type[Model]
    rows: Callable[[], Rows]
    earlier: Callable[[], Rows] | None = None
    template: str = FACT
    field_class: FieldClass = FieldClass.GENERAL
    offered: Callable[[Relationship], bool] = lambda relationship: True
    # Of a row with these values, the columns that only some readers read.
    sealed: Sealed = lambda values: {}


_groups: dict[str, Group] = {}
_sources: dict[str, Source] = {}


def add_group(group: Group) -> None:
    _groups[group.name] = group


def add_source(source: Source) -> None:
    _sources[source.name] = source


def sources_for(relationship: Relationship) -> list[Source]:
    """Those that this reader reads: what was added, and every kind of fact that nobody added, as a fact."""
    added = {source.model for source in _sources.values()}
    under = {held: group.name for group in _groups.values() for held in group.holds}
    facts = [
        source
        for kind in kinds.all_kinds()
        if kind.model not in added
        for source in _of_kind(kind, under.get(kind.name) or under.get(kind.block, OTHER.name))
    ]
    decisions = [
        tracked(model, group=OTHER.name, field_class=field_class, sealed=kinds.sealed_besides(model))
        for model, field_class in kinds.told_besides().items()
        if model not in added
    ]
    return [
        source
        for source in (*facts, *decisions, *_sources.values())
        if relationship.reads(source.field_class) and source.offered(relationship)
    ]


def _of_kind(kind: kinds.FactKind, group: str) -> list[Source]:
    """The source of a kind of fact; where each fact has a class of its own, one for each class."""
    if not kind.each_class:
        return [
            tracked(kind.model, group=group, name=kind.name, field_class=kind.field_class, sealed=kind.sealed)
        ]
    return [
        tracked(
            kind.model,
            group=group,
            name=f"{kind.name}-{its}",
            only=Q(**{f"pgh_obj__{kind.each_class}": its.value}),
            field_class=its,
            sealed=kind.sealed,
        )
        for its in FieldClass
    ]


def groups_for(relationship: Relationship) -> list[Group]:
    """What this reader's filter offers, in order."""
    read = {source.group for source in sources_for(relationship)}
    return sorted((g for g in (*_groups.values(), OTHER) if g.name in read), key=lambda group: group.order)


def tracked(model: type[Model], *, group: str, name: str = "", only: Q | None = None, **about: Any) -> Source:
    """The source of a table whose versions are kept: recorded, ended, corrected, taken off the record.

    `only` chooses among the versions.
    """
    name = name or str(model._meta.model_name)
    return Source(
        name,
        group,
        model,
        lambda: _versions(name, model, only or Q()),
        earlier=lambda: _as_they_were(name, model, only or Q()),
        **about,
    )


def plain(
    model: type[Model],
    *,
    group: str,
    on: Any,
    at: str,
    by: Any,
    name: str = "",
    said: Mapping[str, Any] = MappingProxyType({}),
    only: Callable[[], Q] = Q,
    **about: Any,
) -> Source:
    """The source of a table that is only added to.

    `on` gives the day, `at` names the moment of recording, `by` gives who did, `said` whatever the template says beyond
    the table's own columns; `only` chooses among the rows, and is asked once every app has registered.
    """
    name = name or str(model._meta.model_name)

    def rows() -> Rows:
        found: Any = model._default_manager
        return _columns(
            found.filter(only(), **versions.about(model, SOMEBODY)).order_by(),
            name,
            key="pk",
            of="pk",
            on=on,
            at=F(at),
            seen=F(at),
            did=Value("recorded", TextField()),
            before=Cast(Value(None), BigIntegerField()),
            fields=versions.as_json(model),
            by=by,
            said=JSONObject(**said),
        )

    return Source(name, group, model, rows, **about)


def _columns(rows: Any, name: str, *, key: str, of: str, **columns: Any) -> Rows:
    """The columns of every source, in one order."""
    found: Rows = rows.values(
        row_source=Value(name, TextField()),
        row_ref=Concat(Value(f"{name}:"), Cast(key, TextField()), output_field=TextField()),
        row_of=Cast(of, TextField()),
        **{f"row_{column}": value for column, value in columns.items()},
    )
    return found


def _versions(name: str, model: type[Model], only: Q) -> Rows:
    events = events_of(model)
    day, end = TruncDate("pgh_created_at"), versions.ended(model)
    earlier = events.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    ends = Q(row_end__isnull=False) & ~Exists(earlier.alias(row_end=end).filter(row_end__isnull=False))
    is_fact, voided = issubclass(model, Fact), Q(voided_at__isnull=False)
    return _columns(
        events.filter(only, **versions.about(model, SOMEBODY)).order_by().alias(row_end=end),
        name,
        key="pgh_id",
        of="pgh_obj_id",
        on=Case(
            When(pgh_label="insert", then=versions.happened(model)),
            *([When(voided, then=day)] if is_fact else []),
            When(ends, then=F("row_end")),
            default=day,
        ),
        at=versions.recorded(model),
        seen=F("pgh_created_at"),
        did=Case(
            When(pgh_label="insert", then=Value("recorded")),
            When(pgh_label="delete", then=Value("removed")),
            *([When(voided, then=Value("void"))] if is_fact else []),
            When(ends, then=Value("ended")),
            default=Value("changed"),
            output_field=CharField(),
        ),
        before=Case(
            When(pgh_label="update", then=Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])),
            output_field=BigIntegerField(),
        ),
        fields=versions.as_json(model),
        by=_by(model),
        said=F("pgh_context__metadata"),
    )


def _by(model: type[Model]) -> Any:
    """Who recorded it: by the row's own account where the history has none of its own, as of what was brought over."""
    actor = KeyTextTransform("actor", "pgh_context__metadata")
    held = {field.name for field in model._meta.concrete_fields} & {"recorded_by", "assigned_by"}
    if not held:
        return actor
    brought = Q(pgh_label="insert", pgh_context__metadata__user__isnull=True)
    recorder = Case(When(brought, then=versions.who(f"{min(held)}_id")))
    return Coalesce(recorder, actor, output_field=TextField())


def _as_they_were(name: str, model: type[Model], only: Q) -> Rows:
    found: Rows = (
        events_of(model)
        .filter(only, **versions.about(model, SOMEBODY))
        .order_by()
        .values(
            row_source=Value(name, TextField()),
            row_version=Cast("pgh_id", BigIntegerField()),
            row_fields=versions.as_json(model),
        )
    )
    return found
