"""The verbs of the station: take a notification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from diary.models import Entry
from notifications.choices import HomeNotified, Section
from notifications.duties import NAME
from notifications.models import Notification
from offenders.choices import OccupancyKind
from offenders.models import Occupancy, Person
from offenders.signals import facts_changed

# Which provision an attendance that answers several duties is given under: the first of these that it answers.
# One attendance can be both an initial notification and that of a release (ss.83(1), 84(1)(d)).
_SECTION_OF = {
    "initial": Section.INITIAL,
    "change": Section.CHANGE,
    "periodic": Section.PERIODIC,
}


def record_notification(
    actor: User,
    *,
    person: Person,
    given_at: datetime,
    answers: Sequence[str],
    station: str,
    now: datetime,
    submission: UUID | None = None,
) -> Notification:
    """Record a notification given at a station; closes the duties it answers and opens the next, in one transaction.

    `answers` are the keys of the person's open diary entries it answers. Raises PermissionDenied, or ValidationError
    keyed by field. The same `submission` twice gives the first one back.
    """
    today = now.date()
    if not Person.objects.within_reach(actor, Capability.NOTIFY, today).filter(pk=person.pk).exists():
        raise PermissionDenied
    with recording(actor, "record notification"):
        # One after another for one person: the second of two identical submits finds the first.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if submission and (already := Notification.objects.filter(submission=submission).first()):
            return already
        if given_at > now:
            raise ValidationError(
                {"given_on": "The notification cannot be in the future. Check the date and the time."}
            )
        entries = list(
            Entry.objects.open().filter(person=person, key__in=answers, kind__in=_SECTION_OF).order_by("key")
        )
        if len(entries) != len(set(answers)) or not entries:
            raise ValidationError(
                {
                    "answers": "Select at least one duty that is still open. "
                    "If one has just been dealt with, it is no longer in the list."
                }
            )
        if early := [e for e in entries if e.arises_on and given_at.date() < e.arises_on]:
            raise ValidationError(
                {
                    "given_on": f"“{early[0].title}” only arose on {_words(early[0].arises_on)}: "
                    "a notification given before that day does not answer it."
                }
            )
        home = (
            Occupancy.objects.standing()
            .homes()
            .filter(person=person, starts_on__lte=given_at.date())
            .select_related("address")
            .order_by("-starts_on")
            .first()
        )
        notification = Notification.objects.create(
            person=person,
            section=next(s for kind, s in _SECTION_OF.items() if any(e.kind == kind for e in entries)),
            given_at=given_at,
            home=(
                HomeNotified.NO_FIXED_ABODE
                if home and home.kind == OccupancyKind.NO_FIXED_ABODE
                else HomeNotified.RESIDENCE
            ),
            station=station,
            about=[e.key.removeprefix(f"{NAME}/change:") for e in entries if e.kind == "change"],
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        if home:
            notification.addresses.add(home.address)
        facts_changed.send(Notification, people=[person.pk], today=today)
    return notification


def _words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
