"""When what is required of people ends, for providers whose duties follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from diary.models import Ending
from diary.providers import Ends

_said: ContextVar[Mapping[UUID, Ends] | None] = ContextVar("said", default=None)


@contextmanager
def said(ends: Mapping[UUID, Ends]) -> Iterator[None]:
    """While the body runs, these are the ends of everybody's requirements: what the law's provider has just said of
    the facts, before it is kept."""
    token = _said.set(ends)
    try:
        yield
    finally:
        _said.reset(token)


def last_days(people: Sequence[UUID]) -> dict[UUID, date]:
    """The last day for each of these people whose requirements have one; a query at most."""
    ends = _said.get()
    if ends is None:
        rows = Ending.objects.filter(pk__in=people).values_list("pk", "ends_on")
        return {person: day for person, day in rows if day}
    found = ((person, ends[person].on) for person in people if person in ends)
    return {person: day for person, day in found if day}
