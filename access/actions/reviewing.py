"""Signing off a month of a unit's looks."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.models import MonthReviewed
from access.policies import Capability, reach
from access.recording import recording
from accounts.models import Unit, User
from accounts.spans import month_after


def sign_off_month(
    actor: User, *, unit: Unit, month: date, looks: int, note: str, now: datetime
) -> MonthReviewed:
    """Say that the unit's looks of `month` (its first day) were gone through; `looks` is how many were shown.

    Raises PermissionDenied for anybody but those who review that unit, ValidationError for a month that is not over
    or has been signed off.
    """
    today = now.date()
    if not reach(actor, Capability.REVIEW, today).covers(unit_id=unit.pk, force_id=unit.force_id):
        raise PermissionDenied
    if month_after(month) > today:
        raise ValidationError("This month is not over yet.")
    with recording(actor, "sign off a month's looks", reason=note):
        return MonthReviewed.objects.create(
            unit=unit, month=month, looks=looks, note=note, signed_by=actor, signed_at=now
        )
