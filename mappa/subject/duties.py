"""Subject access as a duty of whoever recorded the request: an owner's answer by one day, the person's by another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.clock import LONDON
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from mappa.models import OwnerRequest, SubjectRequest

NAME = "mappa_subject"
KIND = "mappa_subject"
RESTS_ON = (OwnerRequest, SubjectRequest)
_CITATION = "Data Protection Act 2018, section 54"


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """One duty for each request, met when its answer is signed, and one for each owner, met when it has answered; two
    queries."""
    for each in SubjectRequest.objects.filter(person__in=people):
        signed = timezone.localdate(each.signed_at, LONDON) if each.signed_at else None
        yield (
            each.person_id,
            Duty(
                key=f"{NAME}/{each.pk}",
                kind=KIND,
                title="Answer to who asks what minutes hold (subject access)",
                arises_on=each.received_on,
                work_to=each.due_on,
                last=each.due_on,
                met_on=signed,
                met_by=str(each.pk) if signed else "",
                citation=_CITATION,
                owner_id=each.recorded_by_id,
                field_class=FieldClass.MANAGEMENT,
            ),
        )
    for owner in OwnerRequest.objects.filter(person__in=people).select_related("request", "agency"):
        met = owner.answered_at or owner.request.signed_at
        yield (
            owner.person_id,
            Duty(
                key=f"{NAME}/{owner.request_id}/{owner.pk}",
                kind=KIND,
                title=f"{owner.called}: answer for own paragraphs of minutes",
                arises_on=timezone.localdate(owner.asked_at, LONDON),
                work_to=owner.request.owners_by,
                last=owner.request.owners_by,
                met_on=timezone.localdate(met, LONDON) if met else None,
                met_by=str(owner.pk) if met else "",
                owner_id=owner.request.recorded_by_id,
                field_class=FieldClass.MANAGEMENT,
                plain_title="An agency’s answer for its own paragraphs",
            ),
        )


def register_next_action() -> None:
    register(KIND, "Subject access", NextAction("See to the request", page, Capability.VIEW))


def page(entry: Entry) -> str:
    request = entry.key.removeprefix(f"{NAME}/").partition("/")[0]
    return reverse("subject-request", args=[entry.person_id, request])
