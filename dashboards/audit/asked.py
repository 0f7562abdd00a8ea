"""What was asked of the log and why, kept in the session: addresses carry a number and nothing of it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from access.requests import SignedIn

_KEY = "asked_of_the_log"
_GOOD_FOR = timedelta(hours=1)
_MOST = 10


def remember(request: SignedIn, asked: dict[str, Any]) -> str:
    """Keep the question for an hour; gives the number to find it by. `asked` is of JSON's kinds."""
    number = secrets.token_urlsafe(9)
    kept = dict(list(request.session.get(_KEY, {}).items())[-_MOST + 1 :])
    request.session[_KEY] = {**kept, number: {**asked, "at": request.now.isoformat()}}
    return number


def recalled(request: SignedIn) -> dict[str, Any] | None:
    """The question that the address names; None when there is none, or its hour is over: it is asked again."""
    found: dict[str, Any] | None = request.session.get(_KEY, {}).get(request.GET.get("asked", ""))
    if found is None or not timedelta(0) <= request.now - datetime.fromisoformat(found["at"]) <= _GOOD_FOR:
        return None
    return found
