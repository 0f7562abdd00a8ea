"""Somebody leaves MAPPA: what ended it, who decided it, what was done before, who is told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import recording
from accounts.models import User
from mappa.actions.critical import close_critical
from mappa.actions.letters import list_letters
from mappa.actions.levels import WHY, end_status, take_back, within_reach
from mappa.actions.telling import ask, finished
from mappa.actions.transferring import close_transfer
from mappa.models import CaseReview, MappaDecision
from mappa.room.choices import Outcome
from mappa.status import record, rules
from mappa.status.choices import DecisionKind, Trigger
from offenders.actions.guards import believe, reachable
from offenders.choices import MappaLevel
from offenders.models import MappaStatus, Person
from offenders.signals import facts_changed


def end_management(
    actor: User,
    *,
    person: Person,
    trigger: str,
    why: str,
    ended_on: date,
    now: datetime,
    closed: Collection[str] = (),
    told: str = "",
    confirmed_by: str = "",
) -> MappaDecision:
    """Somebody leaves MAPPA on a day: what ended it, what was done before (`closed`), and who is told.

    `told` names who is told besides the agencies that took part, one a line: each is a letter to send. `confirmed_by`
    says who has confirmed that it has ended, where the record cannot say. That the risk has fallen a meeting has
    decided. For coordinators and chairs; at level 1 for supervisors too, but never of category 3. Raises
    PermissionDenied, or ValidationError keyed by field. Where they have left already, gives that decision back.
    """
    today = now.date()
    with recording(actor, "end MAPPA management"):
        # Who may turns on the level: it is read once nobody else can change it.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        status = record.current(person, today)
        may = Capability.COORDINATE
        if status and status.level == MappaLevel.ONE and not within_reach(actor, person, may, today):
            may = Capability.APPROVE
        person = reachable(actor, person, may, today)
        if status is None:
            left = MappaDecision.objects.filter(person=person, kind=DecisionKind.ENDED).first()
            if left is None:
                raise ValidationError("They are in no category today.")
            return left
        heard = _heard(status)
        wrong = rules.leaving(
            category=status.category,
            trigger=trigger,
            closed=closed,
            subject=record.subject(person, today),
            supervision=record.supervision(person, ended_on),
            decided=heard is not None,
            confirmed_by=confirmed_by,
            ended_on=ended_on,
        )
        if not why.strip():
            wrong["why"] = WHY
        if ended_on > today:
            wrong["ended_on"] = "That day is still to come."
        elif status.starts_on and ended_on < status.starts_on:
            wrong["ended_on"] = "That was before the category and level began."
        believe(wrong)
        close_critical(actor, person, "They have left MAPPA.", now)
        take_back(actor, person, "They have left MAPPA.", now)
        close_transfer(actor, person, "They have left MAPPA.", now)
        end_status(status, ended_on)
        found = MappaDecision.objects.create(
            person=person,
            kind=DecisionKind.ENDED,
            status=status,
            category=status.category,
            level=status.level,
            level_before=status.level,
            lead_agency=status.lead_agency,
            lead_office=status.lead_office,
            area=status.area,
            takes_effect_on=ended_on,
            why=why.strip(),
            rests_on=f"Confirmed by {confirmed_by.strip()}." if confirmed_by.strip() else "",
            heard_id=heard if trigger == Trigger.DECISION else None,
            trigger=trigger,
            closed=sorted(set(closed)),
            told=told.strip(),
            decided_at=now,
            decided_by=actor,
        )
        finished(actor, person=person, kind="leave", note="They have left MAPPA.", now=now)
        ask(
            actor,
            [],
            person=person,
            kind="register",
            about=found.pk,
            title="Tidy the national record (ViSOR or MAPPS): close it, or say who keeps it",
            due_on=today,
            now=now,
        )
        list_letters(actor, decision=found, also=told, now=now)
        facts_changed.send(MappaStatus, people=[person.pk], today=today)
    return found


def _heard(status: MappaStatus) -> UUID | None:
    """The case that decided last, if it decided that they leave."""
    cases = CaseReview.objects.held().filter(person=status.person_id, sitting__held_on__gte=status.starts_on)
    last = cases.select_related("levelview").order_by("-decided_at").first()
    return last.pk if last and last.levelview.outcome == Outcome.EXITS else None
