"""What visits and risk put on the noticeboard: what officers wait for a supervisor to decide, what was answered."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, add_awaited, add_news
from riskplans.assessments.choices import AssessmentState
from riskplans.choices import Asked
from riskplans.models import Alone, Assessment, AttemptsDecision, LevelDecision, VisitInterval


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


def _page(name: str, person: UUID, said: Said) -> str:
    return reverse(name, args=[person])


def _alone(user: User, now: datetime) -> QuerySet[Any]:
    return Alone.objects.standing().filter(recorded_by=user, answer="")


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
