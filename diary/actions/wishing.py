"""What users decide for themselves: what they are reminded of, when they are written to, their calendar's address."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from access.recording import recording
from accounts.models import User
from diary.models import CalendarFeed, MailChoice, RemindBefore


def choose_reminders(actor: User, *, days: Mapping[str, int | None], mail: str) -> None:
    """Remind the user so many `days` before each kind of duty (None: not of that kind), and write to them as `mail`, a
    value of MailMode, says. Kinds that are not named stay as they are. Raises ValidationError."""
    with recording(actor, "choose reminders"):
        for kind, before in days.items():
            if before is None:
                RemindBefore.objects.filter(user=actor, kind=kind).delete()
            else:
                RemindBefore.objects.update_or_create(user=actor, kind=kind, defaults={"days": before})
        MailChoice.objects.update_or_create(user=actor, defaults={"mode": mail})


def make_calendar_address(actor: User, *, now: datetime) -> str:
    """A new secret for the user's calendar, given back this once; the one before stops working at once."""
    secret = secrets.token_urlsafe(32)
    with recording(actor, "make calendar address"):
        _revoke(actor, now)
        CalendarFeed.objects.create(user=actor, digest=digest_of(secret), made_at=now)
    return secret


def revoke_calendar_address(actor: User, *, now: datetime) -> None:
    """The user's calendar fetches nothing more. Nothing happens if there is no address."""
    with recording(actor, "revoke calendar address"):
        _revoke(actor, now)


def close_calendar_of_leaver(sender: object, *, user: User, now: datetime, **kwargs: Any) -> None:
    """A leaver's calendar fetches nothing more, and does not begin again should they come back."""
    _revoke(user, now)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is 256 random bits, which no slow hash would make any safer."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _revoke(actor: User, now: datetime) -> None:
    # Locked, so that of two at once the second finds what the first has made.
    User.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=actor.pk)
    for feed in CalendarFeed.objects.live().filter(user=actor):
        feed.revoked_at = max(now, feed.made_at)  # a clock put back must not keep an address open
        feed.save(update_fields=["revoked_at"])
