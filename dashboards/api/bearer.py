"""A token is good for a request: whose it is, what it may do, and that it was used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from access.actions.tokens import token_digest
from access.models import ApiToken
from access.signing_in import token_refused
from accounts import lockout
from accounts.backends import VettedUserBackend
from accounts.models import User


class ByToken(BaseAuthentication):
    """`Authorization: Bearer vigil_...`. Its user is asked on each request, as that of a session is: whether they may
    still come in, and for their roles of the day. The second factor was shown where the token was made.

    Whoever sends a token is never taken for the user of a session that the request carries too.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        # The wall clock, as sign-in: an injected date must let nobody in for longer.
        now = timezone.now()
        digest = token_digest(secret.strip())
        found = ApiToken.objects.in_force(now).filter(digest=digest).first()
        user = VettedUserBackend().get_user(found.user_id) if found else None
        if found is None or user is None or user.temporary_password_until is not None:
            self._refuse(request, digest, now)
            raise AuthenticationFailed
        today = timezone.localdate(now)
        if found.last_used_on != today:
            ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
        asked: Any = request._request
        asked.by_token = found
        asked.log.origin = replace(asked.log.origin, session="", strength=f"token {found.pk}")
        return user, found

    def _refuse(self, request: Request, digest: str, now: datetime) -> None:
        """Log it, and count it with the wrong passwords of the address (accounts.lockout). Raises Throttled at its end.

        One token is one account: a program that goes on asking with what has run out takes five of the address's fifty,
        so its station can still sign in. A token that is in force is not counted: nobody finds 256 random bits by
        trying, and what others of the address try stops no program.
        """
        asked: Any = request._request
        address = get_adapter().get_client_ip(asked)
        if lockout.begin(f"token {digest}", address=address, now=now) is None:
            raise Throttled(wait=lockout.WINDOW.total_seconds())
        known = ApiToken.objects.filter(digest=digest).select_related("user").first()
        token_refused(known, asked.log.origin, _why_not(known, now))

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Vigil"'


def _why_not(token: ApiToken | None, now: datetime) -> str:
    """Why a token lets nobody in, for the log alone: whoever sent it is not told."""
    if token is None:
        return "No token of Vigil's"
    if token.revoked_at is not None:
        return "It was revoked"
    if token.expires_on < timezone.localdate(now):
        return "Its last day is over"
    if not ApiToken.objects.in_force(now).filter(pk=token.pk).exists():
        return "Its user's sign-ins were ended since it was made"
    return "Its user may not come in"


class InScope(BasePermission):
    """A session may do what its user may; a token that alone for which it was made."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = (view.scope_to_write if request.method == "POST" else None) or view.scope
        return not isinstance(request.auth, ApiToken) or needed is None or needed in request.auth.scopes
