"""Whom something about MAPPA waits for: a task for one by name, and a message to all who may do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings

from access.policies import Capability
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary.actions import finish_task, set_task, settle_task, tell
from diary.models import Task
from offenders.models import Person
from offenders.policies import holders_for
from riskplans.actions.telling import supervisors_of

SOURCE = "mappa"


def inspectors_of(person: Person, today: date, *, apart_from: Collection[User]) -> list[User]:
    held = RoleAssignment.objects.held_on(today).filter(role=Role.DETECTIVE_INSPECTOR)
    found = holders_for(person, Capability.APPROVE, today).filter(pk__in=held.values("user"))
    return list(found.exclude(pk__in=[user.pk for user in apart_from]).order_by("family_name"))


def coordinators_of(person: Person, today: date) -> list[User]:
    """Those who decide on levels and referrals of this person: coordinators, and chairs where there is none."""
    found = holders_for(person, Capability.COORDINATE, today)
    held = RoleAssignment.objects.held_on(today).filter(role=Role.MAPPA_COORDINATOR)
    return list(found.filter(pk__in=held.values("user"))) or list(found)


def chairs_of(person: Person, today: date, *, apart_from: Collection[User]) -> list[User]:
    found = holders_for(person, Capability.COORDINATE, today)
    held = RoleAssignment.objects.held_on(today).filter(role=Role.CHAIR)
    return list(found.filter(pk__in=held.values("user")).exclude(pk__in=[user.pk for user in apart_from]))


def ask(
    actor: User,
    whom: Iterable[User],
    *,
    person: Person,
    kind: str,
    about: object,
    title: str,
    due_on: date,
    now: datetime,
) -> Task:
    """A task for the first of them and a message to all, once for the same `kind` and `about`; `title` names nobody."""
    asked = list(whom)
    task = set_task(
        actor,
        person=person,
        title=title,
        due_on=due_on,
        owner=next(iter(asked), None),
        source=f"{SOURCE}/{kind}:{about}",
        now=now,
    )
    say(asked, person=person, cause=f"{kind} {about}", what=title, now=now)
    return task


def ask_supervisor(
    actor: User, *, person: Person, kind: str, about: object, title: str, due_on: date, now: datetime
) -> Task:
    """As `ask`, of the supervisors of this person but the actor."""
    asked = supervisors_of(person, now.date(), apart_from=[actor])
    return ask(actor, asked, person=person, kind=kind, about=about, title=title, due_on=due_on, now=now)


def say(whom: Iterable[User], *, person: Person, cause: str, what: str, now: datetime) -> None:
    """A message to each; `what` names nobody."""
    tell(
        list(whom),
        person=person,
        cause=cause,
        subject=f"{person.reference}: {what[0].lower()}{what[1:]}",
        body=f"{what}.\n\nSign in to see it: {settings.PUBLIC_URL}",
        now=now,
    )


def finished(
    actor: User, *, person: Person, kind: str, note: str, now: datetime, about: object = None
) -> None:
    """Every task of this kind about them is done; with `about`, that one alone."""
    open_ones = Task.objects.open().filter(person=person, source__startswith=f"{SOURCE}/{kind}:")
    for task in open_ones.filter(source=f"{SOURCE}/{kind}:{about}") if about else open_ones:
        settle_task(actor, task=task, note=note, now=now)


def answered(actor: User, *, person: Person, kind: str, about: object, note: str, now: datetime) -> None:
    """The task that asked for it is done."""
    waiting = Task.objects.open().filter(person=person, source=f"{SOURCE}/{kind}:{about}").first()
    if waiting:
        finish_task(actor, task=waiting, version=waiting.version, note=note, now=now)
