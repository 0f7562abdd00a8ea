"""The same form again is one; with something else in it, it is refused: how each app's table of verbs is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from access.recording import SentOtherwise

ELSE = "Something else altogether."


@dataclass
class Sent:
    """How a verb is carried out with one submission; what it would say otherwise; and what later verbs make of it."""

    again: Callable[..., Any]
    others: list[dict[str, Any]]
    moves_on: Callable[[Any], Any] = lambda row: None


def is_one_and_another_is_refused(sent: Sent, made: list[Any]) -> None:
    """Of each of the models `made` there is one row more, however often it is sent, before and after it moved on."""
    before = [model.objects.count() for model in made]
    first = sent.again()
    assert [model.objects.count() for model in made] == [count + 1 for count in before]
    _stays(sent, first, made)
    sent.moves_on(first)
    _stays(sent, first, made)


def _stays(sent: Sent, first: Any, made: list[Any]) -> None:
    counts = [model.objects.count() for model in made]
    assert sent.again() == first
    for other in sent.others:
        with pytest.raises(SentOtherwise, match="Nothing was changed"):
            sent.again(**other)
    assert [model.objects.count() for model in made] == counts
