"""How long a session lasts: 15 minutes without a request, 10 hours in all, two at once, and not past its end by order.

Two moments stand in the session itself, so that asking costs no query: when it began, and when it was last used.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
AT_ONCE = 2
# Use is written down at most this often, so that a page usually costs no write; idling is over by so much earlier.
NOTED_EVERY = timedelta(minutes=1)

BEGAN, USED = "began_at", "used_at"
Over = Literal["idle", "long", "ended"]


def begin(session: SessionBase, now: datetime) -> None:
    """Stamp a session that somebody has just signed in to."""
    session[BEGAN] = session[USED] = now.timestamp()


def over(session: SessionBase, user: User, now: datetime) -> Over | None:
    """Why this session may not go on, or None. One without its stamps, from before they existed, may not."""
    began, used = _moment(session, BEGAN), _moment(session, USED)
    if began is None or used is None or now - began >= LONGEST:
        return "long"
    if user.sessions_ended_at is not None and began <= user.sessions_ended_at:
        return "ended"
    return "idle" if now - used >= IDLE else None


def note_use(request: HttpRequest, user: User, now: datetime) -> None:
    """Write down that the session is in use: two statements, once a minute."""
    used = _moment(request.session, USED)
    if used is not None and now - used < NOTED_EVERY:
        return
    request.session[USED] = now.timestamp()
    listed = UserSession.objects.filter(session_key=request.session.session_key)
    if not listed.update(last_seen_at=now):
        UserSession.objects.create_from_request(request)


def end_oldest(user: User, *, keep: str | None) -> None:
    """Leave `user` two sessions, `keep` (a session key) among them; those least lately used end.

    The user's row is locked meanwhile: two sign-ins at once still leave two.
    """
    User.objects.select_for_update().get(pk=user.pk)
    others = (
        UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep).order_by("-last_seen_at", "-pk")
    )
    for session in others[AT_ONCE - 1 :]:
        session.end()


def end_all(user: User) -> int:
    """Sign `user` out everywhere, from the next request on; the number of sessions that were listed.

    Sessions that no list knows end as well, because each is asked when it began. In the caller's transaction.
    """
    # The wall clock, as where sessions begin: an injected date must not let an ended session live on.
    User.objects.filter(pk=user.pk).update(sessions_ended_at=timezone.now())
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    for session in sessions:
        session.end()
    return len(sessions)


def forget(session: SessionBase) -> None:
    """Take a session that is over off its owner's list."""
    UserSession.objects.filter(session_key=session.session_key).delete()


def on_signed_in(sender: object, request: HttpRequest, user: User, **_: object) -> None:
    """Django's `user_logged_in`: every way in stamps its session."""
    if SESSION_KEY in request.session:
        begin(request.session, timezone.now())


def on_listed(sender: object, request: HttpRequest, user: User, **_: object) -> None:
    """allauth's `user_logged_in`, after it has listed the session."""
    with transaction.atomic():
        end_oldest(user, keep=request.session.session_key)


def _moment(session: SessionBase, key: str) -> datetime | None:
    stamp = session.get(key)
    return datetime.fromtimestamp(stamp, tz=UTC) if isinstance(stamp, int | float) else None
