"""What Today tells besides duties: what has changed lately, what somebody waits for others to do, and what others
wait for them to decide. Apps register.

Each source is a narrow select; a page reads all of them in one query, a few rows of each, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, JSONObject

from access.log import consulted
from access.policies import FieldClass
from accounts.models import User
from diary.clock import LONDON
from offenders import policies
from offenders.choices import ManagementLevel
from offenders.models.person import legal_name

A_FEW = 10  # rows of each source
A_QUEUE = 50  # and of each in the queue of what waits for a decision

Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One table that tells something: its `rows` have a `person`, and are cut to what the reader may see.

    `at` is the moment (or the day) of a row, `said` what `words` needs of it, as JSON: days are text. `words` and
    `address` are given the person's id and what was said.
    """

    name: str
    called: str  # "Released", "Date moved", "Override of a date"
    at: str
    words: Callable[[Said], str]
    address: Callable[[UUID, Said], str]
    said: Mapping[str, Any] = field(default_factory=dict)
    field_class: FieldClass = FieldClass.GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class News(Source):
    """`rows` gives what happened from a moment on that is not the reader's own doing."""

    rows: Callable[[User, datetime, datetime], QuerySet[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited(Source):
    """`rows` gives what the user has asked others for and has no answer to."""

    rows: Callable[[User, datetime], QuerySet[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide(Source):
    """`rows` gives what waits for the user's own decision: of others' asking, and only what they may decide.

    `asks` is what they are to do, as a link says it ("Approve or return"); `checks` what is looked at first. `urgent`
    says why it is to be decided today, `stuck` why it cannot be approved as it stands; empty if it is not so.
    `inspector` says whether nobody but an inspector may. `within` is the key of policy, in days from `at`, by which it
    is decided; empty where none says.
    """

    rows: Callable[[User, datetime], QuerySet[Any]]
    asks: str
    checks: tuple[str, ...] = ()
    urgent: Callable[[Said, date], str] = lambda said, today: ""
    stuck: Callable[[Said, date], str] = lambda said, today: ""
    inspector: Callable[[Said], bool] = lambda said: False
    within: Callable[[Said], str] = lambda said: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent(Source):
    """`rows` gives where somebody may be in danger and nobody has seen to it yet: it stands before everything else.

    It is given the user and the people chosen, for what somebody is to see to by name is theirs too.
    """

    rows: Callable[[User, Q], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a page shows it."""

    called: str
    person_id: UUID
    reference: str
    family_name: str
    given_names: str
    at: datetime
    words: str
    href: str
    source: str
    level: ManagementLevel
    said: Said


@dataclass(frozen=True, slots=True)
class Lines:
    """A few rows of each source, and how many there are in all."""

    rows: list[Line]
    total: int


_news: dict[str, News] = {}
_awaited: dict[str, Awaited] = {}
_to_decide: dict[str, ToDecide] = {}
_urgent: dict[str, Urgent] = {}


def add_news(source: News) -> None:
    _news[source.name] = source


def add_awaited(source: Awaited) -> None:
    _awaited[source.name] = source


def add_to_decide(source: ToDecide) -> None:
    _to_decide[source.name] = source


def add_urgent(source: Urgent) -> None:
    _urgent[source.name] = source


def since(now: datetime) -> datetime:
    """From when on something is news: the beginning of yesterday, on a Monday of Friday."""
    back = 3 if now.weekday() == 0 else 1
    return datetime.combine(now.date() - timedelta(days=back), time.min, tzinfo=LONDON)


def news(user: User, people: Q, now: datetime) -> Lines:
    """What has changed of the people chosen (`agenda.Scope.people`), the newest first; one query."""
    rows = [(source, source.rows(user, since(now), now).filter(people)) for source in _news.values()]
    return _read(rows, user, now, newest_first=True)


def urgent(user: User, people: Q, now: datetime) -> Lines:
    """Where somebody may be in danger, of the people chosen (`agenda.Scope.people`), the longest first; one query."""
    rows = [(source, source.rows(user, people)) for source in _urgent.values()]
    return _read(rows, user, now)


def awaited(user: User, now: datetime) -> Lines:
    """What this user waits for others to do, the longest first; one query."""
    return _read([(source, source.rows(user, now)) for source in _awaited.values()], user, now)


def to_decide(user: User, now: datetime) -> Lines:
    """What waits for this user's decision, the longest first; one query."""
    rows = [(source, source.rows(user, now)) for source in _to_decide.values()]
    return _read(rows, user, now, most=A_QUEUE)


def deciding(name: str) -> ToDecide:
    """The source of a line of `to_decide`."""
    return _to_decide[name]


def _read(
    sources: Iterable[tuple[Source, QuerySet[Any]]],
    user: User,
    now: datetime,
    *,
    newest_first: bool = False,
    most: int = A_FEW,
) -> Lines:
    known = {source.name: source for source, _ in sources}
    narrow = [
        _columns(source, rows, user, now, newest_first=newest_first, most=most) for source, rows in sources
    ]
    if not narrow:
        return Lines([], 0)
    first, *others = narrow
    found = list(first.union(*others, all=True) if others else first)
    found.sort(key=lambda row: row["line_at"], reverse=newest_first)
    totals = {row["line_source"]: row["line_total"] for row in found}
    consulted(people=[row["line_person"] for row in found], sections=["noticeboard"] if found else [])
    return Lines([_line(known[row["line_source"]], row) for row in found], sum(totals.values()))


def _columns(
    source: Source, rows: QuerySet[Any], user: User, now: datetime, *, newest_first: bool, most: int
) -> QuerySet[Any, dict[str, Any]]:
    """The columns of every source, in one order; a few rows, and how many there are."""
    found: QuerySet[Any, dict[str, Any]] = (
        rows.annotate(field_class=Value(source.field_class.value))
        .filter(Q(policies.reading(user, now)))
        .annotate(legal_name=legal_name("person__"))
        .order_by(f"-{source.at}" if newest_first else source.at, "pk")
        .values(
            line_source=Value(source.name, CharField()),
            line_person=F("person_id"),
            line_reference=F("person__reference"),
            line_family_name=F("legal_name__family_name"),
            line_given_names=F("legal_name__given_names"),
            line_at=Cast(source.at, DateTimeField()),
            line_level=F("person__management_level"),
            line_said=JSONObject(**source.said),
            line_total=Window(Count("pk")),
        )[:most]
    )
    return found


def _line(source: Source, row: dict[str, Any]) -> Line:
    person, said = row["line_person"], row["line_said"]
    return Line(
        source.called,
        person,
        row["line_reference"],
        row["line_family_name"] or "",
        row["line_given_names"] or "",
        row["line_at"].astimezone(LONDON),
        source.words(said),
        source.address(person, said),
        source.name,
        ManagementLevel(row["line_level"]),
        said,
    )


def day(said: Said, name: str) -> date | None:
    """A day that was said, which JSON has as text."""
    return date.fromisoformat(said[name]) if said[name] else None
