"""What this floor does when the floor below says that a user leaves, or asks what they answer for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest

from access.policies import Capability, holders
from access.recording import Changes
from accounts.models import User
from offenders.models import Assignment, PersonUserObjectPermission
from offenders.policies import OPEN_RESTRICTED, restricted_in


def end_shares_of_leaver(
    sender: object, *, user: User, now: datetime, changes: Changes, **kwargs: Any
) -> None:
    """Nothing stays shared with a leaver by name: should they come back, they are given it anew.

    Raises ValidationError for the last who may lift the restriction of a record: nobody could after them.
    """
    today = now.date()
    if alone := lifts_alone(user, today):
        raise ValidationError(
            f"They are the last who can lift the restriction on {_records(alone)}. First they name another detective "
            "inspector of the force there, on the record’s page “Access”. To keep them out until then, reset their "
            "password and end their sessions."
        )
    shares = PersonUserObjectPermission.objects.filter(user=user)
    named = shares.filter(permission__codename=OPEN_RESTRICTED)
    running = shares.filter(ends_on__isnull=True) | shares.filter(ends_on__gt=today)
    people = [
        *running.values_list("content_object", flat=True),
        *named.values_list("content_object", flat=True),
    ]
    if people:
        changes.touches(people, PersonUserObjectPermission.in_the_log())
    named.delete()  # row-level security reads no days
    running.update(ends_on=Greatest(F("starts_on"), today))


def lifts_alone(user: User, today: date) -> int:
    """How many restricted records nobody named but `user` may lift the restriction of.

    Asked past row-level security, and answered with a number: whoever looks after users opens no record.
    """
    named = PersonUserObjectPermission.objects.filter(permission__codename=OPEN_RESTRICTED)
    found = (
        restricted_in(user.force, person_id=person)
        for person in named.filter(user=user).values_list("content_object", flat=True)
    )
    alone = 0
    for record in filter(None, found):
        may = holders(Capability.RESTRICT, today, unit_id=record.unit_id, force_id=record.force_id).filter(
            pk__in=named.filter(content_object=record.id).values("user")
        )
        alone += list(may.values_list("pk", flat=True)) == [user.pk]
    return alone


def people_to_manage(sender: object, *, user: User, **kwargs: Any) -> str | None:
    """How many people the user manages, for whoever has to find them another manager. No name: none is due here."""
    count = Assignment.objects.filter(manager=user, ends_on__isnull=True).count()
    if not count:
        return None
    people = "1 person needs" if count == 1 else f"{count} people need"
    return f"{people} another manager: the supervisor of the unit names one, on the page “Cover”."


def restrictions_to_lift(sender: object, *, user: User, today: date, **kwargs: Any) -> str | None:
    """How many restrictions only the user can lift, before whoever ends their access is refused."""
    alone = lifts_alone(user, today)
    if not alone:
        return None
    return (
        f"Nobody else can lift the restriction on {_records(alone)}: another detective inspector of the force has to "
        "be named there first, on the record’s page “Access”."
    )


def _records(count: int) -> str:
    return "1 restricted record" if count == 1 else f"{count} restricted records"
