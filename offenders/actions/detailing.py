"""The blocks of the record: an entry more, one that is no longer so, and that a block has been found right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders import kinds, rules
from offenders.actions.guards import believe, linked, reachable
from offenders.kinds import FactKind
from offenders.models import Confirmation, Detail, Person
from offenders.signals import facts_changed


def record_detail(
    actor: User,
    *,
    person: Person,
    kind: FactKind,
    values: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Detail:
    """Record an entry of a block of the record; `values` answer the kind's questions.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    model = kind.model
    if not issubclass(model, Detail) or kind.by_its_verbs:
        raise TypeError(f"{model.__name__} is no entry of a block; it has a verb of its own.")
    today = now.date()
    with recording(actor, f"record {model._meta.verbose_name}"):
        person = reachable(actor, person, Capability.RECORD, today)
        entries = model._default_manager
        if submission and (already := entries.filter(person=person, submission=submission).first()):
            return already
        found = model(
            person=person,
            submission=submission,
            **kind.columns(kind.tidied(values)),
            recorded_at=now,
            recorded_by=actor,
        )
        believe(
            rules.detail(
                starts_on=found.starts_on,
                ends_on=found.ends_on,
                date_of_birth=person.date_of_birth,
                today=today,
                foretold=model.FORETOLD,
                end_foretold=model.END_FORETOLD,
            )
            | linked(actor, found, now)
            | kind.refusals(found, now)
        )
        found.full_clean(validate_unique=False)
        found.save(force_insert=True)
        facts_changed.send(model, people=[person.pk], today=today)
    return found


def end_detail(actor: User, *, fact: Detail, version: int, ended_on: date, now: datetime) -> Detail:
    """Record the last day on which an entry was so: it was right until then, and is not corrected.

    `version` is the one the officer saw: if somebody has changed it since, raises Stale and writes nothing. Raises
    PermissionDenied, or ValidationError keyed by field.
    """
    today = now.date()
    if kinds.kind_of(fact).by_its_verbs:
        raise TypeError(f"{type(fact).__name__} is ended by a verb of its own.")
    with recording(actor, f"end {fact._meta.verbose_name}"):
        person = reachable(actor, fact.person, Capability.RECORD, today)
        current = lock(fact, expected_version=version)
        if current.ends_on is not None:
            raise ValidationError({"ends_on": "This has been ended already. Correct it if the day is wrong."})
        believe(
            rules.detail(
                starts_on=current.starts_on, ends_on=ended_on, date_of_birth=person.date_of_birth, today=today
            )
        )
        current.ends_on = ended_on
        current.version += 1
        current.save(update_fields=["ends_on", "version"])
        facts_changed.send(type(current), people=[person.pk], today=today)
    return current


def confirm_block(
    actor: User, *, person: Person, block: str, how: str, now: datetime, submission: UUID | None = None
) -> Confirmation:
    """Record that a block of the record was looked at and is right.

    Raises PermissionDenied. The same `submission` twice gives the first back.
    """
    with recording(actor, "confirm block"):
        person = reachable(actor, person, Capability.RECORD, now.date())
        if submission and (
            already := Confirmation.objects.filter(person=person, submission=submission).first()
        ):
            return already
        return Confirmation.objects.create(
            person=person, block=block, how=how, confirmed_at=now, confirmed_by=actor, submission=submission
        )
