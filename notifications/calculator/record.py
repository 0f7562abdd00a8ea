"""From a what-if to a record: the answers that adding a person begins with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from accounts.models import User
from notifications.calculator.sheet import Sheet
from offenders.choices import DETENTION_KINDS, TriggerKind
from offenders.models import Draft


def begin_record(user: User, *, sheet: Sheet, now: datetime) -> Draft:
    """A draft of a new record, with what the journey of adding a person asks and the sheet knows.

    Suggested, not answered: each step shows them and the officer confirms them there. Only for a valid sheet.
    """
    suggested = {
        "identity": {"date_of_birth": _boxes(sheet.person.cleaned_data["date_of_birth"])},
        "offence": _offence(sheet),
        "custody": _custody(sheet),
    }
    return Draft.objects.create(pk=uuid4(), owner=user, answers={"suggested": suggested}, updated_at=now)


def _offence(sheet: Sheet) -> dict[str, Any]:
    """The first conviction that the journey takes: a breach of an order comes later, once the order is on record."""
    for item in sheet.filled().get("triggers", []):
        asked = item.cleaned_data
        if asked["kind"] == TriggerKind.SRO_BREACH or not asked["date"]:
            continue
        return {
            "kind": asked["kind"],
            "date": _boxes(asked["date"]),
            "notice_given_on": _typed(asked["notice_given_on"]),
            "schedule_3": asked["schedule_3"],
            "disposal_kind": asked["disposal"],
            "disposal_date": _typed(asked["disposal_date"]),
            **{
                name: asked[name]
                for name in (
                    "term_years",
                    "term_months",
                    "term_weeks",
                    "extension_years",
                    "extension_months",
                )
            },
        }
    return {}


def _custody(sheet: Sheet) -> dict[str, Any]:
    for item in sheet.filled().get("absences", []):
        asked = item.cleaned_data
        if asked["kind"] in DETENTION_KINDS and asked["from_on"]:
            return {
                "detained": "yes",
                "kind": asked["kind"],
                "starts_on": _typed(asked["from_on"]),
                "ended_on": _typed(asked["to_on"]),
            }
    return {}


def _boxes(day: date) -> list[str]:
    """As the three boxes of a date hold it."""
    return [str(day.day), str(day.month), str(day.year)]


def _typed(day: date | None) -> str:
    """As the one box of a date holds it."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""
