"""Reads for the first pages: who is on the caseload, and when a sweep last ran. Duties: `diary.agenda`."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from diary.models import Entry, SweepRun, passed_in_law
from offenders import policies
from offenders.models import Person
from offenders.models.person import PersonQuerySet


def last_sweep() -> datetime | None:
    """When a sweep last finished, in London time."""
    finished = (
        SweepRun.objects.filter(kind="sweep")
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )
    return timezone.localtime(finished) if finished else None


def caseload(user: User, now: datetime, *, scope: str, archived: bool = False) -> PersonQuerySet:
    """People for the list: names, manager, whereabouts, the next date and whether anything is overdue.

    `mine` are the user's own and those they cover; `all` is everyone they may see. Archived records are left out
    unless asked for.
    """
    today = now.date()
    if scope == "mine":
        # No exception by name or in an emergency adds to one's own people.
        people = Person.objects.filter(policies.own(user, today))
    else:
        people = Person.objects.visible_to(user, now)
    if not archived:
        people = people.exclude(policies.archived())
    read = Entry.objects.filter(policies.reading(user, now), person=OuterRef("pk"))
    running = read.running()
    return (
        people.with_name()
        .with_manager()
        .with_cover(today)
        .with_status(today)
        .in_level_order()
        .annotate(
            next_due=Subquery(running.order_by("last").values("last")[:1]),
            next_computed=Subquery(running.order_by("last").values("computed_last")[:1]),
            next_title=Subquery(running.order_by("last").values("title")[:1]),
            is_overdue=Exists(running.filter(passed_in_law(now))),
            is_suspended=Exists(read.suspended()),
        )
        .select_related("unit")
    )
