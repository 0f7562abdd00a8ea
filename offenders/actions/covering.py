"""Cover: one officer stands in for another on all the other's people, from a day to a day."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import recording
from accounts.models import Cover, User
from offenders import overseeing
from practice.keys import COVER_LONGEST
from practice.policy import policy_of


def arrange_cover(
    actor: User,
    *,
    manager: User,
    covered_by: User,
    starts_on: date,
    ends_on: date,
    reason: str,
    now: datetime,
) -> Cover:
    """`covered_by` stands in for `manager` from `starts_on` up to, not including, `ends_on`.

    Raises PermissionDenied unless the actor oversees the manager, or ValidationError keyed by field.
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": "Say why, in a few words."})
    with recording(actor, "arrange cover", reason=reason.strip()):
        if not overseeing.overseen(actor, today).filter(pk=manager.pk).exists():
            raise PermissionDenied
        policy, refusals = policy_of(manager.force_id, today), {}
        if not overseeing.may_cover(manager, today).filter(pk=covered_by.pk).exists():
            refusals["who"] = "Choose another offender manager or supervisor of the force."
        if starts_on < today:
            refusals["starts_on"] = "Cover starts today or later."
        if ends_on <= starts_on:
            refusals["last_day"] = "The last day must not be before the first."
        elif ends_on > policy.after(COVER_LONGEST, starts_on):
            refusals["last_day"] = (
                f"Cover runs for {policy.in_words(COVER_LONGEST)} at most. After that, name another manager."
            )
        if refusals:
            raise ValidationError(refusals)
        return Cover.objects.create(
            manager=manager,
            covered_by=covered_by,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason.strip(),
            arranged_by=actor,
            recorded_at=now,
        )


def end_cover(actor: User, *, cover: Cover, reason: str, now: datetime) -> None:
    """The cover ends today; one that has not begun never begins. Ending twice does nothing.

    Raises PermissionDenied unless the actor oversees whom it covers.
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": "Say why, in a few words."})
    with recording(actor, "end cover", reason=reason.strip()):
        if not overseeing.overseen(actor, today).filter(pk=cover.manager_id).exists():
            raise PermissionDenied
        current = Cover.objects.select_for_update().get(pk=cover.pk)
        if current.ends_on > today:
            current.ends_on = max(today, current.starts_on)
            current.save(update_fields=["ends_on"])
