"""How an action names the conditions it looks after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offenders.models import Licence, LicenceCondition
from riskplans.plans.conditions import in_brief, spans

LONG = (
    "Be of good behaviour and not behave in a way which undermines the purpose of the licence period at all"
)


def _conditions(*numbers: int | None) -> list[LicenceCondition]:
    licence = Licence()
    return [LicenceCondition(licence=licence, number=number, wording=LONG) for number in numbers]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1, 2, 3, 4], "1 to 4"),
        ([1, 2, 4, 5, 6, 9], "1, 2, 4 to 6 and 9"),
        ([3, 5], "3 and 5"),
        ([7], "7"),
    ],
)
def test_numbers_in_words(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said


@given(st.sets(st.integers(1, 40), min_size=1))
def test_the_numbers_said_are_those_there_are(numbers: set[int]) -> None:
    said: set[int] = set()
    for part in spans(sorted(numbers)).replace(" and ", ", ").split(", "):
        first, _, last = part.partition(" to ")
        said |= set(range(int(first), int(last or first) + 1))
    assert said == numbers


def test_many_are_named_by_their_numbers_and_few_by_their_words() -> None:
    assert in_brief(_conditions(3, 1, 2, None)) == [
        "Licence, conditions 1 to 3",
        "Licence: Be of good behaviour and not behave in a way which undermines the purpose of the licence …",
    ]
    assert [each.partition(":")[0] for each in in_brief(_conditions(1, 2))] == ["Licence 1", "Licence 2"]
