"""The request as views see it: someone has signed in, and the clock has been read."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

from access.log import Looking
from accounts.models import User


class SignedIn(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through to a view; ClockMiddleware adds `now` and `today`,
    AccessLogMiddleware `log`."""

    user: User
    now: datetime
    today: date
    log: Looking
