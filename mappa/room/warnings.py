"""What the chair is told before deciding and may decide over: each with its reason. The rule is pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from frontend.dates import words
from mappa.models import CaseReview, PlanView
from mappa.room.choices import Part, Topic
from mappa.room.record import Room, body_of
from mappa.room.rules import Stop
from mappa.sittings.choices import Body


@dataclass(frozen=True, slots=True)
class Considered:
    """What the notes of a case speak of, and since when the plan in force stands."""

    diversity: bool = False
    victims: bool = False
    plan_on: date | None = None
    plan_changes: bool = False  # the meeting itself has said of the plan what is to change
    last_review_on: date | None = None


def soft(known: Considered) -> list[Stop]:
    """What nobody has spoken of, and a plan that nothing has changed since the last review."""
    found = []
    if not known.diversity:
        found.append(
            Stop(Part.UPDATES, "Diversity and their own vulnerability: the notes say nothing of them.")
        )
    if not known.victims:
        found.append(Stop(Part.UPDATES, "Victims: the notes say nothing of their view or their safety."))
    stood = known.plan_on and known.last_review_on and known.plan_on <= known.last_review_on
    if stood and not known.plan_changes and known.plan_on and known.last_review_on:
        found.append(
            Stop(
                Part.PLAN,
                f"The plan has not changed since the last review on {words(known.last_review_on)}: "
                f"it is that of {words(known.plan_on)}.",
            )
        )
    return found


def of(room: Room, before: CaseReview | None) -> list[Stop]:
    """Of one case with the review before it; no query."""
    topics = {each.topic for each in room.paragraphs}
    spoke = {body_of(each) for each in room.paragraphs}
    view: PlanView | None = room.plan_view
    plan_on = room.plan.approved_at if room.plan else None
    return soft(
        Considered(
            diversity=Topic.DIVERSITY in topics,
            victims=Topic.VICTIMS in topics or Body.VICTIMS in spoke,
            plan_on=timezone.localdate(plan_on) if plan_on else None,
            plan_changes=view is not None and any(text for _, text in view.gaps()),
            last_review_on=before.sitting.held_on if before else None,
        )
    )
