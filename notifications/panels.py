"""What this floor shows on a person's page: the duties that run, and the period they are subject to."""

from __future__ import annotations

from datetime import date
from typing import Any

from notifications import queries
from offenders import panels


def register() -> None:
    panels.add_panel(panels.Panel(10, "notifications/panel.html", standing))
    panels.add_action(
        panels.Action(
            10, "Record a notification given", "record-notification", lambda visit: visit.may_notify
        )
    )


def standing(visit: panels.Visit) -> dict[str, Any]:
    """What is due and why; whether they are subject, until when and why."""
    found = queries.standing(visit.person, visit.today)
    return {"today": visit.today, "standing": found, **_in_words(found.subject)}


def _in_words(subject: dict[str, Any]) -> dict[str, Any]:
    """A sentence and a tag for the engine's answer."""
    last_day = date.fromisoformat(subject["last_day"]) if subject["last_day"] else None
    since = date.fromisoformat(subject["from"]) if subject["from"] else None
    match subject["status"]:
        case "subject" if subject["indefinite"]:
            return {"title": "Subject to notification without end", "since": since, "last_day": None}
        case "subject" if last_day:
            return {"title": "Subject to notification until", "since": since, "last_day": last_day}
        case "subject":
            return {
                "title": "Subject to notification until further order",
                "since": since,
                "last_day": None,
            }
        case "undetermined":
            return {
                "title": "Subject to notification: the period awaits the sentence",
                "since": since,
                "last_day": None,
            }
        case "ended":
            return {"title": "No longer subject to notification: ended", "since": None, "last_day": last_day}
        case _:
            return {"title": "Not subject to notification", "since": since, "last_day": None}
