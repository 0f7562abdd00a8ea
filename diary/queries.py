"""Reads of tasks, for the pages of a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from access.policies import Capability
from accounts.models import User
from diary.models import Task, TaskQuerySet
from offenders.models import Person
from offenders.policies import holders_for


def _with_people(tasks: TaskQuerySet) -> TaskQuerySet:
    return tasks.select_related("owner", "set_by", "done_by", "cancelled_by")


def open_tasks(person: Person) -> list[Task]:
    """Those that wait, the first due first."""
    return list(_with_people(Task.objects.open().filter(person=person)))


def closed_tasks(person: Person, *, limit: int = 50) -> list[Task]:
    """The newest `limit` that were done or cancelled."""
    closed = Task.objects.filter(person=person).exclude(pk__in=Task.objects.open().filter(person=person))
    return list(_with_people(closed).order_by("-set_at")[:limit])


def task_of(person: Person, task_id: UUID) -> Task:
    """The person's task, or Http404."""
    task = get_object_or_404(_with_people(Task.objects.all()), pk=task_id, person=person)
    task.person = person
    return task


def who_can_do(person: Person, now: datetime) -> QuerySet[User]:
    """The officers whom a task about this person can be given to: those of its unit who can write on it."""
    may = holders_for(person, Capability.RECORD, now.date())
    theirs = Q(unit=person.unit_id) | Q(assignments__person=person, assignments__ends_on__isnull=True)
    return may.filter(theirs).distinct().order_by("family_name", "given_name")


def may_set_for_others(user: User, person: Person) -> bool:
    """Whether the reader of this record gives others work: `person` comes from offenders.queries."""
    return person.relationship.may(Capability.APPROVE)
