"""Reads for the page of one case: everything said and decided, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.shortcuts import get_object_or_404

from access.policies import Capability
from accounts.choices import Role
from accounts.models import Agency, RoleAssignment, User
from mappa.actions.hearing import limits_of
from mappa.models import AgencyReturn, CaseReview, Invitation, Paragraph, Sitting
from mappa.room import record, rules
from mappa.room.choices import HarmGroup, Part, PlanPart
from mappa.sittings import queries
from mappa.sittings.choices import COMING, CaseState
from mappa.sittings.rules import Forecast, Limits
from offenders.choices import MappaLevel
from offenders.policies import holders_for
from riskplans.models import DisclosureCase


@dataclass(slots=True)
class Page:
    """What the page of a case shows."""

    case: CaseReview
    number: int  # of `total`: its place on the day
    total: int
    room: record.Room
    progress: rules.Progress
    invitations: list[Invitation]
    before: CaseReview | None  # the review before this one
    limits: Limits | None
    lacking: list[str]  # for a quorum, until the case is finished
    forecast: Forecast

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The parts of the agenda, each with what is missing of it."""
        return [
            {
                "name": part.value,
                "text": part.label,
                "done": part.value in self.progress.complete,
                "stops": [stop.why for stop in self.progress.stops if stop.part == part],
            }
            for part in Part
        ]

    @property
    def harms(self) -> list[tuple[str, str, str]]:
        """Each group with its risk in words and its colour."""
        risk = self.room.risk
        if risk is None:
            return []
        found = []
        for group in HarmGroup:
            name = "self_harm" if group is HarmGroup.SELF else group.value
            value = getattr(risk, name)
            found.append((str(group.label), getattr(risk, f"get_{name}_display")(), value))
        return found

    @property
    def plan(self) -> list[tuple[str, bool, str]]:
        """Each part of the plan: whether the plan in force says something, and what the meeting said of its gap."""
        view = self.room.plan_view
        return [
            (str(part.label), self.room.plan_parts[part.value], getattr(view, part.value) if view else "")
            for part in PlanPart
        ]

    @property
    def late_joiners(self) -> int:
        known = record.known(self.room)
        return rules.late_joiners(known.arrivals, known.confirmed_at)

    @property
    def is_open(self) -> bool:
        """Whether things are said and decided about it now."""
        return self.case.state == CaseState.IN_SESSION or self.case.is_interim


def page_of(case: CaseReview) -> Page:
    """Some twenty queries, whatever was said."""
    newest = AgencyReturn.objects.select_related("given_by", "victim_safety").order_by("-given_at")
    asked = Invitation.objects.select_related("agency__mappa_standing")
    prefetch_related_objects(
        [case], Prefetch("invitations", asked.prefetch_related(Prefetch("returns", newest)))
    )
    invitations = list(case.invitations.all())
    standing = [each for each in invitations if not each.is_withdrawn]
    room = record.of(case)
    known = record.known(room)
    others = CaseReview.objects.filter(sitting=case.sitting_id).exclude(state=CaseState.ADJOURNED)
    times = list(others.order_by("begins_at").values_list("pk", flat=True))
    return Page(
        case=case,
        number=times.index(case.pk) + 1 if case.pk in times else 0,
        total=len(times),
        room=room,
        progress=rules.progress(known),
        invitations=invitations,
        before=queries.last_held(case),
        limits=limits_of(case, room.level),
        lacking=list(known.lacking) if case.is_unfinished and room.attendance else [],
        forecast=queries.forecast(case.sitting, room.status, standing, in_custody=room.in_custody),
    )


def line_of(case: CaseReview, line: UUID) -> list[Paragraph]:
    """Every version of a paragraph, the newest first; Http404 for none."""
    rows = Paragraph.objects.filter(case=case, line=line).select_related("agency", "recorded_by")
    found = list(rows.order_by("-number"))
    if not found:
        get_object_or_404(rows, pk=None)
    for each in found:
        each.case = case
    return found


def agencies_of(case: CaseReview) -> list[Agency]:
    """The partner agencies invited to the case."""
    return [each.agency for each in case.invitations.standing().select_related("agency") if each.agency]


def owners_of(case: CaseReview, today: date) -> Sequence[User]:
    """Who may owe an action: police who work on the person, and those who speak for the agencies invited."""
    police = holders_for(case.person, Capability.RECORD, today)
    speaking = RoleAssignment.objects.held_on(today).filter(role__in=[Role.PARTNER, Role.VICTIM_LIAISON])
    partners = Q(agency__in=agencies_of(case), pk__in=speaking.values("user"))
    rows = User.objects.filter(Q(pk__in=police.values("pk")) | partners, is_active=True)
    return list(rows.select_related("agency").order_by("agency__name", "family_name", "collar_number"))


def planned(case: CaseReview, level: str) -> list[Sitting]:
    """The next meetings at that level: days that could be the next date."""
    rows = Sitting.objects.filter(force=case.sitting.force_id, level=level, state__in=COMING)
    return list(rows.filter(held_on__gt=case.sitting.held_on).order_by("held_on")[:6])


def disclosures_of(case: CaseReview) -> Any:
    """The person's disclosures, to name the one that a decision belongs to."""
    return DisclosureCase.objects.filter(person=case.person_id).order_by("-received_at")


def level_initial(room: record.Room) -> dict[str, Any]:
    """What stands on record, to begin with."""
    status = room.status
    level = status.level if status and status.level != MappaLevel.ONE else room.case.sitting.level
    return {
        "outcome": "stays",
        "category": status.category if status else "1",
        "level": level,
        "lead_agency": status.lead_agency if status else "police",
    }
