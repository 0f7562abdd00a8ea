"""Changes to the plan, proposed in a meeting: decided with the case, and taken into the next version by the manager."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording, same_again
from accounts.models import User
from mappa.actions.guards import changing, in_session
from mappa.actions.telling import ask, finished
from mappa.models import CaseReview, PlanChange
from mappa.room.choices import PlanLine
from mappa.room.keys import TAKE_OVER
from mappa.sittings.choices import CaseState
from offenders.actions.guards import believe, reachable
from offenders.models import Person
from practice.policy import policy_of
from riskplans.actions.drafting import change_plan, start_plan
from riskplans.actions.telling import supervisors_of
from riskplans.models import Plan
from riskplans.plans.choices import Occasion

KIND = "plan-changes"
NO_PLAN = "No plan is in force, so there is nothing to change. Say in the plan part what the gap is."


def propose_plan_change(
    actor: User,
    *,
    case: CaseReview,
    line: str,
    before: str,
    after: str,
    why: str,
    now: datetime,
    submission: UUID | None = None,
) -> PlanChange:
    """Put before the meeting what a line of the plan in force should say instead; `before` is what was read there.

    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back,
    and raises SentOtherwise where it says something else.
    """
    wrong = {}
    if line not in PlanLine.values:
        wrong["line"] = "Select the part of the plan."
    if not after.strip():
        wrong["after"] = "Write what it should say."
    elif after.strip() == before.strip():
        wrong["after"] = "That is what the plan says already. Change it, or leave it."
    if not why.strip():
        wrong["why"] = "Say why."
    believe(wrong)
    with changing(actor, case, now, "propose change to plan in meeting") as current:
        if submission and (already := PlanChange.objects.filter(submission=submission).first()):
            return same_again(
                already, case_id=current.pk, line=line, before=before, after=after.strip(), why=why.strip()
            )
        in_session(current)
        plan = Plan.objects.in_force().filter(person=current.person_id).first()
        if plan is None:
            raise ValidationError(NO_PLAN, code="no_plan")
        most = getattr(Plan._meta.get_field(line), "max_length", None)
        if most and len(after.strip()) > most:
            raise ValidationError({"after": f"This part of the plan holds at most {most} characters."})
        says = getattr(plan, line)
        if says != before:
            raise ValidationError(
                {"after": f"The plan says otherwise by now: {says or 'nothing'}"}, code="stale"
            )
        if current.plan_changes.filter(line=line, withdrawn_at__isnull=True).exists():
            raise ValidationError({"line": "A change of that line is proposed already. Withdraw it first."})
        return PlanChange.objects.create(
            person_id=current.person_id,
            case=current,
            plan=plan,
            line=line,
            before=before,
            after=after.strip(),
            why=why.strip(),
            recorded_at=now,
            recorded_by=actor,
            submission=submission,
        )


def withdraw_plan_change(actor: User, *, change: PlanChange, version: int, now: datetime) -> PlanChange:
    """The meeting would rather leave the line as it is. Raises PermissionDenied, Stale, or ValidationError."""
    with changing(actor, change.case, now, "withdraw change to plan in meeting") as case:
        in_session(case)
        if (current := lock(change)).withdrawn_at:
            return current
        current = lock(change, expected_version=version)
        current.withdrawn_at, current.withdrawn_by = now, actor
        current.version += 1
        current.save(update_fields=["withdrawn_at", "withdrawn_by", "version"])
    return current


def ask_to_take_over(actor: User, case: CaseReview, now: datetime) -> None:
    """With the chair's decision the changes are decided: a task of whoever manages the person, by the force's time."""
    if not case.plan_changes.filter(withdrawn_at__isnull=True).exists():
        return
    person, today = case.person, now.date()
    manager = person.assignments.filter(ends_on__isnull=True).select_related("manager").first()
    ask(
        actor,
        [manager.manager] if manager else supervisors_of(person, today),
        person=person,
        kind=KIND,
        about=case.pk,
        title="Take the changes that a MAPPA meeting decided into the plan",
        due_on=policy_of(person.force_id, today).after(TAKE_OVER, today),
        now=now,
    )


def take_plan_changes(actor: User, *, case: CaseReview, now: datetime) -> Plan:
    """Whoever keeps the record takes what was decided into the draft of the next version, begun where there is none.

    Raises PermissionDenied, or ValidationError: where the draft says something else of a line by now, which it names.
    Taken over twice it is taken over once.
    """
    with recording(actor, "take changes of meeting into plan"):
        person = reachable(actor, case.person, Capability.RECORD, now.date())
        changes = list(PlanChange.objects.select_for_update().filter(case=case, withdrawn_at__isnull=True))
        if case.state != CaseState.DECIDED or not changes:
            raise ValidationError("The meeting has decided no change to the plan.", code="none")
        waiting = [each for each in changes if each.taken_at is None]
        if not waiting:
            into = changes[0].taken_into
            assert into  # noqa: S101 - taken whole
            return into
        draft = _draft(actor, person, now)
        others = [
            each.get_line_display()
            for each in waiting
            if getattr(draft, each.line) not in (each.before, each.after)
        ]
        if others:
            raise ValidationError(
                f"The draft says something else by now: {', '.join(others)}. Write those lines there by hand, as the "
                "meeting has them, and take the changes over then.",
                code="otherwise",
            )
        draft = change_plan(
            actor,
            plan=draft,
            version=draft.version,
            said={each.line: each.after for each in waiting},
            now=now,
        )
        for each in waiting:
            each.taken_at, each.taken_by, each.taken_into = now, actor, draft
            each.version += 1
            each.save(update_fields=["taken_at", "taken_by", "taken_into", "version"])
        finished(actor, person=person, kind=KIND, note=f"Taken into plan {draft.number}.", now=now)
    return draft


def _draft(actor: User, person: Person, now: datetime) -> Plan:
    found = Plan.objects.open().filter(person=person).first()
    return found or start_plan(actor, person=person, occasion=Occasion.REVIEW, now=now)
