"""An application as the page of the review shows it: what is on record of it, and what can be recorded next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from frontend.dates import words
from notifications.choices import ReviewOutcome
from notifications.models import Application


@dataclass(frozen=True, slots=True)
class Card:
    """One application: its heading, what is done about it as a whole, its rows, and its next steps."""

    made: Application
    title: str
    actions: list[dict[str, str]]
    rows: list[dict[str, Any]]
    steps: list[dict[str, str]]


def card(made: Application, *, may_record: bool) -> Card:
    """The card of one application; without a way to change anything for those who may only look."""
    title = f"Application received on {words(made.received_on)}"
    correct = {
        "href": reverse("correct-fact", args=[made.person_id, "review-application", made.pk]),
        "text": "Correct",
        "hidden": title,
    }
    return Card(
        made,
        title,
        [correct] if may_record else [],
        [{"key": key, "value": value} for key, value in _rows(made) if value],
        _steps(made) if may_record else [],
    )


def _rows(made: Application) -> list[tuple[str, Any]]:
    further = f"{made.further_years} years" if made.further_years else "8 years"
    return [
        ("Received", made.get_received_how_display()),
        ("Acknowledged", made.acknowledged_on),
        ("Withdrawn", made.withdrawn_on),
        ("Decided", made.determined_on),
        ("Decision", made.get_outcome_display()),
        ("Decided by", made.decided_by),
        ("May apply again after", further if made.outcome == ReviewOutcome.REFUSED else ""),
        ("Notice received", made.notice_received_on),
        ("Appealed", made.appealed_on),
        ("Court", made.court),
        ("Court's decision", made.get_appeal_outcome_display()),
        ("Court decided", made.appeal_decided_on),
    ]


def _steps(made: Application) -> list[dict[str, str]]:
    """What can be recorded next, in the order in which it happens."""
    refused = made.outcome == ReviewOutcome.REFUSED
    offered = [
        ("acknowledgement", "Record the acknowledgement", made.is_open and not made.acknowledged_on),
        ("decision", "Record the decision", made.is_open),
        ("withdrawal", "Record that they withdrew it", made.is_open),
        (
            "notice",
            "Record receipt of the notice",
            bool(made.determined_on) and not made.notice_received_on,
        ),
        ("appeal", "Record an appeal", refused and not made.appealed_on),
        (
            "appeal",
            "Record what the court decided",
            refused and bool(made.appealed_on) and not made.appeal_outcome,
        ),
    ]
    found = [
        {"href": reverse("record-review-step", args=[made.person_id, made.pk, name]), "text": text}
        for name, text, open_now in offered
        if open_now
    ]
    if made.is_open:
        told = reverse("record-body", args=[made.person_id, made.pk])
        found.insert(-2, {"href": told, "text": "Record that a responsible body was told"})
    return found
