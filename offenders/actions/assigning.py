"""Naming the one manager of a person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from access.policies import Capability
from access.recording import Changes, recording
from accounts.choices import Role
from accounts.models import User
from offenders.actions.guards import reachable
from offenders.actions.sharing import governors, name_on, strike_off
from offenders.caseload.queries import full
from offenders.models import Assignment, Person, Restriction


def assign_manager(
    actor: User, *, person: Person, manager: User, reason: str, now: datetime, over_why: str = ""
) -> Assignment:
    """Make `manager` the person's one current manager from today; no due date moves.

    On a restricted record they are named in place of the former manager, who stays named only as the last who may
    lift the restriction.

    Whoever takes a person on themselves manages them from now on too, and waits for somebody else to confirm it
    (`Assignment.to_confirm`). Assigning the manager they already have confirms one who did, and changes nothing else.
    It is an allocation like any other: room in the caseload is one of the things that are looked at (practice 1.3).

    Raises PermissionDenied, or ValidationError when `manager` is not an offender manager or supervisor of the person's
    unit, and when their caseload is full by the force's policy and `over_why` does not say why they get one more all
    the same.
    """
    today = now.date()
    with recording(actor, "assign manager", reason=reason) as changes:
        person = reachable(actor, person, Capability.ASSIGN, today)
        if not may_manage(manager, person, today):
            raise ValidationError({"manager": "Choose an offender manager of this person's unit."})
        if person.assignments.filter(manager=manager, ends_on__isnull=True).exists():
            return _confirmed(hand_to(changes, person, manager, actor, now), actor, now, over_why)
        over_why = all_the_same(manager, over_why, today)
        return hand_to(changes, person, manager, actor, now, over_why=over_why)


def _confirmed(current: Assignment, actor: User, now: datetime, over_why: str) -> Assignment:
    """Somebody else has allocated a person to whoever took them on; nobody does that for themselves."""
    if actor.pk != current.manager_id and Assignment.objects.to_confirm().filter(pk=current.pk).exists():
        over_why = all_the_same(current.manager, over_why, now.date(), besides=current.person_id)
        current.confirmed_by, current.confirmed_at, current.over_why = (
            actor,
            now,
            over_why or current.over_why,
        )
        current.save(update_fields=["confirmed_by", "confirmed_at", "over_why"])
    return current


def all_the_same(manager: User, over_why: str, today: date, *, besides: UUID | None = None) -> str:
    """Why `manager` gets one more, as it is kept: empty where their caseload has room. Raises ValidationError.

    `besides` is whom they have already and who is the one more.
    """
    over = full(manager, today, besides=besides)
    if over and not over_why.strip():
        raise ValidationError({"over_why": f"Say why all the same. {manager} has {', and '.join(over)}."})
    return over_why.strip() if over else ""


def may_manage(user: User, person: Person, today: date) -> bool:
    """Whether a person can be theirs: an offender manager or supervisor of the person's unit who has not left."""
    officer = user.has_role([Role.OFFENDER_MANAGER, Role.SUPERVISOR], today)
    return officer and user.is_active and user.unit_id == person.unit_id


def hand_to(
    changes: Changes,
    person: Person,
    manager: User,
    actor: User,
    now: datetime,
    *,
    over_why: str = "",
    decided_by: User | None = None,
) -> Assignment:
    """Change the manager, in the transaction of the verb that calls it; `person` is locked. The moment is `now`.

    `decided_by` is whoever chose the manager, where the actor carries out what somebody else asked for.
    """
    today = now.date()
    current = person.assignments.select_for_update().filter(ends_on__isnull=True).first()
    if current and current.manager_id == manager.pk:
        return current
    if current:
        current.ends_on = max(today, current.starts_on)
        current.save(update_fields=["ends_on"])
    assigned = Assignment.objects.create(
        person=person,
        manager=manager,
        starts_on=today,
        assigned_by=decided_by or actor,
        recorded_at=now,
        over_why=over_why,
    )
    # Last of all: an actor who was the manager does not see the record any more.
    if Restriction.objects.standing().filter(person=person).exists():
        name_on(person, manager, actor, now)
        if current and governors(person, today).exclude(pk=current.manager_id).exists():
            strike_off(changes, person, current.manager)
    return assigned
