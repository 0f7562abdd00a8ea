"""Who is there for one case, and the confidentiality statement; and what becomes of the case as people come and go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import overtaken
from accounts.models import User
from diary.clock import LONDON
from mappa.actions.guards import bump, changing
from mappa.models import Attendance, CaseReview, Confirmation, Invitation
from mappa.room import record, rules
from mappa.room.choices import THERE, Method, Presence
from mappa.sittings.choices import CaseState, Purpose, Quorum, SittingState
from offenders.actions.guards import believe
from offenders.signals import facts_changed

_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Came:
    """What is said of one invitation's attendance; `version` is that of the row that was seen, 0 for none."""

    invitation: Invitation
    presence: str
    who: str = ""
    holds_case: bool = False
    commits: bool = False
    version: int = 0


def record_attendance(
    actor: User,
    *,
    case: CaseReview,
    came: Iterable[Came],
    chair_is_there: bool,
    now: datetime,
    chair_version: int = 0,
) -> list[Attendance]:
    """Who is there for this case now, agency by agency; said again whenever somebody comes or leaves.

    A case in session that loses its quorum by it stops, and waits for the chair. `chair_version` is that of the chair's
    own row, 0 for none. Raises PermissionDenied, Stale where somebody else changed a row meanwhile, or ValidationError.
    """
    with changing(actor, case, now, "record attendance at meeting") as current:
        may_be_heard(current, now)
        held = {row.invitation_id: row for row in current.attendance.select_related("agency")}
        since, rows = _since(current, now), []
        withdrawn = set(current.invitations.filter(withdrawn_at__isnull=False).values_list("pk", flat=True))
        for each in came:
            if each.invitation.case_id != current.pk:
                raise PermissionDenied
            if each.invitation.pk in withdrawn and each.invitation.pk not in held:
                believe(
                    {
                        f"who_{each.invitation.pk.hex}": f"{each.invitation.called}: the invitation was withdrawn."
                    }
                )
            there = each.presence in THERE
            if there and not each.who.strip():
                believe({f"who_{each.invitation.pk.hex}": f"{each.invitation.called}: say who is there."})
            row = held.get(each.invitation.pk) or Attendance(
                invitation=each.invitation, agency_id=each.invitation.agency_id, version=0
            )
            said = {
                "presence": each.presence,
                "who": each.who.strip() if there else "",
                "holds_case": each.holds_case and there,
                "commits": each.commits and there,
            }
            rows.append(_put(current, row, said, each.version, since, actor, now))
        _chair(current, held.get(None), chair_version, since, actor, now, there=chair_is_there)
        stop_without_quorum(current, now)
    return rows


def confirm_confidentiality(
    actor: User, *, case: CaseReview, method: Method, now: datetime, heard: str | None = None
) -> Confirmation:
    """The statement was given for this case, and all who are there agreed. Given again where somebody came in since.

    `heard` is `who_hears` as it was when the statement was given: whoever came in meanwhile has not heard it. Raises
    PermissionDenied, or ValidationError.
    """
    with changing(actor, case, now, "confirm confidentiality") as current:
        may_be_heard(current, now)
        arrivals = [at for at in current.attendance.values_list("arrived_at", flat=True) if at]
        if not arrivals:
            raise ValidationError("Record first who is there: each of them agrees to it.", code="nobody")
        newest = current.confirmations.first()
        if newest and not rules.late_joiners(arrivals, newest.at):
            return newest
        if heard is not None and heard != who_hears(current):
            raise ValidationError(
                "Somebody has come in or left since you opened this. Give the statement to everybody who is there now.",
                code="others",
            )
        return Confirmation.objects.create(
            person_id=current.person_id,
            case=current,
            at=max(now, *arrivals),
            method=method,
            recorded_at=now,
            recorded_by=actor,
        )


