"""What is kept of those who manage people: their training, the dates of their screening, and the posts of a unit.

A row is never rewritten: one that is mistaken is taken back with its reason, and recorded anew.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from access.recording import Stale, in_plain_words, lock, recording
from accounts.models import Unit, User
from frontend.dates import words
from offenders import overseeing
from offenders.choices import Course, Mistake
from offenders.models import Establishment, PsychologicalScreening, Training
from offenders.models.staffing import MOST_POSTS
from practice import policies

Row = TypeVar("Row", Training, PsychologicalScreening, Establishment)
_FUTURE = "The day must not be in the future."


def record_training(
    actor: User,
    *,
    officer: User,
    course: str,
    called: str = "",
    completed_on: date,
    valid_until: date | None = None,
    now: datetime,
) -> Training:
    """`officer` completed a course, which counts through `valid_until`, or without end; `called` names another course.

    The same again is one. Raises PermissionDenied unless the actor oversees the officer, or ValidationError keyed by
    field.
    """
    called = called.strip() if course == Course.OTHER else ""
    with recording(actor, "record training"):
        _oversees(actor, officer.pk, now.date())
        if completed_on > now.date():
            raise ValidationError({"completed_on": _FUTURE})
        if valid_until is not None and valid_until <= completed_on:
            raise ValidationError({"valid_until": "This must be after the day of completion."})
        if course == Course.OTHER and not called:
            raise ValidationError({"called": "Enter the name of the course."})
        said = {"user": officer, "course": course, "called": called, "completed_on": completed_on}
        if already := Training.objects.standing().filter(**said).first():
            if already.valid_until == valid_until:
                return already
            lasts = (
                f"counting until {words(already.valid_until)}" if already.valid_until else "without an end"
            )
            raise ValidationError(
                {
                    "completed_on": f"This course is recorded for that day already, {lasts}. Take that back first."
                }
            )
        return _added(Training(**said, valid_until=valid_until, recorded_by=actor, recorded_at=now))


def take_back_training(actor: User, *, training: Training, why: str, now: datetime) -> Training:
    """It was recorded by mistake, and counts no more; `why` is one of `Mistake`.

    The same again is one. Raises PermissionDenied, or Stale when somebody else took it back before.
    """
    with recording(actor, "take back training", reason=Mistake(why).label):
        _oversees(actor, training.user_id, now.date())
        return _taken_back(actor, training, why, now)


def record_screening(
    actor: User, *, officer: User, took_place_on: date, now: datetime
) -> PsychologicalScreening:
    """`officer` was screened psychologically on a day; nothing of what was found is kept.

    The same again is one. Raises PermissionDenied unless the actor oversees the officer, or ValidationError keyed by
    field.
    """
    with recording(actor, "record screening date"):
        _oversees(actor, officer.pk, now.date())
        if took_place_on > now.date():
            raise ValidationError({"took_place_on": _FUTURE})
        said = {"user": officer, "took_place_on": took_place_on}
        if already := PsychologicalScreening.objects.standing().filter(**said).first():
            return already
        return _added(PsychologicalScreening(**said, recorded_by=actor, recorded_at=now))


def take_back_screening(
    actor: User, *, screening: PsychologicalScreening, why: str, now: datetime
) -> PsychologicalScreening:
    """As `take_back_training`, of the date of a screening."""
    with recording(actor, "take back screening date", reason=Mistake(why).label):
        _oversees(actor, screening.user_id, now.date())
        return _taken_back(actor, screening, why, now)


def set_posts(
    actor: User, *, unit: Unit, posts: int, starts_on: date, reason: str, now: datetime
) -> Establishment:
    """The unit has so many posts of offender managers from a day on, past or to come, until the next row's day.

    The same again is one. Raises PermissionDenied unless the actor decides the policy of the unit's force, or
    ValidationError keyed by field.
    """
    reason = reason.strip()
    with recording(actor, "set posts of unit", reason=reason):
        _decides(actor, unit, now.date())
        if not 0 <= posts <= MOST_POSTS:
            raise ValidationError({"posts": f"Enter a whole number from 0 to {MOST_POSTS}."})
        if not reason:
            raise ValidationError({"reason": "Say where the number comes from."})
        if already := Establishment.objects.standing().filter(unit=unit, starts_on=starts_on).first():
            if (already.posts, already.reason) == (posts, reason):
                return already
            raise ValidationError(
                {
                    "starts_on": f"{already.posts} posts from {words(starts_on)} are recorded already. Take that back "
                    "first, or choose another day."
                }
            )
        return _added(
            Establishment(
                unit=unit,
                posts=posts,
                starts_on=starts_on,
                reason=reason,
                recorded_by=actor,
                recorded_at=now,
            )
        )


def take_back_posts(actor: User, *, row: Establishment, why: str, now: datetime) -> Establishment:
    """The row was a mistake: what held before it holds on. The same again is one. Raises PermissionDenied, Stale when
    somebody else took it back before, or ValidationError."""
    why = why.strip()
    with recording(actor, "take back posts of unit", reason=why):
        _decides(actor, row.unit, now.date())
        if not why:
            raise ValidationError({"why": "Say why it is taken back."})
        return _taken_back(actor, row, why, now)


def _oversees(actor: User, officer_id: UUID, today: date) -> None:
    if not overseeing.overseen(actor, today).filter(pk=officer_id).exists():
        raise PermissionDenied


def _decides(actor: User, unit: Unit, today: date) -> None:
    if not policies.approves(actor, today) or unit.force_id != actor.force_id:
        raise PermissionDenied


def _added(row: Row) -> Row:
    """The row, saved; where somebody recorded the same at the same moment, what its constraint says."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as refused:
        raise in_plain_words(refused) from None
    return row


def _taken_back(actor: User, row: Row, why: str, now: datetime) -> Row:
    current = lock(row)
    if current.taken_back_at:
        if (current.taken_back_by_id, current.taken_back_why) == (actor.pk, why):
            return current  # the same form again
        raise Stale("It was taken back already.", own=current.taken_back_by_id == actor.pk)
    current.taken_back_at, current.taken_back_by, current.taken_back_why = now, actor, why
    current.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    return current
