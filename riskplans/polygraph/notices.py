"""What polygraph puts on the noticeboard: "nothing further" where somebody may be at risk, for a supervisor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.noticeboard import ToDecide, add_to_decide
from offenders.policies import within
from riskplans.checklists import NOTHING_FURTHER
from riskplans.models import PolygraphDisclosure


def register() -> None:
    add_to_decide(
        ToDecide(
            name="polygraph disclosures",
            called="Polygraph disclosure",
            at="triaged_at",
            rows=_to_decide,
            field_class=FieldClass.INTELLIGENCE,
            said={"id": F("pk"), "by": F("triaged_by__family_name")},
            words=lambda said: f"Urgent: somebody may be at risk. Nothing further, says {said['by']}",
            address=lambda person, said: reverse("answer-polygraph-disclosure", args=[person, said["id"]]),
            asks="Agree or not",
            checks=NOTHING_FURTHER,
        )
    )


def _to_decide(user: User, now: datetime) -> QuerySet[Any]:
    mine = within(user, Capability.APPROVE, now.date(), person="person__")
    return PolygraphDisclosure.objects.to_confirm().filter(mine).exclude(triaged_by=user)
