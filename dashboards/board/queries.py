"""The board as plain values, for a page and for whoever else asks: every figure of the people somebody answers for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from access.policies import Capability, reach
from accounts.models import Unit, User
from dashboards.board import kept, reading, rules
from dashboards.board.metrics import ALL, GROUPS, Metric, Moment
from dashboards.board.metrics.people import managers
from dashboards.board.reading import Counted
from dashboards.board.rules import Days, Tally
from dashboards.board.scope import Asked, in_scope, moment_for
from dashboards.board.tallies import VISITS
from offenders.choices import ManagementLevel
from offenders.models import Assignment, Person
from practice.policy import read_once
from riskplans.choices import FAILED_STATES
from riskplans.models import AttemptsDecision, Visit

LEVELS = sorted(ManagementLevel, key=lambda level: (level.order, level == ManagementLevel.UNASSESSED))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as of its moment. `known` is false where the record does not say how it was on that day."""

    metric: Metric
    every: Tally
    by_level: dict[str, Tally]
    known: bool = True

    @property
    def value(self) -> str:
        """The number as a page says it."""
        if not self.known:
            return "Not kept by day"
        if self.metric.is_share:
            return self.every.per_cent or "None"
        return f"{self.every.count:,}"

    @property
    def levels(self) -> list[tuple[ManagementLevel, str]]:
        """By management level, the gravest first: a share, or a number."""
        return [(level, self._of(self.by_level.get(level, Tally()))) for level in LEVELS]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """The same as a table says it: the word of each level, and what stands under it."""
        return [(level.word, said if self.known else "–") for level, said in self.levels]

    def _of(self, tally: Tally) -> str:
        if not self.metric.is_share:
            return str(tally.count)
        return tally.per_cent or "None"

    @property
    def share(self) -> str:
        return f"{self.every.good} of {self.every.count}" if self.metric.is_share and self.every.count else ""

    @property
    def days(self) -> str:
        return rules.in_days(self.metric.days, self.every)

    @property
    def names_worst(self) -> bool:
        """Whether it is worth saying whose days are the most."""
        return self.metric.days in (Days.OVERDUE, Days.SINCE) and bool(self.every.count and self.every.worst)


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Officer:
    """A manager on the board; no `user`: those whom nobody manages."""

    user: User | None
    people: int
    high: int
    overdue: int
    most: int | None
    points: str = ""  # the weighted caseload; empty of a day that is over, and of nobody
    full: tuple[str, ...] = ()  # why nobody more is to be given to them without a reason

    @property
    def high_share(self) -> str:
        return rules.per_cent(self.high, self.people)


@dataclass(frozen=True, slots=True)
class Worst:
    """Whose visit is the longest overdue, by reference, and what is known of why."""

    person: UUID
    reference: str
    level: ManagementLevel
    days: int
    manager_id: UUID | None
    attempts: int
    undecided: bool
    manager: User | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """`computed_at` is when every figure was counted, `moment` the moment of which they are; `kept`: that was some
    minutes ago, and is not counted anew for each who reads it."""

    computed_at: datetime
    moment: Moment
    figures: dict[str, Figure]
    officers: list[Officer]
    officers_in_all: int
    worst: Worst | None
    kept: bool = False

    @property
    def groups(self) -> list[Group]:
        return [
            Group(heading, [self.figures[each.name] for each in ALL if each.number in numbers])
            for heading, numbers in GROUPS
        ]

    @property
    def visits(self) -> Figure:
        return self.figures[VISITS.name]


def figures(
    user: User, asked: Asked, now: datetime, *, metrics: Sequence[Metric] = ALL
) -> tuple[Moment, dict[str, Figure]]:
    """Each figure of the people `user` answers for, counted now; three queries.

    Raises nothing: whoever answers for nobody has nothing to count.
    """
    moment = moment_for(user, asked, now)
    people = reading.scope_of(in_scope(user, asked, moment, now.date()))
    return moment, _figures(reading.counts(people, metrics, moment), metrics)


def _figures(counted: dict[str, Counted], metrics: Sequence[Metric]) -> dict[str, Figure]:
    found = {}
    for metric in metrics:
        tallies = counted.get(metric.name)
        found[metric.name] = (
            Figure(metric, tallies.every, tallies.by_level) if tallies else Figure(metric, Tally(), {}, False)
        )
    return found


