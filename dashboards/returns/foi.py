"""Tables for requests under the Freedom of Information Act: who was counted on a day, by one or two characteristics.

Everybody is counted whoever asks, from facts in force on the day and, for what keeps no days, from the change history.
Small numbers are hidden, and with them what would give them away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from access.reading import as_vigil
from accounts.models import Force, Unit
from dashboards.returns import suppression
from dashboards.returns.choices import AGES, NOT_RECORDED, Dimension, Measure
from dashboards.returns.definitions import Table, definitions
from dashboards.returns.history import Stood, stood
from dashboards.returns.reading import RSO, statuses_on
from dashboards.returns.rules import running_year
from notifications.breaches.choices import BreachOf, Outcome
from notifications.choices import Section
from notifications.models import Breach, Notification
from offenders.choices import ManagementLevel, OrderKind, Sex, SoughtKind
from offenders.models import Absence, CourtOrder, Gone, MappaStatus, Particulars, Sought
from offenders.record.choices import EthnicityCode


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to count, on which day, by what in rows and, if anything, in columns."""

    measure: Measure
    on: date
    rows: Dimension
    columns: Dimension | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The table with its totals. A cell is a number, or None where it is hidden."""

    question: Question
    rows: list[str]
    columns: list[str]
    cells: list[list[int | None]]
    threshold: int

    @property
    def hides(self) -> bool:
        return any(cell is None for row in self.cells for cell in row)

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, int | None]]]]:
        """Each row with its numbers, each number with its column."""
        return [
            (row, list(zip(self.columns, cells, strict=True)))
            for row, cells in zip(self.rows, self.cells, strict=True)
        ]

    @property
    def most_hidden(self) -> int:
        """The greatest number that is hidden for its own sake."""
        return self.threshold - 1


def answer(force: Force, question: Question, *, threshold: int) -> Answer:
    """Count and hide; four queries or five, however many people there are."""
    with as_vigil():
        people = counted(force, question.measure, question.on)
        said = _characteristics(force, question, people)
    rows, columns = (_order(force, each, said, place) for place, each in enumerate(_asked(question)))
    table: Counter[tuple[str, str]] = Counter(said.values())
    grid = [[table[row, column] for column in columns] for row in rows]
    # One row, or one column, is its own total: the totals would say the same twice.
    whole = suppression.with_totals(grid)
    shown = whole if question.columns else [[*row[:-1]] for row in whole]
    hide = suppression.hidden(shown, threshold) if question.columns else _hidden_of_one(shown, threshold)
    cells = [
        [None if (at, place) in hide else number for place, number in enumerate(row)]
        for at, row in enumerate(shown)
    ]
    heads = [*columns, "Total"] if question.columns else ["Number"]
    return Answer(question, [*rows, "Total"], heads, cells, threshold)


def _hidden_of_one(shown: list[list[int]], threshold: int) -> set[tuple[int, int]]:
    """Of a table of one column: its mirror with the total at the end of a row says the same and hides the same."""
    mirrored = [[number for [number] in shown]]
    return {(column, 0) for _, column in suppression.hidden([*mirrored, *mirrored], threshold)}


def counted(force: Force, measure: Measure, on: date) -> set[UUID]:
    """The people of a measure; to be asked as Vigil."""
    return set(_PEOPLE[measure](force, on))


def _registered(force: Force, on: date) -> QuerySet[Any, UUID]:
    return statuses_on(force, on).filter(category="1").values_list("person", flat=True)


def _inside(force: Force, on: date) -> QuerySet[Any, UUID]:
    inside = Absence.objects.standing().on(on).detentions().filter(person=OuterRef("person"))
    return (
        MappaStatus.objects.on(on)
        .filter(
            Exists(inside),
            ~Exists(Gone.objects.on(on).filter(person=OuterRef("person"))),
            person__force=force,
            category="1",
        )
        .values_list("person", flat=True)
    )


def _ordered(*kinds: OrderKind) -> Callable[[Force, date], QuerySet[Any, UUID]]:
    def people(force: Force, on: date) -> QuerySet[Any, UUID]:
        return (
            CourtOrder.objects.standing()
            .filter(Q(last_day__isnull=True) | Q(last_day__gte=on), kind__in=kinds, made_on__lte=on)
            .filter(Q(discharged_on__isnull=True) | Q(discharged_on__gt=on), person__force=force)
            .values_list("person", flat=True)
        )

    return people


def _sought(kind: SoughtKind) -> Callable[[Force, date], QuerySet[Any, UUID]]:
    def people(force: Force, on: date) -> QuerySet[Any, UUID]:
        return Sought.objects.on(on).filter(kind=kind, person__force=force).values_list("person", flat=True)

    return people


def _a_year_to(on: date) -> tuple[date, date]:
    """The day after the same day of the year before, and the day."""
    try:
        before = on.replace(year=on.year - 1)
    except ValueError:  # 29 February
        before = on.replace(year=on.year - 1, day=28)
    return before + date.resolution, on


def _breached(force: Force, on: date) -> QuerySet[Any, UUID]:
    return (
        Breach.objects.standing()
        .filter(
            of__in=[BreachOf.REQUIREMENT, BreachOf.FALSE],
            outcome__in=[Outcome.CAUTIONED, Outcome.CONVICTED],
            outcome_on__range=_a_year_to(on),
            person__force=force,
            person__kind=RSO,
        )
        .values_list("person", flat=True)
    )


def _imposed(force: Force, on: date) -> QuerySet[Any, UUID]:
    return (
        CourtOrder.objects.standing()
        .filter(
            kind__in=definitions(running_year(on))[Table.T5].orders,
            made_on__range=_a_year_to(on),
            person__force=force,
        )
        .values_list("person", flat=True)
    )


def _told(*sections: Section) -> Callable[[Force, date], QuerySet[Any, UUID]]:
    def people(force: Force, on: date) -> QuerySet[Any, UUID]:
        first, last = _a_year_to(on)
        return (
            Notification.objects.standing()
            .filter(
                section__in=sections,
                given_at__date__gte=first,
                given_at__date__lte=last,
                person__force=force,
            )
            .values_list("person", flat=True)
        )

    return people


_PEOPLE: dict[Measure, Callable[[Force, date], QuerySet[Any, UUID]]] = {
    Measure.REGISTERED: _registered,
    Measure.REGISTERED_INSIDE: _inside,
    Measure.MANAGED: lambda force, on: statuses_on(force, on).values_list("person", flat=True),
    Measure.HIGHER: lambda force, on: (
        statuses_on(force, on).filter(level__in=["2", "3"]).values_list("person", flat=True)
    ),
    Measure.PREVENTION_ORDERS: _ordered(OrderKind.SHPO, OrderKind.INTERIM_SHPO),
    Measure.RISK_ORDERS: _ordered(OrderKind.SRO, OrderKind.INTERIM_SRO),
    Measure.MISSING: _sought(SoughtKind.MISSING),
    Measure.WANTED: _sought(SoughtKind.WANTED),
    Measure.BREACHED: _breached,
    Measure.ORDERED: _imposed,
    Measure.MOVED: _told(Section.CHANGE),
    Measure.TRAVELLED: _told(Section.TRAVEL),
}


def _asked(question: Question) -> list[Dimension | None]:
    return [question.rows, question.columns]


def _characteristics(force: Force, question: Question, people: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """What each person is in rows and in columns."""
    asked = set(_asked(question))
    as_stood = stood(force, question.on)
    units = dict(Unit.objects.filter(force=force).values_list("pk", "name"))
    ethnic = _ethnicity(force, question.on) if Dimension.ETHNICITY in asked else {}
    areas = _areas(force, question.on) if Dimension.AREA in asked else {}

    def say(person: UUID, how: Stood, by: Dimension | None) -> str:
        if by is None:
            return ""
        if by is Dimension.AREA:
            return areas.get(person) or NOT_RECORDED
        if by is Dimension.ETHNICITY:
            code = ethnic.get(person, "")
            return str(EthnicityCode(code).label) if code else NOT_RECORDED
        if by is Dimension.UNIT:
            return units.get(how.unit, NOT_RECORDED)
        if by is Dimension.SEX:
            return str(Sex(how.sex).label)
        if by is Dimension.LEVEL:
            return _LEVELS[how.level]
        return _band(how.born, question.on)

    return {
        person: (
            say(person, as_stood[person], question.rows),
            say(person, as_stood[person], question.columns),
        )
        for person in people
    }


_LEVELS = {level.value: level.word for level in ManagementLevel}


def _ethnicity(force: Force, on: date) -> dict[UUID, str]:
    """The code of the newest particulars in force on the day that say one."""
    rows = (
        Particulars.objects.standing()
        .exclude(ethnicity_code="")
        .filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )
        .filter(person__force=force)
        .order_by(F("starts_on").asc(nulls_first=True), "recorded_at")
    )
    return dict(rows.values_list("person", "ethnicity_code"))


def _areas(force: Force, on: date) -> dict[UUID, str]:
    return dict(MappaStatus.objects.on(on).filter(person__force=force).values_list("person", "area"))


def _band(born: date, on: date) -> str:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(_band_name(low, high) for low, high in AGES if high is None or age <= high)


def _band_name(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} and over"
    return f"{low} to {high}" if low else f"Under {high + 1}"


def _order(
    force: Force, by: Dimension | None, said: dict[UUID, tuple[str, str]], place: int
) -> Sequence[str]:
    """The rows or columns, in the order in which their kind is read; what nobody is stands there too, but for codes."""
    found = {each[place] for each in said.values()}
    known: list[str] = {
        None: [""],
        Dimension.SEX: [str(each.label) for each in Sex],
        Dimension.LEVEL: list(_LEVELS.values()),
        Dimension.AGE: [_band_name(low, high) for low, high in AGES],
        Dimension.ETHNICITY: [str(each.label) for each in EthnicityCode if each.label in found],
        Dimension.UNIT: list(
            Unit.objects.filter(force=force).order_by("name").values_list("name", flat=True)
        ),
    }.get(by, [])
    return [*known, *sorted(found - set(known))]
