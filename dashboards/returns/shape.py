"""The report as tables: which cell stands where, and what is counted in each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboards.returns.definitions import Definition, Table
from offenders.choices import MappaCategory, MappaLevel, OrderKind

CATEGORIES, LEVELS, HIGHER = list(MappaCategory.values), list(MappaLevel.values), ["2", "3"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number: so many rows of `parts` together. `says` is what it counts, for the page of its people."""

    key: str
    says: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its columns, and its lines."""

    table: Table
    corner: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the page says it."""

    cell: Cell
    number: int
    column: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its numbers, and what it counts."""

    definition: Definition
    corner: str = ""
    columns: tuple[str, ...] = ()
    lines: list[tuple[str, list[Shown]]] = field(default_factory=list)


def layouts(orders: Sequence[str]) -> Iterator[Layout]:
    """Every table that has cells; `orders` are the kinds of T5."""
    yield _by_level()
    yield _flow()
    yield Layout(
        Table.T3,
        "Outcome",
        ("Number",),
        (
            _one("t3-cautioned", "People cautioned"),
            _one("t3-convicted", "People convicted"),
            _one("t3-people", "People cautioned or convicted"),
            _one("t3-occasions", "Occasions"),
        ),
    )
    yield Layout(Table.T4, "Outcome", ("Number",), (_one("t4-revoked", "Requirements revoked"),))
    kinds = tuple(_one(f"t5-{kind}", str(OrderKind(kind).label)) for kind in orders)
    every = Cell("t5", "All orders", tuple(f"t5-{kind}" for kind in orders))
    yield Layout(Table.T5, "Order", ("Number",), (*kinds, Line("Total", (every,))))
    yield Layout(Table.T5B, "How", ("Number",), (_one("t5b-people", "By breach of a sexual risk order"),))
    yield _returned()
    yield _charged()


def cells(orders: Sequence[str]) -> dict[str, tuple[Table, Cell]]:
    """Every cell by its key."""
    return {
        cell.key: (layout.table, cell)
        for layout in layouts(orders)
        for line in layout.lines
        for cell in line.cells
    }


def sheets(said: Mapping[Table, Definition], numbers: Mapping[str, int]) -> list[Sheet]:
    """The tables in order, with so many counted in each part."""
    laid = {layout.table: layout for layout in layouts(said[Table.T5].orders)}
    found = []
    for table, definition in said.items():
        layout = laid.get(table)
        if layout is None:
            found.append(Sheet(definition))
            continue
        lines = [
            (
                line.label,
                [
                    Shown(cell, sum(numbers.get(part, 0) for part in cell.parts), column)
                    for cell, column in zip(line.cells, layout.columns, strict=True)
                ],
            )
            for line in layout.lines
        ]
        found.append(Sheet(definition, layout.corner, layout.columns, lines))
    return found


def _one(key: str, label: str) -> Line:
    return Line(label, (Cell(key, label, (key,)),))


def _by_level() -> Layout:
    def cell(category: str, level: str) -> Cell:
        at = (f"category {category}" if category else "", f"level {level}" if level else "")
        says = ", ".join(each for each in at if each) or "everybody"
        parts = [
            f"t1-c{one}-l{other}"
            for one in ([category] if category else CATEGORIES)
            for other in ([level] if level else LEVELS)
        ]
        key = "t1" + (f"-c{category}" if category else "") + (f"-l{level}" if level else "")
        return Cell(key, says[0].upper() + says[1:], tuple(parts))

    lines = [
        Line(f"Level {level}" if level else "Total", tuple(cell(each, level) for each in (*CATEGORIES, "")))
        for level in (*LEVELS, "")
    ]
    return Layout(Table.T1, "Level", (*(f"Category {each}" for each in CATEGORIES), "Total"), tuple(lines))


def _flow() -> Layout:
    def cell(category: str, level: str) -> Cell:
        parts = [
            f"t2-c{one}-l{other}"
            for one in ([category] if category else CATEGORIES)
            for other in ([level] if level else HIGHER)
        ]
        key = "t2" + (f"-c{category}" if category else "") + (f"-l{level}" if level else "")
        where = f"level {level}" if level else "level 2 or 3"
        return Cell(key, f"{f'Category {category}' if category else 'All categories'}, {where}", tuple(parts))

    lines = [
        Line(
            f"Category {category}" if category else "Total",
            tuple(cell(category, each) for each in (*HIGHER, "")),
        )
        for category in (*CATEGORIES, "")
    ]
    return Layout(Table.T2, "Category", ("Level 2", "Level 3", "Total"), tuple(lines))


_WHY = {"licence": "Breach of licence", "order": "Breach of a SHPO or SOPO"}


def _returned() -> Layout:
    def cell(why: str, level: str, category: str) -> Cell:
        parts = [f"t6-{why}-l{level}-c{one}" for one in ([category] if category else CATEGORIES)]
        key = f"t6-{why}-l{level}" + (f"-c{category}" if category else "")
        of = f"category {category}" if category else "all categories"
        return Cell(key, f"{_WHY[why]}, level {level}, {of}", tuple(parts))

    lines = [
        Line(f"{_WHY[why]}, level {level}", tuple(cell(why, level, each) for each in (*CATEGORIES, "")))
        for why in _WHY
        for level in HIGHER
    ]
    return Layout(Table.T6, "Why", (*(f"Category {each}" for each in CATEGORIES), "Total"), tuple(lines))


_REVIEWS = {"started": "Serious case reviews started", "completed": "Serious case reviews completed"}


def _charged() -> Layout:
    def charged(level: str, category: str) -> Cell:
        parts = [
            f"t7-charged-l{other}-c{one}"
            for other in ([level] if level else LEVELS)
            for one in ([category] if category else CATEGORIES)
        ]
        key = "t7-charged" + (f"-l{level}" if level else "") + (f"-c{category}" if category else "")
        return Cell(key, f"Charged, {_level(level)}, {_of(category)}", tuple(parts))

    def reviews(done: str, category: str) -> Cell:
        parts = [f"t7-{done}-c{one}" for one in ([category] if category else CATEGORIES)]
        key = f"t7-{done}" + (f"-c{category}" if category else "")
        return Cell(key, f"{_REVIEWS[done]}, {_of(category)}", tuple(parts))

    lines = [
        Line(
            f"Charged, level {level}" if level else "Charged",
            tuple(charged(level, each) for each in (*CATEGORIES, "")),
        )
        for level in (*LEVELS, "")
    ]
    lines += [
        Line(label, tuple(reviews(done, each) for each in (*CATEGORIES, "")))
        for done, label in _REVIEWS.items()
    ]
    return Layout(Table.T7, "What", (*(f"Category {each}" for each in CATEGORIES), "Total"), tuple(lines))


def _level(level: str) -> str:
    return f"level {level}" if level else "all levels"


def _of(category: str) -> str:
    return f"category {category}" if category else "all categories"
