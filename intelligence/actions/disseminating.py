"""Giving a report to somebody: its sanitised text, on a lawful basis, its conditions met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from access.choices import Operation
from access.policies import Capability
from access.recording import recording, same_again
from accounts.models import User
from intelligence import rules
from intelligence.models import Dissemination, Link
from offenders.actions.guards import believe, reachable


def disseminate(
    actor: User,
    *,
    link: Link,
    dissemination: Mapping[str, Any],
    now: datetime,
    submission: UUID | None = None,
) -> Dissemination:
    """Record that the report of `link` is given to somebody; the access log has it as a disclosure of everybody in it.

    Raises PermissionDenied, or ValidationError keyed by field: a handling code with conditions demands how they were
    met, and no account number leaves with it. The same `submission` twice gives the first back, and raises
    SentOtherwise where it says something else: nobody takes for given what was not.
    """
    report = link.report
    if report is None:
        raise PermissionDenied
    believe(
        rules.dissemination(
            dissemination, conditions=report.conditions, handling=report.handling, today=now.date()
        )
        | rules.without_finance({"lawful_basis": report.sanitised}, "lawful_basis")
    )
    with recording(actor, "disseminate report") as changes:
        reachable(actor, link.person, Capability.RECORD, now.date())
        if submission and (already := Dissemination.objects.filter(submission=submission).first()):
            return same_again(already, report=report, **dissemination)
        given = Dissemination.objects.create(
            report=report, **dissemination, sent_by=actor, recorded_at=now, submission=submission
        )
        changes.touches(
            Link.objects.standing().filter(report=report).values_list("person", flat=True), "intelligence"
        )
        changes.operation = Operation.DISCLOSURE
        changes.about = {
            "recipients": [given.recipient],
            "lawful_basis": given.lawful_basis,
            "object_type": "report",
            "object_id": str(report.pk),
        }
    return given
