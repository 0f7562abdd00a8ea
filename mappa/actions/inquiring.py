"""The police internal management review: opened by an inspector on the record as it stands, closed with findings."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from mappa.actions.telling import say
from mappa.further import frozen
from mappa.models import FrozenRecord, FurtherOffence, InternalReview
from offenders.actions.guards import reachable
from offenders.models import Person
from offenders.queries import person_within_reach
from riskplans.actions.telling import supervisors_of


def open_internal_review(
    actor: User, *, charge: FurtherOffence, why: str, now: datetime, submission: UUID | None = None
) -> InternalReview:
    """Open a police internal management review of how somebody who is charged was managed; the record is kept as it
    stands.

    For detective inspectors. Raises PermissionDenied, or ValidationError keyed by field. One a charge; the same
    `submission` twice gives the first back.
    """
    if not why.strip():
        raise ValidationError({"why": "Say what the review is to answer."})
    today = now.date()
    with recording(actor, "open internal management review"):
        person = _inspected(actor, charge.person, now)
        current = lock(charge)
        if submission and (already := InternalReview.objects.filter(submission=submission).first()):
            return already
        if current.voided_at:
            raise ValidationError("This charge was taken off the record.", code="voided")
        if InternalReview.objects.filter(charge=current).exists():
            raise ValidationError("A management review of this charge is on record already.", code="open")
        # With the reader's relationship: an inspector reads every class, so that nothing is left out.
        read = person_within_reach(actor, Capability.APPROVE, person.pk, now)
        kept = FrozenRecord.objects.create(
            person=person,
            content=json.dumps(frozen.content(read, today)),
            frozen_at=now,
            frozen_by=actor,
        )
        made = InternalReview.objects.create(
            person=person,
            charge=current,
            frozen=kept,
            why=why.strip(),
            opened_at=now,
            opened_by=actor,
            submission=submission,
        )
        say(
            supervisors_of(person, today, apart_from=[actor]),
            person=person,
            cause=f"internal review {made.pk}",
            what="An internal management review was opened",
            now=now,
        )
    return made


def close_internal_review(
    actor: User, *, review: InternalReview, version: int, findings: str, now: datetime
) -> InternalReview:
    """Close it with what was found and is to be done. For detective inspectors.

    Raises PermissionDenied, Stale, or ValidationError keyed by field. The same by the same person twice is one.
    """
    if not findings.strip():
        raise ValidationError({"findings": "Say what was found and what is to be done."})
    # What was found stands on the review, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "close internal management review"):
        _inspected(actor, review.person, now)
        current = lock(review)
        if (current.findings, current.closed_by_id) == (findings.strip(), actor.pk):
            return current
        lock(review, expected_version=version)
        if current.closed_at:
            raise ValidationError("This review is closed already.", code="closed")
        current.findings, current.closed_at, current.closed_by = findings.strip(), now, actor
        current.version += 1
        current.save(update_fields=["findings", "closed_at", "closed_by", "version"])
    return current


def _inspected(actor: User, person: Person, now: datetime) -> Person:
    """The person, locked, for an inspector who answers for them. Raises PermissionDenied."""
    if not actor.has_role([Role.DETECTIVE_INSPECTOR], now.date()):
        raise PermissionDenied
    return reachable(actor, person, Capability.APPROVE, now.date())
