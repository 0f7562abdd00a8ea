"""Whom an agreed action is told to: whoever owes it, those above them, and where nobody is reached the coordinators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from access.policies import Capability
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary.actions import tell
from mappa.actions.telling import coordinators_of
from mappa.agreed.choices import StepKind
from mappa.models import AgreedAction
from mappa.sittings import policies
from offenders.models import Person
from offenders.policies import archived, restricted


def tell_owner(action: AgreedAction, cause: str, became: str, now: datetime) -> None:
    """Whoever owes it; where its agency has nobody who signs in, the coordinators, who have to tell it themselves."""
    if owners := _owners(action, now):
        tell_those(action, owners, cause, f"A MAPPA action of yours was {became}.", now)
        return
    said = f"A MAPPA action of {action.called} was {became}. Nobody there signs in: tell them yourself."
    tell_those(action, coordinators_of(action.person, now.date()), cause, said, now)


def above(action: AgreedAction, kind: str, now: datetime) -> list[User]:
    """Who is told at one step of the escalation; where nobody is reached, the coordinators."""
    force = action.person.force_id
    standing = getattr(action.agency, "mappa_standing", None) if action.agency else None
    found: list[User | None] = []
    if kind == StepKind.TO_MANAGER:
        found = [*_owners(action, now)]
        unit = action.owner.unit_id if action.owner else action.person.unit_id
        if action.agency_id is None:
            found += User.objects.filter(unit=unit, pk__in=_holding(Role.SUPERVISOR, now))
    elif action.agency_id is None:
        found = [*User.objects.filter(force=force, pk__in=_holding(Role.DETECTIVE_INSPECTOR, now))]
    else:
        contact = standing and (standing.contact if kind == StepKind.TO_CONTACT else standing.board)
        found = [*_of(action, [contact])]
    return _reached(found) or coordinators_of(action.person, now.date())


def tell_those(action: AgreedAction, recipients: list[User], cause: str, said: str, now: datetime) -> None:
    """Those of the recipients who may see the person, restricted or archived or not; where none may, coordinators."""
    today = now.date()
    closed = Person.objects.filter(restricted() | archived(), pk=action.person_id).exists()

    def may_see(user: User) -> bool:
        if user.agency_id is not None:
            return not closed
        return Person.objects.within_reach(user, Capability.VIEW, today).filter(pk=action.person_id).exists()

    told = list(filter(may_see, recipients)) or filter(may_see, coordinators_of(action.person, today))
    tell(
        told,
        person=action.person,
        cause=f"mappa/action:{action.pk} {cause}",
        subject=f"{action.person.reference}: MAPPA action",
        body=f"{said}\n\nSign in: {settings.PUBLIC_URL}",
        now=now,
    )


def _owners(action: AgreedAction, now: datetime) -> list[User]:
    """Its owner; where nobody is named whom a message reaches, those who speak for the agency, or the person's manager.
    Empty where the agency has nobody."""
    if found := _of(action, [action.owner]):
        return found
    if action.agency_id:
        speaking = RoleAssignment.objects.held_on(now.date()).filter(role__in=policies.PARTNERS)
        return _reached(User.objects.filter(agency=action.agency_id, pk__in=speaking.values("user")))
    manager = User.objects.filter(assignments__person=action.person_id, assignments__ends_on__isnull=True)
    return _reached(manager)


def _of(action: AgreedAction, users: Iterable[User | None]) -> list[User]:
    """Those of them whom a message reaches and who work for its agency now: whoever has moved on hears nothing."""
    return [user for user in _reached(users) if user.agency_id == action.agency_id]


def _reached(users: Iterable[User | None]) -> list[User]:
    """Those whom a message reaches."""
    return [user for user in users if user and user.is_active and user.email]


def _holding(role: str, now: datetime) -> Any:
    return RoleAssignment.objects.held_on(now.date()).filter(role=role).values("user")
