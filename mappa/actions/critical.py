"""The critical few of level 3."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from mappa.models import CriticalCase
from mappa.status import record
from offenders.actions.guards import reachable
from offenders.choices import MappaLevel
from offenders.models import Person

_WHY = "Say why: it stands on the record."


def mark_critical(actor: User, *, person: Person, why: str, now: datetime) -> CriticalCase:
    """Register a critical public protection case: at level 3 alone. Raises PermissionDenied or ValidationError."""
    today = now.date()
    if not why.strip():
        raise ValidationError({"why": _WHY})
    with recording(actor, "mark critical public protection case"):
        person = reachable(actor, person, Capability.COORDINATE, today)
        if already := CriticalCase.objects.filter(person=person, ends_on__isnull=True).first():
            return already
        status = record.current(person, today)
        if status is None or status.level != MappaLevel.THREE:
            raise ValidationError("A critical public protection case is one at level 3.")
        return CriticalCase.objects.create(
            person=person, starts_on=today, why=why.strip(), began_at=now, began_by=actor
        )


def end_critical(actor: User, *, person: Person, why: str, now: datetime) -> None:
    """They are no longer one. Raises PermissionDenied or ValidationError."""
    if not why.strip():
        raise ValidationError({"why": _WHY})
    with recording(actor, "end critical public protection case"):
        person = reachable(actor, person, Capability.COORDINATE, now.date())
        close_critical(actor, person, why.strip(), now)


def close_critical(actor: User, person: Person, why: str, now: datetime) -> None:
    """The flag falls; for verbs that have guarded it, within their `recording`."""
    for case in CriticalCase.objects.filter(person=person, ends_on__isnull=True):
        case.ends_on, case.ended_why, case.ended_by = now.date(), why, actor
        case.version += 1
        case.save()
