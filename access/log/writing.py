"""Putting an event into the log: one INSERT, in whatever transaction is open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from access.choices import Channel, Operation
from access.log.looking import Looking, Origin, looking
from access.models import AccessEvent
from accounts.models import User

MOST_NAMED = 1_000  # people of one event by id; a job that goes over everyone says how many they were

_by_hand: ContextVar[str] = ContextVar("command", default="")


def write(
    *,
    operation: Operation,
    actor: User | None,
    origin: Origin,
    people: Iterable[UUID] = (),
    outcome: str = "done",
    called: str = "",
    **about: Any,
) -> AccessEvent:
    """Add one event. `about` are further columns of AccessEvent; `called` is who it was, where no user is known.

    Raises what the database raises: then nothing is to be shown, and nothing to be changed.
    """
    named = list(people)
    fields: dict[str, Any] = {
        **(_who(actor, origin) if actor else {"actor": called or "Vigil"}),
        "session": origin.session,
        "strength": origin.strength,
        "ip": origin.ip,
        "device": origin.device,
        "operation": operation,
        "channel": origin.channel,
        "action": origin.action,
        "person_ids": named if len(named) <= MOST_NAMED else [],
        "row_count": len(named),
        "outcome": outcome,
        "request_id": origin.request_id,
        "version": version(),
    }
    if len(named) == 1:
        fields |= {"object_type": "person", "object_id": str(named[0])}
    event = AccessEvent(**(fields | about))
    event.save(force_insert=True)
    return event


def write_looking(what: Looking, *, actor: User | None, outcome: str, channel: Channel) -> AccessEvent:
    """The row of what was read by one request, whatever it was about."""
    versions = list(what.people.values())
    said: dict[str, Any] = {
        "operation": Operation.CONSULTATION,
        "channel": channel,
        "sections": sorted(what.sections),
        "record_version": versions[0] if len(versions) == 1 else None,
        **what.about,
    }
    return write(actor=actor, origin=what.origin, people=what.people, outcome=outcome, **said)


def ran(
    action: str,
    *,
    people: Iterable[UUID] = (),
    row_count: int | None = None,
    operation: Operation = Operation.CONSULTATION,
    channel: Channel = Channel.JOB,
    **about: Any,
) -> AccessEvent:
    """Log one run of a job or a command, once, in its own transaction: who it touched, or how many they were."""
    if (command := _by_hand.get()) and channel is Channel.JOB:
        action, channel = f"{command}: {action}", Channel.COMMAND
    if row_count is not None:
        about["row_count"] = row_count
    return write(operation=operation, actor=None, origin=Origin(channel, action[:80]), people=people, **about)


@contextmanager
def by_hand(command: str) -> Iterator[None]:
    """While the body runs, what runs was asked for on a command line and not by the schedule."""
    token = _by_hand.set(command)
    try:
        yield
    finally:
        _by_hand.reset(token)


def origin_of_now(action: str) -> Origin:
    """The request's origin, where there is one; else that of a command or a job called `action`."""
    if now := looking():
        return now.origin
    command = _by_hand.get()
    return Origin(Channel.COMMAND if command else Channel.JOB, command or action)


def _who(actor: User, origin: Origin) -> dict[str, Any]:
    return {
        "actor_id": actor.pk,
        "actor": str(actor)[:160],
        "agency": str(actor.agency or actor.force or "")[:160],
        "unit_id": actor.unit_id,
        "roles": sorted(actor.roles_on(origin.day or timezone.localdate())),
    }


@lru_cache(maxsize=1)
def version() -> str:
    """Vigil's own version."""
    found: str = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["project"]["version"]
    return found
