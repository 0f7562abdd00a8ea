"""The calendar: duties by reference and kind, as RFC 5545 has them. No name, no address, no link to a record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from access.exporting import MARKING
from accounts.models import User
from diary import agenda
from diary.models import Entry

BACK, AHEAD = timedelta(days=30), timedelta(days=366)
MOST = 1_000
_FETCH_EVERY = "PT6H"


def duties_of(user: User, now: datetime) -> list[Entry]:
    """What stands in the user's calendar: their own caseload's duties, open, from a month back to a year ahead.

    Somebody who looks after a unit has a calendar of what is theirs by name alone. Two queries.
    """
    scope = agenda.whose(user, now)
    theirs = scope.duties if scope.name == "caseload" else agenda.by_name(user, scope)
    found = Entry.objects.running().filter(theirs)
    found = found.filter(work_to__gte=now.date() - BACK, work_to__lte=now.date() + AHEAD)
    return list(found.select_related("person").order_by("work_to", "person__reference", "key")[:MOST])


def calendar(entries: Iterable[Entry], today: date) -> bytes:
    """The file. The same duties on the same day give the same bytes, so that a calendar need not fetch them again."""
    made = Calendar()
    made.add("prodid", "-//Vigil//Duties//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Vigil ({MARKING})")
    made.add("x-published-ttl", _FETCH_EVERY)
    for entry in entries:
        made.add_component(_event(entry, today))
    content: bytes = made.to_ical()
    return content


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(entry: Entry, today: date) -> Event:
    assert entry.work_to is not None  # noqa: S101 - those that run have a date
    said = entry.plain_title or entry.title
    event = Event()
    # Of the person and the duty, not of the row: a diary that is rebuilt moves an event and does not add another.
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'vigil:{entry.person_id}:{entry.key}')}@vigil")
    event.add("dtstamp", datetime.combine(today, time.min, tzinfo=UTC))
    event.add("dtstart", entry.work_to)
    event.add("dtend", entry.work_to + timedelta(days=1))
    event.add("summary", f"{entry.person.reference} {said}")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a day by which something is done takes nobody's day
    return event
