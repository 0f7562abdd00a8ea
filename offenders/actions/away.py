"""An officer is not there: leave, training, sickness. What they can do is counted without those days."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from access.recording import recording
from accounts.models import User
from offenders import overseeing
from offenders.models import TimeAway


def record_time_away(
    actor: User, *, officer: User, kind: str, starts_on: date, ends_on: date, now: datetime
) -> TimeAway:
    """`officer` is not there from `starts_on` up to, not including, `ends_on`; days that are over count too.

    The same again is one. Raises PermissionDenied unless the actor oversees the officer, or ValidationError keyed by
    field.
    """
    with recording(actor, "record time away"):
        if not overseeing.overseen(actor, now.date()).filter(pk=officer.pk).exists():
            raise PermissionDenied
        if ends_on <= starts_on:
            raise ValidationError({"last_day": "The last day must not be before the first."})
        same = TimeAway.objects.filter(user=officer, kind=kind, starts_on=starts_on, ends_on=ends_on)
        if already := same.first():
            return already
        try:
            with transaction.atomic():
                return TimeAway.objects.create(
                    user=officer,
                    kind=kind,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    recorded_by=actor,
                    recorded_at=now,
                )
        except IntegrityError as refused:
            if "away_once" not in str(refused):
                raise
            raise ValidationError(
                {"starts_on": "They are recorded as away on some of those days already."}
            ) from None


def end_time_away(actor: User, *, away: TimeAway, now: datetime) -> TimeAway:
    """They are back today; what had not begun is called off. Raises PermissionDenied, or ValidationError once over."""
    today = now.date()
    with recording(actor, "end time away"):
        current = TimeAway.objects.select_for_update().get(pk=away.pk)
        if not overseeing.overseen(actor, today).filter(pk=current.user_id).exists():
            raise PermissionDenied
        if current.ends_on <= today:
            raise ValidationError("It is over already.")
        current.ends_on = max(today, current.starts_on)
        current.save(update_fields=["ends_on"])
        return current
