"""Writing a plan: a version is begun, its sections are written, actions come and go, and what came of them stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from offenders.actions.guards import believe, reachable
from offenders.models import LicenceCondition, OrderCondition, Person
from offenders.signals import facts_changed
from riskplans.actions.interval import most_of
from riskplans.models import ActionResult, ConditionAction, Contingency, Plan, PlanAction
from riskplans.models.plan import WRITTEN
from riskplans.plans import queries, rules
from riskplans.plans.choices import Done, Occasion
from riskplans.visits.clock import clock_of

SIGNED = (
    "This version was submitted and changes no more, so nothing has been saved. It can be returned, or another version "
    "begun."
)
RECORDED = (
    "A result stands already, so nothing has been saved. Compare it with what you typed: what it lacks can become an "
    "action of the next version."
)
# What a review has to think about anew: it is not carried over from the version before.
_ANEW = ("review_on", "flags_checked_on")


def start_plan(
    actor: User, *, person: Person, occasion: Occasion, now: datetime, submission: UUID | None = None
) -> Plan:
    """Begin a version: a copy of the one in force with its open actions, or an empty one with the force's interval.

    Raises PermissionDenied, or ValidationError while another version is open or nobody manages them any more. The same
    `submission` twice gives the first back.
    """
    today = now.date()
    with recording(actor, "start plan"):
        person = reachable(actor, person, Capability.RECORD, today)
        if submission and (already := Plan.objects.filter(person=person, submission=submission).first()):
            return already
        if Plan.objects.open().filter(person=person).exists():
            raise ValidationError(
                "A plan is being written already, or waits for a signature.", code="one_plan_open"
            )
        clock = clock_of(person, today)
        if clock is None:
            raise ValidationError(
                "Nobody manages them: they have died, been deported, or the record is archived."
            )
        before = Plan.objects.in_force().filter(person=person).first()
        latest = Plan.objects.filter(person=person).order_by("-number").first()
        said = (
            {name: getattr(before, name) for name in WRITTEN if name not in _ANEW}
            if before
            else {"visit_amount": clock.policy.amount, "visit_span": clock.policy.unit.value}
        )
        made = Plan.objects.create(
            person=person,
            number=latest.number + 1 if latest else 1,
            occasion=occasion,
            authors=[actor.pk],
            **said,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
        )
        if before:
            _carry_over(actor, before, made, now)
    return made


def _carry_over(actor: User, before: Plan, made: Plan, now: datetime) -> None:
    """The open actions of the version before, under the same lines, and its contingencies."""
    it = queries.whole(before)
    who: dict[str, Any] = {"person": made.person, "plan": made, "recorded_at": now, "recorded_by": actor}
    for each in it.actions:
        if each.line in it.results:
            continue
        names = ("line", "pillar", "what", "owner", "partner", "due_on", "measure", "factor")
        copy = PlanAction.objects.create(**who, **{name: getattr(each, name) for name in names})
        _check(copy, queries.codes_of(each), queries.conditions_of(made.person, now.date()), who)
    for rule in it.contingencies:
        said = {name: getattr(rule, name) for name in ("line", "happens", "then", "who", "within")}
        Contingency.objects.create(**who, **said)


def change_plan(actor: User, *, plan: Plan, version: int, said: Mapping[str, Any], now: datetime) -> Plan:
    """Write texts and days of an open draft: names of `riskplans.models.plan.WRITTEN` with their values.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    if amount := said.get("visit_amount"):
        most = most_of(said.get("visit_span", ""), plan.person, now.date())
        believe({"visit_amount": f"Enter a number from 1 to {most}."} if amount > most else {})
    with _writing(actor, plan, "change plan", now, version=version) as current:
        for name in said:
            setattr(current, name, said[name])
        current.version += 1
        current.save()
    return current


def add_plan_action(
    actor: User,
    *,
    plan: Plan,
    said: Mapping[str, Any],
    checks: Collection[str] = (),
    now: datetime,
    submission: UUID | None = None,
) -> PlanAction:
    """Add an action to an open draft; `checks` are the ids of the live conditions it checks.

    `said` has pillar, what, owner or partner, due_on, measure, and factor if it is about one. Raises PermissionDenied,
    or ValidationError keyed by field with the reason why nobody could be held to it. The same `submission` twice gives
    the first back.
    """
    believe(_smart(said, now.date()))
    with _writing(actor, plan, "add action to plan", now) as current:
        if submission and (already := PlanAction.objects.filter(plan=current, submission=submission).first()):
            return already
        who = {"person": current.person, "plan": current, "recorded_at": now, "recorded_by": actor}
        made = PlanAction.objects.create(**who, **said, submission=submission)
        _check(made, checks, queries.conditions_of(current.person, now.date()), who)
    return made


