"""What lies beyond a user's sight, and who opens it in an emergency and judges that afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from access.policies import Capability, reach
from accounts.choices import Role
from accounts.models import Force, User
from offenders.models.sight import EmergencyOpening, EmergencyQuerySet
from offenders.policies.sight import findable


@dataclass(frozen=True, slots=True)
class Beyond:
    """A record beyond the user's sight that they may open in an emergency."""

    id: UUID
    reference: str
    unit_id: int
    force_id: int


def restricted_record(
    user: User, now: datetime, *, person_id: UUID | None = None, reference: str = ""
) -> Beyond | None:
    """The restricted record with just this id or reference, for a detective inspector of its force.

    Row-level security hides its rows from them until they have broken the glass.
    """
    if not user.has_role([Role.DETECTIVE_INSPECTOR], now.date()):
        return None
    return restricted_in(user.force, person_id=person_id, reference=reference)


def restricted_in(
    force: Force | None, *, person_id: UUID | None = None, reference: str = ""
) -> Beyond | None:
    """The restricted record of the force with just this id or reference, past row-level security.

    For whoever has been found to be entitled to know that it exists: an inspector, the auditor of the access log.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, reference, unit_id, force_id FROM vigil_restricted_record(%s, %s) WHERE force_id = %s",
            [person_id, reference, force.pk if force else None],
        )
        row = cursor.fetchone()
    return Beyond(*row) if row else None


def restricted_among(people: Iterable[UUID], force: Force | None) -> set[UUID]:
    """Those of `people` whose record is a restricted one of the force, past row-level security; one query.

    For whoever has been found to be entitled to know, as in `restricted_in`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM unnest(%s::uuid[]) wanted, vigil_restricted_record(wanted, NULL) WHERE force_id = %s",
            [list(people), force.pk if force else None],
        )
        return {row[0] for row in cursor.fetchall()}


def may_open_in_emergency(user: User, person_id: UUID, now: datetime) -> Beyond | None:
    """The record, for anyone whom a search tells of it; a restricted one, for the inspectors of its force."""
    row = findable(user, now).filter(pk=person_id).values_list("pk", "reference", "unit", "force").first()
    return Beyond(*row) if row else restricted_record(user, now, person_id=person_id)


def emergencies_reviewed_by(user: User, today: date) -> EmergencyQuerySet:
    """The emergency openings that this user judges: of their unit's or force's records, never their own."""
    scope = reach(user, Capability.REVIEW, today)
    reviewed = Q(unit__in=scope.units) | Q(unit__force__in=scope.forces)
    if user.has_role([Role.AUDITOR], today):
        reviewed |= Q(unit__force=user.force_id)
    return EmergencyOpening.objects.filter(reviewed).exclude(user=user)


def reviews_emergencies(user: User, today: date) -> bool:
    """Supervisors and inspectors for the people they answer for; auditors, who keep data standards, for the force."""
    return user.has_role([Role.AUDITOR], today) or bool(reach(user, Capability.REVIEW, today))
