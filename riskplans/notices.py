"""What visits put on the noticeboard: what officers wait for a supervisor to decide, and what was answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, ToSign, add_awaited, add_news, add_to_sign
from offenders.policies import within
from riskplans.choices import Asked, VisitState
from riskplans.models import Alone, AttemptsDecision, VisitInterval
from riskplans.plans import checklists


def register() -> None:
    for name, called, rows, words in (
        ("alone", "Visit alone", _alone, "Authority to go alone: a supervisor’s answer"),
        ("intervals", "Visits further apart", _intervals, "A longer interval: a supervisor’s answer"),
        ("attempts", "Failed visits", _attempts, "A supervisor’s decision on what is done next"),
    ):
        add_awaited(
            Awaited(
                name=name,
                called=called,
                at="recorded_at",
                rows=rows,
                field_class=FieldClass.MANAGEMENT,
                words=partial(_always, words),
                address=lambda person, said: reverse("person-visits", args=[person]),
            )
        )
    for name, called, of, words, page, asks, checks in (
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
        add_to_sign(
            ToSign(
                name=name,
                called=called,
                at="recorded_at",
                rows=of,
                field_class=FieldClass.MANAGEMENT,
                said={"id": F("pk"), "by": F("recorded_by__family_name")},
                words=partial(_from, words),
                address=partial(_page, page),
                asks=asks,
                checks=checks,
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


def _always(words: str, said: Said) -> str:
    return words


def _from(words: str, said: Said) -> str:
    return f"{words}: {said['by']}"


def _page(name: str, person: UUID, said: Said) -> str:
    return reverse(name, args=[person, said["id"]])


def _mine(user: User, now: datetime) -> Q:
    """Of those whom the user approves for."""
    return within(user, Capability.APPROVE, now.date(), person="person__")


def _asks_alone(user: User, now: datetime) -> QuerySet[Any]:
    found = Alone.objects.standing().filter(_mine(user, now), answer="", visit__state=VisitState.PLANNED)
    return found.exclude(recorded_by=user)


def _asks_interval(user: User, now: datetime) -> QuerySet[Any]:
    return VisitInterval.objects.waiting().filter(_mine(user, now)).exclude(recorded_by=user)


def _asks_decision(user: User, now: datetime) -> QuerySet[Any]:
    found = AttemptsDecision.objects.waiting().filter(_mine(user, now))
    return found.exclude(visit__officer=user).exclude(visit__outcome_by=user)


def _alone(user: User, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answer="")


def _intervals(user: User, now: datetime) -> QuerySet[Any]:
    return VisitInterval.objects.waiting().filter(recorded_by=user)


def _attempts(user: User, now: datetime) -> QuerySet[Any]:
    return AttemptsDecision.objects.waiting().filter(recorded_by=user)


def _answered(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answered_at__gte=since, answered_at__lte=now)
