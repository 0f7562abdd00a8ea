"""What plans put on the noticeboard: what waits for a signature, what was signed, what came back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.noticeboard import (
    Awaited,
    News,
    Said,
    ToDecide,
    add_awaited,
    add_news,
    add_to_decide,
    day,
)
from offenders.models import OrderCondition
from offenders.policies import within
from riskplans.keys import PLAN_COUNTERSIGN, PLAN_DECIDE
from riskplans.models import ActionResult, Plan, PlanAction, PlanDecision
from riskplans.plans.checklists import PLAN
from riskplans.plans.choices import WAITING, PlanState, Verdict

_SAID = {"plan": F("pk"), "number": F("number"), "by": F("submitted_by__family_name"), "state": F("state")}
# Of its open actions the one due first: past it, the plan is refused.
_FIRST_DUE = (
    PlanAction.objects.standing()
    .filter(plan=OuterRef("pk"))
    .exclude(Exists(ActionResult.objects.filter(line=OuterRef("line"))))
    .order_by("due_on")
)
_NEW_CONDITION = OrderCondition.objects.standing().filter(
    person=OuterRef("person"), recorded_at__gt=OuterRef("submitted_at")
)
_LOOKED_THROUGH = {
    "review_on": F("review_on"),
    "first_due": Subquery(_FIRST_DUE.values("due_on")[:1]),
    "conditions": Exists(_NEW_CONDITION),
}


def register() -> None:
    add_to_decide(
        ToDecide(
            name="plans",
            called="Risk management plan",
            at="waits_since",
            rows=_to_decide,
            field_class=FieldClass.MANAGEMENT,
            said={**_SAID, **_LOOKED_THROUGH},
            words=_waits,
            address=lambda person, said: reverse("decide-plan", args=[person, said["plan"]]),
            asks="Approve or return",
            checks=tuple(PLAN.values()),
            stuck=_stuck,
            inspector=_is_signed,
            within=lambda said: PLAN_COUNTERSIGN if _is_signed(said) else PLAN_DECIDE,
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


def _stuck(said: Said, today: date) -> str:
    """What of the record's moving on shows without reading the whole plan; its page says all of it."""
    review, due = day(said, "review_on"), day(said, "first_due")
    if (review and review <= today) or (due and due < today):
        return "Cannot be approved as it stands: a day in it has passed"
    return (
        "A condition was added since it was submitted: it may have to be returned"
        if said["conditions"]
        else ""
    )


def _is_signed(said: Said) -> bool:
    """Whether a supervisor has approved it, and an inspector is to countersign."""
    return bool(said["state"] == PlanState.SIGNED)


def _waits(said: Said) -> str:
    countersigned = ", to be countersigned" if _is_signed(said) else ""
    return f"Plan {said['number']} from {said['by']}{countersigned}"


def _to_decide(user: User, now: datetime) -> QuerySet[Any]:
    """Of those whom the user approves for, what they did not write; countersignatures to inspectors. `waits_since` is
    when it was submitted or, where it is to be countersigned, approved."""
    today = now.date()
    states = [PlanState.SUBMITTED]
    if user.has_role([Role.DETECTIVE_INSPECTOR], today):
        states.append(PlanState.SIGNED)
    mine = within(user, Capability.APPROVE, today, person="person__")
    approvals = PlanDecision.objects.filter(verdict=Verdict.APPROVED, round=F("plan__round"))
    since = Subquery(approvals.filter(plan=OuterRef("pk")).values("decided_at")[:1])
    found = Plan.objects.standing().filter(mine, state__in=states)
    found = found.annotate(waits_since=Coalesce(since, "submitted_at"))
    return found.exclude(authors__contains=[user.pk]).exclude(
        state=PlanState.SIGNED, pk__in=approvals.filter(decided_by=user).values("plan")
    )


def _decided(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """On what this user submitted."""
    return PlanDecision.objects.filter(plan__submitted_by=user, decided_at__gte=since, decided_at__lte=now)
