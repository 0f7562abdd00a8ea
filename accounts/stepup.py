"""Asking again who somebody is before what cannot be taken back: an export, breaking the glass, granting a role, the
verdict on a breach, a change of policy, taking a person on, another date than the computed one, a visit alone or after
failed attempts, signing a plan, lowering a level, managing somebody without visits, a disclosure, restricting or
archiving a record.

    @step_up
    def export(request): ...

Who proved it in the last five minutes, by signing in too, passes. Others confirm it and come back to the same address
by GET; what they had posted waits for them as a kept form.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts import kept
from accounts.models import User

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def recently_authenticated(request: HttpRequest) -> bool:
    """Whether whoever signed in proved who they are in the last ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    if not isinstance(request.user, User):
        return False
    proofs = [proof["at"] for proof in get_authentication_records(request, request.user)]
    # The wall clock, as in the records: an injected date must never stretch the five minutes.
    return bool(proofs) and 0 <= time.time() - max(proofs) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def step_up(view: View) -> View:
    """Let a view be called only by someone who has just proved who they are."""

    @wraps(view)
    def asked_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if recently_authenticated(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return asked_first  # type: ignore[return-value]


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send somebody to confirm who they are, and then back here by GET.

    For views that learn only on the way that what is asked needs it.
    """
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware let them through
    back = request.get_full_path()
    browser = kept.browser_of(request)
    if browser is not None and browser.user_id == user.pk and kept.may_be_kept(request):
        form = kept.keep(request, user, browser, now=timezone.now())
        back = reverse("kept-form", args=[form.pk]) if form else back
    ways = get_adapter(request).get_reauthentication_methods(user)
    if not ways:
        # Neither password nor second factor here: the force's identity provider is asked, by signing in again.
        logout(request)
    where = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{where}?{urlencode({REDIRECT_FIELD_NAME: back})}")
