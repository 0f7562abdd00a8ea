"""Reads for the pages of reactive management: how one person stands, and how a team does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import TruncMonth
from django.shortcuts import get_object_or_404
from django.utils import timezone

from access.log import consulted
from access.policies import FieldClass
from accounts.models import User
from diary.models import Entry
from offenders.models import Person
from offenders.policies import within_reading
from practice.rules import Unit
from riskplans.models import DeskReview, ReactiveCase, ReactiveStep
from riskplans.reactive.choices import ReactiveState, StepKind
from riskplans.reactive.duties import DESK
from riskplans.reactive.rules import back
from riskplans.visits.queries import whose

_MONTHS_BACK = 12
A_LIST = 100


def case_of(person: Person) -> ReactiveCase | None:
    """The one that is open, or else the last; one query."""
    rows = ReactiveCase.objects.standing().filter(person=person).select_related("recorded_by")
    found = rows.open().first() or rows.first()
    if found:
        found.person = person
    return found


def open_case(person: Person) -> ReactiveCase:
    """The one that is proposed, in force or under review, or Http404."""
    found = get_object_or_404(ReactiveCase.objects.open(), person=person)
    found.person = person
    return found


def case_named(person: Person, case_id: UUID) -> ReactiveCase:
    found = get_object_or_404(ReactiveCase.objects.standing(), pk=case_id, person=person)
    found.person = person
    return found


def steps(person: Person) -> list[ReactiveStep]:
    """Everything that was done about it, the newest first, with what was said of the criteria; two queries."""
    rows = ReactiveStep.objects.filter(person=person).select_related("by")
    return list(rows.prefetch_related("said").order_by("-at", "-round")[:100])


def desk_reviews(person: Person) -> list[DeskReview]:
    """The newest first, with what was looked at; two queries."""
    rows = DeskReview.objects.filter(person=person).select_related("recorded_by")
    return list(rows.prefetch_related("checks")[:50])


def desk_review_duty(person: Person) -> Entry | None:
    return Entry.objects.running().filter(person=person, kind=DESK).first()


@dataclass(frozen=True, slots=True)
class Month:
    """How many were moved to reactive management in a month, and on whose authority."""

    first: date
    number: int
    by: list[tuple[str, int]]


@dataclass(slots=True)
class Team:
    """How a caseload, or everybody within reach, stands."""

    own: bool
    review: list[ReactiveCase]
    late: list[Entry]
    waiting: list[ReactiveStep]  # the proposals
    held: int
    since_review: int | None  # days since they were last looked at, on average
    months: list[Month]
    overrides: list[ReactiveStep]


def team(user: User, now: datetime) -> Team:
    """Who is under review, whose desk review is late, what waits; the moves of each month and the overrides."""
    today = timezone.localdate(now)
    own, people = whose(user, now)
    within = people.filter(within_reading(user, FieldClass.MANAGEMENT, today))
    mine = Q(person__in=within.values("pk"))
    named = Prefetch("person", Person.objects.with_name())
    cases = ReactiveCase.objects.standing().filter(mine).prefetch_related(named)
    taken = ReactiveStep.objects.filter(mine, kind=StepKind.AUTHORISED)
    overrides = taken.exclude(unmet=[]).select_related("by").prefetch_related(named).order_by("-at")
    waiting = ReactiveStep.objects.waiting().filter(mine)
    late = Entry.objects.overdue(now).filter(mine, kind=DESK).prefetch_related(named).order_by("last")
    held = cases.filter(state=ReactiveState.REACTIVE)
    return Team(
        own=own,
        review=list(cases.filter(state=ReactiveState.REVIEW).order_by("questioned_on")[:A_LIST]),
        late=list(late[:A_LIST]),
        waiting=list(waiting.select_related("case", "by").prefetch_related(named).order_by("at")[:A_LIST]),
        held=held.count(),
        since_review=_since_review(held, today),
        months=_months(taken, today),
        overrides=list(overrides[:A_LIST]),
    )


def _since_review(held: Any, today: date) -> int | None:
    reviewed = (
        DeskReview.objects.filter(case=OuterRef("pk")).order_by("-reviewed_on").values("reviewed_on")[:1]
    )
    days = [
        (today - max(filter(None, (start, last)))).days
        for start, last in held.values_list("starts_on", Subquery(reviewed))
    ]
    return round(sum(days) / len(days)) if days else None


def _months(taken: Any, today: date) -> list[Month]:
    """The last twelve months, the newest first; those in which nobody was moved too."""
    since = back(today.replace(day=1), _MONTHS_BACK - 1, Unit.MONTHS)
    rows = (
        taken.filter(at__date__gte=since)
        .annotate(month=TruncMonth("at"))
        .values("month", "by__rank", "by__family_name")
        .annotate(number=Count("pk"))
        .order_by("month", "by__family_name")
    )
    found: dict[date, list[tuple[str, int]]] = {}
    for row in rows:
        who = f"{row['by__rank']} {row['by__family_name']}".strip()
        found.setdefault(timezone.localdate(row["month"]), []).append((who, row["number"]))
    consulted(sections=["reactive management"])
    return [
        Month(first, sum(number for _, number in found.get(first, [])), found.get(first, []))
        for first in (back(today.replace(day=1), each, Unit.MONTHS) for each in range(_MONTHS_BACK))
    ]
