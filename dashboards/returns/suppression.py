"""Hiding small numbers in a table that is published, and what would let them be worked out. Pure.

First every number from 1 to below the threshold is hidden, totals too. Then, as long as the numbers that still show,
the totals above all, would give a hidden one away exactly, others are hidden with it: those that lose least. Nought
shows, unless it must hide another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

Grid = Sequence[Sequence[int]]
Place = tuple[int, int]


def with_totals(grid: Grid) -> list[list[int]]:
    """The table with a total at the end of each row, and a row of totals."""
    rows = [[*row, sum(row)] for row in grid]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def hidden(table: Grid, threshold: int) -> set[Place]:
    """The places to hide in a table with its totals (`with_totals`), so that no hidden number can be worked out."""
    found = {
        (row, column)
        for row, numbers in enumerate(table)
        for column, number in enumerate(numbers)
        if 0 < number < threshold
    }
    while known := next((place for place in sorted(found) if not _unsure(table, found, place)), None):
        ring = _cheapest(table, found, known)
        if not ring:
            break  # everything is hidden
        found |= ring
    return found


def _cheapest(table: Grid, found: set[Place], place: Place) -> set[Place]:
    """What to hide so that `place` cannot be worked out: the corners of the rectangle that lose least, if one serves;
    else whatever loses least. Noughts last: hiding one tells less than it costs."""

    def cost(places: set[Place]) -> tuple[bool, int, int, list[Place]]:
        numbers = [table[row][column] for row, column in places]
        return not all(numbers), len(places), sum(numbers), sorted(places)

    row, column = place
    rectangles = (
        {(row, across), (down, column), (down, across)} - found
        for down in range(len(table))
        for across in range(len(table[0]))
        if down != row and across != column
    )
    for ring in sorted((each for each in rectangles if each), key=cost):
        if _unsure(table, found | ring, place):
            return ring
    rest = [
        {(down, across)}
        for down in range(len(table))
        for across in range(len(table[0]))
        if (down, across) not in found
    ]
    return min(rest, key=cost, default=set())


def _unsure(table: Grid, found: set[Place], place: Place) -> bool:
    """Whether the numbers that show leave more than one value for a hidden one.

    One more here must be one less elsewhere in its row and column, and so on round: a ring of hidden places, each of
    which can give or take. A reader may take every hidden number for at least 1, so none falls below that.
    """
    return any(_ring(table, found, place, up=up) for up in (True, False))


def _ring(table: Grid, found: set[Place], place: Place, *, up: bool) -> bool:
    """Whether one more (or less) at `place` can be made good round a ring of other hidden places."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1

    def sign(at: Place) -> int:
        """A total stands on the other side of the sum: it moves with what it adds up, not against it."""
        return -1 if (at[0] == last_row) != (at[1] == last_column) else 1

    def may(at: Place, more: int) -> bool:
        """Whether the number can move so that its line's sum changes by `more`."""
        return sign(at) * more > 0 or table[at[0]][at[1]] > 1

    start, goal = place
    change = 1 if up else -1
    if not may(place, change):
        return False
    # Breadth first over lines: a column that is out by `change` is put right by a place that moves the other way,
    # which puts that place's row out, which the next puts right.
    columns, seen = deque([goal]), {("c", goal)}
    while columns:
        column = columns.popleft()
        for row, other in [at for at in found if at[1] == column and at != place and may(at, -change)]:
            if row == start:
                return True
            if ("r", row) in seen:
                continue
            seen.add(("r", row))
            for _, onward in [
                at for at in found if at[0] == row and at not in (place, (row, other)) and may(at, change)
            ]:
                if ("c", onward) not in seen:
                    seen.add(("c", onward))
                    columns.append(onward)
    return False
