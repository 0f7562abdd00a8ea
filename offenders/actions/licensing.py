"""The standard conditions of a licence, in one go; and a release after a recall."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.choices import Source
from offenders.models import Licence, LicenceCondition
from offenders.signals import facts_changed
from offenders.standard_conditions import STANDARD


def add_standard_conditions(actor: User, *, licence: Licence, now: datetime) -> list[LicenceCondition]:
    """Put on a licence those of the eight that are not on it; gives what was added, nothing the second time.

    Raises PermissionDenied, or ValidationError when the licence has been taken off the record.
    """
    with recording(actor, "add standard conditions"):
        person = reachable(actor, licence.person, Capability.RECORD, now.date())
        if not Licence.objects.standing().filter(pk=licence.pk).exists():
            believe({"licence_id": "That licence is no longer on this record."})
        there = LicenceCondition.objects.standing().filter(licence=licence, ends_on__isnull=True)
        held = set(there.values_list("standard", flat=True))
        added = [
            LicenceCondition.objects.create(
                person=person,
                licence=licence,
                kind=each.kind,
                number=each.number,
                standard=each.number,
                wording=each.wording,
                starts_on=licence.starts_on,
                source=Source.DOCUMENT,
                source_detail="Standard condition: check it against the licence",
                recorded_at=now,
                recorded_by=actor,
            )
            for each in STANDARD
            if each.number not in held
        ]
        facts_changed.send(LicenceCondition, people=[person.pk], today=now.date())
    return added


def release_again(
    actor: User,
    *,
    licence: Licence,
    version: int,
    released_on: date,
    values: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Licence:
    """Record the licence on which somebody is released again after a recall; the one before ends the day before.

    `values` are the `officer` and the days on which licence and sentence expire. Raises Stale, PermissionDenied, or
    ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "release again on licence"):
        person = reachable(actor, licence.person, Capability.RECORD, now.date())
        if submission and (already := Licence.objects.filter(person=person, submission=submission).first()):
            return already
        before = lock(licence, expected_version=version)
        if before.returned_on is None:
            raise ValidationError("Record the return to custody first: nobody else is released again.")
        if before.ends_on is not None:
            raise ValidationError("This licence has ended.", code="ended")
        if released_on <= before.returned_on:
            believe({"released_on": "They cannot be released before the day after they were returned."})
        before.ends_on = released_on - timedelta(days=1)
        before.version += 1
        before.save(update_fields=["ends_on", "version"])
        found = Licence(
            person=person,
            kind=before.kind,
            after=before,
            starts_on=released_on,
            source=Source.DOCUMENT,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            **values,
        )
        if found.licence_ends_on and found.licence_ends_on < released_on:
            believe({"licence_ends_on": "The licence cannot expire before the release."})
        if released_on > now.date():
            believe({"released_on": "That day is still to come. Record the release on the day."})
        found.full_clean(validate_unique=False)
        found.save(force_insert=True)
        facts_changed.send(Licence, people=[person.pk], today=now.date())
    return found
