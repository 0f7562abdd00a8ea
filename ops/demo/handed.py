"""What meetings change of plans, and cases handed to another area: one accepted, one that waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pgtrigger

from accounts.models import User
from mappa import actions
from mappa.models import CaseReview, PlanChange
from mappa.transfers.choices import Answer
from offenders.models import MappaStatus, Person
from riskplans.models import Plan

_TRIGGERS = "New friends who have children; a tablet or telephone that nobody was told of."
_BRIEFING = "Seen near the school in Ewe Close: ring the offender manager, whatever the hour."
_TO = "Lanchester"
_REPORT = (
    "He has moved to his sister, and keeps every appointment. The risk is to girls under ten whom he meets through "
    "friends. What works: the programme, and a visit in the evening. Her neighbours have been told."
)


def change_plan(by: User, case: CaseReview, now: datetime) -> None:
    """The meeting would have the plan say more of what warns, and what to do: of the first with a plan in force."""
    if PlanChange.objects.filter(case__sitting=case.sitting_id).exists():
        return
    plan = Plan.objects.in_force().filter(person=case.person_id, approved_at__lt=now).first()
    if plan is None:
        return
    for line, after, why in (
        ("triggers", _TRIGGERS, "The tablet he had not told anybody of."),
        ("briefing", _BRIEFING, "The flat is opposite a school until another is found."),
    ):
        before = getattr(plan, line)
        if before != after:
            actions.propose_plan_change(
                by, case=case, line=line, before=before, after=after, why=why, now=now
            )


def take_over(cases: Sequence[CaseReview], now: datetime) -> None:
    """The manager takes what was decided into the draft of the next version."""
    for case in (each for each in cases if each.plan_changes.exists()):
        case.refresh_from_db()
        manager = User.objects.get(assignments__person=case.person_id, assignments__ends_on__isnull=True)
        actions.take_plan_changes(manager, case=case, now=now)


def hand_over(by: User, person: Person, now: datetime, *, accepted_by: User | None = None) -> None:
    """Another area of the force is asked to take the case on; `accepted_by`: somebody there has, by the next day."""
    status = MappaStatus.objects.on(now.date()).filter(person=person).first()
    if status is None or not status.area:
        return
    asked = actions.ask_transfer(
        by,
        person=person,
        to_area=_TO,
        outside=False,
        why="He has moved to his sister in Lanchester.",
        report=_REPORT,
        lead_agency=status.lead_agency,
        lead_office="Lanchester",
        now=now,
    )
    if accepted_by:
        # A load holds every constraint at once; this one holds by the end of the answer.
        pgtrigger.constraints(pgtrigger.Deferred, "mappa.Transfer:moves_as_accepted")
        actions.answer_transfer(
            accepted_by,
            transfer=asked,
            version=asked.version,
            answer=Answer.ACCEPTED,
            why="He lives here now, and the plan can be carried out here.",
            now=now + timedelta(days=1),
        )
        pgtrigger.constraints(pgtrigger.Immediate, "mappa.Transfer:moves_as_accepted")
