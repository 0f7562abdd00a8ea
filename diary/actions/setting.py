"""Tasks: set, done, handed on, cancelled. Every app that wants something done about a person sets a task here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from access.policies import Capability
from access.recording import lock, recording
from accounts.models import User
from diary.actions.telling import tell
from diary.duties import PLAIN
from diary.models import Task
from frontend.dates import words
from offenders.actions.guards import reachable
from offenders.models import Person
from offenders.policies import holders_for
from offenders.signals import facts_changed

CLOSED = "This task has been done or cancelled already."


def set_task(
    actor: User,
    *,
    person: Person,
    title: str,
    due_on: date,
    now: datetime,
    owner: User | None = None,
    detail: str = "",
    source: str = "",
    submission: UUID | None = None,
) -> Task:
    """Have something done about a person by the end of `due_on`; `owner` None: by whoever manages them.

    An app that sets it for a cause of its own names it in `source` ("app/kind:id"), has asked itself whether its actor
    may, and words `title` so that it names nobody, for messages carry it; the same source twice is one task. Otherwise
    the actor must be able to write on the record, and to approve what others do to set a task for somebody else.
    Raises PermissionDenied, or ValidationError keyed by field. The same `submission` twice gives the first back.
    """
    today, title = now.date(), title.strip()
    with recording(actor, "set task"):
        if not source:
            person = reachable(actor, person, Capability.RECORD, today)
            if submission and (already := Task.objects.filter(person=person, submission=submission).first()):
                return already
            if not title:
                raise ValidationError({"title": "Say what is to be done."})
            if due_on < today:
                raise ValidationError(
                    {"due_on": "Enter today or a later day: it cannot be done in the past."}
                )
            if owner != actor:
                _refuse_for_another(actor, person, owner, today)
        elif already := Task.objects.filter(person=person, source=source).first():
            return already
        task = Task.objects.create(
            person=person,
            title=title,
            detail=detail.strip(),
            source=source,
            owner=owner,
            due_on=due_on,
            set_at=now,
            set_by=actor,
            submission=submission,
        )
        facts_changed.send(Task, people=[person.pk], today=today)
        _tell(task, person, actor, now)
    return task


def finish_task(actor: User, *, task: Task, version: int, note: str, now: datetime) -> Task:
    """The task is done, and what came of it. The same person finishing it twice has finished it once.

    Raises PermissionDenied, Stale, or ValidationError: without a note, or when it is closed.
    """
    note = note.strip()
    if not note:
        raise ValidationError({"note": "Say what came of it: whoever reads the record later needs to know."})
    with recording(actor, "finish task"):
        reachable(actor, task.person, Capability.RECORD, now.date())
        current = lock(task)
        if current.done_at is not None and current.done_by_id == actor.pk:
            return current
        _still_open(current, version)
        current.done_at, current.done_by, current.done_note = now, actor, note
        _changed(current, now, "done_at", "done_by", "done_note")
    return current


def settle_task(actor: User, *, task: Task, note: str, now: datetime) -> Task:
    """What the task asked for is done, by a verb of the app that set it: that verb has guarded, and no further right is
    asked. One that is closed stays as it is."""
    with recording(actor, "finish task"):
        current = lock(task)
        if current.done_at is None and current.cancelled_at is None:
            current.done_at, current.done_by, current.done_note = now, actor, note
            _changed(current, now, "done_at", "done_by", "done_note")
    return current


def hand_on_task(
    actor: User, *, task: Task, version: int, owner: User | None, reason: str, now: datetime
) -> Task:
    """Somebody else is to do it; `owner` None: whoever manages the person. The day stays.

    Raises PermissionDenied, Stale, or ValidationError keyed by field.
    """
    today = now.date()
    if not reason.strip():
        raise ValidationError({"reason": "Say why you hand it on: whoever takes it needs to know."})
    with recording(actor, "hand on task", reason=reason.strip()):
        person = reachable(actor, task.person, Capability.RECORD, today)
        current = lock(task)
        _still_open(current, version)
        if owner and not holders_for(person, Capability.RECORD, today).filter(pk=owner.pk).exists():
            raise ValidationError({"owner": "They cannot write on this record, so they could not do it."})
        current.owner = owner
        _changed(current, now, "owner")
        _tell(current, person, actor, now)
    return current


def cancel_task(actor: User, *, task: Task, version: int, reason: str, now: datetime) -> Task:
    """It need not be done. By whoever set it, or somebody who approves what others do; one that an app has set, by
    the latter alone. Raises PermissionDenied, Stale, or ValidationError.
    """
    today, reason = now.date(), reason.strip()
    if not reason:
        raise ValidationError({"reason": "Say why it need not be done."})
    with recording(actor, "cancel task", reason=reason):
        by_hand_and_own = task.set_by_id == actor.pk and not task.source
        reachable(actor, task.person, Capability.RECORD if by_hand_and_own else Capability.APPROVE, today)
        current = lock(task)
        if current.cancelled_at is not None and current.cancelled_by_id == actor.pk:
            return current
        _still_open(current, version)
        current.cancelled_at, current.cancelled_by, current.cancel_reason = now, actor, reason
        _changed(current, now, "cancelled_at", "cancelled_by", "cancel_reason")
    return current


def _refuse_for_another(actor: User, person: Person, owner: User | None, today: date) -> None:
    if not Person.objects.within_reach(actor, Capability.APPROVE, today).filter(pk=person.pk).exists():
        raise PermissionDenied
    if owner and not holders_for(person, Capability.RECORD, today).filter(pk=owner.pk).exists():
        raise ValidationError({"owner": "They cannot write on this record, so they could not do it."})


def _still_open(task: Task, version: int) -> None:
    lock(task, expected_version=version)
    if not task.is_open:
        raise ValidationError(CLOSED, code="closed")


def _changed(task: Task, now: datetime, *fields: str) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])
    facts_changed.send(Task, people=[task.person_id], today=now.date())


def _tell(task: Task, person: Person, actor: User, now: datetime) -> None:
    """Whoever is to do it, unless they set it themselves."""
    managers = User.objects.filter(assignments__person=person, assignments__ends_on__isnull=True)
    what = task.title if task.source else PLAIN
    tell(
        [user for user in ([task.is_for] if task.is_for else managers) if user != actor],
        person=person,
        cause=f"task {task.pk} {task.version}",
        subject=f"{person.reference}: {what[0].lower()}{what[1:]}",
        body=f"{what}, by the end of {words(task.due_on)}.\n\n"
        f"Sign in to see what, and from whom: {settings.PUBLIC_URL}",
        now=now,
    )
