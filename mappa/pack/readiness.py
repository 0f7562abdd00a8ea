"""Which packs should be ready by now and are not, with what each lacks: on Today, and on the pages of meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, Said, add_awaited
from mappa.models import CaseReview, Invitation
from mappa.models.case import POLICE
from mappa.pack.keys import READY_BEFORE
from mappa.pack.rules.readiness import Lack, Prepared, in_words, lacks
from mappa.sittings import policies
from mappa.sittings.choices import COMING, TO_HEAR, SittingState
from offenders.models import MappaStatus
from practice import working_days
from practice.policy import policy_of
from riskplans.assessments.choices import AssessmentState, Measure
from riskplans.models import Assessment, Plan

_SAID = ("asked", "missing", "planned", "assessed", "placed", "locked")


def register() -> None:
    add_awaited(
        Awaited(
            name="mappa packs",
            called="MAPPA pack not ready",
            at="sitting__returns_due_on",
            rows=_own,
            field_class=FieldClass.MANAGEMENT,
            said={**{name: F(name) for name in _SAID}, "case": F("pk"), "sitting": F("sitting_id")},
            words=lambda said: in_words(lacks_of(said)),
            address=_page,
        )
    )


def late(cases: QuerySet[CaseReview], user: User, now: datetime) -> QuerySet[CaseReview]:
    """Of these, the cases of meetings so near that their packs should be ready, with what is known of each; one query.

    Ready are those that lack nothing: they are left out.
    """
    today = now.date()
    if user.force is None:
        return _known(cases.none())
    ahead = policy_of(user.force_id, today).value(READY_BEFORE)
    until = working_days.of(user.force.nation).after(today, ahead)
    near = cases.filter(
        state__in=TO_HEAR, sitting__state__in=COMING, sitting__held_on__lte=until, sitting__held_on__gte=today
    )
    return _known(near).filter(
        Q(locked=False)
        | Q(asked=0)
        | Q(missing__len__gt=0)
        | Q(planned=False)
        | Q(assessed=False)
        | Q(placed=False)
    )


def lacks_of(known: Mapping[str, Any]) -> list[Lack]:
    """What a row of `late` lacks."""
    return lacks(Prepared(**{name: known[name] for name in _SAID}))


def not_ready(user: User, now: datetime) -> dict[UUID, dict[UUID, list[Lack]]]:
    """By meeting, each case that this user sees whose pack should be ready and is not, and what it lacks; one query."""
    found: dict[UUID, dict[UUID, list[Lack]]] = {}
    if not policies.reads(user, now.date()):
        return found
    rows = late(policies.cases(user, now), user, now).order_by("begins_at").values("pk", "sitting_id", *_SAID)
    for row in rows:
        found.setdefault(row["sitting_id"], {})[row["pk"]] = lacks_of(row)
    return found


def _known(cases: QuerySet[CaseReview]) -> QuerySet[CaseReview]:
    asked = Invitation.objects.standing().filter(case=OuterRef("pk")).order_by()
    of_person = {"person": OuterRef("person")}
    unreturned = asked.missing().order_by("agency__name")
    return cases.annotate(
        asked=Coalesce(Subquery(asked.values("case").annotate(number=Count("pk")).values("number")), 0),
        missing=ArraySubquery(unreturned.values_list(Coalesce("agency__name", Value(POLICE)), flat=True)),
        planned=Exists(Plan.objects.in_force().filter(**of_person)),
        assessed=Exists(
            Assessment.objects.filter(state=AssessmentState.APPROVED, tool__measure=Measure.HARM, **of_person)
        ),
        placed=Exists(MappaStatus.objects.standing().filter(ends_on__isnull=True, **of_person)),
        locked=Q(sitting__state=SittingState.PACK_LOCKED),
    )


def _own(user: User, now: datetime) -> QuerySet[CaseReview]:
    """What whoever plans meetings, or chairs one, waits for."""
    today = now.date()
    of_force = CaseReview.objects.filter(sitting__force=user.force_id)
    if not policies.plans(user, today):
        of_force = of_force.filter(sitting__chair=user)
    return late(of_force, user, now)


def _page(person: UUID, said: Said) -> str:
    return reverse("case-pack", args=[said["sitting"], said["case"]])
