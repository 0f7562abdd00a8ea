"""Reads of disclosures: the queue with its clocks, one person's, one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q
from django.shortcuts import get_object_or_404

from accounts.models import User
from offenders.models import Person
from riskplans.disclosure import policies, rules
from riskplans.disclosure.choices import DECIDED, CaseState
from riskplans.models import DisclosureCase, DisclosureDecision

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
    passed_on: list[DisclosureCase]  # taken in by the reader, who is told no more of them
    late: int
    danger: int


def queue(user: User, now: datetime) -> Queue:
    """What is open, danger first, then what is due first; what was decided and is to be closed; and what the user took
    in and others go on with. Five queries."""
    mine = policies.passed_on(user, now).order_by("-received_at")
    seen = policies.read_whole(user, now).prefetch_related(_people(user, now)).order_by("decision_due_on")
    rows = [row_of(case, now) for case in seen.open()[:A_LIST]]
    rows.sort(
        key=lambda row: (not row.case.in_danger, row.clock.on if row.clock else row.case.decision_due_on)
    )
    decided = [row_of(case, now) for case in seen.filter(state__in=DECIDED)[:_A_FEW]]
    late, danger = sum(row.late for row in rows), sum(row.case.in_danger for row in rows)
    return Queue(rows, decided, list(mine[:_A_FEW]), late, danger)


def of_person(user: User, person: Person, now: datetime) -> list[Row]:
    """Everything about one person, the newest first; two queries."""
    found = policies.read_whole(user, now).filter(person=person).prefetch_related(_people(user, now))
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
    found = (
        policies.visible_to(user, now)
        .select_related("recorded_by", "closed_by")
        .prefetch_related(_people(user, now))
    )
    return get_object_or_404(found, pk=case_id)


def how_many_late(user: User, now: datetime) -> dict[str, int] | None:
    """For Today: how many are past their time (`late`), and in how many somebody is in danger (`danger`), counted as
    in the queue; None for whose work this is not. One query."""
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
    found = policies.read_whole(user, now).open()
    return found.aggregate(late=Count("pk", filter=late), danger=Count("pk", filter=danger))


_UNTIL_DECIDED = [CaseState.INTERVIEW, CaseState.ASSESSMENT, CaseState.DECISION]


def waiting_about_nobody(user: User, now: datetime) -> list[DisclosureDecision]:
    """Of what is about nobody on record, what others have proposed and this user may decide; one query at most."""
    today = now.date()
    if not policies.triages(user, today):
        return []
    found = DisclosureDecision.objects.filter(
        case__person__isnull=True, verdict="", case__state=CaseState.DECISION, round=F("case__round")
    )
    mine = found.filter(case__in=policies.decidable(user, now)).exclude(recorded_by=user)
    rows = mine.select_related("case", "recorded_by").order_by("recorded_at")[:A_LIST]
    return [made for made in rows if policies.may_decide(user, made.outcome, today)]
