"""What is asked of a transfer and of its answer: pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from frontend.dates import words
from mappa.transfers.choices import GIVEN, Answer
from offenders.choices import LeadAgency

Refusals = dict[str, str]


def asked(from_area: str, to_area: str, *, why: str, report: str, lead_agency: str) -> Refusals:
    """What is wrong with asking, by field."""
    wrong = {}
    if not from_area:
        wrong["to_area"] = "No area is on record for them. Decide the level with its area first."
    elif not to_area.strip():
        wrong["to_area"] = "Enter the area that is to take the case on."
    elif to_area.strip().casefold() == from_area.casefold():
        wrong["to_area"] = "They are managed in that area already."
    if not why.strip():
        wrong["why"] = "Say why the case moves."
    if not report.strip():
        wrong["report"] = (
            "Write what the other area has to know: the plan and the actions are added from the record."
        )
    if lead_agency not in LeadAgency.values:
        wrong["lead_agency"] = "Select the agency that leads there."
    return wrong


def answered(answer: str, *, why: str, own: bool, outside: bool, said_by: str, evidence: str) -> Refusals:
    """What is wrong with an answer, by field; `own`: given by who asked."""
    if answer not in GIVEN:
        return {"answer": "Select the answer."}
    wrong = {}
    if not why.strip():
        wrong["why"] = "Give the reasons: they stand on the record."
    if answer == Answer.WITHDRAWN:
        return wrong
    if own and not outside:
        wrong["answer"] = "The receiving area answers: you have asked for it."
    if outside and not said_by.strip():
        wrong["said_by"] = "Say who answered there."
    if outside and not evidence.strip():
        wrong["evidence"] = "Say what shows the answer, and where it is kept."
    return wrong


def spoken(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was assembled, its days in words."""
    due = kept["review_due"]
    return {
        **kept,
        "review_due": words(date.fromisoformat(due)) if due else "",
        "actions": [
            {**each, "due_on": words(date.fromisoformat(each["due_on"]))} for each in kept["actions"]
        ],
    }
