"""Giving a partner a summary of an assessment, or the plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.choices import Operation
from access.policies import Capability
from access.recording import lock, recording, same_again
from accounts.models import User
from offenders.actions.guards import believe, reachable
from riskplans.assessments import rules
from riskplans.assessments.choices import CompletedBy, LawfulBasis
from riskplans.models import Assessment, Plan, SharedSummary
from riskplans.plans.choices import PlanState


def share_summary(
    actor: User,
    *,
    assessment: Assessment,
    agency: str,
    recipient: str,
    basis: LawfulBasis,
    why: str,
    now: datetime,
    submission: UUID | None = None,
) -> SharedSummary:
    """Record that a partner is given a summary: which agency and who there, on what lawful basis, and why.

    Raises PermissionDenied, or ValidationError: keyed by field, or for an assessment that does not stand or is another
    agency's. The same `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    believe(rules.share(agency=agency, recipient=recipient, why=why))
    said = {"agency": agency.strip(), "recipient": recipient.strip(), "basis": basis, "why": why.strip()}
    # Why stands on the row, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "share summary of assessment") as changes:
        person = reachable(actor, assessment.person, Capability.RECORD, now.date())
        if submission and (already := SharedSummary.objects.filter(submission=submission).first()):
            return same_again(already, assessment_id=assessment.pk, **said)
        current = (
            Assessment.objects.select_related("tool").select_for_update(of=("self",)).get(pk=assessment.pk)
        )
        by_another = CompletedBy(current.tool.completed_by).by_another
        if why_not := rules.not_shared(state=current.state, by_another=by_another):
            raise ValidationError(why_not, code="not_shared")
        changes.operation = Operation.DISCLOSURE
        changes.about = {
            "recipients": [agency.strip()],
            "lawful_basis": LawfulBasis(basis).label,
            "object_type": "risk assessment",
            "object_id": str(current.pk),
        }
        return SharedSummary.objects.create(
            person=person,
            assessment=current,
            **said,
            shared_at=now,
            shared_by=actor,
            submission=submission,
        )


def share_plan(
    actor: User,
    *,
    plan: Plan,
    agency: str,
    recipient: str,
    basis: LawfulBasis,
    why: str,
    now: datetime,
    submission: UUID | None = None,
) -> SharedSummary:
    """Record that a partner is given the plan in force, as partners have it: who there, on what lawful basis, and why.

    Raises PermissionDenied, or ValidationError: keyed by field, or for a plan that is not in force. The same
    `submission` twice gives the first back, and raises SentOtherwise where it says something else.
    """
    believe(rules.share(agency=agency, recipient=recipient, why=why))
    said = {"agency": agency.strip(), "recipient": recipient.strip(), "basis": basis, "why": why.strip()}
    with recording(actor, "share plan") as changes:
        person = reachable(actor, plan.person, Capability.RECORD, now.date())
        if submission and (already := SharedSummary.objects.filter(submission=submission).first()):
            return same_again(already, plan_id=plan.pk, **said)
        current = lock(plan)
        if current.state != PlanState.APPROVED:
            raise ValidationError("Only the plan in force is shared.", code="not_shared")
        changes.operation = Operation.DISCLOSURE
        changes.about = {
            "recipients": [agency.strip()],
            "lawful_basis": LawfulBasis(basis).label,
            "object_type": "risk management plan",
            "object_id": str(current.pk),
        }
        return SharedSummary.objects.create(
            person=person,
            plan=current,
            **said,
            shared_at=now,
            shared_by=actor,
            submission=submission,
        )
