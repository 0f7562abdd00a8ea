"""Whom a supervisor's part in a visit goes to, and how they learn of it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from access.policies import Capability
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary.actions import finish_task, set_task, tell
from diary.models import Task
from offenders.models import Person
from offenders.policies import holders_for

SOURCE = "riskplans"


def supervisors_of(person: Person, today: date) -> list[User]:
    """Those who approve what others do for this person, of their own unit first; inspectors where it has none."""
    may = holders_for(person, Capability.APPROVE, today).filter(is_active=True)
    unit = RoleAssignment.objects.held_on(today).filter(role=Role.SUPERVISOR, user__unit=person.unit_id)
    own = list(may.filter(pk__in=unit.values("user")).order_by("family_name", "collar_number"))
    return own or list(may.order_by("family_name", "collar_number"))


def tell_supervisors(person: Person, *, actor: User | None, cause: str, what: str, now: datetime) -> None:
    """A message to each of them but the actor; `what` names nobody."""
    tell(
        [user for user in supervisors_of(person, now.date()) if user != actor],
        person=person,
        cause=cause,
        subject=f"{person.reference}: {what[0].lower()}{what[1:]}",
        body=f"{what}.\n\nSign in to see it: {settings.PUBLIC_URL}",
        now=now,
    )


def ask_supervisor(
    actor: User,
    *,
    person: Person,
    kind: str,
    about: object,
    title: str,
    due_on: date,
    now: datetime,
    detail: str = "",
) -> Task:
    """A task for one supervisor by name, and a message to all of them. Once for the same `kind` and `about`."""
    task = set_task(
        actor,
        person=person,
        title=title,
        detail=detail,
        due_on=due_on,
        owner=next((user for user in supervisors_of(person, now.date()) if user != actor), None),
        source=f"{SOURCE}/{kind}:{about}",
        now=now,
    )
    tell_supervisors(person, actor=actor, cause=f"{kind} {about}", what=title, now=now)
    return task


def answered(actor: User, *, person: Person, kind: str, about: object, note: str, now: datetime) -> None:
    """The task that asked for it is done."""
    waiting = Task.objects.open().filter(person=person, source=f"{SOURCE}/{kind}:{about}").first()
    if waiting:
        finish_task(actor, task=waiting, version=waiting.version, note=note, now=now)
