"""From the tables to the rules: what the hard stops and the quorum ask of one case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from diary.clock import LONDON
from frontend.dates import words
from mappa.models import (
    AgreedAction,
    Attendance,
    CaseReview,
    Confirmation,
    DisclosureView,
    LevelView,
    Paragraph,
    PlanView,
    RiskView,
)
from mappa.room import rules
from mappa.room.choices import Outcome, PlanPart
from mappa.sittings.choices import Body, CaseState
from mappa.sittings.rules import POLICE, Needed, There, quorum
from offenders.choices import DETENTION_KINDS, LeadAgency, MappaLevel
from offenders.models import Absence, MappaStatus, Person
from riskplans.models import Plan

_LEADS = {
    LeadAgency.POLICE: POLICE,
    LeadAgency.PROBATION: Body.PROBATION.value,
    LeadAgency.PRISON: Body.PRISON.value,
    LeadAgency.YOUTH: Body.YOUTH.value,
    LeadAgency.HEALTH: Body.HEALTH.value,
}


@dataclass(slots=True)
class Room:
    """Everything of one case, read once."""

    case: CaseReview
    status: MappaStatus | None
    in_custody: bool
    attendance: list[Attendance]
    confirmation: Confirmation | None
    paragraphs: list[Paragraph]  # as they stand: the newest of each line
    parts: dict[str, Any]
    prior: list[AgreedAction]  # agreed before this case, and without an outcome
    actions: list[AgreedAction]  # of this case
    plan: Plan | None
    plan_parts: dict[str, bool] = field(default_factory=dict)  # whether the plan in force says something

    @property
    def risk(self) -> RiskView | None:
        return self.parts.get("risk")

    @property
    def plan_view(self) -> PlanView | None:
        return self.parts.get("plan")

    @property
    def disclosure(self) -> DisclosureView | None:
        return self.parts.get("disclosure")

    @property
    def level(self) -> LevelView | None:
        return self.parts.get("level")


def needed(status: MappaStatus | None, *, in_custody: bool) -> Needed:
    """Who must be there: where no lead agency is on record, the police lead."""
    lead = _LEADS[LeadAgency(status.lead_agency)] if status else POLICE
    return Needed(lead, in_custody)


def there(attendance: list[Attendance], *, chair_of_grade: bool) -> There:
    """Who is there, by body. At level 3 a body is there whose people may commit its resources without asking again."""
    here = [each for each in attendance if each.is_there]
    bodies = {body_of(each) for each in here if not each.is_chair}
    able = {body_of(each) for each in here if each.commits and not each.is_chair}
    commits = any(each.case.sitting.level == MappaLevel.THREE for each in here)
    return There(
        bodies=bodies,
        powerless=bodies - able if commits else frozenset(),
        chair=any(each.is_chair for each in here),
        chair_of_grade=chair_of_grade,
        holder=any(each.holds_case for each in here),
    )


def lacking(
    case: CaseReview, attendance: list[Attendance], status: MappaStatus | None, *, in_custody: bool
) -> list[str]:
    """Who is missing for a quorum, in words, of who has to be in the room now."""
    # A chair below the grade for whom the board has spoken is a chair.
    here = there(attendance, chair_of_grade=not case.sitting.needs_override)
    return quorum(needed(status, in_custody=in_custody), here)


def body_of(row: Any) -> str:
    """The body that an invitation or an attendance speaks for; `agency__mappa_standing` is read with it."""
    if row.agency_id is None:
        return POLICE
    standing = getattr(row.agency, "mappa_standing", None)
    return standing.body if standing else Body.OTHER.value


def in_custody(person: Person, day: date) -> bool:
    """One query."""
    rows = Absence.objects.standing().on(day).filter(person=person, kind__in=DETENTION_KINDS)
    return rows.exists()


def status_on(person_id: UUID, day: date) -> MappaStatus | None:
    """One query."""
    return MappaStatus.objects.on(day).filter(person=person_id).first()


def of(case: CaseReview) -> Room:
    """The case with all that was written of it, and what is asked of its day; a dozen queries, whatever its length."""
    person, day = case.person, case.begins_at.astimezone(LONDON).date()
    newest: dict[Any, Paragraph] = {}
    for paragraph in case.paragraphs.select_related("agency__mappa_standing", "recorded_by").order_by(
        "line", "number"
    ):
        newest[paragraph.line] = paragraph
    plan = Plan.objects.in_force().filter(person=person).first()
    rows = {
        "risk": RiskView.objects,
        "plan": PlanView.objects,
        "disclosure": DisclosureView.objects,
        "level": LevelView.objects,
    }
    actions = AgreedAction.objects.filter(person=person).select_related("agency", "owner", "case")
    # What was carried forward to this case before it began is an earlier action all the same.
    of_this = Q(case=case, recorded_at__gte=case.began_at) if case.began_at else Q(pk=None)
    unsettled = list(actions.unsettled().exclude(of_this).order_by("due_on"))
    return Room(
        case=case,
        status=status_on(person.pk, day),
        in_custody=in_custody(person, day),
        attendance=list(case.attendance.select_related("agency__mappa_standing")),
        confirmation=case.confirmations.first(),
        paragraphs=sorted(newest.values(), key=lambda each: each.recorded_at),
        parts={name: each.filter(case=case).first() for name, each in rows.items()},
        prior=unsettled,
        actions=list(actions.filter(case=case).order_by("recorded_at")),
        plan=plan,
        plan_parts=_plan_parts(plan),
    )


def _plan_parts(plan: Plan | None) -> dict[str, bool]:
    """Of each part, whether the plan in force says something: a text, or an action; two queries."""
    if plan is None:
        return dict.fromkeys(PlanPart.values, False)
    with_action = set(plan.actions.values_list("pillar", flat=True))
    found = {
        part.value: bool(getattr(plan, part.value)) or part.value in with_action
        for part in PlanPart
        if part is not PlanPart.CONTINGENCY
    }
    return {**found, PlanPart.CONTINGENCY.value: plan.contingencies.exists()}


def known(room: Room) -> rules.Known:
    """What the hard stops ask."""
    case, view = room.case, room.plan_view
    recorded = {each.invitation_id for each in room.attendance}
    level = room.level
    ends = level is not None and (level.outcome == Outcome.EXITS or level.level == MappaLevel.ONE)
    return rules.Known(
        arrivals=[each.arrived_at for each in room.attendance if each.arrived_at],
        confirmed_at=room.confirmation.at if room.confirmation else None,
        lacking=lacking(case, room.attendance, room.status, in_custody=room.in_custody),
        interim=case.state == CaseState.INQUORATE,
        unheard=[
            each.called
            for each in case.invitations.all()
            if each.pk not in recorded and not each.is_withdrawn
        ],
        updates=len(room.paragraphs),
        risk=room.risk is not None,
        plan=view is not None,
        plan_gaps=[
            str(part.label)
            for part in PlanPart
            if view is not None and not room.plan_parts[part.value] and not getattr(view, part.value)
        ],
        disclosure=room.disclosure is not None,
        level=level is not None,
        dissent=level is not None and bool(level.dissents),
        next_date=case.next_on is not None or ends,
        # Everybody who reads the case reads what keeps it open; what an action says is of another class.
        unsettled=[f"{each.called}, by {words(each.due_on)}" for each in room.prior],
        half_agreed=[each.called for each in room.actions if not each.who or not each.due_on],
    )
