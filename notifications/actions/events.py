"""What happened that the police must be told of: changes, journeys, and what came of a notice in advance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from notifications import rules
from notifications.models import Change, Foretold, Journey, Notification
from offenders.actions.guards import believe, reachable
from offenders.models import Address, Person
from offenders.signals import facts_changed


def record_change(
    actor: User,
    *,
    person: Person,
    change: Mapping[str, Any],
    address: Mapping[str, str],
    now: datetime,
    submission: UUID | None = None,
) -> Change:
    """Record a change that has a date of its own: a stay, a child household, an account, a document.

    `change` has the fields of a Change; `address` those of an Address, for a stay. Raises PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.change(change, now=now))
    with recording(actor, "record change"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Change.objects.filter(person=person, submission=submission).first()):
            return already
        found = Change.objects.create(
            person=person,
            address=Address.once(**address) if address else None,
            **change,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )
        facts_changed.send(Change, people=[person.pk], today=now.date())
    return found


def record_journey(
    actor: User,
    *,
    person: Person,
    journey: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Journey:
    """Record an intended or past journey abroad; its duties follow (s.86).

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.journey(journey, today=now.date()))
    with recording(actor, "record journey"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Journey.objects.filter(person=person, submission=submission).first()):
            return already
        found = Journey.objects.create(
            person=person, **journey, recorded_at=now, recorded_by=actor, submission=submission
        )
        facts_changed.send(Journey, people=[person.pk], today=now.date())
    return found


def record_return(actor: User, *, journey: Journey, returned_on: date, point: str, now: datetime) -> Journey:
    """Record the return from a journey: three days to notify it, unless it was kept as notified (reg 8).

    Raises PermissionDenied, or ValidationError keyed by field.
    """
    with recording(actor, "record return"):
        person = reachable(actor, journey.person, Capability.RECORD, now.date())
        journey = lock(journey)
        if journey.returned_on is not None:
            raise ValidationError("The return is already on record. Correct it if the day is wrong.")
        if returned_on > now.date():
            raise ValidationError({"returned_on": "A return that has not happened yet cannot be recorded."})
        if returned_on < journey.departs_on:
            raise ValidationError({"returned_on": "The return cannot be before the departure."})
        journey.returned_on, journey.returned_point = returned_on, point
        journey.version += 1
        journey.save(update_fields=["returned_on", "returned_point", "version"])
        facts_changed.send(Journey, people=[person.pk], today=now.date())
    return journey


def record_altered_journey(
    actor: User, *, journey: Journey, altered_at: datetime, details: Mapping[str, Any], now: datetime
) -> Journey:
    """Record that what was notified of a journey became wrong or incomplete: a further notification is due (reg 7).

    `details` has the fields of a Journey that are other now. Raises PermissionDenied, or ValidationError keyed by
    field.
    """
    with recording(actor, "record altered journey"):
        person = reachable(actor, journey.person, Capability.RECORD, now.date())
        journey = lock(journey)
        if altered_at > now:
            raise ValidationError({"altered_on": "That has not happened yet. Enter when they knew of it."})
        if journey.returned_on is not None:
            raise ValidationError("They are back from this journey already.")
        for name, value in details.items():
            setattr(journey, name, value)
        believe(rules.journey(vars(journey), today=now.date()))
        journey.details_changed_at = altered_at
        journey.version += 1
        journey.save(update_fields=["details_changed_at", "version", *details])
        facts_changed.send(Journey, people=[person.pk], today=now.date())
    return journey


def record_outcome(actor: User, *, notice: Notification, fact: str, now: datetime) -> Foretold:
    """Record what came of an advance notice: `fact` as the adapter names it, or empty for "it did not happen".

    Raises PermissionDenied, or ValidationError when it is on record already or the notice is not one in advance.
    """
    with recording(actor, "record outcome of advance notice"):
        person = reachable(actor, notice.person, Capability.RECORD, now.date())
        if notice.specified_date is None:
            raise ValidationError("This notification was not given in advance.")
        found = Foretold.objects.create(
            person=person, notice=notice, fact=fact, recorded_at=now, recorded_by=actor
        )
        facts_changed.send(Foretold, people=[person.pk], today=now.date())
    return found
