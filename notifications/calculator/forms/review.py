"""Review of indefinite requirements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notifications.calculator.items import (
    PICK,
    Choices,
    Document,
    Item,
    Sheetlet,
    choice,
    day,
    known,
    number,
)


class DeterminationItem(Item):
    """A decision on an application for review (s.91C)."""

    group, part, noun = "determinations", "review.determinations", "decision"
    asked = ("on", "outcome", "further_years", "received_on")

    on = day("Decided on")
    outcome = choice("Outcome", [*PICK, ("refused", "Refused"), ("granted", "Granted")])
    further_years = number("Further period: years", 99)
    received_on = day("Notice received on")

    paths = {"further_period": "further_years", "notice_received_on": "received_on"}

    def document(self, ids: Mapping[str, str]) -> Document:
        cleaned = self.cleaned_data
        return known(
            on=cleaned["on"],
            outcome=cleaned["outcome"],
            further_period=known(years=cleaned["further_years"]),
            notice_received_on=cleaned["received_on"],
        )


class ReviewForm(Sheetlet):
    """Review of indefinite requirements (ss.91A to 91F)."""

    relevant = choice("Which notification counts? (s.91B(10))", PICK)
    applied_on = day("Application received on")
    body_1_on = day("Responsible bodies notified on")
    body_2_on = day("A second body notified on")
    body_3_on = day("A third body notified on")
    appeal = choice("Appeal", [("", "None"), ("allowed", "Allowed"), ("dismissed", "Dismissed")])
    appeal_on = day("Appeal decided on")

    paths = {
        "relevant_notification": "relevant",
        "application.received_on": "applied_on",
        "application.responsible_bodies": "body_1_on",
        "application": "applied_on",
        "appeal.outcome": "appeal",
        "appeal.on": "appeal_on",
    }
    said = {"relevant_notification": "Choose a notification under s.83, 84 or 85 that is filled in"}

    def __init__(self, *args: Any, notifications: Choices, **kwargs: Any) -> None:
        super().__init__(*args, prefix="review", empty_permitted=True, **kwargs)
        self.fields["relevant"].choices = [("", "None"), *notifications]  # type: ignore[attr-defined]

    def document(self, ids: Mapping[str, str], determinations: list[Document]) -> Document:
        cleaned = self.cleaned_data if self.has_changed() else {}
        token = cleaned.get("relevant")
        bodies = [{"notified_on": on.isoformat()} for n in (1, 2, 3) if (on := cleaned.get(f"body_{n}_on"))]
        return known(
            relevant_notification=ids.get(token, "-") if token else None,
            determinations=determinations,
            application=known(received_on=cleaned.get("applied_on"), responsible_bodies=bodies),
            appeal=known(outcome=cleaned.get("appeal"), on=cleaned.get("appeal_on")),
        )
