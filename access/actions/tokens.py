"""Tokens for programs: made and revoked by their user, revoked by an administrator too."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.administration.queries import administered
from access.choices import Scope
from access.models import ApiToken
from access.recording import lock, recording
from accounts.models import User

PREFIX = "vigil_"  # by which scanners of what was published know one


def make_token(
    actor: User,
    *,
    name: str,
    scopes: Sequence[str],
    days: int,
    most_days: int,
    submission: UUID | None = None,
) -> tuple[ApiToken, str]:
    """A token of the actor's own and its secret, given back this once. `days`: how long it is good for, today among
    them; `most_days`: the force's policy.

    Raises ValidationError keyed by field, and for the same `submission` again: the secret is not shown twice.
    """
    wrong: dict[str, str] = {}
    if not name.strip():
        wrong["name"] = "Say what it is for."
    if not scopes or not set(scopes) <= set(Scope.values):
        wrong["scopes"] = "Choose what it may do."
    if not 1 <= days <= most_days:
        wrong["days"] = f"Enter a whole number of days from 1 to {most_days}."
    if wrong:
        raise ValidationError(wrong)
    secret = PREFIX + secrets.token_urlsafe(32)
    # The wall clock, as where it is asked for: an injected date must let nobody in for longer.
    now = timezone.now()
    with recording(actor, "make token for a program"):
        User.objects.select_for_update(no_key=True).get(
            pk=actor.pk
        )  # of two identical forms the second waits
        if submission and ApiToken.objects.filter(submission=submission).exists():
            raise ValidationError(
                "This token was made already, and shown once. Revoke it if it was not copied."
            )
        token = ApiToken.objects.create(
            user=actor,
            name=name.strip(),
            digest=token_digest(secret),
            scopes=sorted(set(scopes)),
            made_at=now,
            expires_on=timezone.localdate(now) + timedelta(days=days - 1),
            submission=submission,
        )
    return token, secret


def revoke_token(actor: User, *, token: ApiToken, now: datetime, reason: str = "") -> ApiToken:
    """The token opens nothing from the next request on. Revoking twice does nothing.

    Raises PermissionDenied for anybody but its user and the administrators who look after them.
    """
    theirs = administered(actor, now.date()).filter(pk=token.user_id)
    if token.user_id != actor.pk and not theirs.exists():
        raise PermissionDenied
    with recording(actor, "revoke token for a program", reason=reason.strip()):
        current = lock(token)
        if current.revoked_at is None:
            current.revoked_at, current.revoked_by = timezone.now(), actor
            current.save(update_fields=["revoked_at", "revoked_by"])
    return current


def token_digest(secret: str) -> str:
    """What is kept of a secret. It is 256 random bits, which no slow hash would make any safer."""
    return hashlib.sha256(secret.encode()).hexdigest()
