"""What an administrator does to somebody's way in. The only code that writes it, besides signing in itself."""

from __future__ import annotations

from datetime import datetime

import pghistory
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts import kept, lockout, sessions
from accounts.models import KeptForm, SignInAttempt, User


def end_sessions(actor: User, *, user: User, now: datetime) -> int:
    """Sign `user` out everywhere, from the next request on; the number of sessions that were listed.

    Sessions that no list knows end as well, because each is asked when it began. The change is in the user's history
    under `actor`. Who may call this is for the caller to ask; an administrator's own session may be among them.
    """
    with transaction.atomic(), _recorded(actor, "end_sessions"):
        User.objects.filter(pk=user.pk).update(sessions_ended_at=now)
        return sessions.end_all(user)


def reset_second_factor(actor: User, *, user: User, now: datetime) -> None:
    """For somebody who has lost their telephone or key and all recovery codes: the next sign-in sets up a new one.

    Their sessions end too. Make sure first, by another way than Vigil, that it is they who ask.
    """
    with transaction.atomic(), _recorded(actor, "reset_second_factor"):
        Authenticator.objects.filter(user=user).delete()
        User.objects.filter(pk=user.pk).update(sessions_ended_at=now)
        sessions.end_all(user)


def _recorded(actor: User, verb: str) -> pghistory.context:
    return pghistory.context(user=str(actor.pk), actor=str(actor), verb=verb)


def tidy(*, now: datetime) -> None:
    """Delete what has had its time: kept forms, counted attempts, sessions. Nothing relies on it having run."""
    KeptForm.objects.filter(kept_at__lte=now - kept.KEPT_FOR).delete()
    SignInAttempt.objects.filter(at__lte=now - lockout.WINDOW).delete()
    Session.objects.filter(expire_date__lt=now).delete()
