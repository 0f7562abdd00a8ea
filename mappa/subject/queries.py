"""Reads for the pages of subject access: a person's requests, one with its owners, an owner's paragraphs, the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from access.log import consulted
from accounts.models import User
from mappa.minutes.choices import Section
from mappa.models import OwnedParagraph, OwnerRequest, SubjectRequest
from mappa.models.subject import OwnerRequestQuerySet
from mappa.sittings import policies as meetings
from mappa.subject import policies
from mappa.subject.choices import Owned
from offenders.choices import Basis
from offenders.models import Person

_OF = "minutes__case__sitting"


def requests_of(person: Person) -> list[SubjectRequest]:
    """Every request about the person, the newest first; one query."""
    return list(SubjectRequest.objects.filter(person=person).select_related("recorded_by", "signed_by"))


def request_of(person: Person, request_id: UUID) -> SubjectRequest:
    """A request about the person, or Http404."""
    rows = SubjectRequest.objects.select_related("recorded_by", "signed_by", "force")
    found = get_object_or_404(rows, pk=request_id, person=person)
    found.person = person
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """An owner, and how far it has come."""

    owner: OwnerRequest
    total: int
    waiting: int
    late: bool


def owners_of(request: SubjectRequest, today: date) -> list[Asked]:
    """Whom the request is put to, the police first; one query."""
    rows = _counted(request.owners.select_related("agency"))
    late = request.is_open and request.owners_by < today
    found = [Asked(each, each.total, each.waiting, late and each.waiting > 0) for each in rows]  # type: ignore[attr-defined]
    return sorted(found, key=lambda each: (each.owner.agency is not None, each.owner.called))


def _counted(rows: QuerySet[OwnerRequest]) -> QuerySet[OwnerRequest]:
    return rows.annotate(
        total=Count("paragraphs"), waiting=Count("paragraphs", filter=Q(paragraphs__answer=""))
    )


def owner_of(user: User, owner_id: UUID, now: datetime) -> OwnerRequest:
    """A request to an owner with its person: of the agency's own people while it is open, of the police for who takes
    minutes. Http404 for everybody else."""
    today = now.date()
    rows = OwnerRequest.objects.select_related("agency", "request__force", "request__recorded_by")
    if meetings.is_partner(user, today):
        own = policies.own_asked(user, today).values("pk")
        found = get_object_or_404(rows, pk=owner_id, pk__in=own)
        person = Person.objects.with_name().filter(pk=found.person_id).first()
        if person is None:
            raise Http404
        found.person = person
        consulted(basis=Basis.PANEL, object_type="MAPPA minutes", object_id=found.pk)
        return found
    found = get_object_or_404(rows, pk=owner_id)
    person = get_object_or_404(Person.objects.visible_to(user, now), pk=found.person_id)
    if not policies.takes(user, person, today):
        raise Http404
    consulted(object_type="MAPPA minutes", object_id=found.pk)
    found.person = person
    return found


def paragraphs_of(owner: OwnerRequest) -> list[OwnedParagraph]:
    """The owner's paragraphs, meeting by meeting, as the minutes order them; one query."""
    rows = owner.paragraphs.select_related(f"paragraph__{_OF}", "answered_by")
    order = list(Section)
    return sorted(
        rows,
        key=lambda each: (
            each.paragraph.minutes.case.begins_at,
            order.index(Section(each.paragraph.section)),
            each.paragraph.place,
            each.paragraph.minutes.number,
        ),
    )


def owned_of(owner: OwnerRequest, owned_id: UUID) -> OwnedParagraph:
    """One of the owner's paragraphs, or Http404."""
    rows = owner.paragraphs.select_related(f"paragraph__{_OF}")
    found = get_object_or_404(rows, pk=owned_id)
    found.owner = owner
    return found


def released_of(request: SubjectRequest) -> list[OwnedParagraph]:
    """What the paper holds: paragraphs released, whole or with words taken out, meeting by meeting; two queries."""
    owners = request.owners.select_related("agency").prefetch_related(
        Prefetch(
            "paragraphs",
            OwnedParagraph.objects.filter(answer__in=[Owned.RELEASE, Owned.REDACT]).select_related(
                f"paragraph__{_OF}"
            ),
        )
    )
    found = []
    for owner in owners:
        for each in owner.paragraphs.all():
            each.owner = owner
            found.append(each)
    order = list(Section)
    return sorted(
        found,
        key=lambda each: (
            each.paragraph.minutes.case.begins_at,
            each.paragraph.minutes.number,
            order.index(Section(each.paragraph.section)),
            each.paragraph.place,
        ),
    )


def asked_of(user: User, today: date) -> OwnerRequestQuerySet:
    """What waits for the user's agency to answer."""
    found: OwnerRequestQuerySet = (
        policies.own_asked(user, today).filter(answered_at__isnull=True).select_related("request")
    )
    return found
