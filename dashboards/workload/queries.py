"""Officers' caseloads and what is before them, from the diary and from policy, as of a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, Subquery, UUIDField
from django.db.models.functions import Coalesce

from accounts.models import Unit, User
from dashboards.workload import rules
from dashboards.workload.keys import HOURS, WEEK
from dashboards.workload.rules import Due, Week
from diary.models import Entry
from notifications.duties import WEEKLY
from offenders import overseeing
from offenders.caseload import queries as caseload
from offenders.caseload.rules import Load, full, load
from offenders.choices import ManagementLevel
from offenders.models import Assignment, TimeAway
from practice import working_days
from practice.policy import Policy, policy_of
from practice.rules import Unit as Counts
from practice.rules import later
from riskplans.choices import Span
from riskplans.keys import INTERVALS, PLAN_REVIEWS, POLYGRAPH_AGAIN
from riskplans.models import VisitInterval
from riskplans.reactive.keys import DESK_REVIEW
from riskplans.visits.clock import span


@dataclass(slots=True)
class Row:
    """One officer: the caseload, what is overdue of it, and the weeks ahead."""

    officer: User
    load: Load
    full: list[str]
    overdue: int = 0
    worst: int = 0  # days
    away: list[TimeAway] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)

    @property
    def ahead(self) -> Week | None:
        return rules.ahead(self.weeks)


@dataclass(frozen=True, slots=True)
class Table:
    """The officers of a scope, the fullest first; all of them together; how many got one more than policy lets."""

    rows: list[Row]
    weeks: list[Week]
    total: Load
    all_the_same: int


def units_of(user: User, today: date) -> list[Unit]:
    """The units that have officers whom the user oversees, by name."""
    units = overseeing.overseen(user, today).values("unit")
    return list(Unit.objects.filter(pk__in=units).order_by("name"))


def table(user: User, now: datetime, *, unit: int | None = None) -> Table:
    """Every officer whom the user oversees, of one unit or all. Nine queries, and one for each force."""
    today = now.date()
    officers = overseeing.overseen(user, today).select_related("unit", "force")
    if unit is not None:
        officers = officers.filter(unit=unit)
    rows = rows_of(list(officers), now)
    rows.sort(key=lambda row: (not row.full, -row.load.points, str(row.officer)))
    held = [row.officer.pk for row in rows]
    given = Assignment.objects.filter(manager__in=held, ends_on__isnull=True).exclude(over_why="").count()
    total = sum((row.load for row in rows), Load())
    return Table(rows, rules.together(row.weeks for row in rows), total, given)


def rows_of(officers: list[User], now: datetime) -> list[Row]:
    """These officers' rows, in their order."""
    today = now.date()
    policies = {force: policy_of(force, today) for force in {each.force_id for each in officers}}
    dues = _dues([each.pk for each in officers], policies, now)
    overdue = _overdue([each.pk for each in officers], now)
    away = _away([each.pk for each in officers], today)
    held: dict[UUID, Load] = {}
    for force, policy in policies.items():
        theirs = [each.pk for each in officers if each.force_id == force]
        held |= caseload.loads(theirs, today, caseload.weights_of(policy))
    rows = []
    for officer in officers:
        policy, has = policies[officer.force_id], held.get(officer.pk, Load())
        many, worst = overdue.get(officer.pk, (0, 0))
        theirs_away = away.get(officer.pk, [])
        weeks = rules.weeks(
            dues.get(officer.pk, []),
            today=today,
            hours={name: policy.value(key) for name, key in HOURS.items()},
            week_hours=policy.value(WEEK),
            away=_days_away(theirs_away, policy, today),
        )
        rows.append(Row(officer, has, full(has, caseload.limits_of(policy)), many, worst, theirs_away, weeks))
    return rows


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both officers before and after the people have moved."""

    giver: Row
    giver_after: Row
    receiver: Row
    receiver_after: Row


def what_if(giver: User, receiver: User, people: Iterable[UUID], now: datetime) -> WhatIf:
    """What moving these people of `giver` to `receiver` would do. Nothing is written, and no date would move."""
    today, chosen = now.date(), list(people)
    policy = policy_of(receiver.force_id, today)
    weights, limits = caseload.weights_of(policy), caseload.limits_of(policy)
    before = rows_of([giver, receiver], now)
    moving = load([(kind, 1) for kind in caseload.kinds(chosen, today).values()], weights)
    dues = _dues([giver.pk], {giver.force_id: policy}, now, people=chosen).get(giver.pk, [])
    hours = {name: policy.value(key) for name, key in HOURS.items()}
    moved = rules.weeks(dues, today=today, hours=hours, week_hours=0)
    after = []
    for row, sign in zip(before, (-1, 1), strict=True):
        has = row.load + moving if sign > 0 else row.load - moving
        weeks = []
        for week, part in zip(row.weeks, moved, strict=True):
            work = week.work + part.work if sign > 0 else week.work - part.work
            weeks.append(Week(week.starts_on, work, week.hours + sign * part.hours, week.capacity))
        after.append(Row(row.officer, has, full(has, limits), away=row.away, weeks=weeks))
    return WhatIf(before[0], after[0], before[1], after[1])


def _who() -> Coalesce:
    """Who is to do a duty: whoever it was given to, or the manager of the person."""
    manager = Assignment.objects.filter(person=OuterRef("person"), ends_on__isnull=True).values("manager")
    return Coalesce("owner", Subquery(manager[:1]), output_field=UUIDField())


def _dues(
    officers: list[UUID],
    policies: Mapping[int | None, Policy],
    now: datetime,
    *,
    people: Iterable[UUID] | None = None,
) -> dict[UUID, list[Due]]:
    """The open duties with a date before the last week, by who is to do them; one query."""
    today = now.date()
    until = rules.monday(today) + timedelta(weeks=rules.WEEKS)
    entries = Entry.objects.running().filter(work_to__lt=until).annotate(who=_who())
    entries = entries.filter(who__in=officers)
    if people is not None:
        entries = entries.filter(person__in=list(people), owner__isnull=True)
    own = VisitInterval.objects.in_force().filter(person=OuterRef("person"), starts_on__lte=today)
    entries = entries.annotate(
        level=F("person__management_level"),
        force=F("person__force"),
        own_amount=Subquery(own.values("amount")[:1]),
        own_span=Subquery(own.values("span")[:1]),
    )
    found: dict[UUID, list[Due]] = {}
    names = ("who", "kind", "title", "work_to", "level", "force", "own_amount", "own_span")
    for row in entries.order_by().values(*names).annotate(many=Count("pk")):
        policy = policies.get(row["force"])
        every = _again(row, policy) if policy else None
        found.setdefault(row["who"], []).append(Due(row["kind"], row["work_to"], row["many"], every))
    return found


def _again(row: Mapping[str, object], policy: Policy) -> Callable[[date], date] | None:
    """When the same duty comes after one that was met; None for what does not come again in this time by itself."""
    level = ManagementLevel(str(row["level"]))
    if row["kind"] == "visit":
        if row["own_amount"]:
            own = span(int(str(row["own_amount"])), str(row["own_span"] or Span.MONTHS))
            return partial(_later, own.amount, own.unit)
        return partial(policy.after, INTERVALS[level])
    if row["kind"] == "plan_review":
        return partial(policy.after, PLAN_REVIEWS[level])
    if row["kind"] == "desk_review":
        return partial(policy.after, DESK_REVIEW)
    if row["kind"] == "polygraph":
        return partial(policy.after, POLYGRAPH_AGAIN)
    if row["title"] == WEEKLY:
        return partial(_later, 7, Counts.DAYS)
    return None


def _later(amount: int, unit: Counts, day: date) -> date:
    return later(day, amount, unit)


def _overdue(officers: list[UUID], now: datetime) -> dict[UUID, tuple[int, int]]:
    """How many duties of each are overdue, and by how many days the worst; one query."""
    entries = Entry.objects.overdue(now).annotate(who=_who()).filter(who__in=officers)
    rows = entries.order_by().values("who").annotate(many=Count("pk"), first=Min("last"))
    return {row["who"]: (row["many"], (now.date() - row["first"]).days) for row in rows}


def _away(officers: list[UUID], today: date) -> dict[UUID, list[TimeAway]]:
    found: dict[UUID, list[TimeAway]] = {}
    rows = TimeAway.objects.filter(user__in=officers, ends_on__gt=today).exclude(ends_on=F("starts_on"))
    for each in rows.order_by("starts_on"):
        found.setdefault(each.user_id, []).append(each)
    return found


def _days_away(away: Iterable[TimeAway], policy: Policy, today: date) -> set[date]:
    """The days of the weeks ahead on which nobody works, or this officer does not. Past the calendar's years a holiday
    is not known, and counts as a day like others: it is a forecast, not a limit in law."""
    first = rules.monday(today)
    days = [first + timedelta(days=each) for each in range(7 * rules.WEEKS)]
    calendar = working_days.of(policy.nation)

    def free(day: date) -> bool:
        try:
            return not calendar.is_working(day)
        except working_days.PastCalendar:
            return day.weekday() >= rules.WORKING_WEEK

    spans = [(each.starts_on, each.ends_on) for each in away]
    return {day for day in days if free(day) or any(since <= day < until for since, until in spans)}
