"""When what is required of people ends, for providers whose duties follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from diary import providers
from diary.models import Ending
from diary.providers import Duty, Ends, Provider

_said: ContextVar[Mapping[UUID, Ends] | None] = ContextVar("said", default=None)


def told(
    people: Sequence[UUID], today: date, asking: Mapping[str, Provider]
) -> list[tuple[str, UUID, Duty | Ends]]:
    """What these providers say of the people, each by its provider's name. Whoever says when requirements end is asked
    first, and all others know it; where nobody was asked, what is kept counts."""
    saying = {name: provider for name, provider in asking.items() if providers.says_ends(name)}
    others = {name: provider for name, provider in asking.items() if name not in saying}
    found = _asked(people, today, saying)
    if not saying:
        return _asked(people, today, others)
    with said({person: each for _, person, each in found if isinstance(each, Ends)}):
        return found + _asked(people, today, others)


def _asked(
    people: Sequence[UUID], today: date, asking: Mapping[str, Provider]
) -> list[tuple[str, UUID, Duty | Ends]]:
    return [(name, *each) for name, provider in asking.items() for each in provider(people, today)]


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
