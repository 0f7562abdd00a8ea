"""The report's arithmetic by published figures, and that nothing hidden can be worked out."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.returns import foi, rules
from dashboards.returns.rules import Printed, ReportYear
from dashboards.returns.suppression import hidden, with_totals


@pytest.mark.parametrize(
    ("people", "population", "rate"), [(594, 450_000, 132), (677, 668_029, 101), (1, 200_000, 1), (0, 5, 0)]
)
def test_rates_as_they_are_published(people: int, population: int, rate: int) -> None:
    assert rules.per_100_000(people, population) == rate


def test_the_share_of_west_yorkshire() -> None:
    assert rules.per_cent(3000, 3000 + 1032 + 12) == "74.2"


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        (Printed(registered=594, population=450_000, rate=132), [True]),
        (Printed(registered=677, population=668_029, rate=66), [False]),  # Lanarkshire 2025
        (Printed(registered=1123, rate=196, one_in=510), [True]),
        (Printed(registered=1123, rate=196, one_in=610), [False]),
        (Printed(registered=70_052, before=36_921, rise=85), [False]),  # the figure of the year before
        (Printed(registered=70_052, before=36_921, rise=90), [True]),
        (Printed(registered=3000, violent=1032, other=12, share=74), [True]),
        (Printed(registered=3000, violent=1032, other=12, share=74.2), [True]),
        (Printed(registered=594), []),
    ],
)
def test_what_is_in_print_is_computed_again(said: Printed, agrees: list[bool]) -> None:
    assert [each.agrees for each in rules.recomputed(said)] == agrees


def test_a_year_runs_to_31_march_and_counts_as_at_today_until_then() -> None:
    assert [rules.running_year(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2026, 2027]
    over, running = ReportYear(2026, date(2026, 6, 15)), ReportYear(2027, date(2026, 6, 15))
    assert (over.first, over.as_at, over.is_over) == (date(2025, 4, 1), date(2026, 3, 31), True)
    assert (running.as_at, running.is_over, running.has_begun) == (date(2026, 6, 15), False, True)
    assert not ReportYear(2028, date(2026, 6, 15)).has_begun


def possible(table: list[list[int]], hide: set[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
    """Every value that a hidden place can have, given all that shows."""
    rows, columns = len(table), len(table[0])
    inner = sorted(at for at in hide if at[0] < rows - 1 and at[1] < columns - 1)
    found: dict[tuple[int, int], set[int]] = {at: set() for at in hide}
    for values in product(range(1, 12), repeat=len(inner)):
        grid = [row[:-1] for row in table[:-1]]
        for (row, column), value in zip(inner, values, strict=True):
            grid[row][column] = value
        again = with_totals(grid)
        places = product(range(rows), range(columns))
        if all(at in hide or again[at[0]][at[1]] == table[at[0]][at[1]] for at in places):
            for at in hide:
                found[at].add(again[at[0]][at[1]])
    return found


SMALL = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7])
GRIDS = st.tuples(st.integers(1, 2), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(SMALL, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@given(GRIDS)
@settings(max_examples=150, deadline=None)
def test_no_hidden_number_can_be_worked_out(grid: list[list[int]]) -> None:
    table = with_totals(grid)
    hide = hidden(table, 5)
    for row, numbers in enumerate(table):
        for column, number in enumerate(numbers):
            assert not 0 < number < 5 or (row, column) in hide
    inner = [at for at in hide if at[0] < len(grid) and at[1] < len(grid[0])]
    if len(inner) > 4 or any(table[row][column] == 0 for row, column in hide):
        return
    assert all(len(values) > 1 for values in possible(table, hide).values()), (table, hide)


def test_one_small_number_takes_another_with_it_and_noughts_show() -> None:
    table = with_totals([[3, 40, 0], [20, 30, 10]])
    assert (0, 0) in (hide := hidden(table, 5))
    assert len(hide) == 4  # a ring: two rows, two columns
    assert (0, 2) not in hide
    assert hidden(with_totals([[0, 9], [7, 8]]), 5) == set()


@given(st.lists(SMALL, min_size=1, max_size=5))
@settings(deadline=None)
def test_a_single_column_hides_two_or_its_total(numbers: list[int]) -> None:
    shown = [[number] for number in [*numbers, sum(numbers)]]
    hide = {row for row, _ in foi._hidden_of_one(shown, 5)}
    assert len(hide) != 1
    assert all(row in hide for row, [number] in enumerate(shown) if 0 < number < 5)
