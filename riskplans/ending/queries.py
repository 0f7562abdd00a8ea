"""Reads for the page of the end of notification: the day, what runs on beyond it, and what was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from diary.models import Ending
from offenders.models import CourtOrder, Licence, Person
from practice.policy import Policy, policy_of
from riskplans.ending import rules
from riskplans.ending.keys import ASKED, DECIDED, OPENS
from riskplans.models import EndReview


@dataclass(frozen=True, slots=True)
class RunsOn:
    """An order or a licence in force beyond the last day of notification; `until` is None for one without end."""

    words: str
    until: date | None


def ending_of(person: Person) -> Ending | None:
    """None for somebody on whom nothing was ever required, or who died."""
    return Ending.objects.filter(person=person).first()


def days_of(ends_on: date, policy: Policy) -> rules.Days:
    """By the policy as it is; where a force asks for no review, the last day stands for all."""
    return rules.days(
        ends_on, opens=policy.value(OPENS), asked=policy.value(ASKED), decided=policy.value(DECIDED)
    )


def days_for(person: Person, ends_on: date, today: date) -> rules.Days:
    """By the policy of the person's force; one query."""
    return days_of(ends_on, policy_of(person.force_id, today))


def running_on(person: Person, last_day: date) -> list[RunsOn]:
    """The orders and licences in force on the day after the last of notification; two queries."""
    beyond = Q(last_day__isnull=True) | Q(last_day__gt=last_day)
    orders = CourtOrder.objects.standing().filter(beyond, person=person)
    orders = orders.filter(Q(discharged_on__isnull=True) | Q(discharged_on__gt=last_day)).order_by("made_on")
    lasting = Q(licence_ends_on__isnull=True) | Q(licence_ends_on__gt=last_day)
    until = Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)
    licences = Licence.objects.standing().filter(lasting, until, person=person).order_by("starts_on")
    return [
        *(RunsOn(str(each.get_kind_display()), each.last_day) for each in orders),
        *(RunsOn("Licence", each.licence_ends_on) for each in licences),
    ]


def reviews(person: Person) -> list[EndReview]:
    """Every one ever handed in, the newest first, with who did what."""
    rows = EndReview.objects.standing().filter(person=person)
    return list(rows.select_related("recorded_by", "answered_by"))


def review_of(person: Person, review_id: UUID) -> EndReview:
    """Or Http404."""
    rows = EndReview.objects.standing().select_related("recorded_by")
    found = get_object_or_404(rows, pk=review_id, person=person)
    found.person = person
    return found
