"""Whose duties somebody looks after, in what order, and the lists they stand in: on Today, in a digest, a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import (
    Case,
    CharField,
    Count,
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

from access.policies import Capability, reach
from accounts.models import User
from diary.choices import FlagState
from diary.models import TWO_WEEKS, Entry, EntryQuerySet, Flag, RemindBefore, passed
from diary.next_actions import done_with, in_hand, offered
from diary.providers import watched_by
from offenders import policies
from offenders.models import Assignment
from offenders.models.person import covered_by, legal_name

A_LIST = 20  # rows of each list on Today; the number above it counts them all, and leads to them


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
    ("later", "Later, as you asked to be reminded", "later, as you asked", ""),
    (
        "waiting",
        "Waiting for a release or a return",
        "waiting for a release or a return",
        "Nothing waits for a release or a return.",
    ),
]


def lists(user: User, people: Q, now: datetime, *, rows: int = A_LIST) -> list[Bucket]:
    """The lists of the people chosen, the first `rows` of each and how many there are; two queries in all.

    `people` filters entries, by paths that begin with `person__`. Right whether or not a sweep has run: what `user`
    asked to be reminded of is asked of the date too.
    """
    buckets = {row[0]: Bucket(*row) for row in BUCKETS}
    wishes = _wishes(user)
    found = (
        _listed(people, now, wishes)
        .in_working_order()
        .annotate(
            total=Window(Count("pk"), partition_by=F("bucket")),
            place=Window(
                RowNumber(),
                partition_by=F("bucket"),
                order_by=[F("level_order").asc(), F("work_to").asc(), F("person__reference").asc()],
            ),
        )
        .filter(place__lte=rows)
    )
    for entry in found:
        bucket = buckets[entry.bucket]
        bucket.total = entry.total
        bucket.entries.append(entry)
        entry.reminded = _is_reminded(entry, wishes, now.date())
    return list(buckets.values())


def one_list(user: User, people: Q, now: datetime, name: str) -> EntryQuerySet:
    """All of the list `name`, to be paged by ONE_LIST_ORDER; one query more for the user's reminders."""
    return _listed(people, now, _wishes(user)).filter(Q(bucket=name)).in_working_order()


ONE_LIST_ORDER = ("level_order", "work_to", "person__reference", "pk")


def week(people: Q, monday: date, *, most: int) -> list[Entry]:
    """What is open and to be done by a day of the week that begins on `monday`, in working order, at most so many."""
    days = Q(work_to__gte=monday, work_to__lt=monday + timedelta(days=7))
    found = _named(Entry.objects.running().filter(people).filter(days)).by_day()
    return list(found[:most])


def _wishes(user: User) -> dict[str, int]:
    return dict(RemindBefore.objects.filter(user=user).values_list("kind", "days"))


def _is_reminded(entry: Entry, wishes: dict[str, int], today: date) -> bool:
    before = wishes.get(entry.kind)
    return before is not None and entry.work_to is not None and 0 < (entry.work_to - today).days <= before


def _listed(people: Q, now: datetime, wishes: dict[str, int]) -> EntryQuerySet:
    """The entries that stand in a list of Today, each with the name of its `bucket`."""
    today = now.date()
    soon = today + timedelta(days=TWO_WEEKS)
    reminded = Q(pk__in=[])
    for kind, before in wishes.items():
        reminded |= Q(kind=kind, work_to__gt=soon, work_to__lte=today + timedelta(days=before))
    return _named(
        Entry.objects.open()
        .filter(people)
        # One worked to a later date than the law's stays in sight from two weeks before the law's.
        .filter(Q(last__isnull=True) | Q(work_to__lte=soon) | Q(computed_last__lte=soon) | reminded)
        .annotate(
            bucket=Case(
                When(last__isnull=True, then=Value("waiting")),
                When(passed(now), then=Value("overdue")),
                When(work_to__lte=today, then=Value("today")),
                When(Q(work_to__lte=soon) | Q(computed_last__lte=soon), then=Value("soon")),
                default=Value("later"),
                output_field=CharField(),
            )
        )
    ).annotate(does_it=Coalesce("owner", "assigned__manager"), covered_by=covered_by("does_it", today))


def _named(entries: EntryQuerySet) -> EntryQuerySet:
    """With the person, their name, who is to do it, and when it was flagged."""
    return entries.annotate(
        legal_name=legal_name("person__"),
        family_name=F("legal_name__family_name"),
        given_names=F("legal_name__given_names"),
        assigned=FilteredRelation(
            "person__assignments", condition=Q(person__assignments__ends_on__isnull=True)
        ),
        manager_pk=F("assigned__manager"),
        # Whoever is to do it: by name, or else the manager.
        manager_family_name=Coalesce("owner__family_name", "assigned__manager__family_name"),
        manager_rank=Coalesce("owner__rank", "assigned__manager__rank"),
        manager_collar_number=Coalesce("owner__collar_number", "assigned__manager__collar_number"),
        flagged_at=Subquery(
            Flag.objects.filter(person=OuterRef("person"), key=OuterRef("key"), state=FlagState.OVERDUE)
            .order_by("-since")
            .values("noticed_at")[:1]
        ),
    ).select_related("person")


def add_next_actions(entries: Sequence[Entry], user: User, now: datetime) -> None:
    """Give each of these entries, as these lists read them, the one next action that this user may take."""
    today = now.date()
    reaches = {capability: reach(user, capability, today) for capability in Capability}

    def may(entry: Entry, capability: Capability) -> bool:
        held = reaches[capability]
        return entry.manager_pk in held.managers or held.covers(
            unit_id=entry.person.unit_id, force_id=entry.person.force_id
        )

    found = in_hand(entries, may)
    for entry in entries:
        entry.next_action = found.get(entry.pk) or offered(entry, now, partial(may, entry))
        entry.for_another = (entry.owner_id or entry.manager_pk) != user.pk


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose duties somebody looks after: `caseload`, `unit`, `mappa` (of all within reach, MAPPA's own) or `nobody`.

    `duties` filters entries, `people` any rows that have a `person`.
    """

    name: str
    duties: Q
    people: Q


def whose(user: User, now: datetime) -> Scope:
    """One's own caseload if one manages anybody, otherwise all within reach; of that, for who keeps no records, what is
    done at the counter if they take notifications, and MAPPA's own if they prepare or chair its meetings.

    What somebody else is to do by name is theirs and not the manager's.
    """
    today = now.date()
    within = policies.within(user, Capability.VIEW, today, person="person__")
    seen = within & Q(policies.reading(user, now))
    if not reach(user, Capability.VIEW, today):
        return Scope("nobody", seen, within)
    managers = [user.pk, *user.covers_on(today)]
    managed = Assignment.objects.filter(manager__in=managers, ends_on__isnull=True)
    if people := list(managed.values_list("person", flat=True)):
        unowned = Q(owner__isnull=True) | Q(owner__is_active=False)
        mine = Q(person__in=people)
        return Scope("caseload", (mine & unowned | Q(owner__in=managers)) & seen, mine)
    if reach(user, Capability.RECORD, today):
        return Scope("unit", seen, within)
    if reach(user, Capability.NOTIFY, today):
        return Scope("unit", seen & Q(kind__in=done_with(Capability.NOTIFY)), within)
    if reach(user, Capability.COORDINATE, today):
        return Scope("mappa", seen & (Q(owner=user) | watched_by(Capability.COORDINATE)), within)
    return Scope("unit", seen, within)


def by_name(user: User, scope: Scope) -> Q:
    """Of a scope, what this user is to do by name."""
    return Q(owner=user) & scope.duties
