"""What is checked before anything is written."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from access.administration.queries import administered
from access.policies import administers
from access.recording import lock
from accounts.choices import Role
from accounts.models import Force, RoleAssignment, User


def own_force(actor: User, today: date) -> Force:
    """The actor's force, locked: two administrators' changes to its users follow each other.

    Raises PermissionDenied unless the actor is its system administrator.
    """
    if actor.force_id is None or not administers(actor, today):
        raise PermissionDenied
    return Force.objects.select_for_update(no_key=True).get(pk=actor.force_id)


def other_user(actor: User, user: User, today: date, *, version: int | None = None) -> User:
    """The user, locked, if the actor administers them.

    Raises PermissionDenied, Stale, or ValidationError for oneself.
    """
    own_force(actor, today)
    if not administered(actor, today).filter(pk=user.pk).exists():
        raise PermissionDenied
    if user.pk == actor.pk:
        raise ValidationError("This is your own account: ask another system administrator.")
    return lock(user, expected_version=version)


def leave_one_administrator(actor: User, user: User, today: date) -> None:
    """Raises ValidationError when nobody but `user` would be left to administer the actor's force.

    Reads the database, not the actor: of two who end each other at once, the second is refused.
    """
    lasting = RoleAssignment.objects.held_on(today).filter(
        Q(ends_on__isnull=True),
        role=Role.SYSTEM_ADMINISTRATOR,
        user__force=actor.force_id,
        user__is_active=True,
    )
    if not lasting.exclude(user=user).exists() and lasting.filter(user=user).exists():
        raise ValidationError(
            "This is the force's last system administrator without an end day: grant the role to somebody else first."
        )


def give_reason(reason: str) -> str:
    """The reason without space around it. Raises ValidationError when there is none."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why, in a few words."})
    return reason.strip()
