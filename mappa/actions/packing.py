"""The pack of a meeting, kept as it is when it is locked."""

from __future__ import annotations

import json
from datetime import datetime

from accounts.models import User
from mappa.models import CaseReview, LockedPack, Sitting
from mappa.pack.assembly import assemble
from mappa.pack.shape import as_json
from mappa.sittings.choices import TO_HEAR
from practice.policy import read_once


def keep_packs(actor: User, sitting: Sitting, now: datetime) -> list[LockedPack]:
    """Every case still to be heard, with all of its pack: it holds more than the actor reads, and shows them nothing.

    Part of the verb that locks the pack of a meeting, which asks who may; each case once.
    """
    cases = CaseReview.objects.filter(sitting=sitting, state__in=TO_HEAR, pack__isnull=True)
    with read_once():
        return [
            LockedPack.objects.create(
                person_id=case.person_id,
                case=case,
                content=json.dumps(as_json(assemble(case, now))),
                locked_at=now,
                locked_by=actor,
            )
            for case in cases.select_related("sitting", "person")
        ]
