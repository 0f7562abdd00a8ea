"""What one request, command or job has read of whom so far. Knows no table: floors above hand it their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from access.choices import Channel, Operation
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Origin:
    """From where and by which way: the same for every event of one request, command or job."""

    channel: Channel
    action: str  # the command or the task; a page's name is known when it is answered
    request_id: str = ""
    session: str = ""  # a digest: the key itself would open the session
    strength: str = ""  # how the user signed in: "password+totp"
    ip: str | None = None
    device: str = ""
    day: date | None = None  # the day whose roles count


@dataclass(slots=True)
class Looking:
    """What has been read so far, and what was said about it. One row of the log, unless nobody was looked at."""

    origin: Origin
    people: dict[UUID, int | None] = field(default_factory=dict)  # and the version of the record
    sections: dict[str, None] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)  # columns of the event, as `consulted` gave them
    reader: User | None = None  # as `read_by` gave them; otherwise whoever is signed in

    def fetched_person(self, person: UUID, version: int | None) -> None:
        """A person's own row was read, in its `version`."""
        self.people[person] = version

    def fetched_about(self, person: UUID, kind: str) -> None:
        """A row about a person was read: a fact, a duty, of the `kind` named."""
        self.people.setdefault(person)
        self.sections[kind] = None

    @property
    def is_worth_a_row(self) -> bool:
        """Somebody was looked at; or it was a search that found nobody, or something else that was said aloud."""
        return bool(self.people or self.about)


_current: ContextVar[Looking | None] = ContextVar("looking", default=None)


def looking() -> Looking | None:
    """The looking-at that is under way; None outside requests, commands and jobs."""
    return _current.get()


@contextmanager
def gathering(what: Looking) -> Iterator[Looking]:
    """While the body runs, `what` learns of every row about a person that is read."""
    token = _current.set(what)
    try:
        yield what
    finally:
        _current.reset(token)


def consulted(
    *,
    people: Iterable[UUID] = (),
    sections: Iterable[str] = (),
    operation: Operation | None = None,
    channel: Channel | None = None,
    basis: str | None = None,
    object_type: str | None = None,
    object_id: object = None,
    row_count: int | None = None,
    reason_code: str | None = None,
    reason: str | None = None,
    recipients: Sequence[str] | None = None,
    lawful_basis: str | None = None,
    sources: Sequence[str] | None = None,
    retention_rule: str | None = None,
) -> None:
    """Say what the rows that were read cannot: which sections are shown, on what basis, why, to whom.

    `people` adds those whose rows were read as values. Whatever is left out stays as it was said before. Does nothing
    outside a request, command or job.
    """
    now = _current.get()
    if now is None:
        return
    for person in people:
        now.people.setdefault(person)
    now.sections.update(dict.fromkeys(sections))
    said = {
        "operation": operation,
        "channel": channel,
        "basis": basis,
        "object_type": object_type,
        "object_id": None if object_id is None else str(object_id),
        "row_count": row_count,
        "reason_code": reason_code,
        "reason": reason,
        "recipients": recipients,
        "lawful_basis": lawful_basis,
        "sources": sources,
        "retention_rule": retention_rule,
    }
    now.about.update({name: value for name, value in said.items() if value is not None})


def read_by(user: User) -> None:
    """Say who reads, where nobody is signed in: a calendar shows its secret and has no session."""
    now = _current.get()
    if now is not None:
        now.reader = user


def shows(people: Iterable[UUID]) -> None:
    """Of all whose rows were read, only these are on the page: a list reads one row more than it shows."""
    now = _current.get()
    if now is not None:
        shown = set(people)
        now.people = {person: version for person, version in now.people.items() if person in shown}
