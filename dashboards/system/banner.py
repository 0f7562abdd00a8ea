"""What stands at the top of every page while something has stopped: the dangerous failure is the silent one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from access.models import Job
from access.policies import Capability, administers, reach
from accounts.models import User
from dashboards.system import looking
from dashboards.system.rules import DRIFT_LATE, SILENT_AFTER
from frontend.dates import time_in_words, words

Banner = dict[str, str]
_LAST = """
    SELECT (SELECT finished_at FROM diary_sweeprun WHERE kind = 'sweep' ORDER BY finished_at DESC LIMIT 1),
           (SELECT coalesce(done_at, known_since) FROM access_job WHERE task = 'diary.check_drift')
"""


def banner(user: User, *, now: datetime, moment: datetime) -> Banner | None:
    """For this reader, by Vigil's own clock (`now`) and the wall's (`moment`); None while all that is asked works.

    One query, and for an administrator two: theirs tells of every scheduled job that fails.
    """
    today = now.date()
    swept, checked = _last()
    if swept is None or not timedelta(0) <= now - swept <= SILENT_AFTER:
        return _fitting(user, today, *_silent(swept, opens_records=_opens_records(user, today)))
    if checked is not None and moment - checked > DRIFT_LATE:
        return _fitting(
            user,
            today,
            f"Some dates may be out of date since {_in_words(checked)}",
            "Vigil goes over every date each night, and has not since then. What is recorded is right. Where a date "
            "decides something, open the record and look at what it follows from.",
        )
    if administers(user, today) and (troubled := looking.troubled(Job.objects.all(), moment)):
        names = ", ".join(f"“{line.words.name}”" for line in troubled[:3])
        more = f" and {len(troubled) - 3} more" if len(troubled) > 3 else ""
        return _fitting(
            user,
            today,
            "Scheduled jobs are not being done",
            f"{names}{more}. Only administrators are shown this.",
        )
    return None


def _last() -> tuple[datetime | None, datetime | None]:
    """When a sweep last finished, and when the nightly check did, or from when on it was to."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        swept, checked = cursor.fetchone()
    return swept, checked


def _opens_records(user: User, today: date) -> bool:
    return bool(reach(user, Capability.VIEW, today))


def _silent(swept: datetime | None, *, opens_records: bool) -> tuple[str, str]:
    when = f"since {_in_words(swept)}" if swept else "on this system yet"
    text = f"Vigil has not gone through the dates {when}. "
    if opens_records:
        text += (
            "The lists and dates on these pages are still right; what it writes to people is late. "
            "Look at Today, and do not wait for an e-mail."
        )
    else:
        text += "What it writes to people is late."
    return "Messages about overdue duties are late", text


def _fitting(user: User, today: date, title: str, text: str) -> Banner:
    """Who can do something is shown where; everybody else is told whom to tell."""
    found = {"tone": "error", "title": title, "text": text}
    if administers(user, today):
        return found | {"href": reverse("system"), "link": "See what to do"}
    return found | {"text": f"{text} Tell whoever runs Vigil."}


def _in_words(moment: datetime) -> str:
    at = timezone.localtime(moment)
    return f"{words(at)} at {time_in_words(at)}"
