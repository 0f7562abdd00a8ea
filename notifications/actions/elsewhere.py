"""Recording a notification that was taken elsewhere, or on paper, by those who keep the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from notifications.actions.lateness import Unasked, late_among, suspect_late
from notifications.actions.station import record_notification
from notifications.models import Notification
from offenders.actions.guards import reachable
from offenders.models import Person


def record_notification_elsewhere(
    actor: User,
    *,
    person: Person,
    given_at: datetime,
    answers: Sequence[str],
    station: str,
    now: datetime,
    late_reason: str | None = None,
    submission: UUID | None = None,
) -> list[Notification]:
    """Record that a notification was given where another acknowledgement was handed over.

    `answers` are keys of the person's open diary entries. `late_reason` is why it was late, as they said; empty: they
    gave none; None: nobody was asked, and then what is late is refused. Opens the suspected breach of each that was.
    Raises PermissionDenied, Unasked, or ValidationError keyed by field. The same `submission` twice gives the first
    ones back.
    """
    with recording(actor, "record notification elsewhere"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        given = record_notification(
            actor,
            person=person,
            given_at=given_at,
            answers=answers,
            station=station,
            now=now,
            submission=submission,
            late_reason=late_reason or "",
        )
        late = late_among(person, answers)
        if late and late_reason is None:
            raise Unasked
        suspect_late(actor, person, late, station=station, reason=late_reason or "", now=now)
    return given
