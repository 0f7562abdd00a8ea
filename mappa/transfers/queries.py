"""Reads for transfers: what goes with one, and which there were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from mappa.agreed.choices import OPEN
from mappa.models import AgreedAction, CaseReview, Transfer
from offenders.models import Person
from riskplans.models import Plan


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the other area needs of the record: the plan in force, the open actions, when the next review is due."""

    plan: Plan | None
    actions: list[dict[str, str]]
    last_review: date | None
    review_due: date | None

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "plan": self.plan.number if self.plan else None,
            "actions": self.actions,
            "last_review": self.last_review.isoformat() if self.last_review else None,
            "review_due": self.review_due.isoformat() if self.review_due else None,
        }


def assembled(person: Person, today: date) -> Assembled:
    """As the record stands; three queries."""
    actions = AgreedAction.objects.filter(person=person, state__in=OPEN).select_related("agency", "owner")
    held = CaseReview.objects.held().filter(person=person, sitting__held_on__lte=today)
    last = held.select_related("sitting").order_by("-begins_at").first()
    return Assembled(
        Plan.objects.in_force().filter(person=person).first(),
        [
            {"what": each.what, "who": f"{each.called}: {each.who}", "due_on": each.due_on.isoformat()}
            for each in actions.order_by("due_on")
        ],
        last.sitting.held_on if last else None,
        last.limit_on if last else None,
    )


def of_person(person: Person) -> list[Transfer]:
    """All there were, the newest first; one query."""
    return list(Transfer.objects.filter(person=person).select_related("asked_by", "answered_by"))


def named(person: Person, transfer_id: UUID) -> Transfer:
    """The person's transfer, or Http404."""
    rows = Transfer.objects.select_related("asked_by", "answered_by", "plan")
    found = get_object_or_404(rows, pk=transfer_id, person=person)
    found.person = person
    return found
