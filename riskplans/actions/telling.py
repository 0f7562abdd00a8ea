"""Whom a supervisor's part in a visit goes to, and how they learn of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TypedDict

from django.conf import settings

from access.policies import Capability
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from diary.actions import finish_task, set_task, tell
from diary.models import Task
from offenders.models import Assignment, Person
from offenders.policies import holders_for

SOURCE = "riskplans"
# The kinds of what a supervisor is asked because somebody may be in danger (`ask_supervisor`, at once).
DANGER = ("safeguarding", "polygraph-danger")


def supervisors_of(person: Person, today: date, *, apart_from: Collection[User] = ()) -> list[User]:
    """Those who approve what others do for this person, of their own unit first; inspectors where it has none.

    Nobody `apart_from` is among them. Where nobody else may approve, the force's detective inspectors are asked.
    """
    others = [user.pk for user in apart_from]
    may = holders_for(person, Capability.APPROVE, today).filter(is_active=True).exclude(pk__in=others)
    unit = RoleAssignment.objects.held_on(today).filter(role=Role.SUPERVISOR, user__unit=person.unit_id)
    own = list(may.filter(pk__in=unit.values("user")).order_by("family_name", "collar_number"))
    return own or list(may.order_by("family_name", "collar_number")) or _inspectors(person, today, others)


def inspectors_left(person: Person, today: date, *, apart_from: Collection[object]) -> list[User]:
    """The detective inspectors who may approve for this person, but those (ids)."""
    may = holders_for(person, Capability.APPROVE, today)
    return [user for user in _inspectors(person, today, apart_from) if may.filter(pk=user.pk).exists()]


def _inspectors(person: Person, today: date, others: Collection[object]) -> list[User]:
    held = RoleAssignment.objects.held_on(today).filter(role=Role.DETECTIVE_INSPECTOR)
    found = User.objects.filter(pk__in=held.values("user"), force=person.force_id, is_active=True)
    return list(found.exclude(pk__in=others).order_by("family_name", "collar_number"))


class Message(TypedDict):
    subject: str
    body: str


def said_of(reference: str, what: str) -> Message:
    """What a message says; `what` names nobody."""
    return {
        "subject": f"{reference}: {what[0].lower()}{what[1:]}",
        "body": f"{what}.\n\nSign in to see it: {settings.PUBLIC_URL}",
    }


def tell_supervisors(
    person: Person,
    *,
    apart_from: Collection[User],
    cause: str,
    what: str,
    now: datetime,
    at_once: bool = False,
) -> None:
    """A message to each of them but those; `what` names nobody."""
    tell(
        supervisors_of(person, now.date(), apart_from=apart_from),
        person=person,
        cause=cause,
        **said_of(person.reference, what),
        now=now,
        at_once=at_once,
    )


def tell_manager(
    person: Person,
    *,
    apart_from: Collection[User],
    cause: str,
    what: str,
    now: datetime,
    at_once: bool = False,
) -> None:
    """A message to whoever manages the person; `what` names nobody."""
    held = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager")
    tell(
        [each.manager for each in held if each.manager not in apart_from],
        person=person,
        cause=cause,
        **said_of(person.reference, what),
        now=now,
        at_once=at_once,
    )


def tell_inspectors(
    person: Person, *, apart_from: Collection[object], cause: str, what: str, now: datetime
) -> None:
    """A message to the force's detective inspectors but those (ids); `what` names nobody."""
    tell(
        _inspectors(person, now.date(), list(apart_from)),
        person=person,
        cause=cause,
        **said_of(person.reference, what),
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
    apart_from: Collection[User] = (),
    at_once: bool = False,
) -> Task:
    """A task for one supervisor by name, and a message to all of them. Once for the same `kind` and `about`.

    The actor is not asked, nor is anybody `apart_from`; `at_once` is for danger.
    """
    others = (actor, *apart_from)
    task = set_task(
        actor,
        person=person,
        title=title,
        detail=detail,
        due_on=due_on,
        owner=next(iter(supervisors_of(person, now.date(), apart_from=others)), None),
        source=f"{SOURCE}/{kind}:{about}",
        now=now,
    )
    tell_supervisors(person, apart_from=others, cause=f"{kind} {about}", what=title, now=now, at_once=at_once)
    return task


def ask_inspector(
    actor: User, *, person: Person, kind: str, about: object, title: str, due_on: date, now: datetime
) -> Task:
    """As `ask_supervisor`, of the force's detective inspectors."""
    asked = _inspectors(person, now.date(), [actor.pk])
    task = set_task(
        actor,
        person=person,
        title=title,
        due_on=due_on,
        owner=next(iter(asked), None),
        source=f"{SOURCE}/{kind}:{about}",
        now=now,
    )
    tell(
        asked,
        person=person,
        cause=f"{kind} {about}",
        **said_of(person.reference, title),
        now=now,
    )
    return task


def answered(actor: User, *, person: Person, kind: str, about: object, note: str, now: datetime) -> None:
    """The task that asked for it is done."""
    waiting = Task.objects.open().filter(person=person, source=f"{SOURCE}/{kind}:{about}").first()
    if waiting:
        finish_task(actor, task=waiting, version=waiting.version, note=note, now=now)
