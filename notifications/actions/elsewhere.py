"""Recording what was given elsewhere, or on paper, by those who keep the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from notifications.actions.lateness import Unasked, late_among, suspect_late
from notifications.actions.station import record_advance_notice, record_notification
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
        _ask_why(actor, person, given, station, late_reason, now)
    return given


def record_advance_notice_elsewhere(
    actor: User,
    *,
    person: Person,
    given_at: datetime,
    specified_date: date,
    foretells: str,
    station: str,
    now: datetime,
    late_reason: str | None = None,
    submission: UUID | None = None,
) -> Notification:
    """Record that notice in advance was given where another acknowledgement was handed over.

    It meets the regular notification too: where that was late, `late_reason` and what is raised are as in
    `record_notification_elsewhere`.
    """
    with recording(actor, "record advance notice elsewhere"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        notice = record_advance_notice(
            actor,
            person=person,
            given_at=given_at,
            specified_date=specified_date,
            foretells=foretells,
            station=station,
            now=now,
            submission=submission,
            late_reason=late_reason or "",
        )
        _ask_why(actor, person, [notice], station, late_reason, now)
    return notice


def _ask_why(
    actor: User,
    person: Person,
    given: Sequence[Notification],
    station: str,
    reason: str | None,
    now: datetime,
) -> None:
    late = late_among(person, given)
    if late and reason is None:
        raise Unasked
    suspect_late(actor, person, late, station=station, reason=reason or "", now=now)
