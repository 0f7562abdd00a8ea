"""Commencing enacted law: one dated row."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError

from access.recording import recording
from accounts.choices import Role
from accounts.models import User
from notifications.law import RULESETS
from notifications.models import Commencement


def commence(actor: User, *, ruleset: str, in_force_from: date, source: str, now: datetime) -> Commencement:
    """Say from which day an enacted rule-set is law. Duties follow for facts from that day, once refreshed.

    Raises PermissionDenied for anybody but a system administrator, ValidationError for a rule-set that is not
    enacted and uncommenced.
    """
    if not actor.has_role([Role.SYSTEM_ADMINISTRATOR], now.date()):
        raise PermissionDenied
    if ruleset not in {rules.key for rules in RULESETS if rules.in_force_from is None}:
        raise ValidationError("Only a rule-set that is enacted and not yet in force can be commenced.")
    with recording(actor, "commence rule-set"):
        commencement, _ = Commencement.objects.update_or_create(
            ruleset=ruleset,
            defaults={
                "in_force_from": in_force_from,
                "source": source,
                "recorded_at": now,
                "recorded_by": actor,
            },
        )
    return commencement
