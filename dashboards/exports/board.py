"""What the board, and the list behind one of its numbers, say once they are files: these columns and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from access.exporting import Column
from dashboards.board.metrics import Moment
from dashboards.board.queries import LEVELS, Board, Figure, Listed
from dashboards.board.rules import Days, days_in_words
from dashboards.exports.rest import Rest
from frontend import dates


@dataclass(frozen=True, slots=True)
class OneFigure:
    """One figure of a board, of the people `of` words say, as of its moment."""

    group: str
    figure: Figure
    moment: Moment
    of: str


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a number; not `listed`: the last line, of how many more are counted."""

    figure: Figure
    moment: Moment
    listed: Listed | None
    rest: Rest | None = None


def _as_at(moment: Moment) -> str:
    return f"End of {dates.words(moment.day)}" if moment.past else dates.words(moment.day)


def _level(place: int) -> Column[OneFigure]:
    def text(row: OneFigure) -> str:
        return row.figure.levels[place][1] if row.figure.known else ""

    return Column(LEVELS[place].word, text)


# Of figures nobody is named: whose days are the most stands on the page alone.
FIGURES: tuple[Column[OneFigure], ...] = (
    Column("Group", lambda row: row.group),
    Column("Figure", lambda row: row.figure.metric.label),
    Column("Number", lambda row: row.figure.value),
    Column("Share", lambda row: row.figure.share),
    Column("Days", lambda row: row.figure.days),
    *(_level(place) for place in range(len(LEVELS))),
    Column("Of whom", lambda row: row.of),
    Column("As at", lambda row: _as_at(row.moment)),
    Column("What it counts", lambda row: row.figure.metric.counts),
)


def figures(board: Board, narrowed: Sequence[str]) -> Iterator[OneFigure]:
    """Every figure of the board, in the order of its page."""
    of = ", ".join(narrowed) or "Everybody"
    for group in board.groups:
        for figure in group.figures:
            yield OneFigure(group.heading, figure, board.moment, of)


BEHIND: tuple[Column[Behind], ...] = (
    Column("Reference", lambda row: row.listed.person.reference if row.listed else str(row.rest or "")),
    Column("Family name", lambda row: (row.listed.person.family_name or "").upper() if row.listed else ""),
    Column("Given names", lambda row: (row.listed.person.given_names or "") if row.listed else ""),
    Column("Management level", lambda row: row.listed.level.word if row.listed else ""),
    Column("Counts", lambda row: _counts(row)),
    Column("Day", lambda row: dates.words(row.listed.on) if row.listed and row.listed.on else ""),
    Column("Days", lambda row: _days(row)),
    Column("Manager", lambda row: _manager(row)),
    Column("Unit", lambda row: row.listed.person.unit.name if row.listed else ""),
    Column("As at", lambda row: _as_at(row.moment)),
)


def _counts(row: Behind) -> str:
    """Of a share, whether it counts for or against."""
    if row.listed is None or not row.figure.metric.is_share:
        return ""
    return "For" if row.listed.good else "Against"


def _days(row: Behind) -> str:
    if row.listed is None or row.listed.days is None:
        return ""
    days = days_in_words(row.listed.days)
    meant = row.figure.metric.days
    if meant is Days.OVERDUE:
        return f"{days} overdue"
    return f"{days} ago" if meant is Days.SINCE else f"in {days}"


def _manager(row: Behind) -> str:
    if row.listed is None:
        return ""
    person = row.listed.person
    if person.manager_id is None:
        return "Nobody"
    return f"{person.manager_family_name}, {person.manager_rank} {person.manager_collar_number}"
