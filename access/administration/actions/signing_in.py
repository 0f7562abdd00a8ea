"""How somebody signs in: a password made for them, a second factor taken away, their sessions closed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pghistory
from allauth.mfa.models import Authenticator
from django.utils import timezone

from access.administration.actions.guards import give_reason, other_user
from access.recording import recording
from accounts.models import User
from accounts.sessions import end_all

TEMPORARY_PASSWORD_LASTS = timedelta(days=3)
# Without letters and digits that are taken for one another when read out or copied.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def reset_password(actor: User, *, user: User, reason: str, now: datetime) -> str:
    """A temporary password, to be changed at the first sign-in; open sessions end.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "reset password", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        password = make_temporary_password(current)
        current.version += 1
        current.save(update_fields=["password", "temporary_password_until", "version"])
        end_all(current)
        return password


def reset_second_factor(actor: User, *, user: User, reason: str, now: datetime) -> None:
    """Take away every second factor, for somebody who has lost theirs; open sessions end.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "reset second factor", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        Authenticator.objects.filter(user=current).delete()
        end_all(current)
        pghistory.create_event(current, label="second factor reset")


def end_sessions(actor: User, *, user: User, reason: str, now: datetime) -> int:
    """Sign the user out everywhere; how many sessions that ended.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "end sessions", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        ended = end_all(current)
        pghistory.create_event(current, label="sessions ended")
        return ended


def make_temporary_password(user: User) -> str:
    """Give the user, not yet saved, a password that must be changed: five groups of four, about 100 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))
    password = "-".join(groups)
    user.set_password(password)
    # The wall clock, as where it is asked for: an injected date must let nobody in for longer.
    user.temporary_password_until = timezone.now() + TEMPORARY_PASSWORD_LASTS
    return password
