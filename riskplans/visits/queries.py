"""Reads for the pages of visits: the officer's list, how one person stands, what waits for a supervisor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber
from django.shortcuts import get_object_or_404
from django.utils import timezone

from access.policies import Capability, reach
from accounts.models import User
from diary.models import Entry, passed
from notifications.breaches.choices import Found
from notifications.models import Breach
from offenders import policies
from offenders.choices import ManagementLevel
from offenders.models import Assignment, Person
from offenders.models.person import PersonQuerySet
from practice.policy import Policy, policy_of
from riskplans.choices import VisitState
from riskplans.keys import HABIT, REVIEW_WITHIN, WINDOW
from riskplans.models import AttemptsDecision, Visit, VisitInterval
from riskplans.visits import attempts, rules
from riskplans.visits.clock import Clock, clock_of
from riskplans.visits.duties import KIND

A_LIST = 100  # rows of each list; the heading counts them all
_REVIEWED = (ManagementLevel.VERY_HIGH, ManagementLevel.HIGH, ManagementLevel.UNASSESSED)


@dataclass(slots=True)
class Standing:
    """How visits to one person stand."""

    clock: Clock | None
    next: rules.Next | None
    open: Visit | None
    tried: list[Visit]
    decision: AttemptsDecision | None
    away: str


def how_it_stands(person: Person, today: date) -> Standing:
    """The clock with its reasons, the visit that is planned, the attempts since they were last seen."""
    clock = clock_of(person, today)
    tried = attempts.of(person)
    return Standing(
        clock=clock,
        next=clock.next(today) if clock else None,
        open=Visit.objects.open().filter(person=person).select_related("officer").first(),
        tried=tried,
        decision=AttemptsDecision.objects.waiting().filter(person=person).first() if tried else None,
        away=clock.away_on(today) if clock else "",
    )


def at_a_glance(person: Person) -> QuerySet[Any]:
    """The visit that is due, with `visit_id`, `planned_for` and `under_way` of one that is planned, and whether
    attempts wait for a decision (`waits`); empty if nobody visits them."""
    planned = Visit.objects.open().filter(person=OuterRef("person"))
    return (
        Entry.objects.open()
        .filter(person=person, kind=KIND)
        .annotate(
            visit_id=Subquery(planned.values("pk")),
            planned_for=Subquery(planned.values("planned_for")),
            under_way=Exists(planned.filter(state=VisitState.STARTED)),
            waits=Exists(AttemptsDecision.objects.waiting().filter(person=OuterRef("person"))),
        )
    )


def past(person: Person, *, limit: int = 100) -> list[Visit]:
    """The newest that were made, with what hangs on each; one query, and one for who looked at each."""
    rows = (
        Visit.objects.over()
        .filter(person=person)
        .select_related("officer", "outcome_by", "reviewed_by", "decision")
    )
    return list(rows.select_related("full")[:limit])


def called_off(person: Person, *, limit: int = 20) -> list[Visit]:
    rows = Visit.objects.standing().filter(person=person, state=VisitState.CALLED_OFF)
    return list(rows.select_related("officer").order_by("-planned_for")[:limit])


def intervals(person: Person) -> list[VisitInterval]:
    rows = VisitInterval.objects.standing().filter(person=person)
    return list(rows.select_related("recorded_by", "answered_by"))


def habit(person: Person, visits: list[Visit], today: date) -> str:
    """A warning when the last visits fell in the same part of the week."""
    times = [timezone.localtime(visit.arrived_at) for visit in visits if visit.arrived_at]
    return rules.habit(times, of=policy_of(person.force_id, today).value(HABIT))


def visit_of(person: Person, visit_id: UUID) -> Visit:
    """The person's visit, or Http404."""
    rows = Visit.objects.standing().select_related("officer", "outcome_by", "reviewed_by", "follows")
    found = get_object_or_404(rows, pk=visit_id, person=person)
    found.person = person
    return found


def suspected_at(visit: Visit) -> list[Breach]:
    """The breaches that a visit to them on that day brought to light."""
    rows = Breach.objects.standing().filter(person=visit.person, found=Found.VISIT, happened_on=visit.on)
    return list(rows.order_by("recorded_at"))


@dataclass(slots=True)
class Row:
    """Somebody on the list: by when they are to be seen, and what stands in the way or is arranged.

    `failed` counts the attempts since they were last seen.
    """

    person: Person
    entry: Entry
    seen_on: date | None
    visit: Visit | None
    failed: int
    waits: bool


@dataclass(slots=True)
class Bucket:
    """One list of the page; `total` counts those too who are beyond its last row."""

    name: str
    heading: str
    empty: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0


