"""Someone joins, changes, leaves and comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest

from access.administration.actions.guards import give_reason, leave_one_administrator, other_user, own_force
from access.administration.actions.signing_in import make_temporary_password
from access.administration.signals import left
from access.recording import recording
from accounts.choices import Rank, Vetting
from accounts.models import Force, User
from accounts.sessions import end_all

_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# What an administrator may say of a user; the username stays, because the record of who did what rests on it.
CHANGEABLE = (
    "given_name",
    "family_name",
    "rank",
    "collar_number",
    "email",
    "unit",
    "agency",
    "vetting",
    "vetting_expires_on",
)


def add_user(
    actor: User, *, username: str, details: Mapping[str, Any], reason: str, now: datetime
) -> tuple[User, str]:
    """A new user without any role yet, and the temporary password to hand to them: it is kept nowhere.

    `details` are those of CHANGEABLE; someone of no agency works for the actor's force. Raises PermissionDenied, or
    ValidationError keyed by field.
    """
    today = now.date()
    with recording(actor, "add user", reason=give_reason(reason)):
        force = own_force(actor, today)
        _believe(details, force, today)
        if not _USERNAME.fullmatch(username):
            raise ValidationError(
                {
                    "username": "Use letters, digits, full stops and hyphens, and begin with a letter or a digit."
                }
            )
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError({"username": "Somebody already has this username."})
        user = User(username=username, force=None if details.get("agency") else force, **details)
        password = make_temporary_password(user)
        user.save()
        return user, password


def change_user(
    actor: User,
    *,
    user: User,
    changes: Mapping[str, Any],
    version: int,
    reason: str,
    now: datetime,
) -> User:
    """The user with `changes` of CHANGEABLE; another unit is another reach from the next request on.

    Raises PermissionDenied, Stale, or ValidationError keyed by field: somebody who holds roles does not change
    between the force and an agency, and nobody comes from another force or its agencies, or goes there.
    """
    today = now.date()
    with recording(actor, "change user", reason=give_reason(reason)):
        current = other_user(actor, user, today, version=version)
        before = {name: getattr(current, name) for name in CHANGEABLE}
        after = before | dict(changes)
        if after == before:
            return current
        force = own_force(actor, today)
        expiry_moves = after["vetting_expires_on"] != before["vetting_expires_on"]
        _believe(after, force, today if expiry_moves else None)
        if bool(after["agency"]) != bool(before["agency"]) and current.roles.not_over(today).exists():
            raise ValidationError(
                {"workplace": "End their roles first: roles in the force and in an agency differ."}
            )
        for name, value in after.items():
            setattr(current, name, value)
        current.force = None if current.agency else force
        current.version += 1
        current.save(update_fields=[*CHANGEABLE, "force", "version"])
        return current


def end_user(actor: User, *, user: User, reason: str, now: datetime) -> None:
    """Someone leaves: no sign-in, no roles, no cover either way, no open session, no draft, no record shared by name.

    Whom they managed stays theirs until a supervisor names another manager. Ending twice does nothing. Raises
    PermissionDenied, or ValidationError for oneself, for the last system administrator, and for the last who may lift
    the restriction of a record.
    """
    today = now.date()
    with recording(actor, "end user", reason=give_reason(reason)) as changes:
        current = other_user(actor, user, today)
        if not current.is_active:
            return
        leave_one_administrator(actor, current, today)
        # First: of whoever has left nobody can ask any more what they might do.
        left.send(User, user=current, now=now, changes=changes)
        current.is_active = False
        current.version += 1
        current.save(update_fields=["is_active", "version"])
        over = Greatest(F("starts_on"), today)
        current.roles.not_over(today).update(ends_on=over)
        for covers in (current.covered, current.covering):
            covers.filter(ends_on__gt=today).update(ends_on=over)
        end_all(current)
        current.form_drafts.all().delete()


def readmit_user(actor: User, *, user: User, reason: str, now: datetime) -> str:
    """Let a leaver sign in again, and give the temporary password. Roles, cover and shares do not come back.

    Raises PermissionDenied, or ValidationError when they have not left or their vetting is over.
    """
    today = now.date()
    with recording(actor, "readmit user", reason=give_reason(reason)):
        current = other_user(actor, user, today)
        if current.is_active:
            raise ValidationError("This user has not left.")
        if current.vetting_expires_on is not None and current.vetting_expires_on < today:
            raise ValidationError("Their vetting is over: change the last day it is good for first.")
        current.is_active = True
        current.version += 1
        password = make_temporary_password(current)
        current.save(update_fields=["is_active", "version", "password", "temporary_password_until"])
        return password


def _believe(details: Mapping[str, Any], force: Force, today: date | None) -> None:
    """Raises ValidationError, keyed by field; `today` is given when the last day of vetting is new."""
    refusals = {}
    unit, agency = details.get("unit"), details.get("agency")
    if (unit and (agency or unit.force_id != force.pk)) or (agency and agency.force_id != force.pk):
        refusals["workplace"] = "Choose a unit of your force, or an agency that your force looks after."
    if bool(agency) != (details["rank"] == Rank.PARTNER):
        refusals["rank"] = "“Partner agency” is the grade of those who work for one, and of nobody else."
    expires_on = details.get("vetting_expires_on")
    if details["vetting"] != Vetting.NONE and expires_on is None:
        refusals["vetting_expires_on"] = "Enter the last day the vetting is good for."
    elif today is not None and expires_on is not None and expires_on < today:
        refusals["vetting_expires_on"] = "The last day of vetting must be today or later."
    if refusals:
        raise ValidationError(refusals)
