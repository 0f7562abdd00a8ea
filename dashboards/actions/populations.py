"""How many live in a force's area, as it was published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import recording, same_again
from accounts.models import User
from dashboards.models import Population
from dashboards.returns.naming import reads

_EARLIEST = 2001


def record_population(
    actor: User,
    *,
    area: str,
    mid_year: int,
    number: int,
    published_in: str,
    now: datetime,
    submission: UUID | None = None,
) -> Population:
    """Enter a mid-year estimate of those aged 10 and over; the newest entry for an area and year counts.

    Raises PermissionDenied unless the returns are the actor's, or ValidationError keyed by field. The same
    `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    if actor.force_id is None or not reads(actor, now.date()):
        raise PermissionDenied
    area, published_in = area.strip(), published_in.strip()
    with recording(actor, "record population"):
        if submission and (already := Population.objects.filter(submission=submission).first()):
            return same_again(
                already,
                force_id=actor.force_id,
                area=area,
                mid_year=mid_year,
                number=number,
                published_in=published_in,
            )
        if not _EARLIEST <= mid_year <= now.year:
            raise ValidationError({"mid_year": f"Enter a year from {_EARLIEST} to {now.year}."})
        if number < 1:
            raise ValidationError({"number": "Enter how many people live there."})
        if not published_in:
            raise ValidationError({"published_in": "Say where it was published."})
        return Population.objects.create(
            force_id=actor.force_id,
            area=area,
            mid_year=mid_year,
            number=number,
            published_in=published_in,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
