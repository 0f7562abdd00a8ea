"""When somebody last looked at one record, as the log has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from access.choices import Operation
from access.models import AccessEvent
from accounts.models import User

# Looks that follow each other within so long are one visit to the record.
VISIT = timedelta(hours=1)
_LOOKS = (Operation.CONSULTATION, Operation.DISCLOSURE, Operation.COLLECTION, Operation.ALTERATION)
_FAR_ENOUGH = 200


def last_look(user: User, person: UUID, now: datetime) -> datetime | None:
    """The end of this user's visit to this one record before the present one; None where there was none.

    One query, of the index that holds each user's own looks at single records.
    """
    looks = (
        AccessEvent.objects.filter(
            actor_id=user.pk, object_type="person", object_id=str(person), operation__in=_LOOKS
        )
        .order_by("-at")
        .values_list("at", flat=True)[:_FAR_ENOUGH]
    )
    later = now
    for at in looks:
        if later - at > VISIT:
            return at
        later = at
    return None
