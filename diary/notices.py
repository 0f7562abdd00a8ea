"""What the diary itself, and the facts below it, put on the noticeboard: releases, new people, moved dates, tasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.urls import reverse

from access.policies import FieldClass
from accounts.models import User
from diary import duties
from diary.models import Entry, Moved, Task
from diary.noticeboard import Awaited, News, Said, add_awaited, add_news, day
from frontend.dates import words, words_with_weekday
from offenders.choices import AbsenceKind
from offenders.models import Absence, Assignment


def register() -> None:
    add_news(
        News(
            name="released",
            called="Released",
            at="ended_on",
            rows=_released,
            said={"kind": F("kind"), "on": F("ended_on"), "next": F("next_title"), "by": F("next_by")},
            words=_release_in_words,
            address=record,
        )
    )
    add_news(
        News(
            name="detained",
            called="Detained",
            at="starts_on",
            rows=_detained,
            said={"kind": F("kind"), "on": F("starts_on")},
            words=lambda said: f"{AbsenceKind(said['kind']).label} since {_words(said, 'on')}",
            address=record,
        )
    )
    add_news(
        News(
            name="allocated",
            called="New on your caseload",
            at="starts_on",
            rows=_allocated,
            said={"on": F("starts_on")},
            words=lambda said: f"Allocated to you on {_words(said, 'on')}",
            address=record,
        )
    )
    add_news(
        News(
            name="moved",
            called="Date moved",
            at="moved_on",
            rows=_moved,
            said={"title": F("title"), "was": F("was"), "now": F("now"), "by": F("by")},
            words=_move_in_words,
            address=record,
        )
    )
    add_awaited(
        Awaited(
            name="tasks",
            called="Task",
            at="set_at",
            rows=_tasks,
            field_class=FieldClass.MANAGEMENT,
            said={"id": F("id"), "title": F("title"), "due": F("due_on"), "who": F("doer")},
            words=lambda said: f"{said['title']}: {said['who'] or 'nobody yet'}, by {_words(said, 'due')}",
            address=lambda person, said: reverse("task", args=[person, said["id"]]),
        )
    )


def record(person: UUID, said: Said) -> str:
    """The person's own page, whatever was said."""
    return reverse("person", args=[person])


def _words(said: Said, name: str) -> str:
    found = day(said, name)
    return words(found) if found else "no date"


def _released(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """With the duty that comes first now: most who are released have three days."""
    coming = (
        Entry.objects.running()
        .filter(person=OuterRef("person"), field_class=FieldClass.GENERAL)
        .order_by("last")
    )
    return (
        Absence.objects.standing()
        .detentions()
        .filter(ended_on__gte=since.date(), ended_on__lte=now.date())
        .annotate(
            next_title=Subquery(coming.values("title")[:1]), next_by=Subquery(coming.values("last")[:1])
        )
    )


def _release_in_words(said: Said) -> str:
    left = "Discharged from hospital" if said["kind"] == AbsenceKind.HOSPITAL_PART_3 else "Released"
    text = f"{left} on {_words(said, 'on')}"
    by = day(said, "by")
    return f"{text}. {said['next']} by {words_with_weekday(by)}" if by else text


def _detained(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    begun = Q(starts_on__gte=since.date(), starts_on__lte=now.date(), ended_on__isnull=True)
    return Absence.objects.standing().detentions().filter(begun).exclude(recorded_by=user)


def _allocated(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Not those that the reader took on, nor whom they had already in the register that was brought in."""
    begun = Q(starts_on__gte=since.date(), starts_on__lte=now.date(), ends_on__isnull=True)
    given = Assignment.objects.filter(begun, manager=user, assigned_by__isnull=False)
    return given.exclude(assigned_by=user)


def _moved(user: User, since: datetime, now: datetime) -> QuerySet[Any]:
    """Not those of tasks, whose titles are in somebody's own words, nor those that the reader has moved."""
    found = Moved.objects.filter(moved_on__gte=since.date(), moved_on__lte=now.date())
    return found.exclude(key__startswith=f"{duties.NAME}/").exclude(by=str(user))


def _move_in_words(said: Said) -> str:
    was = f", was {_words(said, 'was')}" if said["was"] else ""
    now = f"{_words(said, 'now')}" if said["now"] else "no date runs"
    return f"{said['title']}: {now}{was} ({said['by']})"


def _tasks(user: User, now: datetime) -> QuerySet[Any]:
    """Open ones that this user set and somebody else is to do: by name, or whoever manages the person."""
    manager = Assignment.objects.filter(person=OuterRef("person"), ends_on__isnull=True)
    return (
        Task.objects.open()
        .filter(set_by=user, source="")
        .annotate(
            doer_id=Coalesce("owner", Subquery(manager.values("manager")[:1]), output_field=UUIDField()),
            doer=Coalesce("owner__family_name", Subquery(manager.values("manager__family_name")[:1])),
        )
        .exclude(doer_id=user.pk)
    )
