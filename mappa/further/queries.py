"""Reads of serious further offences."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from mappa.further import classes
from mappa.models import FurtherOffence, InternalReview, SeriousCaseReview
from offenders.models import Person


def of_person(person: Person) -> list[FurtherOffence]:
    """Every charge that stands, the newest first, with its reviews, without what this reader does not read; one query.
    For pages: never saved."""
    rows = FurtherOffence.objects.standing().filter(person=person)
    found = list(
        rows.select_related(
            "recorded_by",
            "case_review__recorded_by",
            "internal_review__opened_by",
            "internal_review__closed_by",
        )
    )
    for charge in found:
        for row in (charge, getattr(charge, "case_review", None), getattr(charge, "internal_review", None)):
            for name, its in classes.sealed(type(row)).items() if row else ():
                if not person.relationship.reads(its):
                    setattr(row, name, "")
    return found


def charge_of(person: Person, charge_id: UUID) -> FurtherOffence:
    """The person's charge that stands, or Http404."""
    found = get_object_or_404(FurtherOffence.objects.standing(), pk=charge_id, person=person)
    found.person = person
    return found


def case_review_of(person: Person, charge_id: UUID) -> SeriousCaseReview:
    """The serious case review of a charge, held or to be held; or Http404."""
    rows = SeriousCaseReview.objects.filter(commissioned=True).select_related("charge")
    found = get_object_or_404(rows, charge=charge_id, person=person)
    found.person = person
    return found


def internal_review_of(person: Person, charge_id: UUID) -> InternalReview:
    """The management review of a charge with the record as it stood, or Http404."""
    rows = InternalReview.objects.select_related("charge", "frozen", "opened_by", "closed_by")
    found = rows.filter(charge=charge_id, person=person).first()
    if found is None:
        raise Http404
    found.person = person
    return found
