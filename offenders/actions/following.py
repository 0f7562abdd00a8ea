"""What becomes of an order or a licence after it was recorded: served, renewed, discharged, recalled, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders import kinds, rules
from offenders.actions.guards import believe, reachable
from offenders.models import CourtOrder, Licence
from offenders.signals import facts_changed

Followed = TypeVar("Followed", CourtOrder, Licence)


def record_what_followed(
    actor: User, *, fact: Followed, version: int, values: Mapping[str, date | str | None], now: datetime
) -> Followed:
    """Write further columns of an order or a licence: it was right until then, and is not corrected.

    `version` is the one the officer saw: if somebody has changed it since, raises Stale and writes nothing. Raises
    PermissionDenied, or ValidationError keyed by field.
    """
    today = now.date()
    with recording(actor, f"record what followed of {fact._meta.verbose_name}"):
        person = reachable(actor, fact.person, Capability.RECORD, today)
        current = lock(fact, expected_version=version)
        for name, value in values.items():
            setattr(current, name, value)
        if isinstance(current, CourtOrder):
            believe(rules.order(vars(current), today=today))
        believe(kinds.kind_of(current).refusals(current, now))
        current.full_clean(validate_unique=False)
        current.version += 1
        current.save(update_fields=[*values, "version"])
        facts_changed.send(type(current), people=[person.pk], today=today)
    return current
