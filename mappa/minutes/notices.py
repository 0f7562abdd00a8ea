"""What minutes put on the noticeboard: what waits for the chair, and what the minute taker waits for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide
from mappa.minutes.choices import MinuteStep, Release, Stage
from mappa.models import ExecutiveSummary, Minutes, MinutesStep

_CALLED = "MAPPA minutes"
_CASE: dict[str, Any] = {"case": F("case_id"), "sitting": F("case__sitting_id"), "number": F("number")}
CHECKS = (
    "Every decision and action is there, with its reasons",
    "Who disagreed, and why, is there in their own sense",
    "Each paragraph names the agency whose information it is",
    "Nothing in it that belongs in a restricted annex",
)


def register() -> None:
    add_to_decide(
        ToDecide(
            name="mappa minutes",
            called=_CALLED,
            at="submitted_at",
            rows=_reviews,
            field_class=FieldClass.MANAGEMENT,
            said={**_CASE, "by": F("submitted_by__family_name")},
            words=lambda said: f"Version {said['number']}, written by {said['by']}",
            address=lambda person, said: reverse(
                "minutes-step", args=[said["sitting"], said["case"], "review"]
            ),
            asks="Approve or return",
            checks=CHECKS,
        )
    )
    add_to_decide(
        ToDecide(
            name="mappa summaries",
            called="Executive summary",
            at="recorded_at",
            rows=_summaries,
            field_class=FieldClass.MANAGEMENT,
            said={
                "id": F("pk"),
                "case": F("minutes__case_id"),
                "sitting": F("minutes__case__sitting_id"),
                "by": F("recorded_by__family_name"),
            },
            words=lambda said: f"Drafted by {said['by']}, to be released",
            address=lambda person, said: reverse(
                "executive-summary", args=[said["sitting"], said["case"], said["id"]]
            ),
            asks="Release or refuse",
            checks=("Nothing of a victim or a third party is in it", "Only what the purpose needs"),
        )
    )
    add_awaited(
        Awaited(
            name="mappa minutes",
            called=_CALLED,
            at="submitted_at",
            rows=lambda user, now: Minutes.objects.filter(state=Stage.REVIEW, submitted_by=user),
            field_class=FieldClass.MANAGEMENT,
            said=_CASE,
            words=lambda said: "The chair’s approval",
            address=_page,
        )
    )
    add_news(
        News(
            name="mappa minutes",
            called=_CALLED,
            at="at",
            rows=_steps,
            field_class=FieldClass.MANAGEMENT,
            said={
                "kind": F("kind"),
                "case": F("minutes__case_id"),
                "sitting": F("minutes__case__sitting_id"),
            },
            words=lambda said: MinuteStep(said["kind"]).label,
            address=_page,
        )
    )


def _page(person: UUID, said: Said) -> str:
    return reverse("case-minutes", args=[said["sitting"], said["case"]])


def _reviews(user: User, now: datetime) -> QuerySet[Any]:
    return Minutes.objects.filter(state=Stage.REVIEW, case__sitting__chair=user).exclude(submitted_by=user)


def _summaries(user: User, now: datetime) -> QuerySet[Any]:
    return ExecutiveSummary.objects.filter(state=Release.DRAFT, minutes__case__sitting__chair=user)


def _steps(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    kinds = [MinuteStep.RETURNED, MinuteStep.APPROVED, MinuteStep.CIRCULATED, MinuteStep.RECALLED]
    return MinutesStep.objects.filter(kind__in=kinds, at__gte=since, at__lte=now).exclude(by=user)
