"""How somebody signs in: a password made for them, a second factor taken away, their sessions closed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import pghistory
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from access.administration.actions.guards import give_reason, other_user
from access.recording import recording
from accounts.models import User

TEMPORARY_PASSWORD_LASTS = timedelta(days=3)
# Without letters and digits that are taken for one another when read out or copied.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def reset_password(actor: User, *, user: User, reason: str, now: datetime) -> str:
    """A temporary password, to be changed at the first sign-in; open sessions end.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "reset password", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        password = make_temporary_password(current, now)
        current.version += 1
        current.save(update_fields=["password", "temporary_password_until", "version"])
        close_sessions(current)
        return password


def reset_second_factor(actor: User, *, user: User, reason: str, now: datetime) -> None:
    """Take away every second factor, for somebody who has lost theirs; open sessions end.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "reset second factor", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        Authenticator.objects.filter(user=current).delete()
        close_sessions(current)
        pghistory.create_event(current, label="second factor reset")


def end_sessions(actor: User, *, user: User, reason: str, now: datetime) -> int:
    """Sign the user out everywhere; how many sessions that ended.

    Raises PermissionDenied, or ValidationError for oneself.
    """
    with recording(actor, "end sessions", reason=give_reason(reason)):
        current = other_user(actor, user, now.date())
        ended = close_sessions(current)
        pghistory.create_event(current, label="sessions ended")
        return ended


def make_temporary_password(user: User, now: datetime) -> str:
    """Give the user, not yet saved, a password that must be changed: five groups of four, about 100 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))
    password = "-".join(groups)
    user.set_password(password)
    user.temporary_password_until = now + TEMPORARY_PASSWORD_LASTS
    return password


def close_sessions(user: User) -> int:
    """End the user's sessions, in the transaction of the verb that calls it."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
