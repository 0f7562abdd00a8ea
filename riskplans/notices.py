"""What visits and risk put on the noticeboard: what officers wait for a supervisor to decide, what was answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.models import Task
from diary.noticeboard import (
    Awaited,
    News,
    Said,
    ToDecide,
    Urgent,
    add_awaited,
    add_news,
    add_to_decide,
    add_urgent,
)
from offenders.policies import within
from practice.policy import policy_of
from riskplans import checklists
from riskplans.actions.telling import DANGER, SOURCE
from riskplans.assessments.choices import AssessmentState, Sign
from riskplans.choices import Asked, Outcome, VisitState
from riskplans.keys import REVIEW_WITHIN
from riskplans.models import Alone, Assessment, AttemptsDecision, LevelDecision, VisitInterval
from riskplans.visits.queries import to_review

_ASKED: dict[str, dict[str, Any]] = {
    "levels": {"needs": F("needs")},
    "alone": {"planned": F("visit__planned_for")},
}


def register() -> None:
    visits, risk = "person-visits", "person-risk"
    for name, called, rows, words, page in (
        ("alone", "Visit alone", _alone, "Authority to go alone: a supervisor’s answer", visits),
        ("intervals", "Visits further apart", _intervals, "A longer interval: a supervisor’s answer", visits),
        ("attempts", "Failed visits", _attempts, "A supervisor’s decision on what is done next", visits),
        ("assessments", "Risk assessment", _assessments, "A supervisor’s decision on it", risk),
        ("levels", "Management level", _levels, "Somebody’s approval of a lower level", risk),
    ):
        add_awaited(
            Awaited(
                name=name,
                called=called,
                at="recorded_at",
                rows=rows,
                field_class=FieldClass.MANAGEMENT,
                words=partial(_always, words),
                address=partial(_page, page),
            )
        )
    for name, called, of, words, page, asks, checks in (
        (
            "levels",
            "Management level",
            _asks_level,
            "Asks for a lower level",
            "answer-level",
            "Approve or refuse",
            checklists.LEVEL,
        ),
        (
            "alone",
            "Visit alone",
            _asks_alone,
            "Asks to go alone",
            "answer-alone",
            "Authorise or refuse",
            checklists.ALONE,
        ),
        (
            "intervals",
            "Visits further apart",
            _asks_interval,
            "Asks for a longer interval",
            "answer-interval",
            "Approve or refuse",
            checklists.INTERVAL,
        ),
        (
            "attempts",
            "Failed visits",
            _asks_decision,
            "Nobody plans another visit before you decide; tried",
            "decide-attempts",
            "Decide",
            checklists.ATTEMPTS,
        ),
    ):
        add_to_decide(
            ToDecide(
                name=name,
                called=called,
                at="recorded_at",
                rows=of,
                field_class=FieldClass.MANAGEMENT,
                said={"id": F("pk"), "by": F("recorded_by__family_name"), **_ASKED.get(name, {})},
                words=partial(_from, words),
                address=partial(_decided_at, page),
                asks=asks,
                checks=checks,
                urgent=_planned_today if name == "alone" else _never,
                inspector=lambda said: said.get("needs") == Sign.INSPECTOR,
            )
        )
    add_to_decide(
        ToDecide(
            name="assessments",
            called="Risk assessment",
            at="submitted_at",
            rows=_asks_assessment,
            field_class=FieldClass.MANAGEMENT,
            said={"id": F("pk"), "by": F("submitted_by__family_name")},
            words=partial(_from, "An assessment from"),
            address=partial(_decided_at, "decide-assessment"),
            asks="Approve or return",
            checks=checklists.ASSESSMENT,
        )
    )
    add_to_decide(
        ToDecide(
            name="visit records",
            called="Record of a visit",
            at="outcome_at",
            rows=_asks_review,
            field_class=FieldClass.MANAGEMENT,
            said={
                "id": F("pk"),
                "by": F("outcome_by__family_name"),
                "outcome": F("outcome"),
                "late": F("late_why"),
                "alone": F("alone_why"),
            },
            words=_recorded,
            address=partial(_decided_at, "review-visit"),
            asks="Review or ask",
            checks=checklists.VISIT,
        )
    )
    add_urgent(
        Urgent(
            name="danger",
            called="Somebody may be in danger",
            at="set_at",
            rows=_in_danger,
            said={"id": F("pk"), "title": F("title")},
            words=lambda said: str(said["title"]),
            address=lambda person, said: reverse("task", args=[person, said["id"]]),
        )
    )
    add_news(
        News(
            name="alone answered",
            called="Visit alone",
            at="answered_at",
            rows=_answered,
            field_class=FieldClass.MANAGEMENT,
            said={"answer": F("answer")},
            words=lambda said: f"Authority to go alone: {Asked(said['answer']).label.lower()}",
            address=lambda person, said: reverse("person-visits", args=[person]),
        )
    )


def _planned_today(said: Said, today: date) -> str:
    planned = timezone.localdate(datetime.fromisoformat(said["planned"]))
    return "the visit is today" if planned <= today else ""


def _never(said: Said, today: date) -> str:
    return ""


def _in_danger(user: User, people: Q) -> QuerySet[Any]:
    """What a supervisor was asked to see to at once, after a visit or a polygraph test."""
    of = [Q(source__startswith=f"{SOURCE}/{kind}:") for kind in DANGER]
    return Task.objects.open().filter(people | Q(owner=user), reduce(or_, of))


def _always(words: str, said: Said) -> str:
    return words


def _from(words: str, said: Said) -> str:
    return f"{words}: {said['by']}"


def _decided_at(name: str, person: UUID, said: Said) -> str:
    return reverse(name, args=[person, said["id"]])


def _mine(user: User, now: datetime) -> Q:
    """Of those whom the user approves for."""
    return within(user, Capability.APPROVE, now.date(), person="person__")


def _asks_alone(user: User, now: datetime) -> QuerySet[Any]:
    found = Alone.objects.standing().filter(_mine(user, now), answer="", visit__state=VisitState.PLANNED)
    return found.exclude(recorded_by=user)


def _asks_interval(user: User, now: datetime) -> QuerySet[Any]:
    return VisitInterval.objects.waiting().filter(_mine(user, now)).exclude(recorded_by=user)


def _asks_assessment(user: User, now: datetime) -> QuerySet[Any]:
    found = Assessment.objects.standing().filter(_mine(user, now), state=AssessmentState.SUBMITTED)
    return found.exclude(authors__contains=[user.pk])


def _asks_level(user: User, now: datetime) -> QuerySet[Any]:
    """What only an inspector may approve waits for inspectors."""
    found = LevelDecision.objects.waiting().filter(_mine(user, now)).exclude(recorded_by=user)
    return (
        found
        if user.has_role([Role.DETECTIVE_INSPECTOR], now.date())
        else found.exclude(needs=Sign.INSPECTOR)
    )


def _asks_review(user: User, now: datetime) -> QuerySet[Any]:
    """Those recorded lately enough for the force to have them looked at."""
    lately = now - timedelta(days=policy_of(user.force_id, now.date()).value(REVIEW_WITHIN))
    return to_review(user, now).filter(outcome_at__gte=lately)


def _recorded(said: Said) -> str:
    """What came of it, who recorded it, and what is out of the ordinary."""
    words = f"{Outcome(said['outcome']).label}: {said['by']}"
    unusual = [each for name, each in (("late", "recorded late"), ("alone", "made alone")) if said[name]]
    return f"{words} ({', '.join(unusual)})" if unusual else words


def _asks_decision(user: User, now: datetime) -> QuerySet[Any]:
    found = AttemptsDecision.objects.waiting().filter(_mine(user, now))
    return found.exclude(visit__officer=user).exclude(visit__outcome_by=user)


def _page(name: str, person: UUID, said: Said) -> str:
    return reverse(name, args=[person])


def _alone(user: User, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answer="", visit__state=VisitState.PLANNED)


def _intervals(user: User, now: datetime) -> QuerySet[Any]:
    return VisitInterval.objects.waiting().filter(recorded_by=user)


def _attempts(user: User, now: datetime) -> QuerySet[Any]:
    return AttemptsDecision.objects.waiting().filter(recorded_by=user)


def _assessments(user: User, now: datetime) -> QuerySet[Any]:
    return Assessment.objects.standing().filter(submitted_by=user, state=AssessmentState.SUBMITTED)


def _levels(user: User, now: datetime) -> QuerySet[Any]:
    return LevelDecision.objects.waiting().filter(recorded_by=user)


def _answered(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answered_at__gte=since, answered_at__lte=now)
