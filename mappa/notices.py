"""What MAPPA puts on the noticeboard: what waits for a signature, what one waits for, what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.noticeboard import Awaited, News, Said, ToDecide, add_awaited, add_news, add_to_decide
from mappa.models import LevelReduction, MappaDecision, Referral, ReferralStep, Screening
from mappa.referrals.choices import OPEN, ReferralState, StepKind
from offenders.policies import within

_CALLED = "MAPPA"
_SAID: dict[str, Any] = {"id": F("pk"), "level": F("level"), "by": F("recorded_by__family_name")}
SCREENING = (
    "Each prompt is answered, and what other agencies hold was checked with them",
    "The reasons carry the level: the lowest that gives a defensible plan",
    "The risk of serious harm is that of the assessment in force",
)
REFERRAL = (
    "Every part was checked against the record today",
    "Why formal meetings add value; for level 3, what level 2 cannot deliver",
    "The plan names who does what until the meeting",
)
LOWER = (
    "Each line of the stability checklist rests on something seen, not said",
    "What partner agencies say, and who disagreed",
    "What happens at once if it fails",
)


def register() -> None:
    for name, called, rows, words, address, asks, checks in (
        (
            "mappa screenings",
            "MAPPA screening",
            _screenings,
            lambda said: f"Screened at level {said['level']}: {said['by']}",
            lambda person, said: reverse("countersign-screening", args=[person, said["id"]]),
            "Countersign or send back",
            SCREENING,
        ),
        (
            "mappa referrals",
            "MAPPA referral",
            _endorsements,
            lambda said: f"To level {said['level']}, written by {said['by']}",
            lambda person, said: reverse("referral-step", args=[person, said["id"], "endorse"]),
            "Endorse or send back",
            REFERRAL,
        ),
        (
            "mappa levels",
            "MAPPA level",
            _reductions,
            lambda said: f"Asks for level {said['level']} soon after release: {said['by']}",
            lambda person, said: reverse("answer-lower-level", args=[person, said["id"]]),
            "Countersign or refuse",
            LOWER,
        ),
    ):
        add_to_decide(
            ToDecide(
                name=name,
                called=called,
                at="recorded_at",
                rows=rows,
                field_class=FieldClass.MANAGEMENT,
                said=_SAID,
                words=words,
                address=address,
                asks=asks,
                checks=checks,
            )
        )
    for name, called, rows, words in (
        (
            "mappa screenings",
            "MAPPA screening",
            _own(Screening),
            lambda said: "A supervisor’s countersignature",
        ),
        ("mappa levels", "MAPPA level", _own(LevelReduction), lambda said: "An inspector’s countersignature"),
        (
            "mappa referrals",
            "MAPPA referral",
            lambda user, now: Referral.objects.standing().filter(
                recorded_by=user, state__in=[each for each in OPEN if each != ReferralState.RETURNED]
            ),
            lambda said: ReferralState(said["state"]).label,
        ),
    ):
        add_awaited(
            Awaited(
                name=name,
                called=called,
                at="recorded_at",
                rows=rows,
                field_class=FieldClass.MANAGEMENT,
                said={"state": F("state")} if called == "MAPPA referral" else {},
                words=words,
                address=_page,
            )
        )
    add_news(
        News(
            name="mappa levels",
            called=_CALLED,
            at="decided_at",
            rows=_decided,
            field_class=FieldClass.MANAGEMENT,
            said={"kind": F("kind"), "category": F("category"), "level": F("level")},
            words=lambda said: (
                "They have left MAPPA"
                if said["kind"] == "ended"
                else "Another agency or office leads"
                if said["kind"] == "lead"
                else f"Category {said['category']}, level {said['level']}"
            ),
            address=_page,
        )
    )
    add_news(
        News(
            name="mappa referrals",
            called="MAPPA referral",
            at="at",
            rows=_answered,
            field_class=FieldClass.MANAGEMENT,
            said={"kind": F("kind"), "referral": F("referral")},
            words=lambda said: StepKind(said["kind"]).label,
            address=lambda person, said: reverse("referral", args=[person, said["referral"]]),
        )
    )


def _page(person: UUID, said: Said) -> str:
    return reverse("person-mappa", args=[person])


def _mine(user: User, now: datetime) -> Q:
    """Of those whom the user approves for, what others have asked."""
    return within(user, Capability.APPROVE, now.date(), person="person__")


def _screenings(user: User, now: datetime) -> QuerySet[Any]:
    return Screening.objects.waiting().filter(_mine(user, now)).exclude(recorded_by=user)


def _endorsements(user: User, now: datetime) -> QuerySet[Any]:
    found = Referral.objects.standing().filter(_mine(user, now), state=ReferralState.ENDORSING)
    return found.exclude(Q(recorded_by=user) | Q(edited_by=user))


def _reductions(user: User, now: datetime) -> QuerySet[Any]:
    if not user.has_role([Role.DETECTIVE_INSPECTOR], now.date()):
        return LevelReduction.objects.none()
    return LevelReduction.objects.waiting().filter(_mine(user, now)).exclude(recorded_by=user)


def _own(model: Any) -> Any:
    return lambda user, now: model.objects.waiting().filter(recorded_by=user)


def _decided(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    return MappaDecision.objects.filter(decided_at__gte=since, decided_at__lte=now).exclude(decided_by=user)


def _answered(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    kinds = [StepKind.RETURNED, StepKind.ACCEPTED, StepKind.DECLINED]
    return ReferralStep.objects.filter(kind__in=kinds, at__gte=since, at__lte=now).exclude(by=user)
