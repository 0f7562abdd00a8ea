"""Planning a visit, moving it, calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.models import Absence, Person
from offenders.policies import holders_for
from practice.policy import policy_of
from riskplans.actions.telling import answered, tell_supervisors
from riskplans.choices import VisitState
from riskplans.keys import ENTER_WITHIN, RECORD_WITHIN
from riskplans.models import AttemptsDecision, Visit
from riskplans.visits import rules
from riskplans.visits.clock import clock_of

WAITS = (
    "The attempts before wait for a supervisor’s decision. Until it is made, no other visit can be planned."
)
OVER = "This visit is over, or under way: it cannot be changed any more."


def plan_visit(
    actor: User, *, person: Person, plan: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> Visit:
    """Plan a visit, or enter one that has just been made and is to be recorded.

    `plan` has the fields of a Visit that are the officer's to give; `officer` may be anybody who can write on the
    record, and `second` is empty for a visit alone. Raises PermissionDenied, or ValidationError keyed by field: while a
    decision waits, while they are in custody, hospital or abroad on that day, or while another is planned. The same
    `submission` twice gives the first back.
    """
    said = {**plan, "announced_why": plan.get("announced_why", "") if plan["announced"] else ""}
    believe(rules.plan(said, now=now, oldest=_oldest(person, now)))
    today = now.date()
    with recording(actor, "plan visit"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Visit.objects.filter(person=person, submission=submission).first()):
            return already
        if clock_of(person, today) is None:
            raise ValidationError(
                "Nobody visits them: they have died, been deported, or the record is archived."
            )
        if AttemptsDecision.objects.waiting().filter(person=person).exists():
            raise ValidationError(WAITS, code="waits")
        if Visit.objects.open().filter(person=person).exists():
            raise ValidationError(
                "A visit is planned already. Move it, or record what came of it.", code="planned"
            )
        refuse_away(person, said["planned_for"], "planned_on")
        officer = said.get("officer") or actor
        if (
            officer != actor
            and not holders_for(person, Capability.RECORD, today).filter(pk=officer.pk).exists()
        ):
            raise ValidationError(
                {"officer": "They cannot write on this record, so they could not record it."}
            )
        _refuse_themselves(officer, said["second"])
        return Visit.objects.create(
            person=person,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
            **{**said, "officer": officer, "second": said["second"].strip()},
        )


def move_visit(
    actor: User, *, visit: Visit, version: int, planned_for: datetime, second: str, why: str, now: datetime
) -> Visit:
    """Another time, or somebody else to go along. The day it is due does not move; authority to go alone lapses.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why it is moved."})
    if planned_for < _oldest(visit.person, now):
        raise ValidationError({"planned_on": "That is too long ago."})
    with recording(actor, "move visit", reason=why.strip()):
        person = reachable(actor, visit.person, Capability.RECORD, now.date())
        current = lock(visit, expected_version=version)
        if current.state != VisitState.PLANNED:
            raise ValidationError(OVER, code="over")
        refuse_away(person, planned_for, "planned_on")
        _refuse_themselves(current.officer, second)
        if (planned_for, second.strip()) != (current.planned_for, current.second):
            _authority_lapses(actor, current, "The plan was changed.", now)
        current.planned_for, current.second, current.moved_why = planned_for, second.strip(), why.strip()
        current.version += 1
        current.save(update_fields=["planned_for", "second", "moved_why", "version"])
    return current


def _oldest(person: Person, now: datetime) -> datetime:
    """The earliest time of a visit that can still be entered, by the force's policy."""
    return now - timedelta(days=policy_of(person.force_id, now.date()).value(ENTER_WITHIN))


def _refuse_themselves(officer: User, second: str) -> None:
    """Raises ValidationError where nobody else goes along than who goes."""
    names = f"{officer.rank} {officer.given_name} {officer.family_name} {officer.collar_number}"
    believe(rules.second(second, officer=names))


def _authority_lapses(actor: User, visit: Visit, note: str, now: datetime) -> None:
    """Authority to go alone is for one occasion and one crew: for another it must be asked for again."""
    for asked in visit.alone.standing().select_for_update():
        asked.voided_at = now
        asked.version += 1
        asked.save(update_fields=["voided_at", "version"])
        answered(actor, person=visit.person, kind="alone", about=asked.pk, note=note, now=now)


def call_off_visit(actor: User, *, visit: Visit, version: int, why: str, now: datetime) -> Visit:
    """It will not take place, and its supervisors are told. The day it is due does not move.

    Raises PermissionDenied, Stale, or ValidationError. The same person calling it off twice has called it off once.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why it will not take place: the supervisor sees it."})
    with recording(actor, "call off visit", reason=why.strip()):
        person = reachable(actor, visit.person, Capability.RECORD, now.date())
        current = lock(visit)
        if (current.state, current.called_off_why) == (VisitState.CALLED_OFF, why.strip()):
            return current
        lock(visit, expected_version=version)
        if current.state != VisitState.PLANNED:
            raise ValidationError(OVER, code="over")
        current.state, current.called_off_why = VisitState.CALLED_OFF, why.strip()
        current.version += 1
        current.save(update_fields=["state", "called_off_why", "version"])
        _authority_lapses(actor, current, "The visit was called off.", now)
        tell_supervisors(
            person,
            apart_from=[actor],
            cause=f"called off {current.pk}",
            what="A visit was called off",
            now=now,
        )
    return current


def refuse_away(person: Person, at: datetime, field: str) -> None:
    """Raises ValidationError when they cannot be at home at that time."""
    absence = Absence.objects.standing().filter(person=person).on(timezone.localdate(at)).first()
    if absence:
        raise ValidationError(
            {
                field: f"{absence.get_kind_display()} on that day: nobody is visited at home then. "
                "Record the release or return first; the clock is asked of that day."
            }
        )


def latest_record(visit: Visit, arrived_at: datetime) -> datetime:
    """The end of the last day on which a visit made at that time is recorded in time, by the force's policy."""
    day = timezone.localdate(arrived_at)
    last = policy_of(visit.person.force_id, day).after(RECORD_WITHIN, day)
    return datetime.combine(
        last + timedelta(days=1), datetime.min.time(), tzinfo=timezone.get_current_timezone()
    )
