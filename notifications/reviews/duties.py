"""What the police must do about an application for review, for the diary: acknowledge it, and decide it in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from diary.providers import Duty
from notifications.law import Result
from notifications.models import Application
from notifications.reviews.document import latest

ACKNOWLEDGE, DETERMINE = "review_acknowledge", "review_determine"
KINDS = (ACKNOWLEDGE, DETERMINE)
"""Duties of the police, not of the person: no attendance at a station answers them."""

Rows = list[dict[str, Any]]


def applications_of(people: Sequence[UUID]) -> dict[UUID, Rows]:
    """What the diary needs of the people's applications, in one query."""
    found: dict[UUID, Rows] = {}
    rows = Application.objects.standing().filter(person__in=people).order_by("received_on")
    for row in rows.values(
        "pk", "person_id", "received_on", "acknowledged_on", "withdrawn_on", "determined_on"
    ):
        # As the adapter reads days: in text.
        found.setdefault(row["person_id"], []).append(
            {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        )
    return found


def review_duties(applications: Rows, result: Result, today: date) -> Iterator[Duty]:
    """The limits of the last application, as the engine gives them; none for one whose six weeks have no start."""
    review, made = result["review"], latest(applications, today.isoformat())
    if review is None or made is None:
        return
    if review["acknowledge_by"] and (made["acknowledged_on"] or not made["determined_on"]):
        yield _duty(
            ACKNOWLEDGE,
            "Acknowledge the application for review",
            made,
            limit=review["acknowledge_by"],
            met_on=made["acknowledged_on"],
            rule="91B(8)",
            ruleset=result["ruleset"],
        )
    if review["determine_by"]:
        yield _duty(
            DETERMINE,
            "Decide the application for review",
            made,
            limit=review["determine_by"],
            met_on=made["determined_on"],
            rule="91C(1)",
            ruleset=result["ruleset"],
        )


def _duty(
    kind: str, title: str, made: dict[str, Any], *, limit: str, met_on: str | None, rule: str, ruleset: str
) -> Duty:
    last = date.fromisoformat(limit)
    return Duty(
        key=f"notifications/{kind}:{made['pk']}",
        kind=kind,
        title=title,
        arises_on=date.fromisoformat(made["received_on"]),
        work_to=last,
        last=last,
        met_on=date.fromisoformat(met_on) if met_on else None,
        met_by=str(made["pk"]) if met_on else "",
        rule=rule,
        ruleset=ruleset,
        citation=f"SOA 2003 s.{rule}",
    )
