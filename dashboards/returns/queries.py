"""The annual report of a force as a page reads it: its tables, its rates, and what does not add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from access.reading import as_vigil
from accounts.models import Force, User
from dashboards.models import Population
from dashboards.returns import reading, rules, shape
from dashboards.returns.definitions import Definition, Table, definitions
from dashboards.returns.reading import Asked, Counted, Counts
from dashboards.returns.rules import Check, ReportYear
from dashboards.returns.shape import Cell, Sheet
from mappa.figures import queries as figures
from mappa.figures.choices import Figure
from mappa.figures.queries import Part, Row
from mappa.figures.reading import Asked as Period
from notifications.breaches import listing
from offenders.models import MappaStatus


@dataclass(frozen=True, slots=True)
class Rates:
    """Table T8."""

    registered: int
    before: int  # a year earlier
    population: Population | None

    @property
    def rate(self) -> int | None:
        return rules.per_100_000(self.registered, self.population.number) if self.population else None

    @property
    def one_in(self) -> int | None:
        if not self.population or not self.registered:
            return None
        return rules.one_in(self.registered, self.population.number)

    @property
    def change(self) -> str:
        """Since a year earlier, in words."""
        more = self.registered - self.before
        if not self.before and not self.registered:
            return "None then either"
        return "As many as a year before" if not more else f"{abs(more)} {'more' if more > 0 else 'fewer'}"


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report of a force or one of its areas."""

    asked: Asked
    sheets: list[Sheet]
    rates: Rates
    figures: list[Row]
    checks: list[Check]
    without: list[Counted]  # registered and at liberty, with no category in force

    @property
    def attended(self) -> list[tuple[Figure, Part]]:
        """Of each agency invited to meetings, how often it came, under the figure that counts it."""
        return [(row.figure, part) for row in self.figures for part in row.parts]

    @property
    def faults(self) -> int:
        return sum(not each.agrees for each in self.checks)


def areas_of(force: Force) -> list[str]:
    """Every MAPPA area that anybody of the force was ever managed in."""
    rows = MappaStatus.objects.filter(person__force=force).exclude(area="").order_by("area")
    with as_vigil():
        return list(rows.values_list("area", flat=True).distinct())


def report(user: User, asked: Asked, now: datetime) -> Report:
    """The whole report; some thirty queries, however many people there are."""
    force = _force(user)
    said = definitions(asked.year.ends)
    counts = reading.read(force, asked)
    numbers = {part: len(rows) for part, rows in counts.items()}
    before = ReportYear(asked.year.ends - 1, asked.year.today)
    last = reading.statuses_on(force, before.as_at, leaves_out=said[Table.T1].leaves_out).filter(category="1")
    with as_vigil():
        earlier = (last.filter(area=asked.area) if asked.area else last).count()
    registered = sum(number for part, number in numbers.items() if part.startswith("t1-c1-"))
    sheets = shape.sheets(said, numbers)
    without = [] if asked.area else reading.without_category(force, asked.year.as_at)
    return Report(
        asked,
        sheets,
        Rates(registered, earlier, population(force, asked.area, asked.year.as_at)),
        figures.table(user, Period(asked.year.first, asked.year.last, asked.area), now).rows,
        _checks(force, asked, sheets, counts),
        without,
    )


def people(user: User, asked: Asked, key: str) -> tuple[Definition, Cell, list[Counted]] | None:
    """What one cell counts, one row each: as many as its number. None for a cell there is not."""
    said = definitions(asked.year.ends)
    found = shape.cells(said[Table.T5].orders).get(key)
    if found is None:
        return None
    table, cell = found
    counts = reading.read(_force(user), asked)
    rows = [each for part in cell.parts for each in counts.get(part, ())]
    return said[table], cell, sorted(rows, key=lambda each: (each.reference, each.why))


def population(force: Force, area: str, day: date) -> Population | None:
    """The estimate that a rate of `day` is of."""
    return Population.objects.filter(force=force, area=area).by(day).first()


def _force(user: User) -> Force:
    assert user.force  # noqa: S101 - `naming.reads` has asked for it
    return user.force


def _checks(force: Force, asked: Asked, sheets: list[Sheet], counts: Counts) -> list[Check]:
    """The report's own numbers, each got a second way."""
    found = []
    by_table = {sheet.definition.table: sheet for sheet in sheets}
    snapshot = by_table[Table.T1]
    total = snapshot.lines[-1][1][-1].number
    people = {each.person for part, rows in counts.items() if part.startswith("t1-") for each in rows}
    found.append(_check("T1: the total, and how many people it names", total, len(people)))
    rows = sum(line[-1].number for _, line in snapshot.lines[:-1])
    columns = sum(cell.number for cell in snapshot.lines[-1][1][:-1])
    found.append(_check("T1: levels together, and categories together", rows, columns))
    found.append(
        _check("T1: category 3 at level 1, which there cannot be", len(counts.get("t1-c3-l1", ())), 0)
    )
    higher = Counter(
        (each.person, part.split("-")[1])
        for part, found_rows in counts.items()
        if part.startswith("t2-")
        for each in found_rows
    )
    flow = by_table[Table.T2].lines[-1][1][-1].number
    found.append(_check("T2: the total, and how many people it names in each category", flow, len(higher)))
    at_end = {
        each.person
        for part, found_rows in counts.items()
        if part.startswith("t1-") and part[-1] in "23"
        for each in found_rows
    }
    missed = at_end - {person for person, _ in higher}
    found.append(
        _check(
            "T1 and T2: people at level 2 or 3 on the last day, and in the year",
            len(at_end),
            len(at_end) - len(missed),
        )
    )
    if not asked.area and asked.year.is_over:
        counted = next(
            (each for each in listing.annual_count(force) if each.year == asked.year.ends - 1), None
        )
        occasions = len(counts.get("t3-occasions", ()))
        again = counted.cautions + counted.convictions if counted else 0
        found.append(_check("T3: occasions, and the count on the page of breaches", occasions, again))
    return found


def _check(what: str, said: int, again: int) -> Check:
    return Check(what, str(said), str(again), said == again)
