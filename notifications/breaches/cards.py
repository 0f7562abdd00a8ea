"""A breach and a search in rows, as their pages show them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from diary.clock import LONDON
from frontend.dates import time_in_words, words
from notifications.breaches.queries import Enquiry
from offenders.models import Sought


def rows_of(enquiry: Enquiry) -> list[dict[str, Any]]:
    """What the breach is of, in law, where it is recorded, and who was told."""
    breach = enquiry.breach
    condition = breach.order_condition or breach.licence_condition
    wording = condition.wording if condition else ""
    told = breach.recorded_nationally_at
    return _rows(
        ("Breach of", wording or breach.get_provision_display() or breach.get_of_display()),
        ("Order", breach.order_condition.order.get_kind_display() if breach.order_condition else ""),
        ("Offence", enquiry.offence.name),
        ("Law", enquiry.offence.law),
        ("At most", enquiry.offence.most),
        ("How it came to light", breach.get_found_display()),
        ("Device", str(breach.device) if breach.device else ""),
        ("Opened", f"{breach.recorded_by or 'By Vigil'}, {_moment(breach.recorded_at)}"),
        ("Established", _moment(breach.established_at) if breach.established_at else ""),
        ("PNC or ViSOR", f"{breach.national_reference}, {_moment(told)}" if told else ""),
        ("Agencies told", breach.agencies_told),
        ("MAPPA meeting", breach.get_meeting_display()),
    )


def search_rows(sought: Sought) -> list[dict[str, Any]]:
    """Since when and why, the risk, the last sighting, PNC."""
    seen = (words(sought.last_seen_on) if sought.last_seen_on else "", sought.last_seen_at)
    circulated = (sought.circulation, f"since {words(sought.circulated_on)}" if sought.circulated_on else "")
    return _rows(
        ("Since", words(sought.starts_on) if sought.starts_on else ""),
        ("Why", sought.why),
        ("Risk", sought.risk),
        ("Last seen", ", ".join(filter(None, seen))),
        ("PNC", ", ".join(filter(None, circulated))),
    )


def _rows(*rows: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in rows if value]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at, LONDON)
    return f"{words(local.date())} at {time_in_words(local)}"
