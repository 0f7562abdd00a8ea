"""What disclosures put on the noticeboard: those about somebody on record that wait for a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary.noticeboard import Awaited, Said, ToDecide, add_awaited, add_to_decide
from riskplans.disclosure import policies
from riskplans.disclosure.choices import CaseState, Outcome
from riskplans.models import DisclosureDecision

_CALLED = "Disclosure"
CHECKS = (
    "Each test is answered with reasons, and whoever is told is best placed to protect",
    "The words say no more than protection needs",
    "The person was asked, or there is a good reason why not; MAPPA was consulted where it manages them",
)
_SAID = {"case": F("case"), "outcome": F("outcome"), "by": F("recorded_by__family_name")}


def register() -> None:
    add_to_decide(
        ToDecide(
            name="disclosures",
            called=_CALLED,
            at="recorded_at",
            rows=_to_decide,
            field_class=FieldClass.VICTIMS,
            said={**_SAID, "danger": F("case__imminent_at")},
            words=lambda said: f"{Outcome(said['outcome']).label}: proposed by {said['by']}",
            address=lambda person, said: reverse("disclosure-step", args=[said["case"], "decide"]),
            asks="Decide",
            checks=CHECKS,
            urgent=lambda said, today: "somebody may be in danger" if said["danger"] else "",
            inspector=lambda said: said["outcome"] == Outcome.DISCLOSE,
        )
    )
    add_awaited(
        Awaited(
            name="disclosures",
            called=_CALLED,
            at="recorded_at",
            rows=lambda user, now: _waiting().filter(recorded_by=user),
            field_class=FieldClass.VICTIMS,
            said=_SAID,
            words=lambda said: f"{Outcome(said['outcome']).label}: somebody’s decision",
            address=_page,
        )
    )


def _page(person: UUID, said: Said) -> str:
    return reverse("disclosure", args=[said["case"]])


def _waiting() -> QuerySet[DisclosureDecision]:
    return DisclosureDecision.objects.filter(
        person__isnull=False, verdict="", case__state=CaseState.DECISION, round=F("case__round")
    )


def _to_decide(user: User, now: datetime) -> QuerySet[Any]:
    """What others have proposed, of those for whom the user approves; to disclose is an inspector's."""
    mine = _waiting().filter(case__in=policies.decidable(user, now)).exclude(recorded_by=user)
    return (
        mine
        if policies.may_decide(user, Outcome.DISCLOSE, now.date())
        else mine.exclude(outcome=Outcome.DISCLOSE)
    )
