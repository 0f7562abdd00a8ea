"""A page of the timeline: one query over every source, which reads no more of each than a page holds.

What Django makes of a source is made once in the life of a process; a page puts the person, the cursor and the filters
into it. A second query fetches what the corrected facts on the page said before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.timezone import localdate

from access.policies import FieldClass
from frontend.paging import Page, page_from
from offenders import versions
from offenders.models import Fact, Person
from offenders.timeline.sources import SOMEBODY, Rows, Source, sources_for

# What a version of a row says was done, and the word for it.
DONE = {
    "recorded": "recorded",
    "ended": "ended",
    "changed": "corrected",
    "void": "taken off the record",
    "removed": "removed",
}
_COLUMNS = (
    *("row_source", "row_ref", "row_of", "row_on", "row_at", "row_seen", "row_did"),
    *("row_before", "row_fields", "row_by", "row_said"),
)
_BY_DAY = ("-row_on", "-row_at", "-row_ref")
_BY_RECORDING = ("-row_at", "-row_on", "-row_ref")
# A version is dated as its transaction begins: what was committed while somebody looked is told again, never left out.
_COMMITTING = timedelta(minutes=1)

Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the timeline is wanted: of `groups` (none: all), from one day to another, new since a moment.

    New by `since` is what this database learned after it; by `known_since`, what by the record's own account nobody
    knew: what was brought over from an earlier system is new by the first alone.
    """

    groups: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    since: datetime | None = None
    known_since: datetime | None = None
    by_recording: bool = False  # in the order in which it was recorded, not in which it happened


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, on the London day `on`, and was recorded at the moment `at`.

    `of` is the row it happened to, `before` what that row said before where it was changed; `sealed` names the columns
    that only some readers read, each with its class.
    """

    source: Source
    did: str  # a key of DONE
    on: date
    at: datetime
    by: str
    reason: str
    said: dict[str, Any]  # by the name of the column, in words
    context: dict[str, Any]  # what was said beside the row: who, by which verb, why
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)  # label, old value, new value
    of: str = ""
    before: dict[str, Any] | None = None
    sealed: Mapping[str, FieldClass] = field(default_factory=dict)

    @property
    def called(self) -> str:
        return str(self.source.model._meta.verbose_name)

    @property
    def kind(self) -> str:
        """Which kind of fact it is, where its table holds several."""
        return str(self.said.get("kind") or "")

    @property
    def done(self) -> str:
        if self.did == "changed" and not issubclass(self.source.model, Fact):
            return "changed"  # what goes from state to state is not put right by it
        return DONE[self.did]

    @property
    def template(self) -> str:
        return self.source.template

    @property
    def told_later(self) -> bool:
        """Whether it was recorded on another day than it happened."""
        return localdate(self.at) != self.on


def page(person: Person, asked: Asked, today: date, params: Mapping[str, Any], *, size: int) -> Page[Event]:
    """The page of events that `params` (`request.GET`) asks for; two queries, however long the record."""
    sources = {
        source.name: source
        for source in sources_for(person.relationship)
        if not asked.groups or source.group in asked.groups
    }
    order = _BY_RECORDING if asked.by_recording else _BY_DAY
    fetch = partial(_fetch, person, sources.values(), asked, today, order, size + 1)
    found = page_from(fetch, order=order, params=params, size=size)
    before = _before(person, found.rows, sources)
    events = [
        _event(sources[row["row_source"]], row, before.get((row["row_source"], row["row_before"])), person)
        for row in found.rows
    ]
    return Page(events, found.previous, found.next)


def news(person: Person, since: datetime, today: date, *, limit: int) -> list[Event]:
    """The newest that was recorded, or happened, after a moment; one more than `limit` if there is more."""
    return page(person, Asked(since=since, by_recording=True), today, {}, size=limit + 1).rows


def _fetch(
    person: Person,
    sources: Iterable[Source],
    asked: Asked,
    today: date,
    order: tuple[str, ...],
    count: int,
    place: list[Any] | None,
    backwards: bool,
) -> list[dict[str, Any]]:
    columns = [name.removeprefix("-") for name in order]
    direction, beyond = ("ASC", ">") if backwards else ("DESC", "<")
    conditions: list[Statement] = []
    if place is not None:
        conditions.append((f"({', '.join(columns)}) {beyond} (%s, %s, %s)", tuple(place)))
    if asked.starts:
        conditions.append(("row_on >= %s", (asked.starts,)))
    if asked.ends:
        conditions.append(("row_on <= %s", (asked.ends,)))
    if asked.since:
        day = timezone.localtime(asked.since).date()
        seen = asked.since - _COMMITTING
        conditions.append(("(row_seen > %s OR row_on > %s AND row_on <= %s)", (seen, day, today)))
    if asked.known_since:
        day = timezone.localtime(asked.known_since).date()
        conditions.append(("(row_at > %s OR row_on > %s AND row_on <= %s)", (asked.known_since, day, today)))
    where = " AND ".join(condition for condition, _ in conditions) or "true"
    ordered = f"ORDER BY {', '.join(f'{column} {direction}' for column in columns)} LIMIT {count}"
    given = [value for _, values in conditions for value in values]
    # Each source in order and cut to a page, so that the database never puts all of them in order together.
    return _together(person, [(source, source.rows) for source in sources], _COLUMNS, where, given, ordered)


def _before(
    person: Person, rows: Iterable[dict[str, Any]], sources: Mapping[str, Source]
) -> dict[tuple[str, int], dict[str, Any]]:
    """What the corrected rows said before, by source and number of the version; one query, or none."""
    numbers = [row["row_before"] for row in rows if row["row_before"] is not None]
    corrected = {row["row_source"] for row in rows if row["row_before"] is not None}
    branches = [
        (source, source.earlier)
        for source in sources.values()
        if source.name in corrected and source.earlier is not None
    ]
    columns = ("row_source", "row_version", "row_fields")
    found = _together(person, branches, columns, "row_version = ANY(%s)", [numbers])
    return {(row["row_source"], row["row_version"]): row["row_fields"] for row in found}


_statements: dict[tuple[str, bool], Statement] = {}


def _together(
    person: Person,
    branches: list[tuple[Source, Callable[[], Rows]]],
    columns: tuple[str, ...],
    where: str,
    given: list[Any],
    ordered: str = "",
) -> list[dict[str, Any]]:
    """The rows of these branches that fulfil `where`, as one statement."""
    texts, values = [], []
    for source, rows in branches:
        text, its_values = _statement(source, rows)
        # No value stands in the text itself.
        texts.append(f"(SELECT {', '.join(columns)} FROM ({text}) AS each WHERE {where} {ordered})")  # noqa: S608
        values += [person.pk if value == SOMEBODY else value for value in its_values] + given
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(texts)} {ordered}" if len(texts) > 1 else texts[0], values)
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in found:
        row.update({name: _read(row[name]) for name in ("row_fields", "row_said") if name in row})
    return found


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _statement(source: Source, rows: Callable[[], Rows]) -> Statement:
    """What Django makes of a source's rows: made once, for SOMEBODY."""
    key = (source.name, rows is source.earlier)
    if key not in _statements:
        text, values = rows().query.sql_with_params()
        _statements[key] = text, tuple(values)
    return _statements[key]


