"""Reads of overrides: those of one person, those that held at an earlier moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from diary.models import Entry
from notifications.duties import NAME, limits_of
from notifications.law import DutyResult
from notifications.models import Override
from offenders.models import Person


def state_of(override: Override, entry: Entry | None) -> str:
    """How a standing override bears on its duty: `applies`, `waits` for a decision, or `lapsed`.

    Lapsed: the computed date is no longer the one it was asked for, or there is no such duty any more.
    """
    if entry is None:
        return "lapsed"
    if entry.is_overridden:
        return "applies"
    # Not overridden: the dates of the entry are the computed ones.
    return "waits" if override.is_waiting and override.replaces(entry) else "lapsed"


def of_person(person: Person) -> list[Override]:
    """Every override ever asked for, the newest first, with who did what."""
    return list(person.overrides.select_related("requested_by", "decided_by", "withdrawn_by"))


def applying(
    person: Person, duties: Iterable[DutyResult], *, known_at: datetime | None = None
) -> Mapping[str, Override]:
    """The approved overrides of these computed duties, by the engine's id of the duty.

    `known_at` takes those that stood approved at that moment (default: as they stand).
    """
    approved: QuerySet[Override] = person.overrides.select_related("requested_by", "decided_by")
    if known_at is None:
        approved = approved.filter(withdrawn_at__isnull=True, decision="approved")
    else:
        approved = approved.filter(
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=known_at),
            decision="approved",
            decided_at__lt=known_at,
        )
    by_key = {override.key: override for override in approved}
    found = {duty["id"]: (by_key.get(f"{NAME}/{duty['id']}"), duty) for duty in duties}
    return {
        duty_id: override
        for duty_id, (override, duty) in found.items()
        if override and override.replaces(limits_of(duty))
    }
