"""Until when the confirmations of a block hold, of many people at once: what `reading` says of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from offenders.models import Confirmation, Person
from offenders.record.blocks import Block


def begun(block: Block, people: Sequence[UUID]) -> dict[UUID, date]:
    """The day on which the block was last confirmed, or else last recorded; nobody of whom nothing is known.

    One query for each kind of fact in the block, and one.
    """
    newest: dict[UUID, date] = {}
    for kind in block.kinds:
        if kind.model is Person:
            rows: Any = Person.objects.filter(pk__in=people).values_list("pk", "recorded_at")
        else:
            facts: Any = kind.model._default_manager
            standing = facts.standing().filter(person__in=people).order_by()
            rows = standing.values("person").annotate(at=Max("recorded_at")).values_list("person", "at")
        for person, at in rows:
            day = timezone.localdate(at)
            newest[person] = max(day, newest.get(person, day))
    confirmed = Confirmation.objects.filter(person__in=people, block=block.name)
    for person, at in (
        confirmed.order_by().values("person").annotate(at=Max("confirmed_at")).values_list("person", "at")
    ):
        newest[person] = timezone.localdate(at)
    return newest
