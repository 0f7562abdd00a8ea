"""The `review` of a facts document, from the rows of the record: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from notifications.choices import AppealOutcome, Section

Document = dict[str, Any]
# S.91B(10): a notification under s.83, 84 or 85 counts; one of travel never does.
NEVER_RELEVANT = (Section.TRAVEL, Section.RETURN)


def review(rows: Mapping[str, list[Document]], notifications: list[Document], on: str) -> Document:
    """What is on record about review, for a day (ISO); nothing where nothing is.

    `rows` has the standing rows `relevant`, `applications` and `bodies`; `notifications` are those of the document.
    """
    counting = {given["id"] for given in notifications if given["section"] not in NEVER_RELEVANT}
    named = [row["notification_id"] for row in rows["relevant"] if row["notification_id"] in counting]
    decided = [_determination(row) for row in rows["applications"] if row["determined_on"]]
    found = {
        "relevant_notification": named[0] if named else None,
        "determinations": sorted(decided, key=lambda each: str(each["on"])),
        "application": _application(rows, on),
        "appeal": _appeal(rows["applications"]),
    }
    return {name: value for name, value in found.items() if value}


def latest(applications: Iterable[Document], on: str) -> Document | None:
    """The last application received by that day and not withdrawn by then: the one whose limits are computed."""
    made = [
        row
        for row in applications
        if row["received_on"] <= on and (row["withdrawn_on"] is None or row["withdrawn_on"] > on)
    ]
    return max(made, key=lambda row: str(row["received_on"]), default=None)


def undecided(document: Document) -> bool:
    """Whether an application waits for its decision on the day judged."""
    found: Document = document.get("review", {})
    if "application" not in found:
        return False
    received, judged = found["application"]["received_on"], document["as_at"][:10]
    return not any(received <= each["on"] <= judged for each in found.get("determinations", ()))


def _determination(row: Document) -> Document:
    found: Document = {"on": row["determined_on"], "outcome": row["outcome"]}
    if row["further_years"]:
        found["further_period"] = {"years": row["further_years"]}
    if row["notice_received_on"]:
        found["notice_received_on"] = row["notice_received_on"]
    return found


def _application(rows: Mapping[str, list[Document]], on: str) -> Document | None:
    made = latest(rows["applications"], on)
    if made is None:
        return None
    told = [row["notified_on"] for row in rows["bodies"] if row["application_id"] == made["id"]]
    bodies = {"responsible_bodies": [{"notified_on": day} for day in sorted(told)]} if told else {}
    return {"received_on": made["received_on"], **bodies}


def _appeal(applications: list[Document]) -> Document | None:
    """The appeal that was allowed, which ends the requirements; otherwise the last one dismissed."""
    decided = [row for row in applications if row["appeal_outcome"]]
    found = max(
        decided,
        key=lambda row: (row["appeal_outcome"] == AppealOutcome.ALLOWED, str(row["appeal_decided_on"])),
        default=None,
    )
    return {"outcome": found["appeal_outcome"], "on": found["appeal_decided_on"]} if found else None
