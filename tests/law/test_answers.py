"""Facts are answered as recorded, to the letter: dates, order, citations, reasons, refusals."""

import pytest

from tests.law.answers import ASKED, answer_of, recorded
from tests.law.documents import Document

RECORDED = recorded()


@pytest.mark.parametrize("example", ASKED, ids=[example["id"] for example in ASKED])
def test_the_answer_is_the_one_recorded(example: Document) -> None:
    assert answer_of(example).splitlines() == RECORDED[example["id"]].splitlines()


def test_nothing_else_is_recorded() -> None:
    assert RECORDED.keys() == {example["id"] for example in ASKED}
