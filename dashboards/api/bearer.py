"""A token is good for a request: whose it is, what it may do, and that it was used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from access.actions.tokens import token_digest
from access.models import ApiToken
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
        found = ApiToken.objects.in_force(now).filter(digest=token_digest(secret.strip())).first()
        user = VettedUserBackend().get_user(found.user_id) if found else None
        if found is None or user is None or user.temporary_password_until is not None:
            raise AuthenticationFailed
        today = timezone.localdate(now)
        if found.last_used_on != today:
            ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
        asked: Any = request._request
        asked.by_token = found
        asked.log.origin = replace(asked.log.origin, session="", strength=f"token {found.pk}")
        return user, found

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Vigil"'


class InScope(BasePermission):
    """A session may do what its user may; a token that alone for which it was made."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = (view.scope_to_write if request.method == "POST" else None) or view.scope
        return not isinstance(request.auth, ApiToken) or needed is None or needed in request.auth.scopes
