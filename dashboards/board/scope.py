"""Whose figures: the people a supervisor or an inspector answers for, as they stood on the day, narrowed as asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce

from access.policies import Capability, reach
from accounts.models import User
from dashboards.board.metrics import Moment, moment_of
from dashboards.board.metrics.people import ABROAD, CUSTODY, HOSPITAL, at_large, away
from dashboards.board.metrics.visits import reactive
from offenders.choices import SoughtKind
from offenders.models import Archiving, Assignment, Person, Sought
from offenders.models.person import PersonQuerySet
from practice.policy import policy_of
from riskplans.models import LevelDecision


class Status(TextChoices):
    """How somebody stands on the day, as the board is narrowed by it."""

    COMMUNITY = "community", "In the community"
    CUSTODY = "custody", "In custody"
    HOSPITAL = "hospital", "In hospital"
    ABROAD = "abroad", "Abroad"
    REACTIVE = "reactive", "Managed reactively"
    WANTED = "wanted", "Wanted"
    MISSING = "missing", "Missing"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is narrowed to; empty: everybody in reach, now."""

    unit: int | None = None
    officer: UUID | None = None
    levels: tuple[str, ...] = ()
    status: str = ""
    day: date | None = None


_WITH: dict[str, Callable[[Moment], QuerySet[Any]]] = {
    Status.CUSTODY: away(*CUSTODY),
    Status.HOSPITAL: away(*HOSPITAL),
    Status.ABROAD: away(*ABROAD),
    Status.REACTIVE: reactive,
    Status.WANTED: lambda moment: Sought.objects.on(moment.day).filter(kind=SoughtKind.WANTED),
    Status.MISSING: lambda moment: Sought.objects.on(moment.day).filter(kind=SoughtKind.MISSING),
}


def reads_board(user: User, today: date) -> bool:
    """Whether the board is this user's: who decides what officers ask for, of a unit or of a force."""
    return bool(reach(user, Capability.APPROVE, today))


def moment_for(user: User, asked: Asked, now: datetime) -> Moment:
    """As of when, by the policy of the user's force on that day; one query."""
    return moment_of(asked.day, now, policy_of(user.force_id, asked.day or now.date()))


def in_scope(user: User, asked: Asked, moment: Moment, today: date) -> PersonQuerySet:
    """The people counted, with `board_level` and `board_manager` as they were on the day.

    Whom the user answers for *today*, by the unit their record belongs to today; of those, who was on record on the
    day and not archived. Nobody whom the user sees by name or in an emergency alone, and no restricted record that is
    closed to them.
    """
    archived = Archiving.objects.filter(
        Q(reopened_at__isnull=True) | Q(reopened_at__gt=moment.at),
        person=OuterRef("pk"),
        archived_at__lte=moment.at,
    )
    running = Q(assignments__starts_on__lte=moment.day) & (
        Q(assignments__ends_on__isnull=True) | Q(assignments__ends_on__gt=moment.day)
    )
    # REVIEW is held by whoever approves, and of archived records too: one archived since was worked on before.
    people = (
        _near(user, today)
        .within_reach(user, Capability.REVIEW, today)
        .filter(~Exists(archived), recorded_at__lte=moment.at)
        .annotate(board_assignment=FilteredRelation("assignments", condition=running))
        .annotate(board_manager=F("board_assignment__manager"), board_level=_level(moment))
    )
    if asked.unit is not None:
        people = people.filter(unit=asked.unit)
    if asked.officer is not None:
        people = people.filter(board_manager=asked.officer)
    if asked.levels:
        people = people.filter(board_level__in=asked.levels)
    if asked.status == Status.COMMUNITY:
        people = people.filter(pk__in=at_large(moment).values("pk"))
    elif asked.status:
        people = people.filter(pk__in=_WITH[asked.status](moment).values("person"))
    return people


def _near(user: User, today: date) -> PersonQuerySet:
    """Nobody less than `within_reach` finds. Asked of their unit or of who manages them in one condition, PostgreSQL
    reads everybody on record; asked of the two apart, two indexes."""
    wide = reach(user, Capability.REVIEW, today)
    if wide.forces or not wide:
        return Person.objects.all()
    of_units = Person.objects.filter(unit__in=wide.units).values("pk")
    managed = Assignment.objects.filter(manager__in=wide.managers, ends_on__isnull=True).values("person")
    return Person.objects.filter(pk__in=of_units.union(managed))


def _level(moment: Moment) -> F | Coalesce:
    """The management level on the day: what it was before the first decision that took effect after it."""
    if not moment.past:
        return F("management_level")
    after = LevelDecision.objects.in_force().filter(person=OuterRef("pk"), starts_on__gt=moment.day)
    before = after.order_by("starts_on", "recorded_at").values("before")[:1]
    return Coalesce(Subquery(before), F("management_level"), output_field=CharField())
