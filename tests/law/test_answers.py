"""The worked examples are answered as recorded, to the letter: dates, order, citations, reasons, refusals."""

import pytest

from tests.law.answers import answer_of, recorded
from tests.law.documents import Document
from tests.law.test_examples import EXAMPLES

RECORDED = recorded()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["id"] for example in EXAMPLES])
def test_the_answer_is_the_one_recorded(example: Document) -> None:
    assert answer_of(example).splitlines() == RECORDED[example["id"]].splitlines()


def test_nothing_else_is_recorded() -> None:
    assert RECORDED.keys() == {example["id"] for example in EXAMPLES}
