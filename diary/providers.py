"""Who tells the diary what is due. Domain apps register; the diary knows none of them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from access.policies import Capability, FieldClass

if TYPE_CHECKING:
    from access.models import OfPerson
    from diary.models import Entry


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated duty as its provider sees it.

    `work_to` and `last` are London dates (their end, 24:00), equal where the law has one reading; both None while
    the duty is suspended. `work_to_at` and `last_at` are the instants of a limit in hours, else None. `met_on` is the
    day it was met, `met_at` the instant. Instants may be given in any zone and are kept in UTC. The reasons are not
    here: they speak of the day they are given on, so the provider's own pages compute them when somebody asks;
    `citation` is the source they rest on.

    Where somebody decided that another date is worked to, the four dates are that decision's, and `computed_last`
    (with `computed_last_at`) is the last day as computed, which stays in sight; otherwise both are None.
    """

    key: str  # stable within the person: "notifications/periodic:<id>"
    kind: str
    title: str
    arises_on: date | None
    work_to: date | None
    last: date | None
    work_to_at: datetime | None = None
    last_at: datetime | None = None
    computed_last: date | None = None
    computed_last_at: datetime | None = None
    met_on: date | None = None
    met_at: datetime | None = None
    met_by: str = ""
    rule: str = ""
    ruleset: str = ""
    citation: str = ""
    owner_id: UUID | None = None  # who is to do it; None: whoever manages the person
    field_class: str = FieldClass.GENERAL  # who reads that there is such a duty
    plain_title: str = ""  # what a message says, where the title is in somebody's own words

    def __post_init__(self) -> None:
        for name in ("work_to_at", "last_at", "computed_last_at", "met_at"):
            if instant := getattr(self, name):
                # In the hour that comes twice in October no instant in London equals itself in UTC (PEP 495), and what
                # is stored comes back in UTC.
                object.__setattr__(self, name, instant.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Ends:
    """When the requirements on one person end, as the provider that computes them sees it: `on` is the last day, None
    where they are indefinite or nobody can say yet. `rule` and `citation` are the source of that day."""

    on: date | None
    indefinite: bool
    rule: str = ""
    ruleset: str = ""
    citation: str = ""


# Given people and the day judged: the duties of each, and the end of what is required. Must be a pure reading of facts,
# in a number of queries that does not grow with the people, and must give the same answer until a fact or the day
# changes.
Provider = Callable[[Sequence[UUID], date], Iterable[tuple[UUID, Duty | Ends]]]

# Where a duty is dealt with, if that is a page of its own.
Page = Callable[["Entry"], str]

_providers: dict[str, Provider] = {}
_pages: dict[str, Page] = {}
_rests_on: dict[str, tuple[type[OfPerson], ...]] = {}
_without_policy: set[str] = set()
_says_ends: set[str] = set()
_of_practice: set[str] = set()
_watched: dict[Capability, list[str]] = {}
_told_to: dict[str, FieldClass] = {}


def register(
    name: str,
    provider: Provider,
    *,
    page: Page | None = None,
    by_policy: bool = True,
    keeps_open: bool = True,
    says_ends: bool = False,
    rests_on: Sequence[type[OfPerson]] = (),
    watched_by: Capability | None = None,
    told_to: Mapping[str, FieldClass] = MappingProxyType({}),
) -> None:
    """`name` is the first part of every key the provider gives.

    `by_policy` False: the provider never asks what a force's policy is, so that no change of it moves its dates, and
    nobody who wants to know what would move has to wait for it. Duties of practice end with the record's being worked
    on: unless they keep it open (`keeps_open`), it can be archived over them. `rests_on`: the tables without any row
    of which about somebody the provider has no duty for them; most people have no order, no test and no breach.
    `says_ends`: the provider says of people when what is required of them ends (`Ends`), at most once of each; one
    provider alone does, and it has no `rests_on`.
    `watched_by`: whoever holds this and keeps no records looks after these duties, and not after all there are.
    `told_to`: by the beginning of the key, who reads that there was a duty once the diary has it no more; of the others
    whoever reads of management.
    """
    _providers[name] = provider
    if rests_on:
        _rests_on[name] = tuple(rests_on)
    _told_to.update(told_to)
    if page:
        _pages[name] = page
    if not by_policy:
        _without_policy.add(name)
    if says_ends:
        _says_ends.add(name)
    if not keeps_open:
        _of_practice.add(name)
    if watched_by:
        _watched.setdefault(watched_by, []).append(name)


def page_of(entry: Entry) -> str:
    """The address at which the duty is dealt with; empty where its provider names none."""
    page = _pages.get(entry.key.partition("/")[0])
    return page(entry) if page else ""


def told_to() -> dict[str, FieldClass]:
    """Who reads of a duty that there is no more, by the beginning of its key."""
    return dict(_told_to)


def of_practice() -> frozenset[str]:
    """The providers whose duties end when nobody works on a record any more."""
    return frozenset(_of_practice)


def says_ends(name: str) -> bool:
    """Whether this provider says when the requirements on people end."""
    return name in _says_ends


def watched_by(capability: Capability) -> Q:
    """The duties that whoever holds this looks after: the providers' own, and the tasks that they set."""
    names = [f"{name}/" for name in _watched.get(capability, ())]
    found = (Q(key__startswith=name) | Q(rule__startswith=name) for name in names)
    return Q(*found, _connector=Q.OR) if names else Q(pk__in=[])


def registered() -> dict[str, Provider]:
    return dict(_providers)


_ANY_ROW = 'EXISTS (SELECT FROM "{}" WHERE person_id = ANY(%s))'


def concerned(people: Sequence[UUID]) -> dict[str, Provider]:
    """Those that may have a duty for one of these people; one query, which spares several of each of the others."""
    asked: list[str] = []
    given: list[Any] = []
    for name, tables in _rests_on.items():
        any_of = " OR ".join(_ANY_ROW.format(each._meta.db_table) for each in tables)
        asked.append(f"SELECT %s WHERE {any_of}")
        given += [name, *[list(people)] * len(tables)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), given)
        found = {name for (name,) in cursor.fetchall()}
    return {name: provider for name, provider in _providers.items() if name not in _rests_on or name in found}


def resting_on_policy() -> list[Provider]:
    """Those whose dates a change of policy may move."""
    return [provider for name, provider in _providers.items() if name not in _without_policy]