def _event(source: Source, row: dict[str, Any], before: dict[str, Any] | None, person: Person) -> Event:
    fields, context = row["row_fields"], row["row_said"] or {}
    sealed: dict[str, FieldClass] = {}
    for version in filter(None, (fields, before)):
        for name, its in source.sealed(version).items():
            sealed[name] = its
            if name in version and not person.relationship.reads(its):
                version[name] = None
    columns = {column.attname: column for column in versions.told(source.model)}

    def said(version: dict[str, Any]) -> dict[str, Any]:
        return {columns[name].name: versions.shown(columns[name], version[name]) for name in version}

    is_first = row["row_did"] in ("recorded", "removed")
    return Event(
        source=source,
        did=row["row_did"],
        on=row["row_on"],
        at=timezone.localtime(row["row_at"]),
        by=row["row_by"] or "Vigil",
        reason=versions.reason_for(person, context),
        said=said(fields),
        context=context,
        changes=_changes(source, fields, before, on=row["row_on"], is_first=is_first),
        of=row["row_of"],
        before=said(before) if before else None,
        sealed={columns[name].name: its for name, its in sealed.items() if name in columns},
    )


def _changes(
    source: Source, fields: dict[str, Any], before: dict[str, Any] | None, *, on: date, is_first: bool
) -> list[tuple[str, Any, Any]]:
    """What the version said first."""
    if is_first:
        # The kind stands in the title already, and the day beside it.
        days = [name for name in versions.HAPPENED if fields.get(name) == on.isoformat()]
        return versions.differences(source.model, fields, None, without=("kind", *days))
    return versions.differences(source.model, fields, before) if before else []
