"""Where people work: units of the force, agencies beside it, and a force itself when Vigil is first set up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q

from access.administration.actions.guards import own_force
from access.administration.actions.signing_in import make_temporary_password
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import Agency, Force, RoleAssignment, Unit, User


def add_unit(actor: User, *, name: str, telephone: str, now: datetime) -> Unit:
    """A new unit of the actor's force. Raises PermissionDenied, or ValidationError when the name is taken."""
    with recording(actor, "add unit"):
        force = own_force(actor, now.date())
        _free(
            Unit.objects.filter(force=force, name__iexact=name), "The force already has a unit of this name."
        )
        return Unit.objects.create(force=force, name=name, telephone=telephone)


def change_unit(actor: User, *, unit: Unit, name: str, telephone: str, version: int, now: datetime) -> Unit:
    """The unit by another name or telephone.

    Raises PermissionDenied, Stale, or ValidationError when the name is taken.
    """
    with recording(actor, "change unit"):
        force = own_force(actor, now.date())
        if unit.force_id != force.pk:
            raise PermissionDenied
        current = lock(unit, expected_version=version)
        others = Unit.objects.filter(force=force, name__iexact=name).exclude(pk=unit.pk)
        _free(others, "The force already has a unit of this name.")
        current.name, current.telephone = name, telephone
        current.version += 1
        current.save()
        return current


def add_agency(actor: User, *, name: str, now: datetime) -> Agency:
    """A new partner agency of the actor's force. Raises PermissionDenied, or ValidationError for a name it has."""
    with recording(actor, "add agency"):
        force = own_force(actor, now.date())
        taken = Agency.objects.filter(force=force, name__iexact=name)
        _free(taken, "The force already has an agency of this name.")
        return Agency.objects.create(force=force, name=name)


def change_agency(actor: User, *, agency: Agency, name: str, version: int, now: datetime) -> Agency:
    """The agency by another name.

    Raises PermissionDenied for another force's, Stale, or ValidationError when the name is taken.
    """
    with recording(actor, "change agency"):
        force = own_force(actor, now.date())
        if agency.force_id != force.pk:
            raise PermissionDenied
        current = lock(agency, expected_version=version)
        others = Agency.objects.filter(force=force, name__iexact=name).exclude(pk=agency.pk)
        _free(others, "The force already has an agency of this name.")
        current.name = name
        current.version += 1
        current.save()
        return current


def open_force(
    *, code: str, name: str, username: str, given_name: str, family_name: str, rank: str, now: datetime
) -> tuple[User, str]:
    """The first force and its first system administrator, with the temporary password: nobody grants these two.

    Raises ValidationError when somebody already administers Vigil: every later user is theirs to add.
    """
    today = now.date()
    with recording(None, "open force"):
        held = RoleAssignment.objects.held_on(today).filter(role=Role.SYSTEM_ADMINISTRATOR)
        if held.filter(user__is_active=True).exists():
            raise ValidationError("Vigil has a system administrator already, who adds every other user.")
        force = Force.objects.filter(Q(code=code) | Q(name=name)).first()
        force = force or Force.objects.create(code=code, name=name)
        user = User(username=username, given_name=given_name, family_name=family_name, rank=rank, force=force)
        password = make_temporary_password(user)
        user.save()
        RoleAssignment.objects.create(user=user, role=Role.SYSTEM_ADMINISTRATOR, starts_on=today)
        return user, password


def _free(taken: Any, words: str) -> None:
    """Raises ValidationError on the name when somebody else has it."""
    if taken.exists():
        raise ValidationError({"name": words})
