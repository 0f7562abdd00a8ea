"""Reads for the first pages: what must be done, in what order, and who is on the caseload."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from access.policies import Capability, reach
from accounts.models import User
from diary.choices import FlagState
from diary.models import TWO_WEEKS, Entry, Flag, SweepRun, passed, passed_in_law
from offenders import policies
from offenders.models import Assignment, Person
from offenders.models.person import PersonQuerySet, covered_by, legal_name

A_LIST = 50  # rows of each list on Today; the number above it counts them all


@dataclass(slots=True)
class Bucket:
    """One list of Today: its rows, and how many there are in all."""

    name: str
    heading: str
    tile: str
    empty: str
    total: int = 0
    entries: list[Entry] = field(default_factory=list)


# Name, heading, what the number above it says, and what is said with pride when there is none.
BUCKETS = [
    ("overdue", "Overdue", "overdue", "Nothing is overdue."),
    ("today", "Due today", "due today", "Nothing is due today."),
    (
        "soon",
        f"In the next {TWO_WEEKS} days",
        f"in the next {TWO_WEEKS} days",
        f"Nothing is due in the next {TWO_WEEKS} days.",
    ),
    (
        "waiting",
        "Waiting for a release or a return",
        "waiting for a release or a return",
        "Nothing waits for a release or a return.",
    ),
]


def last_sweep() -> datetime | None:
    """When a sweep last finished, in London time."""
    finished = (
        SweepRun.objects.filter(kind="sweep")
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
        .first()
    )
    return timezone.localtime(finished) if finished else None


def todays_lists(people: Q, now: datetime) -> list[Bucket]:
    """The four lists of the people chosen, in one query however many there are.

    `people` filters entries, by paths that begin with `person__`.
    """
    buckets = {row[0]: Bucket(*row) for row in BUCKETS}
    soon = now.date() + timedelta(days=TWO_WEEKS)
    rows = (
        Entry.objects.open()
        .filter(people)
        # One worked to a later date than the law's stays in sight from two weeks before the law's.
        .filter(Q(last__isnull=True) | Q(work_to__lte=soon) | Q(computed_last__lte=soon))
        .annotate(
            bucket=Case(
                When(last__isnull=True, then=Value("waiting")),
                When(passed(now), then=Value("overdue")),
                When(work_to__lte=now.date(), then=Value("today")),
                default=Value("soon"),
                output_field=CharField(),
            ),
            legal_name=legal_name("person__"),
            family_name=F("legal_name__family_name"),
            given_names=F("legal_name__given_names"),
            assigned=FilteredRelation(
                "person__assignments", condition=Q(person__assignments__ends_on__isnull=True)
            ),
            # Whoever is to do it: by name, or else the manager.
            manager_family_name=Coalesce("owner__family_name", "assigned__manager__family_name"),
            manager_rank=Coalesce("owner__rank", "assigned__manager__rank"),
            manager_collar_number=Coalesce("owner__collar_number", "assigned__manager__collar_number"),
            does_it=Coalesce("owner", "assigned__manager"),
            covered_by=covered_by("does_it", now.date()),
            flagged_at=Subquery(
                Flag.objects.filter(person=OuterRef("person"), key=OuterRef("key"), state=FlagState.OVERDUE)
                .order_by("-since")
                .values("noticed_at")[:1]
            ),
        )
        .in_working_order()
        .annotate(
            total=Window(Count("pk"), partition_by=F("bucket")),
            place=Window(
                RowNumber(),
                partition_by=F("bucket"),
                order_by=[F("level_order").asc(), F("work_to").asc(), F("person__reference").asc()],
            ),
        )
        .filter(place__lte=A_LIST)
        .select_related("person")
    )
    for entry in rows:
        bucket = buckets[entry.bucket]
        bucket.total = entry.total
        bucket.entries.append(entry)
    return list(buckets.values())


def whose(user: User, now: datetime) -> tuple[str, Q]:
    """Whose duties Today shows: one's own caseload if one manages anybody, otherwise all within reach.

    Gives the scope's name, `caseload` or `unit`, and the filter for entries. What somebody else is to do by name is
    theirs and not the manager's.
    """
    today = now.date()
    scope = reach(user, Capability.VIEW, today)
    seen = policies.within(user, Capability.VIEW, today, person="person__") & Q(policies.reading(user, now))
    if not scope:
        return "nobody", seen
    managers = [user.pk, *user.covers_on(today)]
    managed = Assignment.objects.filter(manager__in=managers, ends_on__isnull=True)
    if people := list(managed.values_list("person", flat=True)):
        unowned = Q(owner__isnull=True) | Q(owner__is_active=False)
        return "caseload", (Q(person__in=people) & unowned | Q(owner__in=managers)) & seen
    return "unit", seen


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
