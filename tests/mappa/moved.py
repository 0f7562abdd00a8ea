"""Transfers to another area, and changes to a plan that a meeting proposed, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pgtrigger

from accounts.models import User
from mappa import actions
from mappa.models import CaseReview, PlanChange, Transfer
from offenders.models import Person
from riskplans.models import Plan
from tests import world
from tests.mappa import held, levelled
from tests.mappa.levelled import NOW
from tests.riskplans.plans import written

NEW = "New friends who have children; a tablet that nobody was told of."


def asked(by: User, of: Person, *, now: datetime = NOW, **said: Any) -> Transfer:
    return actions.ask_transfer(
        by,
        person=of,
        now=now,
        **{
            "to_area": "Lanchester",
            "outside": False,
            "why": "He has moved to his sister in Lanchester.",
            "report": "He keeps appointments; the risk is to girls under ten whom he meets through friends.",
            "lead_agency": "probation",
            "lead_office": "Lanchester probation office",
            **said,
        },
    )


def answered(
    by: User, transfer: Transfer, answer: str = "accepted", *, now: datetime = NOW, **said: Any
) -> Transfer:
    return actions.answer_transfer(
        by,
        transfer=transfer,
        version=transfer.version,
        answer=answer,
        now=now,
        **{"why": "The plan can be carried out here.", **said},
    )


def changed(case: CaseReview, *, now: datetime | None = None, **said: Any) -> PlanChange:
    """The meeting would have the plan say more of what warns."""
    plan = Plan.objects.in_force().get(person=case.person_id)
    return actions.propose_plan_change(
        case.sitting.recorded_by,
        case=case,
        now=now or world.at(case.sitting.held_on, 10, 12),
        **{
            "line": "triggers",
            "before": plan.triggers,
            "after": NEW,
            "why": "The tablet came to light in May.",
            **said,
        },
    )


def decided(person: Person) -> CaseReview:
    """A case decided with a change to the plan."""
    case = held.begun(person)
    changed(case)
    held.decided(held.complete(case))
    return held.again(case)


def planned(officer: User, person: Person) -> Plan:
    """A plan in force, before the meeting."""
    return written.approved(officer, person, world.supervisor(), now=world.at(world.TODAY, 8))


def one_of_each(person: Person, of_case: list[object]) -> dict[str, list[object]]:
    """A transfer that waits, and a change decided in the case of these arguments."""
    transfer = asked(levelled.coordinator(), person)
    case = CaseReview.objects.filter(person=person, state="decided").earliest("begins_at")
    plan = Plan.objects.in_force().get(person=person)
    said = {"line": "triggers", "before": plan.triggers, "after": NEW, "why": "Of May"}
    about = {"person": person, "recorded_at": NOW, "recorded_by": case.recorded_by}
    with pgtrigger.ignore():
        PlanChange.objects.bulk_create([PlanChange(case=case, plan=plan, **said, **about)])
    return {
        "mappa-transfer": [person.pk, transfer.pk],
        "take-plan-changes": [person.pk, case.pk],
        "plan-changes": of_case,
    }
