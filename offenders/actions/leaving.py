"""What this floor does when the floor below says that a user leaves, or asks what they answer for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import User
from offenders.models import Assignment, PersonUserObjectPermission
from offenders.policies import OPEN_RESTRICTED


def end_shares_of_leaver(sender: object, *, user: User, now: datetime, **kwargs: Any) -> None:
    """Nothing stays shared with a leaver by name: should they come back, they are given it anew."""
    today = now.date()
    shares = PersonUserObjectPermission.objects.filter(user=user)
    shares.filter(permission__codename=OPEN_RESTRICTED).delete()  # row-level security reads no days
    running = shares.filter(ends_on__isnull=True) | shares.filter(ends_on__gt=today)
    running.update(ends_on=Greatest(F("starts_on"), today))


def people_to_manage(sender: object, *, user: User, **kwargs: Any) -> str | None:
    """How many people the user manages, for whoever has to find them another manager. No name: none is due here."""
    count = Assignment.objects.filter(manager=user, ends_on__isnull=True).count()
    if not count:
        return None
    people = "1 person needs" if count == 1 else f"{count} people need"
    return f"{people} another manager: the supervisor of the unit names one, on the page “Cover”."
