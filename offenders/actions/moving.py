"""Where a person is: custody, release, a new home."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders import rules
from offenders.actions.guards import believe, reachable
from offenders.models import Absence, Address, Occupancy, Person
from offenders.signals import facts_changed


def record_custody(
    actor: User,
    *,
    person: Person,
    kind: str,
    starts_on: date,
    place: str,
    now: datetime,
    ended_on: date | None = None,
    submission: UUID | None = None,
) -> Absence:
    """Record that a person went into custody, hospital or abroad; duties that time suspends are recomputed.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "record custody"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Absence.objects.filter(person=person, submission=submission).first()):
            return already
        believe(
            rules.absence(
                starts_on=starts_on, ended_on=ended_on, date_of_birth=person.date_of_birth, today=today
            )
        )
        absence = Absence.objects.create(
            person=person,
            kind=kind,
            starts_on=starts_on,
            ended_on=ended_on,
            place=place,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(Absence, people=[person.pk], today=today)
    return absence


def record_release(actor: User, *, absence: Absence, released_on: date, now: datetime) -> Absence:
    """Record the day of release, discharge or return: duties suspended until then get their dates.

    A second identical release changes nothing. Raises PermissionDenied, or ValidationError keyed by field.
    """
    today = now.date()
    with recording(actor, "record release"):
        person = reachable(actor, absence.person, Capability.RECORD, today)
        absence = lock(absence)
        if absence.ended_on == released_on:
            return absence
        if absence.ended_on is not None:
            raise ValidationError(
                {"ended_on": "This release has already been recorded. Correct it if the day is wrong."}
            )
        believe(
            rules.absence(
                starts_on=absence.starts_on,
                ended_on=released_on,
                date_of_birth=person.date_of_birth,
                today=today,
            )
        )
        absence.ended_on = released_on
        absence.version += 1
        absence.save(update_fields=["ended_on", "version"])
        facts_changed.send(Absence, people=[absence.person_id], today=today)
    return absence


def record_stay(
    actor: User,
    *,
    person: Person,
    address: dict[str, str],
    kind: str,
    starts_on: date,
    ends_on: date | None,
    child_in_household: str,
    source: str,
    now: datetime,
    submission: UUID | None = None,
) -> Occupancy:
    """Record another address than the home: a partner's, a bail address, an earlier home. It moves no date.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "record stay"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Occupancy.objects.filter(person=person, submission=submission).first()):
            return already
        believe(
            rules.stay(
                kind=kind,
                starts_on=starts_on,
                ends_on=ends_on,
                date_of_birth=person.date_of_birth,
                today=today,
            )
        )
        stay = Occupancy(
            person=person,
            address=Address.once(**address),
            kind=kind,
            starts_on=starts_on,
            ends_on=ends_on,
            child_in_household=child_in_household,
            source=source,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        stay.full_clean(validate_unique=False)
        stay.save(force_insert=True)
        facts_changed.send(Occupancy, people=[person.pk], today=today)
    return stay


def record_move(
    actor: User,
    *,
    person: Person,
    address: dict[str, str],
    kind: str,
    starts_on: date,
    child_in_household: str,
    now: datetime,
    submission: UUID | None = None,
) -> Occupancy:
    """Record a new home address from a day; the old one ends that day. Starts the three days of s.84(1)(b).

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "record move"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Occupancy.objects.filter(person=person, submission=submission).first()):
            return already
        believe(rules.home(starts_on=starts_on, date_of_birth=person.date_of_birth, today=today))
        current = (
            Occupancy.objects.standing()
            .homes()
            .filter(person=person, ends_on__isnull=True)
            .select_for_update()
            .first()
        )
        if current and starts_on < current.starts_on:
            raise ValidationError(
                {
                    "starts_on": "That is before the current home address began. "
                    "Correct the current address first, or check the date."
                }
            )
        if current:
            current.ends_on = starts_on
            current.version += 1
            current.save(update_fields=["ends_on", "version"])
        place = Address.once(**address)
        occupancy = Occupancy.objects.create(
            person=person,
            address=place,
            kind=kind,
            starts_on=starts_on,
            child_in_household=child_in_household,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(Occupancy, people=[person.pk], today=today)
    return occupancy
