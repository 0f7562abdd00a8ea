"""Meeting days: planned, changed, sent out, opened and closed, called off; and what agencies are under section 325."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.reading import as_vigil
from access.recording import as_first_written, lock, recording, same_again
from accounts.choices import Role
from accounts.models import Agency, User
from diary.clock import LONDON
from frontend.dates import words
from mappa.actions.announcing import announce_change, announce_off, send_all, told_of
from mappa.actions.attending import chair_left
from mappa.actions.guards import bump, planner, stands
from mappa.actions.packing import keep_packs
from mappa.models import AgencyStanding, CaseReview, Invitation, Sitting
from mappa.sittings import policies, rules
from mappa.sittings.choices import COMING, FORWARD, CaseState, SittingState
from mappa.sittings.keys import CHAIR_GRADE, RETURNS_BEFORE
from offenders.actions.guards import believe
from practice import working_days
from practice.policy import policy_of

_FIELDS = ("area", "level", "held_on", "starts_at", "ends_at", "chair", "place", "joining")
# What those who are invited are told of where it changes.
_TOLD = {
    "held_on": "the day",
    "starts_at": "when it begins",
    "ends_at": "when it ends",
    "place": "the place",
    "joining": "how to join",
    "chair": "the chair",
}


def plan_sitting(
    actor: User, *, said: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> Sitting:
    """A meeting day to come: `said` has area, level, held_on, starts_at, ends_at, chair, place and joining.

    A chair below the grade for the level is planned, and not sent out before an inspector has said why. Raises
    PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today = now.date()
    planner(actor, today)
    with recording(actor, "plan meeting"):
        if submission and (already := Sitting.objects.filter(submission=submission).first()):
            sent = {name: said[name] for name in _FIELDS}
            return same_again(already, written=as_first_written(already), force=actor.force, **sent)
        sitting = Sitting(force=actor.force, recorded_at=now, recorded_by=actor, submission=submission)
        _fill(sitting, said, today)
        sitting.save()
    return sitting


