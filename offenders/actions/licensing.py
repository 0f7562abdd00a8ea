"""The standard conditions of a licence, in one go."""

from __future__ import annotations

from datetime import datetime

from access.policies import Capability
from access.recording import recording
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
