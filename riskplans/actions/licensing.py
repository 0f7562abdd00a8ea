"""What becomes of a licence: a warning, recall requested, revoked, returned to custody, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions import record_what_followed
from offenders.actions.guards import believe, linked, reachable
from offenders.models import Licence
from offenders.signals import facts_changed
from riskplans.models import LicenceWarning
from riskplans.orders import rules
from riskplans.orders.choices import LicenceStep


def warn_under_licence(
    actor: User, *, licence: Licence, fields: Mapping[str, Any], now: datetime, submission: UUID | None = None
) -> LicenceWarning:
    """Record a warning of the probation practitioner, and the `condition` it is about, if one.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    with recording(actor, "record licence warning"):
        person = reachable(actor, licence.person, Capability.RECORD, now.date())
        known = LicenceWarning.objects.filter(person=person)
        if submission and (already := known.filter(submission=submission).first()):
            return already
        given = fields["given_on"]
        if given > now.date():
            believe({"given_on": "That day is still to come."})
        if given < licence.starts_on:
            believe({"given_on": "That is before the release."})
        made = LicenceWarning(
            person=person,
            licence=licence,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
            **fields,
        )
        believe(linked(actor, made, now))
        made.full_clean(validate_unique=False)
        made.save(force_insert=True)
        facts_changed.send(LicenceWarning, people=[person.pk], today=now.date())
    return made


def take_licence_further(
    actor: User,
    *,
    licence: Licence,
    version: int,
    step: LicenceStep,
    on: date,
    now: datetime,
    recall: str = "",
) -> Licence:
    """Record that recall was requested (`recall`: its kind), the licence revoked, they returned, or that it ended.

    Raises PermissionDenied, Stale, or ValidationError: for what cannot follow, or keyed by the column of the day. The
    same answer again changes nothing; another one to the same step is Stale.
    """
    name = step.column
    with recording(actor, f"record licence {step}"):
        reachable(actor, licence.person, Capability.RECORD, now.date())
        current = lock(licence)
        requested = step is LicenceStep.REQUESTED
        if getattr(current, name) == on and (current.recall == recall or not requested):
            return current
        current = lock(licence, expected_version=version)
        state = rules.licence_state(vars(current), released_again=False, prompted=None, today=now.date())
        if step not in rules.steps(state):
            raise ValidationError("The licence does not stand where this could follow. Look at it again.")
        if on > now.date():
            believe({name: "That day is still to come."})
        if on < current.starts_on:
            believe({name: "That is before the release."})
        values: dict[str, date | str | None] = {name: on}
        if requested:
            if not recall:
                believe({"recall": "Select what kind of recall it is."})
            values["recall"] = recall
        return record_what_followed(actor, fact=current, version=version, values=values, now=now)
