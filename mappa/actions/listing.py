"""Cases on a meeting day: listed in a time of their own, moved, taken off."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from access.policies import Capability
from access.recording import as_first_written, lock, recording, same_again
from accounts.models import User
from diary.clock import LONDON
from mappa.actions.agreeing import drop_proposed
from mappa.actions.announcing import announce_case
from mappa.actions.guards import bump, changing, planner, stands
from mappa.models import CaseReview, Referral, Sitting
from mappa.referrals.choices import ReferralState
from mappa.room import record
from mappa.sittings import rules
from mappa.sittings.choices import TO_HEAR, CaseState, MeetingLevel, Purpose, SittingState
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from offenders.signals import facts_changed


def list_case(
    actor: User,
    *,
    sitting: Sitting,
    person: Person,
    begins_at: time,
    ends_at: time,
    purpose: Purpose,
    question: str,
    now: datetime,
    submission: UUID | None = None,
) -> CaseReview:
    """Have a person's case heard on the day, at a time that no other case has.

    After the pack is locked only an emergency is listed; and at any time only somebody about whom agencies meet.
    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    today = now.date()
    planner(actor, today)
    with recording(actor, "list case for meeting"):
        person = reachable(actor, person, Capability.VIEW, today)
        if submission and (already := CaseReview.objects.filter(submission=submission).first()):
            first = as_first_written(already)
            on = timezone.localdate(first.begins_at, LONDON)  # the meeting may be held on another day by now
            return same_again(
                already,
                written=first,
                person_id=person.pk,
                sitting_id=sitting.pk,
                begins_at=datetime.combine(on, begins_at, LONDON),
                ends_at=datetime.combine(on, ends_at, LONDON),
                purpose=purpose,
                question=question.strip(),
            )
        current = lock(sitting)
        if current.force_id != actor.force_id:
            raise PermissionDenied
        stands(current)
        _belongs(person, current, purpose)
        late = current.state in (SittingState.PACK_LOCKED, SittingState.OPEN)
        if late and purpose != Purpose.EMERGENCY:
            believe({"purpose": "The pack is locked: only an emergency is added now."})
        believe(rules.slot(begins_at, ends_at, current.starts_at, current.ends_at))
        return CaseReview.objects.create(
            person=person,
            sitting=current,
            begins_at=_on(current, begins_at),
            ends_at=_on(current, ends_at),
            purpose=purpose,
            question=question.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )


def move_case(
    actor: User,
    *,
    case: CaseReview,
    version: int,
    begins_at: time,
    ends_at: time,
    question: str,
    now: datetime,
) -> CaseReview:
    """Another time on the same day, or another question. Raises PermissionDenied, Stale, or ValidationError."""
    with changing(actor, case, now, "move case of meeting", version=version) as current:
        if current.state not in TO_HEAR:
            raise ValidationError("This case has begun already.", code="state")
        believe(rules.slot(begins_at, ends_at, current.sitting.starts_at, current.sitting.ends_at))
        before = current.begins_at, current.ends_at
        current.begins_at, current.ends_at = _on(current.sitting, begins_at), _on(current.sitting, ends_at)
        current.question = question.strip()
        bump(current, "begins_at", "ends_at", "question")
        if before != (current.begins_at, current.ends_at):
            announce_case(current, f"is heard at {begins_at:%H:%M}", now)
    return current


def adjourn_case(actor: User, *, case: CaseReview, version: int, why: str, now: datetime) -> CaseReview:
    """The case is not heard, or not to its end: it is taken off, what was proposed falls, and it can be listed again.

    Raises PermissionDenied, Stale, or ValidationError.
    """
    if not why.strip():
        raise ValidationError({"why": "Say why it is not heard."})
    with changing(actor, case, now, "adjourn case of meeting", version=version) as current:
        if not current.is_unfinished:
            raise ValidationError("This case is finished already.", code="state")
        if current.is_interim:
            raise ValidationError("It went on without a quorum: the chair closes it.", code="state")
        announce_case(current, "is taken off the list", now)
        current.state, current.adjourned_why = CaseState.ADJOURNED, why.strip()
        bump(current, "state", "adjourned_why")
        drop_proposed(actor, current, why.strip(), now)
        facts_changed.send(CaseReview, people=[current.person_id], today=now.date())
    return current


def _belongs(person: Person, sitting: Sitting, purpose: Purpose) -> None:
    """Raises ValidationError unless agencies meet about them: at level 2 or 3, on a referral that was accepted, or in
    an emergency at any level."""
    status = record.status_on(person.pk, sitting.held_on)
    meets = status is not None and (status.level in MeetingLevel.values or purpose == Purpose.EMERGENCY)
    if (
        not meets
        and not Referral.objects.standing().filter(person=person, state=ReferralState.ACCEPTED).exists()
    ):
        believe(
            {
                "reference": "They are at neither level 2 nor 3, and no referral was accepted. Refer them first."
            }
        )


def _on(sitting: Sitting, at: time) -> datetime:
    """That time on the day of the meeting, in London."""
    return datetime.combine(sitting.held_on, at, LONDON)
