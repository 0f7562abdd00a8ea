"""What was asked of a search, kept in the session and encrypted: addresses carry a number and nothing of it, and Back
shows the answer again without sending a form."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from access.requests import SignedIn
from accounts.encryption import Undecipherable, decrypt, encrypt

_KEY = "asked"
_GOOD_FOR = timedelta(hours=1)
_MOST = 10


def remember(request: SignedIn, of: str, asked: dict[str, Any]) -> str:
    """Keep for an hour what was asked `of` a page; gives the number to find it by. `asked` is of JSON's kinds."""
    number = str(uuid4())
    kept = dict(list(request.session.get(_KEY, {}).items())[-_MOST + 1 :])
    written = json.dumps({"of": of, "at": request.now.isoformat(), "asked": asked})
    request.session[_KEY] = {**kept, number: encrypt(written)}
    return number


def recalled(request: SignedIn, of: str, number: str) -> dict[str, Any] | None:
    """The question of this number; None when there is none, or its hour is over: it is asked again."""
    written = request.session.get(_KEY, {}).get(number)
    if written is None:
        return None
    try:
        found = json.loads(decrypt(written))
    except Undecipherable:
        return None  # its key is no longer among ours
    past = request.now - datetime.fromisoformat(found["at"])
    asked: dict[str, Any] = found["asked"]
    return asked if found["of"] == of and timedelta(0) <= past <= _GOOD_FOR else None
