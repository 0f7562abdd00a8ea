"""The caseloads of officers, from the facts: one query for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User, UserQuerySet
from offenders import overseeing
from offenders.caseload import rules
from offenders.caseload.keys import MOST, SHARE, SHARE_FROM, WEIGHTS
from offenders.caseload.rules import Kind, Limits, Load
from offenders.choices import MappaLevel
from offenders.models import Absence, Assignment, Person
from offenders.models.status import MappaStatus
from offenders.queries import as_array, everybodys_conditions
from offenders.record.terms import ConditionKind
from practice.policy import Policy, policy_of

Known = Callable[[OuterRef, date], Exists]  # whether it is so of that person on that day
# What floors above know of a person, by the name of `Kind`'s field.
_known: dict[str, Known] = {}


def weigh(name: str, known: Known) -> None:
    """Have caseloads ask this of every person; each floor that knows something registers it as it starts."""
    _known[name] = known
    _held.cache_clear()


@dataclass(slots=True)
class Candidate:
    """An officer who could manage one more person."""

    officer: User
    load: Load
    after: Load
    full: list[str]  # why a reason is asked for
    away: bool  # somebody stands in for them today

    @property
    def place(self) -> tuple[bool, bool, int, int, str]:
        """Whoever has room and is there first; of those the lightest."""
        return bool(self.full), self.away, self.after.points, self.after.people, str(self.officer)


def limits_of(policy: Policy) -> Limits:
    return Limits(policy.value(MOST), policy.value(SHARE), policy.value(SHARE_FROM))


def weights_of(policy: Policy) -> dict[str, int]:
    return {name: policy.value(key) for name, key in WEIGHTS.items()}


def loads(
    managers: Iterable[UUID], today: date, weights: Mapping[str, int], *, besides: UUID | None = None
) -> dict[UUID, Load]:
    """What each manages now, `besides` one; nothing of whoever manages nobody. One query."""
    _, whole = loads_among(managers, today, weights, [], besides=besides)
    return whole


def loads_among(
    managers: Iterable[UUID],
    today: date,
    weights: Mapping[str, int],
    among: QuerySet[Person, Any] | Sequence[UUID],
    *,
    besides: UUID | None = None,
) -> tuple[dict[UUID, Load], dict[UUID, Load]]:
    """What each manages now `among` some people, and of everybody, `besides` one. One query."""
    held, of_held = _held(today)
    if isinstance(among, QuerySet):
        one_of, of_them = among.query.sql_with_params()
        is_among, of_among = f"person IN ({one_of})", list(of_them)
    else:
        is_among, of_among = "person = ANY(%s::uuid[])", [as_array(among)]
    names = ", ".join(_FIELDS)
    sql = f"""
        SELECT manager, {is_among} AS is_among, count(*), {names} FROM ({held}) AS held
        WHERE manager = ANY(%s::uuid[]) AND person IS DISTINCT FROM %s GROUP BY manager, is_among, {names}
    """  # noqa: S608 - no value of anybody's
    counts: dict[bool, dict[UUID, list[tuple[Kind, int]]]] = {True: {}, False: {}}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*of_among, *of_held, list(managers), besides])
        for manager, here, many, *kind in cursor.fetchall():
            counts[False].setdefault(manager, []).append((Kind(*kind), many))
            if here:
                counts[True].setdefault(manager, []).append((Kind(*kind), many))
    within, whole = (
        {manager: rules.load(found, weights) for manager, found in counts[here].items()}
        for here in (True, False)
    )
    return within, whole


@lru_cache(maxsize=8)
def _held(today: date) -> tuple[str, tuple[Any, ...]]:
    """Who manages whom now, with what counts of each, as a select: making it anew takes longer than its answer."""
    rows = Assignment.objects.filter(ends_on__isnull=True).order_by()
    rows = rows.annotate(**_flags("person", today), level=F("person__management_level"))
    sql, values = rows.values("manager", "person", *_FIELDS).query.sql_with_params()
    return sql, tuple(values)


def kinds(people: Iterable[UUID], today: date) -> dict[UUID, Kind]:
    """What counts of each of these people. One query."""
    rows = Person.objects.filter(pk__in=people).annotate(**_flags("pk", today), level=F("management_level"))
    return {row["pk"]: _kind(row) for row in rows.values("pk", *_FIELDS)}


def candidates(person: Person, today: date) -> list[Candidate]:
    """The officers of the person's unit, the one who has most room first. Five queries."""
    policy = policy_of(person.force_id, today)
    weights, limits = weights_of(policy), limits_of(policy)
    officers = list(of_unit(person.unit_id, today))
    # Without the person: whoever has them already is asked whether there is room for them.
    held = loads([each.pk for each in officers], today, weights, besides=person.pk)
    covered = {each.manager_id for each in overseeing.covers_of(held, today) if each.starts_on <= today}
    adds = rules.one(kinds([person.pk], today)[person.pk], weights)
    found = []
    for officer in officers:
        has = held.get(officer.pk, Load())
        found.append(Candidate(officer, has, has + adds, rules.full(has, limits), officer.pk in covered))
    return sorted(found, key=lambda each: each.place)


def full(manager: User, today: date, *, besides: UUID | None = None) -> list[str]:
    """Why nobody more than they have, `besides` one, is to be allocated to an officer without a reason. Two queries."""
    policy = policy_of(manager.force_id, today)
    held = loads([manager.pk], today, weights_of(policy), besides=besides).get(manager.pk, Load())
    return rules.full(held, limits_of(policy))


def of_unit(unit_id: int | None, today: date) -> UserQuerySet:
    """The officers of a unit who can manage somebody, by name."""
    found: UserQuerySet = overseeing.officers(today).filter(unit=unit_id, is_active=True)
    return found.order_by("family_name", "collar_number")


def _flags(person: str, today: date) -> dict[str, Exists]:
    who = OuterRef(person)
    orders, _ = everybodys_conditions(today)
    mappa = MappaStatus.objects.on(today).filter(person=who, level__in=[MappaLevel.TWO, MappaLevel.THREE])
    return {
        "away": Exists(Absence.objects.standing().detentions().on(today).filter(person=who)),
        "devices": Exists(orders.filter(_ABOUT_DEVICES, person=who)),
        "mappa": Exists(mappa),
        **{name: known(who, today) for name, known in _known.items()},
    }


_ABOUT_DEVICES = Q(kind__in=[ConditionKind.DEVICES, ConditionKind.INSPECTION]) | Q(permits_monitoring=True)
_FIELDS = tuple(each.name for each in fields(Kind))


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(**{name: row[name] for name in _FIELDS})