def change_plan_action(
    actor: User,
    *,
    action: PlanAction,
    version: int,
    said: Mapping[str, Any],
    checks: Collection[str] = (),
    now: datetime,
) -> PlanAction:
    """Change an action of an open draft. Raises PermissionDenied, Stale, or ValidationError keyed by field."""
    believe(_smart(said, now.date()))
    with _writing(actor, action.plan, "change action of plan", now) as plan:
        current = lock(action, expected_version=version)
        for name, value in said.items():
            setattr(current, name, value)
        current.version += 1
        current.save()
        held = {each.code: each for each in current.checks.standing()}
        for each in (held[code] for code in held if code not in checks):
            each.voided_at = now
            each.save(update_fields=["voided_at"])
        who = {"person": plan.person, "plan": plan, "recorded_at": now, "recorded_by": actor}
        _check(current, set(checks) - set(held), queries.conditions_of(plan.person, now.date()), who)
    return current


def take_off_plan(actor: User, *, part: PlanAction | Contingency, now: datetime) -> None:
    """Take an action or a contingency off an open draft; it stays in the history. Twice is once."""
    with _writing(actor, part.plan, "take off plan", now):
        current = lock(part)
        if current.voided_at is None:
            current.voided_at = now
            current.save(update_fields=["voided_at"])


def add_contingency(
    actor: User, *, plan: Plan, said: Mapping[str, str], now: datetime, submission: UUID | None = None
) -> Contingency:
    """Add what is done if something happens, to an open draft. Raises PermissionDenied, or ValidationError."""
    with _writing(actor, plan, "add contingency to plan", now) as current:
        if submission and (
            already := Contingency.objects.filter(plan=current, submission=submission).first()
        ):
            return already
        return Contingency.objects.create(
            person=current.person,
            plan=current,
            **said,
            submission=submission,
            recorded_at=now,
            recorded_by=actor,
        )


def change_contingency(
    actor: User, *, contingency: Contingency, version: int, said: Mapping[str, str], now: datetime
) -> Contingency:
    """Change one of an open draft. Raises PermissionDenied, Stale, or ValidationError."""
    with _writing(actor, contingency.plan, "change contingency of plan", now):
        current = lock(contingency, expected_version=version)
        for name, value in said.items():
            setattr(current, name, value)
        current.version += 1
        current.save()
    return current


def record_result(
    actor: User, *, action: PlanAction, done: Done, on: date, result: str, now: datetime
) -> ActionResult:
    """Record what came of an action, by its owner or anybody who writes on the record; it counts in every version.

    Raises PermissionDenied, or ValidationError: by field, or where another result stands (`RECORDED`). The same result
    by the same person twice is one.
    """
    wrong = {}
    if not result.strip():
        wrong["result"] = "Say what came of it, and where that can be seen."
    if on > now.date():
        wrong["on"] = "That day is still to come."
    believe(wrong)
    with recording(actor, "record result of plan action"):
        person = reachable(actor, action.person, Capability.RECORD, now.date())
        if already := ActionResult.objects.filter(line=action.line).first():
            if (already.recorded_by_id, already.done, already.on, already.result) == (
                actor.pk,
                done,
                on,
                result.strip(),
            ):
                return already
            raise ValidationError(RECORDED, code="recorded")
        made = ActionResult.objects.create(
            person=person,
            action=action,
            line=action.line,
            done=done,
            on=on,
            result=result.strip(),
            recorded_at=now,
            recorded_by=actor,
        )
        facts_changed.send(ActionResult, people=[person.pk], today=now.date())
    return made


@contextmanager
def _writing(
    actor: User, plan: Plan, verb: str, now: datetime, *, version: int | None = None
) -> Iterator[Plan]:
    """The draft, locked, with the actor among its authors; one that was submitted is refused."""
    with recording(actor, verb):
        person = reachable(actor, plan.person, Capability.RECORD, now.date())
        current = lock(plan)
        if not current.is_editable:
            raise ValidationError(SIGNED, code="signed")
        if version is not None:
            lock(plan, expected_version=version)
        current.person = person
        if actor.pk not in current.authors:
            current.authors = [*current.authors, actor.pk]
            current.save(update_fields=["authors"])
        yield current


def _smart(said: Mapping[str, Any], today: date) -> rules.Refusals:
    return rules.action(
        what=said["what"],
        measure=said["measure"],
        due_on=said["due_on"],
        has_owner=bool(said.get("owner") or said.get("partner", "").strip()),
        today=today,
    )


def _check(
    action: PlanAction,
    codes: Collection[str],
    conditions: Mapping[str, OrderCondition | LicenceCondition],
    who: Mapping[str, Any],
) -> None:
    """The action checks these conditions, as far as they are still live."""
    for code in codes:
        if condition := conditions.get(code):
            of_order = isinstance(condition, OrderCondition)
            column = "order_condition" if of_order else "licence_condition"
            ConditionAction.objects.create(**who, action=action, **{column: condition})
