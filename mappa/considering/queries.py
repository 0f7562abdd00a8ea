"""Of whom section 327A is still to be considered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from access.policies import Capability, FieldClass
from accounts.models import User
from mappa.considering.rules import AGAINST_A_CHILD, Considered, lacks
from mappa.models import CaseReview, DisclosureView
from offenders.choices import MappaCategory
from offenders.documents.choices import DocumentKind
from offenders.models import Document, MappaStatus, Person, Trigger
from offenders.policies import within, within_reading
from riskplans.models import Plan


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of whom it is to be considered: for which offence, at which level, and why it counts as not done."""

    person: Person
    offence: str
    level: str
    why: str


def undertakings(case: CaseReview) -> list[Document] | None:
    """The undertakings of confidentiality filed since this case was heard; None for who does not read of victims."""
    reads = case.person.relationship.classes
    if FieldClass.VICTIMS not in reads:
        return None
    rows = Document.objects.standing().filter(
        person=case.person_id, kind=DocumentKind.UNDERTAKING, recorded_at__gte=case.begins_at
    )
    return list(rows.filter(field_class__in=reads).order_by("recorded_at"))


def to_consider(user: User, today: date, capability: Capability) -> list[Listed]:
    """Those in category 1 whom the user looks after, whose offence was against a child, without a consideration in the
    current plan; the highest level first. Two queries, and one of names."""
    mine: dict[str, Any] = {"person": OuterRef("pk")}
    against = Trigger.objects.standing().filter(
        offence__iregex=AGAINST_A_CHILD, ended_on__isnull=True, **mine
    )
    placed = MappaStatus.objects.on(today).filter(category=MappaCategory.ONE, **mine)
    plan = Plan.objects.in_force().filter(**mine)
    # What was written in a case that was taken off or adjourned before the chair closed it, no meeting has decided.
    heard = DisclosureView.objects.filter(case__decided_at__isnull=False, **mine).exclude(presumption="")
    heard = heard.order_by("-case__begins_at")
    newest = against.order_by("-date")
    people: Any = (
        Person.objects.with_name()
        .filter(
            within(user, capability, today) & within_reading(user, FieldClass.VICTIMS, today),
            Exists(against),
            Exists(placed),
        )
        .annotate(
            level=Subquery(placed.values("level")[:1]),
            offence=Subquery(newest.values("offence")[:1]),
            convicted_on=Subquery(newest.values("date")[:1]),
            plan_at=Subquery(plan.values("approved_at")[:1]),
            decided=Subquery(plan.values("disclosure")[:1]),
            heard_at=Subquery(heard.values("case__begins_at")[:1]),
        )
    )
    found = [
        Listed(person, person.offence, person.level, why)
        for person in people.order_by("-level", "reference")
        if (why := lacks(_known(person)))
    ]
    return found


def _known(person: Any) -> Considered:
    return Considered(
        convicted_on=person.convicted_on,
        plan_since=person.plan_at and timezone.localdate(person.plan_at),
        decided=person.decided or "",
        meeting_on=person.heard_at and timezone.localdate(person.heard_at),
    )
