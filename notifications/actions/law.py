"""Commencing enacted law: one dated row, and back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.reading import as_vigil
from access.recording import recording
from accounts.choices import Role
from accounts.models import User
from notifications.commencement.moves import affected, enacted
from notifications.models import Commencement
from offenders.signals import facts_changed


def commence(actor: User, *, ruleset: str, in_force_from: date, source: str, now: datetime) -> Commencement:
    """Say from which day an enacted rule-set is law; every date that rests on it is computed in the same transaction.

    The other entries, of duties whose dates stay, take the rule-set's name when the diary is next rebuilt. Raises
    PermissionDenied for anybody but a system administrator, ValidationError for a rule-set that is not enacted and
    uncommenced, or for no source.
    """
    _allowed(actor, now.date())
    if ruleset not in enacted():
        raise ValidationError("Only a rule-set that is enacted and not yet in force can be commenced.")
    if not source.strip():
        raise ValidationError({"source": "Enter the regulations that commence it."})
    with recording(actor, "commence rule-set", reason=source):
        commencement, _ = Commencement.objects.update_or_create(
            ruleset=ruleset,
            defaults={
                "in_force_from": in_force_from,
                "source": source,
                "withdrawn_at": None,
                "withdrawn_because": "",
                "recorded_at": now,
                "recorded_by": actor,
            },
        )
        _compute(now.date())
    return commencement


def withdraw(actor: User, *, ruleset: str, reason: str, now: datetime) -> Commencement:
    """Take a commencement back: revoked regulations, or a row that should not have been; the dates follow.

    Raises PermissionDenied for anybody but a system administrator, ValidationError for no reason or when the rule-set
    has not been commenced.
    """
    _allowed(actor, now.date())
    if not reason.strip():
        raise ValidationError({"reason": "Say why: everybody's dates rest on it."})
    with recording(actor, "withdraw commencement", reason=reason):
        commencement = Commencement.objects.standing().select_for_update().filter(ruleset=ruleset).first()
        if commencement is None:
            raise ValidationError("This rule-set has not been commenced.")
        commencement.withdrawn_at, commencement.withdrawn_because = now, reason
        commencement.recorded_at, commencement.recorded_by = now, actor
        commencement.save()
        _compute(now.date())
    return commencement


def _compute(today: date) -> None:
    """The dates of all whom the law concerns, whoever commences it: an administrator sees no restricted record."""
    with as_vigil():
        facts_changed.send(Commencement, people=affected(), today=today)


def _allowed(actor: User, today: date) -> None:
    if not actor.has_role([Role.SYSTEM_ADMINISTRATOR], today):
        raise PermissionDenied