def lists(user: User, now: datetime, policy: Policy) -> tuple[bool, list[Bucket]]:
    """The officer's visits: overdue, planned, due soon, and those nobody can be visited for now.

    Their own caseload if they manage anybody, otherwise everyone within reach; by level, then the latest first. The
    first answer says which. Three queries, however many there are.
    """
    today = now.date()
    own, people = whose(user, now)
    window = policy.value(WINDOW)
    entries = _by_list(people, now, today + timedelta(days=window))
    totals = dict(entries.order_by().values_list("listed").annotate(Count("pk")))
    order = [When(listed="planned", then="planned_for")]
    place = Window(
        RowNumber(),
        partition_by="listed",
        order_by=[Case(*order), "level_order", "work_to", "person__reference", "key"],
    )
    found = {
        entry.person_id: entry
        for entry in entries.annotate(place=place).filter(place__lte=A_LIST).order_by("place")
    }
    buckets = {
        "overdue": Bucket("overdue", "Overdue", "No visit is overdue."),
        "decision": Bucket("decision", "Waiting for a decision", "Nobody waits for a decision."),
        "planned": Bucket("planned", "Planned", "No other visit is planned."),
        "due": Bucket(
            "due", f"Due in the next {window} days", f"No other visit is due in the next {window} days."
        ),
        "away": Bucket("away", "In custody, in hospital or abroad", "Nobody is away."),
    }
    for name, bucket in buckets.items():
        bucket.total = totals.get(name, 0)
    known = {person.pk: person for person in _with_latest(people.filter(pk__in=found))}
    for pk, entry in found.items():
        buckets[entry.listed].rows.append(_row(known[pk], entry))
    return own, list(buckets.values())


def _by_list(people: PersonQuerySet, now: datetime, until: date) -> Any:
    """The visits due until that day, or planned, or waited for; `listed` names the list of each: what is late is
    overdue until they have been seen, whatever is arranged."""
    planned = Visit.objects.open().filter(person=OuterRef("person"))
    entries = Entry.objects.open().filter(person__in=people.values("pk"), kind=KIND).in_working_order()
    return entries.annotate(
        planned_for=Subquery(planned.values("planned_for")[:1]),
        waits=Exists(AttemptsDecision.objects.waiting().filter(person=OuterRef("person"))),
        listed=Case(
            When(last__isnull=True, then=Value("away")),
            When(passed(now), then=Value("overdue")),
            When(planned_for__isnull=False, then=Value("planned")),
            When(waits=True, then=Value("decision")),
            default=Value("due"),
        ),
    ).filter(Q(last__isnull=True) | Q(work_to__lte=until) | Q(planned_for__isnull=False) | Q(waits=True))


def _with_latest(people: PersonQuerySet) -> PersonQuerySet:
    """People with what a row says of their visits: when last seen, the attempts since, and the one that is open."""
    made = Visit.objects.over().filter(person=OuterRef("pk"))
    return (
        people.with_name()
        .with_manager()
        .prefetch_related(Prefetch("visits", queryset=Visit.objects.open(), to_attr="arranged"))
        .annotate(
            seen_at=Subquery(made.filter(state=VisitState.SEEN).values("arrived_at")[:1]),
            # An attempt is numbered since they were last seen; a visit at which they were seen has no number.
            failed=Subquery(made.values("attempt")[:1]),
        )
    )


def reads_visits(user: User, today: date) -> bool:
    """Whether the list of visits is for this user: whoever writes on records."""
    return bool(reach(user, Capability.RECORD, today))


def whose(user: User, now: datetime) -> tuple[bool, PersonQuerySet]:
    """The people whose visits the user's list shows, and whether they are the user's own."""
    today = now.date()
    people = Person.objects.filter(policies.within(user, Capability.RECORD, today)).exclude(
        policies.archived()
    )
    managers = [user.pk, *user.covers_on(today)]
    own = Assignment.objects.filter(manager__in=managers, ends_on__isnull=True)
    if own.exists():
        return True, people.filter(pk__in=own.values("person"))
    return False, people


def _row(person: Any, entry: Any) -> Row:
    return Row(
        person=person,
        entry=entry,
        seen_on=timezone.localdate(person.seen_at) if person.seen_at else None,
        visit=next(iter(person.arranged), None),
        failed=person.failed or 0,
        waits=entry.waits,
    )


@dataclass(slots=True)
class Waiting:
    """What supervisors look at besides what waits for a decision (`/approvals/`): of each kind `A_LIST` at most."""

    reviews: list[Visit]
    silent: list[Visit]


def to_review(user: User, now: datetime) -> QuerySet[Visit]:
    """The records of visits that this user is to look at, however old: of those at high or very high risk or not
    assessed, and those recorded late or made alone without authority; never of the user's own."""
    mine = policies.within(user, Capability.APPROVE, now.date(), person="person__")
    looked_at = Q(person__management_level__in=_REVIEWED) | ~Q(late_why="") | ~Q(alone_why="")
    found: QuerySet[Visit] = Visit.objects.over().filter(mine, looked_at, reviewed="")
    return found.exclude(Q(officer=user) | Q(outcome_by=user))


def waiting_for(user: User, now: datetime, policy: Policy) -> Waiting | None:
    """What supervisors of visits look at; None for who approves nothing. Two queries."""
    today = now.date()
    if not reach(user, Capability.APPROVE, today):
        return None
    mine = policies.within(user, Capability.APPROVE, today, person="person__")
    since = now - timedelta(days=policy.value(REVIEW_WITHIN))
    return Waiting(
        reviews=list(
            to_review(user, now)
            .filter(outcome_at__gte=since)
            .select_related("person", "officer", "outcome_by")
            .order_by(F("late_why").desc(), "outcome_at")[:A_LIST]
        ),
        silent=list(
            Visit.objects.silent(now)
            .filter(mine)
            .select_related("person", "officer")
            .order_by("check_in_by")[:A_LIST]
        ),
    )
