"""How somebody stood on an earlier day in what the record keeps no days of: unit, sex, management level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection

from accounts.models import Force
from diary.clock import LONDON

# The change history of each record: what it said at the end of the day, or, of one that was opened here later and whose
# facts are older, what it said first.
_AS_AT = """
SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, unit_id, sex, management_level, date_of_birth
FROM offenders_personevent
WHERE force_id = %(force)s
ORDER BY pgh_obj_id, pgh_created_at >= %(end)s,
    CASE WHEN pgh_created_at < %(end)s THEN pgh_created_at END DESC, pgh_created_at, pgh_id
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """How somebody stood at the end of a day."""

    unit: int
    sex: str
    level: str
    born: date


def stood(force: Force, day: date) -> dict[UUID, Stood]:
    """Everybody of a force, as their record said at the end of `day`; one query, to be asked as Vigil."""
    end = datetime.combine(day + timedelta(days=1), time(0), LONDON)
    with connection.cursor() as cursor:
        cursor.execute(_AS_AT, {"force": force.pk, "end": end})
        return {pk: Stood(*rest) for pk, *rest in cursor.fetchall()}
