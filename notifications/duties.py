"""The diary's provider for Part 2 of the Act: every duty the engine computes, in the diary's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from diary.providers import Duty
from notifications import facts
from notifications.law import Refused, Result, evaluate

NAME = "notifications"
LONDON = ZoneInfo("Europe/London")

TITLES = {
    "initial": "Initial notification",
    "periodic": "Annual notification",
    "non_occurrence": "Notify that a change did not happen",
    "travel": "Notify travel abroad",
    "travel_change": "Notify changed travel details",
    "travel_return": "Notify return from abroad",
    "absence": "Notify absence from home",
}
# A change is named by the fact behind it: the first part of the id that notifications.facts gives.
CHANGE_TITLES = {
    "home": "Notify change of home address",
    "name": "Notify new name used",
    "released": "Notify release",
}


def duties_for(people: Sequence[UUID], today: date) -> Iterable[tuple[UUID, Duty]]:
    """The duties that bind or have bound; those the engine considered and found not required are left out."""
    for person_id, document in facts.documents(people, as_at=today):
        if not document["triggers"] and not document["orders"]:
            continue
        given_on = {
            notification["id"]: date.fromisoformat(notification["given_at"][:10])
            for notification in document["notifications"]
        }
        no_fixed_abode = {
            notification["id"]
            for notification in document["notifications"]
            if notification.get("home") == "no_fixed_abode"
        }
        for duty in _evaluated(document)["duties"]:
            if duty["state"] != "not_required":
                yield person_id, _in_diary_words(duty, given_on, no_fixed_abode)


def _evaluated(document: facts.Document) -> Result:
    """The engine's answer; what it refuses, a verb refuses in turn, so that no such facts are ever kept."""
    try:
        return evaluate(document)
    except Refused as refused:
        said = "; ".join(f"{error['path']}: {error['message']}" for error in refused.errors)
        raise ValidationError(
            f"These facts cannot stand together, so no date can be computed from them ({said})."
        ) from refused


def title(duty_id: str, kind: str, *, weekly: bool = False) -> str:
    """What the duty is called on screen."""
    if kind == "change":
        return CHANGE_TITLES.get(duty_id.split(":")[1], "Notify a change")
    if kind == "periodic" and weekly:
        return "Weekly notification (no fixed address)"
    return TITLES[kind]


def _in_diary_words(duty: Any, given_on: dict[str, date], no_fixed_abode: set[str]) -> Duty:
    work_to, work_to_at = _limit(duty["work_to"])
    last, last_at = _limit(duty["last"])
    cause = duty["id"].split(":", 1)[1]
    return Duty(
        key=f"{NAME}/{duty['id']}",
        kind=duty["kind"],
        title=title(duty["id"], duty["kind"], weekly=cause in no_fixed_abode),
        arises_on=date.fromisoformat(duty["arises_on"]) if duty["arises_on"] else None,
        work_to=work_to,
        last=last,
        work_to_at=work_to_at,
        last_at=last_at,
        met_on=given_on[duty["met_by"]] if duty["met_by"] else None,
        met_by=duty["met_by"] or "",
        rule=duty["rule"],
        ruleset=duty["ruleset"],
        citation=duty["citation"],
    )


def _limit(text: str | None) -> tuple[date | None, datetime | None]:
    """A day limit is a date; an hour limit an instant, shown on the London day it falls on."""
    if text is None:
        return None, None
    if "T" not in text:
        return date.fromisoformat(text), None
    instant = datetime.fromisoformat(text)
    return instant.astimezone(LONDON).date(), instant
