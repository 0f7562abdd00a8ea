"""What is late when it is notified: somebody is asked why, there and then, and a suspected breach is opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from diary.models import Entry
from notifications.actions.suspecting import open_suspected_breach
from notifications.breaches.choices import BreachOf, Found
from notifications.models import Answer, Notification
from offenders.models import Person


class Unasked(ValidationError):
    """Something is late, and nobody has asked why: that is asked there and then."""

    def __init__(self) -> None:
        super().__init__("This is late. Ask them why, and write down what they say.", code="unasked")


def late_among(person: Person, given: Sequence[Notification] | QuerySet[Notification]) -> list[Entry]:
    """Those of the duties that these notifications answered which were met after their last moment in law."""
    answered = Answer.objects.filter(notification__in=given).values("key")
    return [entry for entry in Entry.objects.filter(person=person, key__in=answered) if entry.was_late]


def suspect_late(
    actor: User, person: Person, late: Collection[Entry], *, station: str, reason: str, now: datetime
) -> None:
    """Open the enquiry into each: a suspicion, no more. `reason` is theirs; empty: they gave none."""
    for entry in late:
        open_suspected_breach(
            actor,
            person=person,
            of=BreachOf.REQUIREMENT,
            found=Found.OVERDUE,
            duty_key=entry.key,
            account=f"Notified late at {station}. Asked why: {reason or 'they gave no reason.'}",
            now=now,
        )
