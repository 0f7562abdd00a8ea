"""Plans as duties: the first one, each review, and each action to whoever is to do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, of_person, register
from diary.providers import Duty
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from riskplans.classes import VICTIM_SAFETY
from riskplans.keys import PLAN_FIRST
from riskplans.models import ActionResult, Plan, PlanAction
from riskplans.plans.choices import IN_FORCE, Pillar, PlanState

NAME = "plans"
FIRST, REVIEW, ACTION = "plan", "plan_review", "plan_action"


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Of those whom somebody manages: not of the dead, the deported, or whose record is archived.

    Four queries, and one for each force.
    """
    known = _known(people, today)
    in_force: dict[UUID, list[tuple[UUID, date, date | None]]] = {}
    plans = Plan.objects.standing().filter(person__in=known, state__in=IN_FORCE).order_by("number")
    for plan, person, at, review in plans.values_list("pk", "person", "approved_at", "review_on"):
        in_force.setdefault(person, []).append((plan, timezone.localdate(at), review))
    for person, (opened, by) in known.items():
        held = in_force.get(person, [])
        yield (
            person,
            _duty(f"{NAME}/first", FIRST, "Risk management plan", opened, by, held[0][1] if held else None),
        )
        for number, (plan, since, review) in enumerate(held, 1):
            met = held[number][1] if number < len(held) else None
            yield person, _duty(f"{NAME}/review:{plan}", REVIEW, "Review of the plan", since, review, met)
    yield from _actions(known)


def _known(people: Sequence[UUID], today: date) -> dict[UUID, tuple[date, date]]:
    """For each who is managed the day their record was opened, and the day by which their first plan is in force."""
    policies: dict[int, Policy] = {}
    found = {}
    rows = worked_on(people, today).values_list("pk", "force_id", "recorded_at")
    for pk, force, recorded_at in rows:
        policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
        opened = timezone.localdate(recorded_at)
        found[pk] = (opened, policy.after(PLAN_FIRST, opened))
    return found


def _actions(known: dict[UUID, tuple[date, date]]) -> Iterator[tuple[UUID, Duty]]:
    rows = PlanAction.objects.standing().filter(person__in=known, plan__state=PlanState.APPROVED)
    results = dict(ActionResult.objects.filter(person__in=known).values_list("line", "on"))
    columns = ("person", "line", "what", "owner", "due_on", "pillar", "plan__approved_at")
    for person, line, what, owner, due_on, pillar, since in rows.values_list(*columns):
        yield (
            person,
            Duty(
                key=f"{NAME}/action:{line}",
                kind=ACTION,
                title=f"Plan: {what}"[:160],
                plain_title="Action of the risk management plan",
                arises_on=timezone.localdate(since),
                work_to=due_on,
                last=due_on,
                met_on=results.get(line),
                owner_id=owner,
                field_class=VICTIM_SAFETY if pillar == Pillar.VICTIMS else FieldClass.MANAGEMENT,
            ),
        )


def _duty(key: str, kind: str, title: str, arises: date, last: date | None, met: date | None) -> Duty:
    return Duty(
        key=key,
        kind=kind,
        title=title,
        arises_on=arises,
        work_to=last,
        last=last,
        met_on=met,
        field_class=FieldClass.MANAGEMENT,
    )


def register_next_actions() -> None:
    plan = of_person("person-plan")
    register(FIRST, "Risk management plan", NextAction("Write the plan", plan, Capability.RECORD))
    register(REVIEW, "Review of a plan", NextAction("Review the plan", plan, Capability.RECORD))
    register(ACTION, "Action of a plan", NextAction("Record the result", result_page, Capability.RECORD))


def result_page(entry: Entry) -> str:
    """Where the result of the action is recorded; its line stands in the key."""
    return reverse("record-plan-result", args=[entry.person_id, entry.key.rpartition(":")[2]])