def change_sitting(
    actor: User, *, sitting: Sitting, version: int, said: Mapping[str, Any], now: datetime, why: str = ""
) -> Sitting:
    """Another day, chair or place, while it is to come; its cases keep their hours, and whoever is invited is told.

    `why` is asked for once its day is over. Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    today = now.date()
    planner(actor, today)
    with recording(actor, "change meeting"):
        current = _own(actor, sitting, version)
        if current.state not in COMING:
            raise ValidationError("A meeting that has begun is not changed.", code="state")
        moved = said["held_on"] - current.held_on
        if moved and current.held_on < today:
            if not why.strip():
                believe({"why": "Its day is over: say why it is held late."})
            current.moved_why = why.strip()
        # Restricted cases too: they lie on the day like all others, and nothing is told of them.
        with as_vigil():
            listed = list(CaseReview.objects.filter(sitting=current).exclude(state=CaseState.ADJOURNED))
        if moved and any(case.began_at for case in listed):
            raise ValidationError("A case of it was heard already: its day stays.", code="heard")
        believe(rules.within(said["starts_at"], said["ends_at"], [_hours(case) for case in listed]))
        changed = [called for name, called in _TOLD.items() if said[name] != getattr(current, name)]
        if said["chair"].pk != current.chair_id or said["level"] != current.level:
            current.override_why, current.override_by, current.override_at = "", None, None
        _fill(current, said, today)
        if current.needs_override and current.state != SittingState.PLANNED:
            believe({"chair": _below(current, today)})
        bump(
            current,
            *(*_FIELDS, "moved_why", "returns_due_on", *_GRADE),
        )
        _follow(current, moved)
        if changed and current.state != SittingState.PLANNED:
            announce_change(current, changed, now)
    return current


def override_chair(actor: User, *, sitting: Sitting, version: int, why: str, now: datetime) -> Sitting:
    """A detective inspector, for the strategic management board, lets a chair below the grade stand; it is counted.

    Raises PermissionDenied, Stale, or ValidationError.
    """
    if not policies.overrides(actor, sitting, now.date()):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": "Say why nobody of the grade chairs it: it is counted and reported."})
    with recording(actor, "override chair’s grade", reason=why.strip()):
        current = lock(sitting, expected_version=version)
        if not current.needs_override or current.state != SittingState.PLANNED:
            raise ValidationError("Nothing of this meeting waits for that.", code="state")
        current.override_why, current.override_by, current.override_at = why.strip(), actor, now
        bump(current, "override_why", "override_by", "override_at")
    return current


def replace_chair(
    actor: User, *, sitting: Sitting, version: int, chair: User, why: str, now: datetime
) -> Sitting:
    """Somebody else chairs a meeting that is open, from now on: the one who did is taken to have left.

    By who plans meetings somebody of the grade; below it by a detective inspector alone, who speaks for the management
    board, and it is counted. A case in session stops until the new chair is there. Raises PermissionDenied, Stale, or
    ValidationError keyed by field.
    """
    today = now.date()
    speaks = policies.overrides(actor, sitting, today) and actor.pk != chair.pk
    if not (policies.plans(actor, today) or speaks):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": "Say why somebody else chairs it: it stands on the record."})
    with recording(actor, "replace chair of meeting", reason=why.strip()):
        current = _own(actor, sitting, version)
        if current.state != SittingState.OPEN:
            raise ValidationError(
                "Before a meeting is open its chair is changed with the meeting.", code="state"
            )
        if chair.pk == current.chair_id:
            believe({"chair": "They chair it already."})
        believe(_no_chair(current, chair, today))
        current.chair, current.chair_why = chair, why.strip()
        current.override_why, current.override_by, current.override_at = "", None, None
        refusal = _below(current, today)
        current.below_grade = bool(refusal)
        if refusal and not speaks:
            believe({"chair": refusal})
        if refusal:
            current.override_why, current.override_by, current.override_at = why.strip(), actor, now
        bump(current, "chair", "chair_why", *_GRADE)
        with as_vigil():
            for case in CaseReview.objects.filter(sitting=current).unfinished().select_related("person"):
                chair_left(actor, lock(case), now)
    return current


_GRADE = ("below_grade", "override_why", "override_by", "override_at")


def advance_sitting(
    actor: User, *, sitting: Sitting, version: int, to: SittingState, now: datetime
) -> Sitting:
    """The next step of a meeting: sent out, its pack opened and locked, opened, closed. The same step twice is one.

    Sent out, each invited agency is told; with the pack locked it is kept as it is, and its cases are ready. It is
    opened on its day. A restricted case goes every step with the others, and nobody is told whose it is: the day is
    closed once somebody who sees that case has finished it. Raises PermissionDenied, Stale, or ValidationError.
    """
    today = now.date()
    if not policies.advances(actor, sitting, to, today):
        raise PermissionDenied
    with recording(actor, f"bring meeting on: {SittingState(to).label.lower()}"):
        current = lock(sitting)
        if current.force_id != actor.force_id:
            raise PermissionDenied
        if current.state == to:
            return current
        lock(sitting, expected_version=version)
        if FORWARD.get(SittingState(current.state)) != to:
            raise ValidationError("Another step comes first. Open the meeting again.", code="state")
        if to == SittingState.NOTICED and current.needs_override:
            raise ValidationError(_below(current, today), code="grade")
        if to == SittingState.OPEN:
            _on_its_day(current, now)
            current.opened_at = now
        cases = CaseReview.objects.filter(sitting=current)
        with as_vigil():
            listed = cases.exclude(state=CaseState.ADJOURNED).exists()
            left = cases.unfinished().count()
        if to == SittingState.NOTICED and not listed:
            raise ValidationError("List a case first: nobody can be invited to nothing.", code="empty")
        if to == SittingState.CLOSED and left:
            raise ValidationError(_not_finished(left, cases.unfinished().count()), code="left")
        current.state = to
        bump(current, "state", "opened_at")
        if to == SittingState.NOTICED:
            send_all(current, now)
        if to == SittingState.PACK_LOCKED:
            with as_vigil():
                keep_packs(actor, current, now)
                for case in cases.filter(state=CaseState.SCHEDULED):
                    case.state = CaseState.READY
                    bump(case, "state")
    return current


def _on_its_day(sitting: Sitting, now: datetime) -> None:
    day = now.astimezone(LONDON).date()
    if day < sitting.held_on:
        raise ValidationError("Its day is still to come.", code="day")
    if day > sitting.held_on:
        raise ValidationError(
            f"Its day, {words(sitting.held_on)}, is over. Change the meeting’s day first, and say why it is held late.",
            code="day",
        )


def _not_finished(left: int, open_to_reader: int) -> str:
    what = "1 case is" if left == 1 else f"{left} cases are"
    said = f"{what} not finished: decide, or take off the list with a reason."
    if left > open_to_reader:
        said += " Not all of them are open to you: whoever sees them has to finish them."
    return said


def call_off(
    actor: User,
    *,
    sitting: Sitting,
    version: int,
    why: str,
    now: datetime,
    postponed_to: Sitting | None = None,
) -> Sitting:
    """The meeting is not held: cancelled, or postponed to another one that is planned. Its cases are taken off with the
    same reason, to be listed again. Raises PermissionDenied, Stale, or ValidationError."""
    planner(actor, now.date())
    if not why.strip():
        raise ValidationError({"why": "Say why: those who were invited are told."})
    with recording(actor, "call meeting off", reason=why.strip()):
        current = _own(actor, sitting, version)
        if current.state not in COMING:
            raise ValidationError("A meeting that has begun is closed, not called off.", code="state")
        told = list(told_of(current, now.date()))
        if postponed_to:
            _stands_for(current, postponed_to)
        # Restricted cases too. Locked one by one: somebody may be about to begin an emergency of it.
        with as_vigil():
            cases = list(CaseReview.objects.filter(sitting=current).select_for_update().order_by("pk"))
            if any(case.began_at and case.state != CaseState.ADJOURNED for case in cases):
                raise ValidationError("A case of it was heard: it is closed, not called off.", code="heard")
            for case in cases:
                if case.state != CaseState.ADJOURNED:
                    case.state, case.adjourned_why = CaseState.ADJOURNED, why.strip()
                    bump(case, "state", "adjourned_why")
        current.state = SittingState.POSTPONED if postponed_to else SittingState.CANCELLED
        current.called_off_why, current.postponed_to = why.strip(), postponed_to
        bump(current, "state", "called_off_why", "postponed_to")
        announce_off(told, current, now)
    return current


def set_standing(
    actor: User, *, agency: Agency, said: Mapping[str, Any], version: int, now: datetime
) -> AgencyStanding:
    """What an agency is under section 325, and who of it is told of overdue actions. Raises PermissionDenied, Stale."""
    planner(actor, now.date())
    if agency.force_id != actor.force_id:
        raise PermissionDenied
    with recording(actor, "set agency’s standing"):
        held = AgencyStanding.objects.filter(pk=agency.pk).first()
        if held is None:
            return AgencyStanding.objects.create(agency=agency, **said)
        held = lock(held, expected_version=version)
        for name, value in said.items():
            setattr(held, name, value)
        held.version += 1
        held.save(update_fields=[*said, "version"])
    return held


def _stands_for(sitting: Sitting, other: Sitting) -> None:
    """Raises ValidationError unless the other meeting can be what this one is postponed to."""
    other = lock(other)
    taken = Sitting.objects.filter(postponed_to=other).exists()
    same = (other.force_id, other.level) == (sitting.force_id, sitting.level) and other.pk != sitting.pk
    if taken or not same or other.state not in COMING:
        believe({"postponed_to": "That meeting cannot stand for this one any more. Choose another."})


def _own(actor: User, sitting: Sitting, version: int) -> Sitting:
    current = lock(sitting, expected_version=version)
    if current.force_id != actor.force_id:
        raise PermissionDenied
    stands(current)
    return current


def _fill(sitting: Sitting, said: Mapping[str, Any], today: date) -> None:
    for name in _FIELDS:
        setattr(sitting, name, said[name])
    wrong = {}
    if sitting.held_on < today:
        wrong["held_on"] = "That day is over."
    if sitting.ends_at <= sitting.starts_at:
        wrong["ends_at"] = "A meeting ends after it begins."
    if not (sitting.place or sitting.joining):
        wrong["place"] = "Say where it is held, or how to join it."
    wrong |= _no_chair(sitting, sitting.chair, today)
    days = working_days.of(sitting.force.nation)
    try:
        if not days.is_working(sitting.held_on):
            wrong["held_on"] = "That is not a working day."
        policy = policy_of(sitting.force_id, today)
        sitting.returns_due_on = days.before(sitting.held_on, policy.value(RETURNS_BEFORE))
    except working_days.PastCalendar as unknown:
        wrong["held_on"] = str(unknown)
    believe(wrong)
    sitting.below_grade = bool(_below(sitting, today))


def _no_chair(sitting: Sitting, chair: User, today: date) -> dict[str, str]:
    if chair.force_id == sitting.force_id and chair.has_role([Role.CHAIR], today):
        return {}
    return {"chair": "They do not chair meetings of this force."}


def _hours(case: CaseReview) -> tuple[time, time]:
    return case.begins_at.astimezone(LONDON).time(), case.ends_at.astimezone(LONDON).time()


def _below(sitting: Sitting, today: date) -> str:
    least = policy_of(sitting.force_id, today).value(CHAIR_GRADE[sitting.level])
    refusal = rules.grade_refusal(sitting.chair.rank, sitting.level, least)
    return f"{refusal} Choose another chair, or ask a detective inspector to say why." if refusal else ""


def _follow(sitting: Sitting, moved: timedelta) -> None:
    """The cases of a day that was moved are heard at the same hours of the other, and invitations run on with it."""
    if not moved:
        return
    with as_vigil():
        for invitation in Invitation.objects.select_for_update(of=("self",)).filter(case__sitting=sitting):
            invitation.closes_on += moved
            bump(invitation, "closes_on")
        of_the_day = CaseReview.objects.select_for_update(of=("self",)).filter(sitting=sitting)
        for case in of_the_day.exclude(state=CaseState.ADJOURNED):
            # Wall-clock hours, whichever side of a clock change the days lie.
            case.begins_at = _same_hour(case.begins_at, moved)
            case.ends_at = _same_hour(case.ends_at, moved)
            bump(case, "begins_at", "ends_at")


def _same_hour(moment: datetime, moved: timedelta) -> datetime:
    local = moment.astimezone(LONDON)
    return datetime.combine(local.date() + moved, local.time(), LONDON)
