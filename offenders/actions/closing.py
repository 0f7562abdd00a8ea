"""Closing a record: to all but those named, or to further work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from offenders.actions.guards import reachable
from offenders.actions.sharing import name_on, strike_off
from offenders.choices import ArchiveReason
from offenders.models import Archiving, Person, Restriction
from offenders.signals import archiving, facts_changed


def restrict(
    actor: User, *, person: Person, readers: Iterable[User], reason: str, now: datetime
) -> Restriction:
    """Close the record to all but `readers`, its current manager and the actor; a search tells nobody else of it.

    Raises PermissionDenied, or ValidationError when no reason is given or it is restricted already.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why this record must be closed to others."})
    with recording(actor, "restrict record", reason=reason):
        person = reachable(actor, person, Capability.RESTRICT, now.date())
        current = person.assignments.filter(ends_on__isnull=True).select_related("manager").first()
        for user in {actor, *readers, *([current.manager] if current else [])}:
            name_on(person, user, actor, now)
        return Restriction.objects.create(person=person, reason=reason.strip(), set_by=actor, set_at=now)


def lift(actor: User, *, person: Person, reason: str, now: datetime) -> None:
    """Open a restricted record again to all whose work it is; nobody stays named, should it be restricted again.

    Raises PermissionDenied; lifting twice does nothing.
    """
    with recording(actor, "lift restriction", reason=reason) as changes:
        person = reachable(actor, person, Capability.RESTRICT, now.date())
        standing = Restriction.objects.standing().select_for_update().filter(person=person).first()
        if standing:  # saved, not updated in bulk: only what is saved announces itself to the access log
            standing.lifted_by, standing.lifted_at = actor, now
            standing.save(update_fields=["lifted_by", "lifted_at"])
        strike_off(changes, person)


def archive(actor: User, *, person: Person, why: ArchiveReason, note: str, now: datetime) -> Archiving:
    """Close the record to further work; the unit's officers and their seniors can still read it.

    Raises PermissionDenied, or ValidationError when it is archived already or something is still due, and for whoever
    manages them: somebody else closes what was one's own work.
    """
    with recording(actor, "archive record", reason=note):
        person = reachable(actor, person, Capability.ARCHIVE, now.date())
        if person.assignments.filter(manager=actor, ends_on__isnull=True).exists():
            raise ValidationError("Somebody else closes the record of somebody whom you manage.")
        archiving.send(Archiving, person=person, now=now)
        made = Archiving.objects.create(
            person=person, reason=why, note=note.strip(), archived_by=actor, archived_at=now
        )
        facts_changed.send(Archiving, people=[person.pk], today=now.date())
        return made


def reopen(actor: User, *, person: Person, reason: str, now: datetime) -> None:
    """Open an archived record to work again. Raises PermissionDenied; reopening twice does nothing."""
    with recording(actor, "reopen record", reason=reason):
        person = reachable(actor, person, Capability.ARCHIVE, now.date())
        standing = Archiving.objects.standing().select_for_update().filter(person=person).first()
        if standing:
            standing.reopened_by, standing.reopened_at = actor, now
            standing.save(update_fields=["reopened_by", "reopened_at"])
            facts_changed.send(Archiving, people=[person.pk], today=now.date())
