"""What is checked before anything is written."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from accounts.models import User
from offenders.models import Person
from offenders.rules import Refusals


def reachable(actor: User, person: Person, capability: Capability, today: date) -> Person:
    """The person, locked: two changes to one person follow each other. Raises PermissionDenied out of reach."""
    if not Person.objects.within_reach(actor, capability, today).filter(pk=person.pk).exists():
        raise PermissionDenied
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def believe(refusals: Refusals) -> None:
    """Raises ValidationError, keyed by field, unless there is nothing to refuse."""
    if refusals:
        raise ValidationError(refusals)
