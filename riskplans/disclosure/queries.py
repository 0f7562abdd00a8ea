"""Reads of disclosures: the queue with its clocks, one person's, one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from offenders.models import Person
from riskplans.disclosure import policies, rules
from riskplans.disclosure.choices import DECIDED, CaseState
from riskplans.models import DisclosureCase

A_LIST = 200
_A_FEW = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A disclosure in a list: its next step and whether that is late; the person where the reader sees them."""

    case: DisclosureCase
    clock: rules.Clock | None
    late: bool
    person: Person | None


@dataclass(slots=True)
class Queue:
    open: list[Row]
    decided: list[Row]  # decided and not closed yet
    late: int
    danger: int


def queue(user: User, now: datetime) -> Queue:
    """What is open, danger first, then what is due first; and what was decided and is to be closed. Four queries."""
    seen = policies.visible_to(user, now).prefetch_related(_people(user, now)).order_by("decision_due_on")
    rows = [row_of(case, now) for case in seen.open()[:A_LIST]]
    rows.sort(
        key=lambda row: (not row.case.in_danger, row.clock.on if row.clock else row.case.decision_due_on)
    )
    decided = [row_of(case, now) for case in seen.filter(state__in=DECIDED)[:_A_FEW]]
    return Queue(rows, decided, sum(row.late for row in rows), sum(row.case.in_danger for row in rows))


def of_person(user: User, person: Person, now: datetime) -> list[Row]:
    """Everything about one person, the newest first; two queries."""
    found = policies.visible_to(user, now).filter(person=person).prefetch_related(_people(user, now))
    return [row_of(case, now) for case in found[:A_LIST]]


def _people(user: User, now: datetime) -> Prefetch:  # type: ignore[type-arg]
    """Only whom the user sees: others stay None, as if nobody were named."""
    return Prefetch("person", Person.objects.visible_to(user, now).with_name())


def row_of(case: DisclosureCase, now: datetime) -> Row:
    clock = rules.clock(case.state, dues(case))
    late = clock is not None and clock.is_late(now)
    return Row(case, clock, late, case.person)


def dues(case: DisclosureCase) -> rules.Dues:
    return rules.Dues(case.checks_due_at, case.interview_due_on, case.decision_due_on, case.tell_due_on)


def one(user: User, case_id: UUID, now: datetime) -> DisclosureCase:
    """The disclosure with the person if the user sees them, or Http404; two queries."""
    found = policies.visible_to(user, now).select_related("recorded_by").prefetch_related(_people(user, now))
    return get_object_or_404(found, pk=case_id)


def how_many_late(user: User, now: datetime) -> dict[str, int] | None:
    """For Today: how many are past their time or in danger; None for whose work this is not. One query."""
    today = now.date()
    if not policies.works(user, today):
        return None
    late = (
        Q(state=CaseState.RECEIVED, checks_due_at__lte=now)
        | Q(state=CaseState.INTERVIEW, interview_due_on__lt=today)
        | Q(state__in=_UNTIL_DECIDED, decision_due_on__lt=today)
        | Q(state=CaseState.AUTHORISED, tell_due_on__lt=today)
    )
    danger = Q(imminent_at__isnull=False, safeguarded_at__isnull=True)
    found: QuerySet[Any] = policies.visible_to(user, now).open()
    rows = list(found.filter(late | danger).values_list("imminent_at", "safeguarded_at"))
    urgent = sum(bool(at and not safe) for at, safe in rows)
    return {"number": len(rows), "urgent": urgent}


_UNTIL_DECIDED = [CaseState.INTERVIEW, CaseState.ASSESSMENT, CaseState.DECISION]
