"""A condition in new words: the earlier ones end the day before, and stay on the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.models import LicenceCondition, OrderCondition
from offenders.signals import facts_changed

# What the new condition keeps of the earlier one.
_KEPT = ("kind", "number", "source", "source_detail", "standing")


def vary_condition(
    actor: User,
    *,
    condition: OrderCondition | LicenceCondition,
    version: int,
    wording: str,
    checked: str,
    varied_on: date,
    variation: str,
    now: datetime,
    permits_monitoring: bool | None = None,
    submission: UUID | None = None,
) -> OrderCondition | LicenceCondition:
    """Put a condition in new words from `varied_on`; `variation` says by whom and how it was varied.

    Whether it permits monitoring of devices stays as it is where nobody says otherwise. `version` is that of the
    condition the officer saw. Raises Stale, PermissionDenied, or ValidationError keyed by
    field. The same `submission` twice gives the first back.
    """
    today = now.date()
    model = type(condition)
    with recording(actor, f"vary {condition._meta.verbose_name}", reason=variation.strip()[:500]):
        person = reachable(actor, condition.person, Capability.RECORD, today)
        known = model._default_manager.filter(person=person)
        if submission and (already := known.filter(submission=submission).first()):
            return already
        current = lock(condition, expected_version=version)
        believe(_refusals(current, wording, checked, varied_on, today))
        current.ends_on = varied_on - timedelta(days=1)
        current.version += 1
        current.save(update_fields=["ends_on", "version"])
        of = (
            ("order_id", "requirement") if isinstance(current, OrderCondition) else ("licence_id", "standard")
        )
        varied = model(
            person=person,
            replaces_id=current.pk,
            wording=wording.strip(),
            checked=checked.strip(),
            variation=variation.strip(),
            permits_monitoring=current.permits_monitoring
            if permits_monitoring is None
            else permits_monitoring,
            starts_on=varied_on,
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
            **{name: getattr(current, name) for name in (*_KEPT, *of)},
        )
        varied.full_clean(validate_unique=False)
        varied.save(force_insert=True)
        facts_changed.send(model, people=[person.pk], today=today)
    return varied


def _refusals(
    current: OrderCondition | LicenceCondition, wording: str, checked: str, varied_on: date, today: date
) -> dict[str, str]:
    found = {}
    if current.voided_at or current.ends_on:
        raise ValidationError("This condition is no longer in force. Vary the one that is.", code="ended")
    of = current.order.made_on if isinstance(current, OrderCondition) else current.licence.starts_on
    began = current.starts_on or of
    if varied_on > today:
        found["varied_on"] = "That day is still to come. Record the variation once it is in force."
    elif varied_on <= began:
        found["varied_on"] = "The condition cannot be varied before the day after it came into force."
    if not wording.strip():
        found["wording"] = "Enter the condition as it reads now, word for word."
    elif wording.strip() == current.wording.strip():
        found["wording"] = "These are the words that stand already."
    if not checked.strip():
        found["checked"] = "Say how it is checked."
    return found
