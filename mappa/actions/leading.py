"""Another agency, or another office of the same, leads: within the MAPPA area, at the level that stands."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import lock, overtaken, recording, same_again
from accounts.models import User
from mappa.actions.levels import WHY, Chosen, set_level, values
from mappa.actions.telling import say
from mappa.models import MappaDecision
from mappa.status import record
from mappa.status.choices import DecisionKind
from offenders.actions.guards import believe, reachable
from offenders.choices import LeadAgency
from offenders.models import MappaStatus, Person


def change_lead_agency(
    actor: User,
    *,
    person: Person,
    seen: UUID,
    version: int,
    lead_agency: str,
    lead_office: str,
    why: str,
    starts_on: date,
    now: datetime,
    submission: UUID | None = None,
) -> MappaStatus:
    """From `starts_on` another agency or office leads; category, level and area stay, and no clock begins anew.

    For coordinators and chairs; `seen` is the row that stood when they decided, of that version. Another area takes a
    case on by `ask_transfer`. Whoever manages them is told. Raises PermissionDenied, Stale, or ValidationError keyed by
    field. The same `submission` twice gives the first back.
    """
    today = now.date()
    # Why stands on the decision, of its own class: everybody who reads an event reads its reason.
    with recording(actor, "change lead agency"):
        person = reachable(actor, person, Capability.COORDINATE, today)
        if submission and (already := MappaDecision.objects.filter(submission=submission).first()):
            return same_again(
                already,
                person=person,
                lead_agency=lead_agency,
                lead_office=lead_office.strip(),
                takes_effect_on=starts_on,
                why=why.strip(),
            ).status
        status = record.current(person, today)
        if status is None:
            raise ValidationError("They are in no category today, so nobody leads.")
        if status.pk != seen:
            raise overtaken(status)
        status = lock(status, expected_version=version)
        chosen = Chosen(
            status.category, status.level, lead_agency, status.area, starts_on, lead_office.strip()
        )
        _ask(status, chosen, why, today)
        changed = set_level(
            actor,
            person=person,
            current=status,
            chosen=chosen,
            why=why,
            rests_on=[_from(status)],
            kind=DecisionKind.LEAD,
            submission=submission,
            now=now,
        )
        manager = person.assignments.filter(ends_on__isnull=True).select_related("manager").first()
        say(
            [manager.manager] if manager and manager.manager != actor else [],
            person=person,
            cause=f"mappa lead {changed.pk}",
            what="Another agency or office leads under MAPPA",
            now=now,
        )
    return changed


def _ask(status: MappaStatus, chosen: Chosen, why: str, today: date) -> None:
    """Raises ValidationError keyed by field."""
    wrong = values(chosen)
    if not why.strip():
        wrong["why"] = WHY
    if chosen.is_as(status):
        wrong["lead_agency"] = "That agency and office lead already."
    if chosen.starts_on > today:
        wrong["starts_on"] = "That day is still to come."
    elif status.starts_on and chosen.starts_on < status.starts_on:
        wrong["starts_on"] = "The category and level that stand began after that day."
    believe(wrong)


def _from(status: MappaStatus) -> str:
    office = f", {status.lead_office}" if status.lead_office else ""
    return f"Until then: {LeadAgency(status.lead_agency).label}{office}."
