"""The contact log: one verb, so that an entry takes less than a minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from offenders import rules
from offenders.actions.guards import believe, reachable
from offenders.models import Contact, Person


def record_contact(
    actor: User, *, person: Person, contact: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> Contact:
    """Record a contact with the person or about them; no date rests on one, so nothing is computed again.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.contact(happened_at=contact["happened_at"], now=now))
    with recording(actor, "record contact"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Contact.objects.filter(person=person, submission=submission).first()):
            return already
        return Contact.objects.create(
            person=person, submission=submission, **contact, recorded_at=now, recorded_by=actor
        )
