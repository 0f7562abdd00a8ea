"""Signing a plan: submitted by who wrote it, returned with reasons or approved by somebody else, countersigned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.choices import Role
from accounts.models import User
from diary.actions import tell
from offenders.actions.guards import reachable
from offenders.models import Person
from offenders.signals import facts_changed
from practice.policy import policy_of
from riskplans.actions.changing import settle_by_plan
from riskplans.actions.interval import end_current
from riskplans.actions.telling import answered, ask_supervisor, tell_inspectors
from riskplans.choices import Asked
from riskplans.keys import PLAN_COUNTERSIGNED, PLAN_DECIDE
from riskplans.models import Plan, PlanDecision, PlanRemark, VisitInterval
from riskplans.plans import queries, rules
from riskplans.plans.checklists import LONGER
from riskplans.plans.checklists import PLAN as CHECKLIST
from riskplans.plans.choices import PlanState, Verdict
from riskplans.visits.clock import clock_of, span
from riskplans.visits.rules import is_longer

DECIDED = "This has been decided already, so nothing has been saved. What you typed is still here."
_KIND = "plan"


def submit_plan(actor: User, *, plan: Plan, version: int, now: datetime) -> Plan:
    """Put a draft to a supervisor; from then on nothing in it changes.

    Raises PermissionDenied, Stale, or ValidationError with everything that is missing. The same officer submitting it
    twice has submitted it once.
    """
    today = now.date()
    with recording(actor, "submit plan"):
        person = reachable(actor, plan.person, Capability.RECORD, today)
        current = lock(plan)
        if (current.state, current.submitted_by_id) == (PlanState.SUBMITTED, actor.pk):
            return current
        lock(plan, expected_version=version)
        if rules.after(current.state, rules.Step.SUBMIT) is None:
            raise ValidationError("This version was submitted already.", code="signed")
        _refuse_missing(current, person, now)
        current.state = PlanState.SUBMITTED
        current.authors = sorted({*current.authors, actor.pk})
        current.round += 1
        current.level = person.management_level
        current.submitted_at, current.submitted_by = now, actor
        current.countersign_why = ""
        current.version += 1
        current.save()
        ask_supervisor(
            actor,
            person=person,
            kind=_KIND,
            about=f"{current.pk}.{current.round}",
            title="Approve or return a risk management plan",
            due_on=policy_of(person.force_id, today).after(PLAN_DECIDE, today),
            now=now,
            apart_from=list(User.objects.filter(pk__in=current.authors)),
        )
    return current


def decide_plan(
    actor: User,
    *,
    plan: Plan,
    version: int,
    verdict: Verdict,
    checked: Collection[str] = (),
    reasons: Mapping[str, str] | None = None,
    note: str = "",
    now: datetime,
) -> Plan:
    """Approve a plan that was submitted, countersign one that was approved, or return either.

    A return gives `reasons` by the section that is to be changed; an approval names all that was `checked`
    (`riskplans.plans.checklists.PLAN`, and `LONGER` where visits are further apart than the force's policy: a longer
    interval is approved here as one asked for by itself is). An approval that needs no countersignature puts the plan
    in force: the one before is superseded, and the visit clock works by its interval. Raises PermissionDenied, Stale,
    or ValidationError: for one's own plan, for an inspector's signature by anybody else, or while something is missing.
    The same decision by the same person twice is one.
    """
    said = {place: words.strip() for place, words in (reasons or {}).items() if words.strip()}
    with recording(actor, f"decide on plan: {verdict.label.lower()}", reason=note.strip()):
        person = reachable(actor, plan.person, Capability.APPROVE, now.date())
        current = lock(plan)
        current.person = person
        mine = current.decisions.filter(round=current.round, decided_by=actor, verdict=verdict)
        if current.state not in (PlanState.SUBMITTED, PlanState.SIGNED) and mine.exists():
            return current
        step = _step(actor, current, verdict, now)
        points = tuple(CHECKLIST)
        lock(plan, expected_version=version)
        if verdict is Verdict.RETURNED and not said:
            raise ValidationError({"reasons": "Say what is to be changed, at the section that it is about."})
        if verdict is not Verdict.RETURNED:
            if longer := queries.longer_than_policy(current, person, now.date()):
                points += (LONGER,)
            if set(points) - set(checked):
                raise ValidationError({"checked": rules.unticked(longer=bool(longer))})
            _refuse_missing(current, person, now)
        decision = PlanDecision.objects.create(
            person=person,
            plan=current,
            round=current.round,
            verdict=verdict,
            checked=[code for code in points if code in checked],
            note=note.strip(),
            decided_at=now,
            decided_by=actor,
        )
        for place, words in said.items() if verdict is Verdict.RETURNED else ():
            PlanRemark.objects.create(person=person, decision=decision, place=place, reason=words)
        _carry_out(actor, current, step, now)
    return current


def _step(actor: User, plan: Plan, verdict: Verdict, now: datetime) -> rules.Step:
    """What the verdict is of this plan now. Raises ValidationError where the actor may not give it."""
    approved = plan.decisions.filter(round=plan.round, verdict=Verdict.APPROVED).first()
    why_not = rules.signing(
        actor=actor.pk, authors=plan.authors, approved_by=approved.decided_by_id if approved else None
    )
    if why_not and not (verdict is Verdict.RETURNED and actor.pk not in plan.authors):
        raise ValidationError(why_not, code="own")
    step = {
        Verdict.APPROVED: rules.Step.APPROVE,
        Verdict.COUNTERSIGNED: rules.Step.COUNTERSIGN,
        Verdict.RETURNED: rules.Step.RETURN,
    }[verdict]
    if rules.after(plan.state, step) is None:
        raise ValidationError(DECIDED, code="decided")
    if step is rules.Step.COUNTERSIGN and not _is_inspector(actor, now):
        raise ValidationError("A detective inspector countersigns.", code="rank")
    return step


def _carry_out(actor: User, plan: Plan, step: rules.Step, now: datetime) -> None:
    """The plan moves on, and whoever waits for it learns of it."""
    person, today = plan.person, now.date()
    if step is rules.Step.APPROVE:
        levels = policy_of(person.force_id, today).value(PLAN_COUNTERSIGNED)
        plan.countersign_why = rules.countersignature(
            of=(plan.level, person.management_level), levels=levels, by_inspector=_is_inspector(actor, now)
        )
    following = PlanState(rules.after(plan.state, step, countersigned=plan.countersign_why) or plan.state)
    if plan.state == PlanState.SUBMITTED:
        answered(
            actor,
            person=person,
            kind=_KIND,
            about=f"{plan.pk}.{plan.round}",
            note=following.label,
            now=now,
        )
    if following == PlanState.APPROVED:
        _supersede(person, now)
        plan.approved_at = now
    plan.state = following
    plan.version += 1
    plan.save()
    if following == PlanState.APPROVED:
        _set_clock(actor, plan, now)
        settle_by_plan(actor, person, now)
        facts_changed.send(Plan, people=[person.pk], today=today)
    if following == PlanState.SIGNED:
        tell_inspectors(
            person,
            apart_from=[actor.pk, *plan.authors],
            cause=f"countersign {plan.pk}.{plan.round}",
            what="A risk management plan waits for a countersignature",
            now=now,
        )
    else:
        _tell_author(plan, now)


def _supersede(person: Person, now: datetime) -> None:
    for before in Plan.objects.in_force().select_for_update().filter(person=person):
        before.state, before.superseded_at = PlanState.SUPERSEDED, now
        before.version += 1
        before.save(update_fields=["state", "superseded_at", "version"])


def _set_clock(actor: User, plan: Plan, now: datetime) -> None:
    """Visits follow the plan until the next one, whatever the level becomes; a shorter interval of the force's goes
    before it (`clock.clocks`)."""
    person, today = plan.person, now.date()
    clock = clock_of(person, today)
    end_current(person, now, why=f"Plan {plan.number} sets how often.")
    if clock is None:
        return
    VisitInterval.objects.create(
        person=person,
        plan=plan,
        amount=plan.visit_amount or 0,
        span=plan.visit_span,
        why=plan.visit_why,
        longer=is_longer(span(plan.visit_amount or 0, plan.visit_span), clock.policy, on=today),
        starts_on=today,
        answer=Asked.APPROVED,
        answer_note=f"With plan {plan.number}.",
        answered_at=now,
        answered_by=actor,
        recorded_at=now,
        recorded_by=plan.submitted_by,
    )


def _tell_author(plan: Plan, now: datetime) -> None:
    came_back = plan.state == PlanState.RETURNED
    what = "A plan came back with reasons" if came_back else "A plan is in force"
    if plan.submitted_by:
        tell(
            [plan.submitted_by],
            person=plan.person,
            cause=f"plan {plan.pk}.{plan.round} {plan.state}",
            subject=f"{plan.person.reference}: {what[0].lower()}{what[1:]}",
            body=f"{what}.\n\nSign in to see it: {settings.PUBLIC_URL}",
            now=now,
        )


def _is_inspector(actor: User, now: datetime) -> bool:
    return actor.has_role([Role.DETECTIVE_INSPECTOR], now.date())


def _refuse_missing(plan: Plan, person: Person, now: datetime) -> None:
    if found := queries.missing(queries.whole(plan), person, now.date()):
        raise ValidationError([each.words for each in found], code="missing")
