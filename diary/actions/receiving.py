"""What the diary does when the floor below says that something is about to happen, or has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary import providers
from diary.models import Entry, OutboxMessage
from frontend.dates import words
from offenders.models import EmergencyOpening, Person


def keeping_open(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of these entries over which a record is not archived: open duties of law, and tasks."""
    found = entries.filter(pk__in=Entry.objects.open().values("pk"))
    for name in providers.of_practice():
        found = found.exclude(key__startswith=f"{name}/")
    return found


def refuse_while_due(sender: object, *, person: Person, now: datetime, **kwargs: Any) -> None:
    """A record with a duty of law or a task still open is not archived: the law goes on, whoever stops looking."""
    waiting = keeping_open(Entry.objects.filter(person=person)).order_by("last").first()
    if waiting:
        raise ValidationError(
            f"Something is still open: {waiting.title[0].lower()}{waiting.title[1:]}. "
            "A record is archived when nothing is."
        )


def tell_of_emergency(sender: object, *, opening: EmergencyOpening, now: datetime, **kwargs: Any) -> None:
    """A message by reference alone to the supervisors of the person's unit and to data standards (the auditors)."""
    held = RoleAssignment.objects.held_on(now.date()).filter(user=OuterRef("pk"))
    told = (
        User.objects.filter(is_active=True, force=opening.unit.force_id)
        .exclude(email="")
        .exclude(pk=opening.user_id)
    )
    told = told.filter(
        Q(Exists(held.filter(role=Role.SUPERVISOR)), unit=opening.unit_id)
        | Exists(held.filter(role=Role.AUDITOR))
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            recipient=user,
            person_id=opening.person_id,
            cause=f"emergency {opening.pk}",
            subject=f"{opening.reference}: opened in an emergency",
            body=(
                f"OFFICIAL-SENSITIVE\n\n{opening.reference}\nThis record was opened in an emergency by somebody beyond "
                f"its unit. Review it by {words(opening.review_by)}.\n\n"
                f"Sign in to see who and why: {settings.PUBLIC_URL}\n"
            ),
            at_once=True,
            created_at=now,
            next_attempt_at=now,
        )
        for user in told
    )
