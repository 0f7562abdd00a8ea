"""A password alone opens nothing: somebody without a second factor is led to set one up first."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where somebody may go who has none yet: to set one up, prove who they are meanwhile, and leave.
_OPEN = {
    "set-up-second-factor",
    "stay-signed-in",
    "account_login",
    "account_logout",
    "account_change_password",
}
_OPEN |= {"healthz", "readyz"}
_SETTING_UP = ("mfa_", "account_reauthenticate")


def has_one(user: User) -> bool:
    """An app, a passkey or a key. Recovery codes alone are not one: they are for the day it is lost."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def presented(request: HttpRequest, user: User) -> bool:
    """Whether this very session was opened with a second factor: its own record says so, without a query."""
    methods = {proof["method"] for proof in get_authentication_records(request, user)}
    # Where the force's identity provider asks for one itself, Vigil takes its word.
    return "mfa" in methods or (settings.OIDC_BRINGS_SECOND_FACTOR and "socialaccount" in methods)


def missing(request: HttpRequest) -> HttpResponse | None:
    """Where to send somebody whose session has shown no second factor; None when it has, or none is asked for."""
    user, match = request.user, request.resolver_match
    if not settings.SECOND_FACTOR_REQUIRED or not isinstance(user, User) or match is None:
        return None
    name = match.view_name
    if name in _OPEN or presented(request, user):
        return None
    if has_one(user):
        # It was set up in another session meanwhile, and this one never showed it.
        logout(request)
        return redirect(settings.LOGIN_URL)
    return None if name.startswith(_SETTING_UP) else redirect("set-up-second-factor")


def may_be_removed(authenticator: Authenticator) -> bool:
    """The last one stays while one is required: whoever wants another adds it first."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
    return not settings.SECOND_FACTOR_REQUIRED or others.exclude(pk=authenticator.pk).exists()


def on_added(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Setting one up has shown it: the session that did so goes on."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", type=str(authenticator.type), id=authenticator.pk)


def on_removed(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """With the last one gone, having shown it counts no more."""
    if not has_one(user):
        records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        kept = [record for record in records if record.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept
