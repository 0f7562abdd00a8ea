"""Further facts on an open record: a conviction, a sentence, an order, a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from offenders import rules
from offenders.actions.guards import believe, reachable
from offenders.models import CourtOrder, Disposal, Fact, Name, Person, Trigger
from offenders.signals import facts_changed

Recorded = TypeVar("Recorded", bound=Fact)


def record_trigger(
    actor: User,
    *,
    person: Person,
    trigger: Mapping[str, Any],
    disposal: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Trigger:
    """Record a further conviction, caution or finding, with its disposal unless it awaits sentence.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(
        rules.trigger(
            {**trigger, **{f"disposal_{name}": value for name, value in disposal.items()}},
            date_of_birth=person.date_of_birth,
            today=now.date(),
        )
    )
    with recording(actor, "record conviction"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Trigger.objects.filter(person=person, submission=submission).first()):
            return already
        recorded = {"recorded_at": now, "recorded_by": actor}
        found = Trigger.objects.create(person=person, submission=submission, **trigger, **recorded)
        if disposal:
            Disposal.objects.create(person=person, trigger=found, **disposal, **recorded)
        facts_changed.send(Trigger, people=[person.pk], today=now.date())
    return found


def record_sentence(
    actor: User,
    *,
    trigger: Trigger,
    disposal: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Disposal:
    """Record what the court did for a conviction that awaited sentence: the period is computed from it.

    Raises PermissionDenied, or ValidationError keyed by field (when a sentence is on record already, say).
    """
    with recording(actor, "record sentence"):
        person = reachable(actor, trigger.person, Capability.RECORD, now.date())
        if submission and (
            already := Disposal.objects.filter(trigger=trigger, submission=submission).first()
        ):
            return already
        if Disposal.objects.standing().filter(trigger=trigger).exists():
            raise ValidationError("A sentence is already on record for this conviction. Correct it instead.")
        believe(
            rules.trigger(
                {"date": trigger.date, "disposal_date": disposal["date"]},
                date_of_birth=person.date_of_birth,
                today=now.date(),
            )
        )
        found = Disposal.objects.create(
            person=person,
            trigger=trigger,
            submission=submission,
            **disposal,
            recorded_at=now,
            recorded_by=actor,
        )
        facts_changed.send(Disposal, people=[person.pk], today=now.date())
    return found


def record_order(
    actor: User,
    *,
    person: Person,
    order: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> CourtOrder:
    """Record a civil order; one that keeps a person subject moves the end of their requirements.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.order(order, today=now.date()))
    return _record(actor, CourtOrder, person, order, "record order", now, submission)


def record_name(
    actor: User,
    *,
    person: Person,
    name: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Name:
    """Record a name the person uses. A new legal name ends the old one the day it was first used.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    believe(rules.name(name, today=now.date()))
    with recording(actor, "record name"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (already := Name.objects.filter(person=person, submission=submission).first()):
            return already
        current = person.names.standing().filter(kind=name["kind"], used_to__isnull=True).first()
        if name["kind"] == "legal" and current:
            current.used_to = name["used_from"]
            current.version += 1
            current.full_clean(validate_unique=False)
            current.save(update_fields=["used_to", "version"])
        return _record(actor, Name, person, name, "record name", now, submission)


def _record(
    actor: User,
    kind: type[Recorded],
    person: Person,
    fields: Mapping[str, Any],
    verb: str,
    now: datetime,
    submission: UUID | None,
) -> Recorded:
    with recording(actor, verb):
        person = reachable(actor, person, Capability.RECORD, now.date())
        facts = kind._default_manager
        if submission and (already := facts.filter(person=person, submission=submission).first()):
            return already
        found = facts.create(
            person=person, submission=submission, **fields, recorded_at=now, recorded_by=actor
        )
        facts_changed.send(kind, people=[person.pk], today=now.date())
    return found
