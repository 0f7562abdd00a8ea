"""What is checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from accounts.models import User
from offenders.models import Fact, Person
from offenders.rules import Refusals

_at_the_station: ContextVar[bool] = ContextVar("at_the_station", default=False)


@contextmanager
def at_the_station() -> Iterator[None]:
    """What somebody notifies goes on the record by whoever takes it: meanwhile NOTIFY carries what RECORD does.

    For the verb that takes a notification alone: it writes what was told at the counter, and nothing else.
    """
    before = _at_the_station.set(True)
    try:
        yield
    finally:
        _at_the_station.reset(before)


def reachable(actor: User, person: Person, capability: Capability, today: date) -> Person:
    """The person, locked: two changes to one person follow each other. Raises PermissionDenied out of reach."""
    if capability is Capability.RECORD and _at_the_station.get():
        capability = Capability.NOTIFY
    if not Person.objects.within_reach(actor, capability, today).filter(pk=person.pk).exists():
        raise PermissionDenied
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def linked(actor: User, fact: Any, now: datetime) -> Refusals:
    """A fact stands beside others of the same record, and names nobody whom the actor may not see."""
    found: Refusals = {}
    for column in fact._meta.concrete_fields:
        wanted = getattr(fact, column.attname)
        if wanted is None or column.name == "person" or not column.is_relation:
            continue
        if issubclass(column.related_model, Fact):
            beside = column.related_model._default_manager.standing().filter(pk=wanted, person=fact.person_id)
            if not beside.exists():
                found[column.attname] = "That is no longer on this record. Choose another."
        elif (
            column.related_model is Person
            and not Person.objects.visible_to(actor, now).filter(pk=wanted).exists()
        ):
            found[column.attname] = "No record with that reference is open to you."
    return found


def believe(refusals: Refusals) -> None:
    """Raises ValidationError, keyed by field, unless there is nothing to refuse."""
    if refusals:
        raise ValidationError(refusals)
