"""What pages say about the session: how long it lasts unused, and who holds a printed page, since when."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import sessions
from accounts.models import User, display


def request_id() -> str:
    """The number under which logs know this request; nothing outside one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def account(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `session_idle` and `watermark` for someone signed in, else any `identity_provider`."""
    user = getattr(request, "user", None)
    if isinstance(user, User):
        return {
            "session_idle": {
                "seconds": int((sessions.IDLE - sessions.NOTED_EVERY).total_seconds()),
                "stay_url": reverse("stay-signed-in"),
            },
            "watermark": {
                "who": display(user),
                "at": getattr(request, "now", None) or timezone.now(),
                "request_id": request_id(),
            },
            "second_factor_required": settings.SECOND_FACTOR_REQUIRED,
        }
    if user is None or not settings.OIDC_SERVER_URL:
        return {}
    provider = get_adapter(request).get_provider(request, "openid_connect")
    return {"identity_provider": {"name": provider.app.name, "url": provider.get_login_url(request)}}