def board(user: User, asked: Asked, now: datetime, *, again: bool = False) -> Board:
    """The whole board; seven queries, however many people. Of very many it is one that is kept (`kept.found`); `again`
    has that counted anew."""
    with read_once():
        moment = moment_for(user, asked, now)
        tallies, was_kept = kept.found(user, asked, moment, now, again=again)
    if not moment.past:
        moment = replace(moment, at=tallies.counted_at)
    found = _figures(tallies.figures, ALL)
    worst = _worst(found[VISITS.name], moment)
    named = {worst.manager_id if worst else None, *(each.manager for each in tallies.officers)}
    known = User.objects.in_bulk([each for each in named if each])
    return Board(
        computed_at=tallies.counted_at,
        moment=moment,
        figures=found,
        officers=[
            Officer(
                known.get(each.manager) if each.manager else None,
                each.people,
                each.high,
                each.overdue,
                each.most,
                tallies.points.get(each.manager, "") if each.manager else "",
                tallies.full.get(each.manager, ()) if each.manager else (),
            )
            for each in tallies.officers
        ],
        officers_in_all=tallies.officers_in_all,
        worst=replace(worst, manager=known.get(worst.manager_id)) if worst and worst.manager_id else worst,
        kept=was_kept,
    )


def _worst(figure: Figure, moment: Moment) -> Worst | None:
    """Of the visit that is the longest overdue: whose, and what is known; one query, as the reader."""
    if not figure.every.worst_id:
        return None
    later = Visit.objects.seen().filter(
        person=OuterRef("visits__person"),
        arrived_at__gte=OuterRef("visits__arrived_at"),
        arrived_at__lte=moment.at,
    )
    attempts = Q(
        ~Exists(later),
        visits__state__in=FAILED_STATES,
        visits__voided_at__isnull=True,
        visits__arrived_at__lte=moment.at,
    )
    waiting = Q(decided_at__isnull=True) | Q(decided_at__gt=moment.at)
    undecided = AttemptsDecision.objects.standing().filter(
        waiting, person=OuterRef("pk"), recorded_at__lte=moment.at
    )
    person = (
        Person.objects.filter(pk=figure.every.worst_id)
        .annotate(
            attempts=Count("visits", filter=attempts),
            undecided=Exists(undecided),
            manager=Subquery(managers(moment).values("manager")[:1]),
        )
        .values_list("pk", "reference", "management_level", "manager", "attempts", "undecided")
        .first()
    )
    if person is None:
        return None
    level = next((each for each, tally in figure.by_level.items() if tally.worst_id == person[0]), person[2])
    return Worst(
        person[0],
        person[1],
        ManagementLevel(level),
        figure.every.most or 0,
        *person[3:],
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """One row behind a number, with its person."""

    person: Person
    on: date | None
    good: bool | None
    level: ManagementLevel
    days: int | None  # overdue, or since; of what is to come, until
    band: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the rows behind a number, and whether more come after it."""

    moment: Moment
    figure: Figure
    rows: list[Listed]
    more: bool


def listing(
    user: User, metric: Metric, asked: Asked, now: datetime, *, skip: int = 0, size: int = 50
) -> Listing:
    """The figure, and a page of the rows behind it; three queries."""
    moment = moment_for(user, asked, now)
    scope = reading.scope_of(in_scope(user, asked, moment, now.date()))
    figure = _figures(reading.counts(scope, [metric], moment), [metric])[metric.name]
    if not figure.known:
        return Listing(moment, figure, [], False)
    read = reading.rows(scope, metric, moment, skip=skip, most=size + 1)
    shown = read[:size]
    people = Person.objects.visible_to(user, now).filter(pk__in={each.person for each in shown})
    known = {each.pk: each for each in people.with_name().with_manager().select_related("unit")}
    rows = []
    for each in shown:
        days = _days(metric, each.on, moment)
        late = rules.band(days) if days is not None and metric.days is Days.OVERDUE else ""
        rows.append(Listed(known[each.person], each.on, each.good, ManagementLevel(each.level), days, late))
    return Listing(moment, figure, rows, len(read) > size)


def _days(metric: Metric, on: date | None, moment: Moment) -> int | None:
    if on is None or metric.days in (Days.NONE, Days.ON):
        return None
    gone = (moment.day - on).days
    return -gone if metric.days is Days.UNTIL else gone


def units_of(user: User, today: date) -> list[Unit]:
    """The units that the board may be narrowed to; one query."""
    scope = reach(user, Capability.APPROVE, today)
    return list(Unit.objects.filter(Q(pk__in=scope.units) | Q(force__in=scope.forces)))


def officers_of(units: Sequence[Unit], unit: str, officer: str, force_id: int | None) -> list[User]:
    """Whoever has managed somebody, of the unit chosen or of the only one there is; and whom the address names.

    Of a whole force there are too many to choose among: none, until a unit is chosen. One query.
    """
    chosen = [each.pk for each in units if len(units) == 1 or str(each.pk) == unit]
    managing = Exists(Assignment.objects.filter(manager=OuterRef("pk")))
    asked = Q(pk=officer) if _is_id(officer) else Q(pk__in=[])
    found = User.objects.filter(managing & Q(unit__in=chosen) | asked, force=force_id)
    return list(found.order_by("family_name", "given_name"))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
