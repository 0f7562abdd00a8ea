"""What reactive management puts on the noticeboard: what waits for a decision, and what has come under review."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide
from offenders.policies import within
from riskplans.models import ReactiveStep
from riskplans.reactive.choices import WAITING, ReactiveState, StepKind

_CALLED = "Reactive management"
CHECKS = (
    "Every criterion holds, and what the manager says of the others rests on something",
    "When they were last seen, and what was found",
    "Nobody is moved here for want of officers",
)


def register() -> None:
    add_to_decide(
        ToDecide(
            name="reactive",
            called=_CALLED,
            at="at",
            rows=_to_decide,
            field_class=FieldClass.MANAGEMENT,
            said={"id": F("case"), "state": F("case__state"), "by": F("by__family_name")},
            words=_waits,
            address=lambda person, said: reverse("decide-reactive", args=[person, said["id"]]),
            asks="Decide",
            checks=CHECKS,
            inspector=lambda said: said["state"] == ReactiveState.SUPPORTED,
        )
    )
    add_awaited(
        Awaited(
            name="reactive",
            called=_CALLED,
            at="at",
            rows=lambda user, now: ReactiveStep.objects.waiting().filter(by=user),
            field_class=FieldClass.MANAGEMENT,
            said={"state": F("case__state")},
            words=lambda said: ReactiveState(said["state"]).label,
            address=_page,
        )
    )
    add_news(
        News(
            name="reactive questioned",
            called=_CALLED,
            at="at",
            rows=_questioned,
            field_class=FieldClass.MANAGEMENT,
            said={"why": F("note")},
            words=lambda said: f"Under review, and visited again: {said['why']}",
            address=_page,
        )
    )


def _page(person: UUID, said: Said) -> str:
    return reverse("person-reactive", args=[person])


def _waits(said: Said) -> str:
    if said["state"] == ReactiveState.SUPPORTED:
        return f"Supported by a supervisor; proposed by {said['by']}"
    return f"Proposed by {said['by']}"


def _to_decide(user: User, now: datetime) -> QuerySet[Any]:
    """Of those whom the user approves for, what they have had no part in; what is supported waits for inspectors."""
    today = now.date()
    inspector = user.has_role([Role.DETECTIVE_INSPECTOR], today)
    states = WAITING if inspector else [ReactiveState.PROPOSED]
    mine = ReactiveStep.objects.filter(case=OuterRef("case"), round=OuterRef("round"), by=user)
    return (
        ReactiveStep.objects.waiting()
        .filter(within(user, Capability.APPROVE, today, person="person__"), case__state__in=states)
        .exclude(Exists(mine))
    )


def _questioned(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    return ReactiveStep.objects.filter(
        kind=StepKind.QUESTIONED, at__gte=since, at__lte=now, case__state=ReactiveState.REVIEW
    )
