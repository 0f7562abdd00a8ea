"""What visits put on the noticeboard: what officers wait for a supervisor to decide, and what was answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, add_awaited, add_news
from riskplans.choices import Asked, VisitState
from riskplans.models import Alone, AttemptsDecision, VisitInterval


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


def _alone(user: User, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answer="", visit__state=VisitState.PLANNED)


def _intervals(user: User, now: datetime) -> QuerySet[Any]:
    return VisitInterval.objects.waiting().filter(recorded_by=user)


def _attempts(user: User, now: datetime) -> QuerySet[Any]:
    return AttemptsDecision.objects.waiting().filter(recorded_by=user)


def _answered(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answered_at__gte=since, answered_at__lte=now)
