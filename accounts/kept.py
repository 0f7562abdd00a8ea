"""What was typed into a form outlives the session: kept, encrypted, and given back after signing in again.

Who may have it back: the same person, in the same browser, within an hour. The browser is known by a signed cookie
that names who signed in there last and holds a secret of the browser's own; the row holds that secret's hash. Nothing
is kept of a request that did not pass the CSRF check, of the pages that take passwords and codes, or of files.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest, HttpResponseBase

from accounts.models import KeptForm, User

KEPT_FOR = timedelta(hours=1)
EACH = 5  # forms kept of one person; an older one goes
LARGEST = 200_000  # characters in all
MINE = "kept_form"  # the field of a kept form that says which it was
COOKIE = "vigil_browser"
_SALT = "accounts.kept"
_COOKIE_FOR = timedelta(hours=12)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
_NEVER = ("password", "csrfmiddlewaretoken", MINE)


@dataclass(frozen=True, slots=True)
class Browser:
    """Who signed in last in this browser, and the browser's own secret."""

    user_id: UUID
    secret: str

    @property
    def known_as(self) -> str:
        """The hash by which rows know it."""
        return hashlib.sha256(self.secret.encode()).hexdigest()


def browser_of(request: HttpRequest) -> Browser | None:
    """What the cookie says; None without one, or when it is not ours or too old."""
    try:
        user_id, secret = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_COOKIE_FOR)
        return Browser(UUID(user_id), str(secret))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def know(response: HttpResponseBase, user: User, before: Browser | None) -> None:
    """Have the browser remember who signed in; the secret it had `before` stays, if that was the same person."""
    same = before is not None and before.user_id == user.pk
    secret = before.secret if before and same else secrets.token_urlsafe(24)
    response.set_cookie(
        COOKIE,
        signing.dumps([str(user.pk), secret], salt=_SALT),
        max_age=_COOKIE_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """After signing out on purpose nothing is kept for anybody here."""
    response.delete_cookie(COOKIE, samesite="Lax")


def may_be_kept(request: HttpRequest) -> bool:
    """A form of ours with something in it, and none of the pages where passwords and codes are typed."""
    return (
        request.method == "POST"
        and request.content_type in _FORMS
        and not request.path.startswith("/account/")
        and any(value for _, values in _typed(request) for value in values)
    )


def keep(request: HttpRequest, user: User, browser: Browser, *, now: datetime) -> KeptForm | None:
    """Keep what `request` posts; None when it is too large to keep. Older forms of the person make room."""
    typed = json.dumps(_typed(request))
    if len(typed) > LARGEST:
        return None
    kept = KeptForm.objects.create(
        owner=user, browser=browser.known_as, path=request.get_full_path(), typed=typed, kept_at=now
    )
    older = KeptForm.objects.filter(owner=user).values_list("pk", flat=True)[EACH:]
    KeptForm.objects.filter(pk__in=list(older)).delete()
    return kept


def after_a_stale_token(request: HttpRequest, *, now: datetime) -> KeptForm | None:
    """Keep a form whose CSRF token is of before the last sign-in; nothing is done but kept for its owner to look at.

    Only where the browser itself says that the form was on a page of ours: a page elsewhere can plant nothing.
    """
    browser = browser_of(request)
    ours = f"{request.scheme}://{request.get_host()}"
    if browser is None or request.headers.get("Origin") != ours or not may_be_kept(request):
        return None
    user = User.objects.filter(pk=browser.user_id, is_active=True).first()
    return keep(request, user, browser, now=now) if user else None


def find(request: HttpRequest, user: User, kept_id: UUID, *, now: datetime) -> KeptForm | None:
    """The kept form, if it is this person's, of this browser, and not yet an hour old."""
    return _within_reach(request, user, now).filter(pk=kept_id).first()


def newest(request: HttpRequest, user: User, *, now: datetime) -> KeptForm | None:
    """What was kept last for this person in this browser."""
    return _within_reach(request, user, now).first()


def _within_reach(request: HttpRequest, user: User, now: datetime) -> models.QuerySet[KeptForm]:
    browser = browser_of(request)
    if browser is None or browser.user_id != user.pk:
        return KeptForm.objects.none()
    return KeptForm.objects.filter(owner=user, browser=browser.known_as, kept_at__gt=now - KEPT_FOR)


def let_go(request: HttpRequest, user: User) -> None:
    """A kept form that has just been sent again is kept no longer: what is typed is on the page that answers."""
    if request.content_type not in _FORMS or request.path.startswith("/api/"):
        return  # No form: its body is not for this to read.
    try:
        kept_id = UUID(request.POST.get(MINE, ""))
    except ValueError:
        return
    KeptForm.objects.filter(pk=kept_id, owner=user).delete()


def answers(kept: KeptForm) -> list[tuple[str, list[str]]]:
    """Names and values as they were posted."""
    return [(name, values) for name, values in json.loads(kept.typed)]


def shown(kept: KeptForm) -> list[dict[str, str]]:
    """What a person typed, in their words where the form's own are not at hand: `{key, value}`.

    A date's boxes (`on_0`, `on_1`, `on_2`) read as one; record numbers and versions are left out.
    """
    read: dict[str, list[str]] = {}
    for name, values in answers(kept):
        stem = name[:-2] if name[-2:] in {"_0", "_1", "_2"} else name
        words = [value.strip() for value in values if value.strip() and not _a_number_of_ours(name, value)]
        if words:
            read.setdefault(stem, []).extend(words)
    return [
        {"key": stem.rsplit("-", 1)[-1].replace("_", " ").capitalize(), "value": " ".join(map(_plain, words))}
        for stem, words in read.items()
    ]


def _plain(value: str) -> str:
    """A choice is sent as its code: `very_high` is read as `Very high`."""
    return value.replace("_", " ").capitalize() if _CODE.fullmatch(value) else value


def _a_number_of_ours(name: str, value: str) -> bool:
    if name in {"version", "submission"} or name.endswith("_FORMS"):
        return True
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _typed(request: HttpRequest) -> list[list[Any]]:
    return [
        [name, values]
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in _NEVER)
    ]
