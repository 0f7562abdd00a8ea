"""What is open about somebody: told to whoever signs for them or goes to see them. For readers of management."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from frontend.dates import words
from notifications.models import Breach
from offenders.choices import MappaLevel
from offenders.models import MappaStatus, Person
from practice.policy import policy_of
from riskplans.models import RiskReview
from riskplans.visits.clock import clock_of, policy_interval
from riskplans.visits.rules import every


@dataclass(frozen=True, slots=True)
class Matter:
    """One of them, and where it is dealt with."""

    words: str
    href: str


def open_matters(person: Person) -> list[Matter]:
    """Suspected breaches that have not ended, and the review after a change; two queries."""
    found = [
        Matter(
            f"Suspected breach of {words(each.happened_on)}: {each.get_of_display().lower()}. "
            f"{each.get_stage_display()}",
            reverse("breach", args=[person.pk, each.pk]),
        )
        for each in Breach.objects.open().filter(person=person).order_by("happened_on")
    ]
    for review in RiskReview.objects.open().filter(person=person):
        found.append(
            Matter(
                f"Review risk and plan: something has changed since {words(review.starts_on)}",
                reverse("person-risk", args=[person.pk]),
            )
        )
    return found


def what_else_stands(person: Person, today: date, *, level: str = "") -> list[Matter]:
    """What somebody who signs is to have seen: the open matters, MAPPA above level 1, how often they are visited
    beside the force's policy at this level, or at the `level` asked for."""
    found = open_matters(person)
    status = MappaStatus.objects.on(today).filter(person=person).first()
    if status and status.level != MappaLevel.ONE:
        found.append(
            Matter(
                f"MAPPA: category {status.category}, level {status.level}",
                reverse("person-record", args=[person.pk]),
            )
        )
    if clock := clock_of(person, today):
        policy = policy_interval(policy_of(person.force_id, today), level or person.management_level)
        found.append(
            Matter(
                f"Visited {every(clock.interval.in_words)}, {clock.interval.source}; the force’s policy at the level "
                f"{'asked for' if level else 'they are at'}: {every(policy.in_words)}",
                reverse("person-visits", args=[person.pk]),
            )
        )
    return found
