"""What this floor puts on the noticeboard: what somebody waits for a supervisor to decide, and what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.models import goes_beyond
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide, day
from frontend.dates import words
from notifications.breaches.choices import DecisionKind, Verdict
from notifications.choices import OverrideDecision
from notifications.models import BreachDecision, Override
from offenders.policies import within


def register() -> None:
    said = {"title": F("title"), "date": F("new_date"), "decision": F("decision")}
    add_awaited(
        Awaited(
            name="overrides",
            called="Override of a date",
            at="requested_at",
            rows=lambda user, now: Override.objects.waiting().filter(requested_by=user),
            said=said,
            words=lambda said: f"{_asked(said)}: a supervisor’s approval",
            address=lambda person, said: reverse("person", args=[person]),
        )
    )
    add_news(
        News(
            name="decided",
            called="Override decided",
            at="decided_at",
            rows=_decided,
            said=said,
            words=lambda said: f"{_asked(said)}: {OverrideDecision(said['decision']).label.lower()}",
            address=lambda person, said: reverse("person", args=[person]),
        )
    )
    proposed = {"kind": F("kind"), "verdict": F("verdict"), "breach": F("breach")}
    add_awaited(
        Awaited(
            name="breach decisions",
            called="Breach",
            at="proposed_at",
            rows=lambda user, now: BreachDecision.objects.filter(proposed_by=user, verdict=""),
            field_class=FieldClass.MANAGEMENT,
            said=proposed,
            words=lambda said: f"{DecisionKind(said['kind']).label}: a supervisor’s authority",
            address=lambda person, said: reverse("breach", args=[person, said["breach"]]),
        )
    )
    add_news(
        News(
            name="breach verdicts",
            called="Breach",
            at="verdict_at",
            rows=_verdicts,
            field_class=FieldClass.MANAGEMENT,
            said=proposed,
            words=lambda said: (
                f"{DecisionKind(said['kind']).label}: {Verdict(said['verdict']).label.lower()}"
            ),
            address=lambda person, said: reverse("breach", args=[person, said["breach"]]),
        )
    )
    add_to_decide(
        ToDecide(
            name="overrides",
            called="Override of a date",
            at="requested_at",
            rows=lambda user, now: (
                Override.objects.waiting().filter(_mine(user, now)).exclude(requested_by=user)
            ),
            said={
                **said,
                "id": F("pk"),
                "by": F("requested_by__family_name"),
                "last": F("computed_last"),
                "last_at": F("computed_last_at"),
            },
            words=_asks_override,
            address=lambda person, said: reverse("decide-override", args=[person, said["id"]]),
            asks="Approve or refuse",
            checks=(
                "The law’s own date, and why another is worked to",
                "The reason would stand in court",
            ),
        )
    )
    add_to_decide(
        ToDecide(
            name="breach decisions",
            called="Decide on a breach",
            at="proposed_at",
            rows=lambda user, now: BreachDecision.objects.filter(_mine(user, now), verdict="").exclude(
                proposed_by=user
            ),
            field_class=FieldClass.MANAGEMENT,
            said={**proposed, "id": F("pk"), "by": F("proposed_by__family_name")},
            words=lambda said: f"{DecisionKind(said['kind']).label}, proposed by {said['by']}",
            address=lambda person, said: reverse("decide-breach", args=[person, said["id"]]),
            asks="Authorise or return",
            urgent=lambda said, today: "a breach waits for it",
            checks=(
                "Each element of the offence is shown",
                "Reasonable excuse was asked about",
                "Whoever is at risk is safe",
            ),
        )
    )


def _mine(user: User, now: datetime) -> Q:
    """Of those whom the user approves for."""
    return within(user, Capability.APPROVE, now.date(), person="person__")


def _asks_override(said: Said) -> str:
    """What is asked, by whom, and whether it would let the law's own last moment go by."""
    new_date, last = day(said, "date"), day(said, "last")
    last_at = said["last_at"] and datetime.fromisoformat(said["last_at"])
    later = bool(new_date and last and goes_beyond(new_date, last=last, last_at=last_at))
    return f"{_asked(said)}, from {said['by']}" + ". Later than the law’s date" * later


def _asked(said: Said) -> str:
    wanted = day(said, "date")
    return f"{said['title']}, to {words(wanted)}" if wanted else str(said["title"])


def _decided(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Of those that the reader asked for."""
    return Override.objects.filter(requested_by=user, decided_at__gte=since, decided_at__lte=now)


def _verdicts(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """On what the reader proposed."""
    return BreachDecision.objects.filter(proposed_by=user, verdict_at__gte=since, verdict_at__lte=now)
