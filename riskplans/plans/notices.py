"""What plans put on the noticeboard: what waits for a signature, what was signed, what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide
from offenders.policies import within
from riskplans.models import Plan, PlanDecision
from riskplans.plans.checklists import PLAN
from riskplans.plans.choices import WAITING, PlanState, Verdict

_SAID = {"plan": F("pk"), "number": F("number"), "by": F("submitted_by__family_name"), "state": F("state")}


def register() -> None:
    add_to_decide(
        ToDecide(
            name="plans",
            called="Risk management plan",
            at="submitted_at",
            rows=_to_decide,
            field_class=FieldClass.MANAGEMENT,
            said=_SAID,
            words=_waits,
            address=lambda person, said: reverse("decide-plan", args=[person, said["plan"]]),
            asks="Approve or return",
            checks=tuple(PLAN.values()),
        )
    )
    add_awaited(
        Awaited(
            name="plans",
            called="Risk management plan",
            at="submitted_at",
            rows=lambda user, now: Plan.objects.standing().filter(submitted_by=user, state__in=WAITING),
            field_class=FieldClass.MANAGEMENT,
            said=_SAID,
            words=lambda said: f"Plan {said['number']}: {PlanState(said['state']).label.lower()}",
            address=_page,
        )
    )
    add_news(
        News(
            name="plans decided",
            called="Risk management plan",
            at="decided_at",
            rows=_decided,
            field_class=FieldClass.MANAGEMENT,
            said={"plan": F("plan"), "number": F("plan__number"), "verdict": F("verdict")},
            words=lambda said: f"Plan {said['number']}: {Verdict(said['verdict']).label.lower()}",
            address=_page,
        )
    )


def _page(person: Any, said: Said) -> str:
    return reverse("plan-version", args=[person, said["plan"]])


def _waits(said: Said) -> str:
    countersigned = ", to be countersigned" if said["state"] == PlanState.SIGNED else ""
    return f"Plan {said['number']} from {said['by']}{countersigned}"


def _to_decide(user: User, now: datetime) -> QuerySet[Any]:
    """Of those whom the user approves for, what they did not write; countersignatures to inspectors."""
    today = now.date()
    states = [PlanState.SUBMITTED]
    if user.has_role([Role.DETECTIVE_INSPECTOR], today):
        states.append(PlanState.SIGNED)
    mine = within(user, Capability.APPROVE, today, person="person__")
    found = Plan.objects.standing().filter(mine, state__in=states)
    approved = PlanDecision.objects.filter(decided_by=user, verdict=Verdict.APPROVED, round=F("plan__round"))
    return found.exclude(authors__contains=[user.pk]).exclude(
        state=PlanState.SIGNED, pk__in=approved.values("plan")
    )


def _decided(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """On what this user submitted."""
    return PlanDecision.objects.filter(plan__submitted_by=user, decided_at__gte=since, decided_at__lte=now)
