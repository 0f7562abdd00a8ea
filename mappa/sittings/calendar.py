"""A meeting day as a file for a calendar (RFC 5545): its reference, when and where. Nobody is in it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from icalendar import Calendar, Event

from diary.clock import LONDON
from mappa.models import Sitting
from mappa.sittings.choices import CALLED_OFF


def calendar(sitting: Sitting, now: datetime) -> bytes:
    """The file; the same meeting changed replaces itself, and one called off is cancelled."""
    event = Event()
    event.add("uid", f"{sitting.pk}@vigil")
    event.add("dtstamp", now)
    event.add("sequence", sitting.version)
    event.add("dtstart", datetime.combine(sitting.held_on, sitting.starts_at, LONDON))
    event.add("dtend", datetime.combine(sitting.held_on, sitting.ends_at, LONDON))
    event.add("summary", f"MAPPA meeting {sitting.reference}")
    # How to join stands in Vigil alone: a link that lets somebody in is not for a calendar that others read.
    event.add("location", sitting.place or "Remote: sign in to Vigil for how to join")
    event.add("description", f"Sign in to Vigil: {settings.PUBLIC_URL}")
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if sitting.state in CALLED_OFF else "CONFIRMED")
    made = Calendar()
    made.add("prodid", "-//Vigil//Meetings//EN")
    made.add("version", "2.0")
    made.add_component(event)
    content: bytes = made.to_ical()
    return content
