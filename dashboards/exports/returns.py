"""What a return says once it is a file: these columns and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from access.exporting import Column
from dashboards.exports.rest import Rest
from dashboards.returns.foi import Answer
from dashboards.returns.naming import Named
from dashboards.returns.queries import Report


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the report."""

    table: str
    row: str
    column: str
    says: str


REPORT: tuple[Column[Number], ...] = (
    Column("Table", lambda number: number.table),
    Column("Row", lambda number: number.row),
    Column("Column", lambda number: number.column),
    Column("Number", lambda number: number.says),
)
CELL: tuple[Column[Named | Rest], ...] = (
    Column("Reference", lambda row: str(row) if isinstance(row, Rest) else row.person.reference),
    Column(
        "Family name", lambda row: "" if isinstance(row, Rest) else (row.person.family_name or "").upper()
    ),
    Column("Given names", lambda row: "" if isinstance(row, Rest) else row.person.given_names or ""),
    Column("Why they count", lambda row: "" if isinstance(row, Rest) else row.counted.why),
)


def numbers(report: Report) -> Iterator[Number]:
    """Every number of the report, table by table."""
    for sheet in report.sheets:
        table = f"{sheet.definition.table.upper()}. {sheet.definition.title}"
        for label, cells in sheet.lines:
            for each in cells:
                yield Number(table, label, each.column, str(each.number))
    rates = report.rates
    for row, number in (
        ("Population aged 10 and over", rates.population.number if rates.population else None),
        ("For each 100,000", rates.rate),
        ("One in", rates.one_in),
    ):
        yield Number(
            "T8. Registered sexual offenders and the population",
            row,
            "Number",
            "Not computed" if number is None else str(number),
        )


Line = tuple[str, list[tuple[str, int | None]]]


def of_answer(answer: Answer) -> Sequence[Column[Line]]:
    """The table for a request as it stands on the page: hidden numbers are hidden."""

    def number(place: int) -> Column[Line]:
        def text(line: Line) -> str:
            found = line[1][place][1]
            return "Hidden" if found is None else str(found)

        return Column(answer.columns[place], text)

    by = str(answer.question.rows.label)
    return [Column(by, lambda line: line[0]), *(number(place) for place in range(len(answer.columns)))]
