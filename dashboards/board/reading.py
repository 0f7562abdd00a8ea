"""From the definitions to their numbers: every figure of a board in one statement, and the rows behind one of them.

The rows that are counted and the rows that are listed come from the same select of the same metric, joined with the
same people: so a number and its list cannot differ. Of a few people (a unit's) each table is asked for theirs by their
keys, and does not feel how large the force is; of many (a force's) whole tables are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from dashboards.board.metrics import NAMED, Metric, Moment
from dashboards.board.rules import Days, Tally
from diary.clock import LONDON
from diary.models import Entry
from notifications.models import Application, Breach
from offenders.choices import ManagementLevel
from offenders.models import Absence, Assignment, CourtOrder, MappaStatus, Person
from offenders.models.person import PersonQuerySet
from offenders.queries import as_array
from riskplans.models import Plan, PolygraphTest, Visit

_ORDER = (
    "CASE level " + " ".join(f"WHEN '{each.value}' THEN {each.order}" for each in ManagementLevel) + " END"
)
# What many figures ask, each of them of nobody but the person whom it counts.
_OFTEN: tuple[Any, ...] = (
    *(Absence, Application, Assignment, Breach, CourtOrder, Entry),
    *(MappaStatus, Person, Plan, PolygraphTest, Visit),
)
# So many people at most are few.
FEW = 2_000
_NONE = "NULL::date AS board_on, NULL::boolean AS board_good"


@dataclass(slots=True)
class Counted:
    """The tallies of one metric: of all, and by management level."""

    every: Tally = field(default_factory=Tally)
    by_level: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfOfficer:
    """One manager of people in scope; without an id: those whom nobody manages."""

    manager: UUID | None
    people: int
    high: int  # very high and high, and those not assessed, who are treated as high
    overdue: int
    most: int | None  # days of the visit that is the longest overdue


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is counted: whose, its day, for or against, the level on the day."""

    person: UUID
    on: date | None
    good: bool | None
    level: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The people counted, as the first common tables of a statement: `scope` (id, reference, level, manager) and
    `theirs` (ids). `keys` are theirs where they are few; None: they are many."""

    tables: str
    values: list[Any]
    keys: list[UUID] | None
    ids: QuerySet[Any] | list[UUID]  # the keys, or the select of them


def scope_of(people: PersonQuerySet) -> Scope:
    """The people of `dashboards.board.scope.in_scope`; one query."""
    narrow: QuerySet[Any] = people.order_by()
    narrow = narrow.values_list("pk", "reference", "board_level", "board_manager")
    found = list(narrow[: FEW + 1])
    keys = [row[0] for row in found] if len(found) <= FEW else None
    if keys is None:
        sql, values = narrow.query.sql_with_params()
    else:
        sql = "SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[])"
        ids, references, levels, managers = ([row[column] for row in found] for column in range(4))
        values = (as_array(ids), references, levels, as_array(managers))
    tables = f"""
        scope AS MATERIALIZED (SELECT * FROM ({sql}) AS people (id, reference, level, manager)),
        theirs AS MATERIALIZED (SELECT array_agg(id) AS ids FROM scope)
    """  # noqa: S608 - no value of anybody's
    return Scope(tables, list(values), keys, people.order_by().values("pk") if keys is None else keys)


def counts(people: Scope, metrics: Sequence[Metric], moment: Moment) -> dict[str, Counted]:
    """Every metric that can be answered of that day, in one query; days where they say how late or how long."""
    asked = tuple(metric.name for metric in metrics if metric.by_day or not moment.past)
    found = {name: Counted() for name in asked}
    if not asked:
        return found
    few = people.keys is not None
    text = _statement(asked, moment.day, moment.hours, moment.ending, few)
    text = text.replace(_literal(_stand_in(moment.day)), _literal(moment.at))
    sql = f"WITH {people.tables}{text}"
    for name, level, count, good, median, most, worst in _asked(sql, people.values):
        reference, _, person = (worst or "").rpartition(" ")
        tally = Tally(count, good, median, most, reference, UUID(person) if person else None)
        if level is None:
            found[name].every = tally
        else:
            found[name].by_level[level] = tally
    for name in asked:
        if not _lasts(NAMED[name]):
            levels = found[name].by_level.values()
            found[name].every = Tally(sum(each.count for each in levels), sum(each.good for each in levels))
    return found


def _lasts(metric: Metric) -> bool:
    return metric.days not in (Days.NONE, Days.ON)


@lru_cache(maxsize=64)
def _statement(names: tuple[str, ...], day: date, hours: tuple[int, int], ending: int, few: bool) -> str:
    """All but its people and the moment: binding some three hundred values takes longer than many an answer."""
    moment = Moment(_stand_in(day), hours, ending)
    asked = [NAMED[name] for name in names]
    lasting = [metric for metric in asked if _lasts(metric)]
    others = [metric for metric in asked if not _lasts(metric)]
    arms = [_lasting(lasting, moment, few=few)] if lasting else []
    arms += [_summed(others, moment, few=few)] if others else []
    text = " UNION ALL ".join(f"({arm})" for arm, _ in arms)
    tables = _read_once(text, moment) if few else []
    values = [value for _, more in [*tables, *arms] for value in more]
    with connection.cursor() as cursor:
        bound: str = cursor.mogrify(" ".join([*(f", {table}" for table, _ in tables), text]), values)
    return bound.replace("%", "%%")


def _literal(moment: datetime) -> str:
    with connection.cursor() as cursor:
        bound: str = cursor.mogrify("%s", [moment])
    return bound


def _read_once(text: str, moment: Moment) -> list[tuple[str, list[Any]]]:
    """Tables that are asked more than once, as those of their rows that are of these few people, under the tables' own
    names: so the rows are found, and the row policy is asked, once for all figures. Of duties those not met by the day
    and those of the year to it: no figure counts others, and most were met long ago."""
    found = []
    for model in _OFTEN:
        table = model._meta.db_table
        if text.count(f'FROM "{table}"') < 2:
            continue
        key = "id" if model is Person else "person_id"
        named = (field.column for field in model._meta.concrete_fields if f'"{field.column}"' in text)
        columns = ", ".join(f'"{column}"' for column in named)
        theirs = f'SELECT {columns} FROM "{table}" WHERE {key} = ANY((SELECT ids FROM theirs)::uuid[])'  # noqa: S608
        values: list[Any] = []
        if model is Entry:
            theirs += " AND (met_on IS NULL OR met_on > %s OR last >= %s)"
            values = [moment.day, moment.year_ago]
        found.append((f'"{table}" AS MATERIALIZED ({theirs})', values))
    return found


def _summed(metrics: Sequence[Metric], moment: Moment, *, few: bool) -> tuple[str, list[Any]]:
    """How many, and how many for, at each level."""
    values: list[Any] = []
    selects = []
    for metric in metrics:
        sql, more = _select(metric, moment, few=few)
        selects.append(f"SELECT %s AS metric, person_id, board_good FROM ({sql}) AS counted")  # noqa: S608
        values += [metric.name, *more]
    text = f"""
        SELECT metric, level, count(*), count(*) FILTER (WHERE board_good), NULL::int, NULL::int, NULL::text
        FROM ({" UNION ALL ".join(selects)}) AS rows JOIN scope ON scope.id = rows.person_id GROUP BY metric, level
    """  # noqa: S608 - no value of anybody's
    return text, values


def _lasting(metrics: Sequence[Metric], moment: Moment, *, few: bool) -> tuple[str, list[Any]]:
    """How many, the median and the most of their days, and whose the most are: of all, and at each level."""
    values: list[Any] = [moment.day, moment.day]
    selects = []
    for metric in metrics:
        sql, more = _select(metric, moment, few=few)
        back = "false" if metric.days is Days.UNTIL else "true"
        selects.append(f"SELECT %s AS metric, {back} AS back, counted.* FROM ({sql}) AS counted")  # noqa: S608
        values += [metric.name, *more]
    text = f"""
        SELECT metric, level, count(*), count(*) FILTER (WHERE board_good),
            percentile_disc(0.5) WITHIN GROUP (ORDER BY days),
            CASE WHEN bool_and(back) THEN max(days) ELSE min(days) END,
            (array_agg(reference || ' ' || id ORDER BY board_on, {_ORDER}, reference)
                FILTER (WHERE board_on IS NOT NULL))[1]
        FROM (
            SELECT metric, back, board_on, board_good, level, reference, id,
                CASE WHEN back THEN %s - board_on ELSE board_on - %s END AS days
            FROM ({" UNION ALL ".join(selects)}) AS rows JOIN scope ON scope.id = rows.person_id
        ) AS told GROUP BY GROUPING SETS ((metric), (metric, level))
    """  # noqa: S608 - no value of anybody's
    return text, values


def officers(people: Scope, visits: Metric, moment: Moment) -> list[OfOfficer]:
    """Each manager in scope with their people and their visits overdue, the longest overdue first; one query."""
    sql, more = _select(visits, moment, few=people.keys is not None)
    sql = f"""
        WITH {people.tables}, late AS (
            SELECT person_id, count(*) AS overdue, min(board_on) AS first FROM ({sql}) AS rows GROUP BY person_id
        )
        SELECT manager, count(*), count(*) FILTER (WHERE level IN ('very_high', 'high', 'unassessed')),
            coalesce(sum(overdue), 0)::integer, %s - min(first)
        FROM scope LEFT JOIN late ON late.person_id = scope.id GROUP BY manager
        ORDER BY min(first) NULLS LAST, count(*) DESC, manager
    """  # noqa: S608 - no value of anybody's
    return [OfOfficer(*row) for row in _asked(sql, [*people.values, *more, moment.day])]


def rows(
    people: Scope,
    metric: Metric,
    moment: Moment,
    *,
    level: str = "",
    skip: int = 0,
    most: int | None = None,
) -> list[Row]:
    """The rows behind a number: by level, then by day, those against a share first; one query."""
    sql, more = _select(metric, moment, few=people.keys is not None)
    only = "WHERE level = %s" if level else ""
    sql = f"""
        WITH {people.tables}
        SELECT id, board_on, board_good, level FROM ({sql}) AS rows JOIN scope ON scope.id = rows.person_id {only}
        ORDER BY board_good NULLS FIRST, {_ORDER}, board_on NULLS LAST, reference LIMIT %s OFFSET %s
    """  # noqa: S608 - no value of anybody's
    return [
        Row(*row) for row in _asked(sql, [*people.values, *more, *([level] if level else []), most, skip])
    ]


def _select(metric: Metric, moment: Moment, *, few: bool) -> tuple[str, list[Any]]:
    """The rows of a metric as a select of three columns: of a few people theirs, of many whoever they are of."""
    if metric.rows is None:
        return f"SELECT id AS person_id, {_NONE} FROM scope", []  # noqa: S608 - no value of anybody's
    sql, values = _compiled(metric.name, moment.day, moment.hours, moment.ending)
    stand_in = _stand_in(moment.day)
    columns = "person_id, board_on::date AS board_on, board_good::boolean AS board_good"
    # An array is taken for ten keys, whatever is in it: each table is asked by its index on the person.
    only = "WHERE person_id = ANY((SELECT ids FROM theirs)::uuid[])" if few else ""
    text = f"SELECT {columns} FROM ({sql}) AS found (person_id, board_on, board_good) {only}"  # noqa: S608
    return text, [moment.at if value == stand_in else value for value in values]


@lru_cache(maxsize=1024)
def _compiled(name: str, day: date, hours: tuple[int, int], ending: int) -> tuple[str, tuple[Any, ...]]:
    """The select of a metric on that day, with a moment of its own for that of the board: making sixty of them anew
    takes longer than PostgreSQL takes to answer."""
    return NAMED[name].select(Moment(_stand_in(day), hours, ending, True)).query.sql_with_params()


def _stand_in(day: date) -> datetime:
    return datetime.combine(day, time(12, 0, 0, 1), tzinfo=LONDON)


def _asked(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
