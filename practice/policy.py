"""Asking what a force's policy says on a day; and what it would say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Subquery

from accounts.choices import Nation
from accounts.models import Force
from practice.keys import KEYS
from practice.models import Setting
from practice.rules import later, moment_later


@dataclass(frozen=True, slots=True)
class Policy:
    """Every value in force for one force on one day; read once a page."""

    values: dict[str, int]
    nation: str = Nation.ENGLAND_AND_WALES

    def value(self, key: str) -> int:
        """In the key's unit. Raises KeyError for a key that nobody has ever set: a deployment without its defaults."""
        return self.values[key]

    def after(self, key: str, day: date) -> date:
        """The day on which the key's interval, begun on `day`, has passed."""
        return later(day, self.values[key], KEYS[key].unit, self.nation)

    def moment_after(self, key: str, moment: datetime) -> datetime:
        """The moment at which an interval in hours, begun at `moment`, has passed."""
        return moment_later(moment, self.values[key])

    def in_words(self, key: str) -> str:
        return KEYS[key].in_words(self.values[key])


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value of one force from a day on, which nobody has approved yet."""

    force_id: int
    key: str
    value: int
    effective_from: date


_supposed: ContextVar[Proposed | None] = ContextVar("supposed", default=None)


@contextmanager
def supposing(proposed: Proposed) -> Iterator[None]:
    """While the body runs, policy is what it would be if `proposed` were approved. Nothing is written."""
    token = _supposed.set(proposed)
    try:
        yield
    finally:
        _supposed.reset(token)


def supposed() -> Proposed | None:
    """What policy is taken to say besides what was approved; None but within `supposing`."""
    return _supposed.get()


_read: ContextVar[dict[tuple[int | None, date, Proposed | None], Policy] | None] = ContextVar(
    "read", default=None
)


@contextmanager
def read_once() -> Iterator[None]:
    """While the body runs, each force's policy of a day is read once, however many ask. For work that decides none."""
    token = _read.set({} if (known := _read.get()) is None else known)
    try:
        yield
    finally:
        _read.reset(token)


def policy_of(force_id: int | None, on: date) -> Policy:
    """One query; within `read_once` one for all who ask."""
    known = _read.get()
    if known is None:
        return _policy_of(force_id, on)
    of = (force_id, on, _supposed.get())
    if of not in known:
        known[of] = _policy_of(force_id, on)
    return known[of]


def _policy_of(force_id: int | None, on: date) -> Policy:
    nation = Subquery(Force.objects.filter(pk=force_id or 0).values("nation"))
    rows = Setting.objects.in_force(force_id, on).values_list(
        "key", "value", "force", "effective_from", nation
    )
    found = {key: (value, own is not None, since) for key, value, own, since, _ in rows}
    if (new := _supposed.get()) and new.force_id == force_id and new.effective_from <= on:
        _, own, since = found.get(new.key, (0, False, new.effective_from))
        if not own or since <= new.effective_from:
            found[new.key] = (new.value, True, new.effective_from)
    nations = {of for *_, of in rows if of}
    return Policy({key: value for key, (value, _, _) in found.items()}, *nations)