def who_hears(case: CaseReview) -> str:
    """A mark of who is there now: another one once anybody comes in, or leaves; one query."""
    rows = case.attendance.order_by("pk").values_list("pk", "arrived_at")
    return ";".join(f"{pk.hex[:8]}@{at.timestamp():.6f}" for pk, at in rows if at)


def missing_for_quorum(case: CaseReview) -> list[str]:
    """Who is missing, in words, of who has to be in the room now; four queries."""
    day = case.begins_at.astimezone(LONDON).date()
    attendance = list(case.attendance.select_related("agency__mappa_standing"))
    status, inside = record.status_on(case.person_id, day), record.in_custody(case.person, day)
    return record.lacking(case, attendance, status, in_custody=inside)


def stop_without_quorum(case: CaseReview, now: datetime) -> None:
    """A case in session that has no quorum any more stops; one that has stopped says who is missing now."""
    if case.state != CaseState.IN_SESSION and not case.waits_for_quorum:
        return
    lacking = missing_for_quorum(case)
    if not lacking or (case.waits_for_quorum and lacking == case.quorum_missing):
        return
    case.state, case.quorum, case.quorum_missing = CaseState.INQUORATE, Quorum.INQUORATE, lacking
    bump(case, "state", "quorum", "quorum_missing")
    facts_changed.send(CaseReview, people=[case.person_id], today=now.date())


def chair_left(actor: User, case: CaseReview, now: datetime) -> None:
    """The chair's place is empty until somebody else has taken it; for verbs that have guarded it."""
    row = case.attendance.filter(is_chair=True).first()
    if row and row.is_there:
        said = {"presence": Presence.ABSENT, "who": "", "commits": False}
        _put(case, row, said, row.version, now, actor, now)
        stop_without_quorum(case, now)


def may_be_heard(case: CaseReview, now: datetime) -> None:
    """Raises ValidationError unless the meeting is open, or this is an emergency on its day; or once it is finished."""
    urgent = case.purpose == Purpose.EMERGENCY
    if case.sitting.state != SittingState.OPEN and not urgent:
        raise ValidationError("Open the meeting first.", code="state")
    if case.sitting.state != SittingState.OPEN and now.astimezone(LONDON).date() != case.sitting.held_on:
        raise ValidationError(
            "An emergency is heard on the day of its meeting. Change the meeting’s day first.", code="day"
        )
    if not case.is_unfinished:
        raise ValidationError("This case is finished.", code="state")


def _since(case: CaseReview, now: datetime) -> datetime:
    """When whoever comes in now came: after the statement as it was last given, which they did not hear."""
    newest = case.confirmations.first()
    return max(now, newest.at + _A_MOMENT) if newest else now


def _put(
    case: CaseReview,
    row: Attendance,
    said: dict[str, object],
    version: int,
    since: datetime,
    actor: User,
    now: datetime,
) -> Attendance:
    if row.version and all(getattr(row, name) == value for name, value in said.items()):
        return row
    if row.version and row.version != version:
        raise overtaken(row)
    same = bool(row.arrived_at) and row.who == said["who"]
    for name, value in said.items():
        setattr(row, name, value)
    if not row.is_there:
        row.arrived_at = None
    elif not same:
        row.arrived_at = since
    row.person_id, row.case, row.recorded_at, row.recorded_by = case.person_id, case, now, actor
    row.version += 1
    row.save()
    return row


def _chair(
    case: CaseReview,
    row: Attendance | None,
    version: int,
    since: datetime,
    actor: User,
    now: datetime,
    *,
    there: bool,
) -> None:
    """The chair's own row, made once they are there."""
    if row is None and not there:
        return
    chair = case.sitting.chair
    row = row or Attendance(agency_id=chair.agency_id, is_chair=True, version=0)
    said = {
        "presence": Presence.PRESENT if there else Presence.ABSENT,
        "who": str(chair) if there else "",
        "commits": there,
    }
    _put(case, row, said, version, since, actor, now)
