"""On every request: may this person still come in, is the session still good, and have they a second factor?

Roles, standing and the end of sessions are read from the row that sign-in reads anyway, on each request, so that a
change of any of them holds from the next one in every open session.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts import kept, second_factor, sessions
from accounts.models import User
from accounts.standing import Refusal, refusal

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_WORDS = {
    "idle": "You were signed out because nothing had happened for 15 minutes. Sign in to go on.",
    "long": "You were signed out because ten hours had passed. Sign in to go on.",
    "ended": "You were signed out of every computer. Sign in to go on.",
    "elsewhere": "You were signed out here: you have signed in on two other computers since, and two at once is the "
    "most; or your sign-ins were ended. Sign in to go on.",
}


class SessionMiddleware:
    """After authentication and the CSRF check, before the login that every page asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.ended = None  # type: ignore[attr-defined]
        request.was = None  # type: ignore[attr-defined]
        if (refused := self._settle(request)) is not None:
            return self._kept_out(request, refused)
        came_in_as = request.user.pk
        response = self.get_response(request)
        self._remember(request, response, came_in_as)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.ended:  # type: ignore[attr-defined]
            messages.info(request, _WORDS[request.ended])  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            # Of every view, those too that ask for a login in their own way, as the API does.
            return second_factor.missing(request)
        if getattr(view, "login_required", True):
            return self._keep_what_was_typed(request)
        return None

    def _settle(self, request: HttpRequest) -> Refusal | None:
        """End a session that is over; note the use of one that is not. A refusal for someone kept out."""
        user_id = request.session.get(SESSION_KEY)
        if user_id is None:
            return self._closed_meanwhile(request)
        now, user = timezone.now(), request.user
        if not isinstance(user, User):
            known = User.objects.filter(pk=user_id).first()
            return refusal(known, timezone.localdate(now)) if known else None
        if (why := sessions.over(request.session, user, now)) is not None:
            request.ended, request.was = why, user  # type: ignore[attr-defined]
            sessions.forget(request.session)
            logout(request)
        else:
            sessions.note_use(request, user, now)
        return None

    def _closed_meanwhile(self, request: HttpRequest) -> Refusal | None:
        """What ends a session from elsewhere takes its row away: whoever had it is told why, once, and not only asked
        to sign in. A refusal for somebody whose account was closed."""
        gone = request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.session.is_empty()
        browser = kept.browser_of(request) if gone else None
        known = User.objects.filter(pk=browser.user_id).first() if browser else None
        refused = refusal(known, timezone.localdate()) if known else None
        if known and not refused:
            request.ended = "elsewhere"  # type: ignore[attr-defined]
        return refused

    def _kept_out(self, request: HttpRequest, refused: Refusal) -> HttpResponse:
        sessions.forget(request.session)
        request.session.flush()
        request.user = AnonymousUser()
        return render(request, "account/refused.html", {"refusal": refused}, status=403)

    def _keep_what_was_typed(self, request: HttpRequest) -> HttpResponse | None:
        """Somebody whose session is over has sent a form: keep it for them, and ask them to sign in."""
        browser, now = kept.browser_of(request), timezone.now()
        if browser is None or not kept.may_be_kept(request):
            return None
        user = request.was or User.objects.filter(pk=browser.user_id).first()  # type: ignore[attr-defined]
        if user is None or user.pk != browser.user_id or refusal(user, timezone.localdate(now)):
            return None
        form = kept.keep(request, user, browser, now=now)
        if form is None:
            return None
        messages.info(request, "What you had typed has been kept. You will see it again after you sign in.")
        return redirect_to_login(reverse("kept-form", args=[form.pk]), settings.LOGIN_URL)

    def _remember(self, request: HttpRequest, response: HttpResponseBase, came_in_as: Any) -> None:
        """Have the browser know who is signed in; let go of a kept form that has been sent again."""
        user = request.user
        if getattr(request, "by_token", None):
            return  # a program, which is no browser of its user's
        if isinstance(user, User):
            if request.method == "POST" and response.status_code < 500:
                kept.let_go(request, user)
            browser = kept.browser_of(request)
            if browser is None or browser.user_id != user.pk or came_in_as != user.pk:
                kept.know(response, user, browser)
        elif came_in_as is not None and request.ended is None:  # type: ignore[attr-defined]
            kept.forget(response)
