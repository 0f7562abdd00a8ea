"""The register of disclosure decisions: what MAPPA meetings decided, yes and no, and what the police decided besides.

Two tables, read as one list: a page of each, merged by day. Each shows those of whom the reader reads about victims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Value
from django.urls import reverse

from access.exporting import Column
from access.policies import Capability, FieldClass
from accounts.choices import Role
from accounts.models import User
from diary.clock import LONDON
from frontend import dates
from mappa.models import DisclosureView
from mappa.room.choices import Told
from mappa.sittings.choices import CaseState, Inquorate
from offenders.models import Person
from offenders.policies import reading, within
from riskplans.choices import YesNo
from riskplans.disclosure import policies as police
from riskplans.disclosure.choices import Outcome, Scheme, Verdict
from riskplans.models import DisclosureCase, DisclosureDecision

A_PAGE = 25
_READERS = (
    *(Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR),
    *(Role.CHAIR, Role.MAPPA_COORDINATOR),
)
MEETING, POLICE = "meeting", "police"
SOURCES = [("", "Both"), (MEETING, "MAPPA meetings"), (POLICE, "Police schemes")]
DECISIONS = [
    ("", "All"),
    ("disclose", "Disclose"),
    ("not", "Do not disclose"),
    ("other", "Defer, or another route"),
]


def reads(user: User, today: date) -> bool:
    """Whether the register is this user's: who reads about victims by their own work."""
    return user.force_id is not None and user.has_role(_READERS, today)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the register; empty for all."""

    since: date
    until: date
    source: str = ""
    decision: str = ""


def in_words(asked: Asked) -> list[str]:
    """Which part of the register, as its form says it."""
    said = [f"{dates.words(asked.since)} to {dates.words(asked.until)}"]
    if asked.source:
        said.append(f"Decided by: {dict(SOURCES)[asked.source]}")
    if asked.decision:
        said.append(f"Decision: {dict(DECISIONS)[asked.decision]}")
    return said


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision, from either table. `person` is None where it is about nobody on record."""

    on: date
    person: Person | None
    where: str
    href: str
    decision: str
    disclosed: bool
    recipient: str
    why: str
    by_whom: str
    how: str
    informed: str
    follow_up_on: date | None
    undertaking: str


def entries(
    user: User, asked: Asked, now: datetime, *, first: int = 0, most: int, may: Capability | None = None
) -> list[Entry]:
    """The newest first, from the `first` on, at most `most`: three queries a table. `may` narrows it to those for whom
    the user holds a capability."""
    end = first + most
    found: list[tuple[date, str, Entry]] = []
    if asked.source != POLICE:
        rows = _narrow(_of_meetings(user, asked, now), user, may, now)
        found += [(each.on, str(row.pk), each) for row in rows[:end] for each in [_of_meeting(row)]]
    if asked.source != MEETING:
        decided = _narrow(_of_police(user, asked, now), user, may, now)
        found += [(each.on, str(row.pk), each) for row in decided[:end] for each in [_by_police(row)]]
    found.sort(key=lambda each: each[:2], reverse=True)
    return [entry for _, _, entry in found[first:end]]


def _narrow(rows: QuerySet[Any], user: User, may: Capability | None, now: datetime) -> QuerySet[Any]:
    return rows.filter(within(user, may, now.date(), "person__")) if may else rows


def _of_meetings(user: User, asked: Asked, now: datetime) -> QuerySet[DisclosureView]:
    decision = {"": Q(), "other": Q(decision=Told.DEFER)}.get(asked.decision, Q(decision=asked.decision))
    return (
        DisclosureView.objects.annotate(field_class=Value(FieldClass.VICTIMS.value))
        .filter(
            Q(reading(user, now)),
            decision,
            case__sitting__force=user.force_id,
            case__sitting__held_on__range=(asked.since, asked.until),
            case__state__in=[CaseState.DECIDED, CaseState.INQUORATE],
        )
        .exclude(case__state=CaseState.INQUORATE, case__without_quorum=Inquorate.ADJOURN)
        .select_related("case__sitting", "disclosure__told")
        .prefetch_related(Prefetch("person", Person.objects.with_name()))
        .order_by("-case__sitting__held_on", "-pk")
    )


def _of_police(user: User, asked: Asked, now: datetime) -> QuerySet[DisclosureDecision]:
    decision = {"": Q(), "other": Q(outcome=Outcome.ROUTE)}.get(asked.decision, Q(outcome=asked.decision))
    seen = police.read_whole(user, now)
    return (
        DisclosureDecision.objects.filter(
            decision,
            case__in=seen.values("pk"),
            case__force=user.force_id,
            verdict=Verdict.AGREED,
            decided_at__date__range=(asked.since, asked.until),
        )
        .select_related("case__told", "decided_by")
        .prefetch_related(Prefetch("person", Person.objects.with_name()))
        .order_by("-decided_at__date", "-pk")
    )


def _of_meeting(row: DisclosureView) -> Entry:
    sitting = row.case.sitting
    told = row.informed == YesNo.YES
    return Entry(
        on=sitting.held_on,
        person=row.person,
        where=f"{sitting.reference}, level {sitting.level}",
        href=reverse("meeting-case", args=[sitting.pk, row.case_id]) + "#disclosure",
        decision=row.get_decision_display(),
        disclosed=row.decision == Told.DISCLOSE,
        recipient=row.to_whom,
        why=row.why,
        by_whom=row.by_whom,
        how=row.how,
        informed=("Yes" if told else f"No: {row.informed_why}") if row.informed else "",
        follow_up_on=row.follow_up_on,
        undertaking=_undertaking(row.disclosure),
    )


def _by_police(row: DisclosureDecision) -> Entry:
    made = getattr(row.case, "told", None)
    assert row.decided_at  # noqa: S101 - decided
    taken_back = f" Taken back: {row.withdrawn_why}" if row.withdrawn_at else ""
    return Entry(
        on=row.decided_at.astimezone(LONDON).date(),
        person=row.person,
        where=f"{row.case.reference}, {Scheme(row.case.scheme).short}",
        href=reverse("disclosure", args=[row.case_id]),
        decision="Taken back" if row.withdrawn_at else row.get_outcome_display(),
        disclosed=row.outcome == Outcome.DISCLOSE and not row.withdrawn_at,
        recipient=row.recipient,
        why=f"{row.verdict_why}{taken_back}",
        by_whom=made.told_by if made else "",
        how=f"On {dates.words(made.told_at.astimezone(LONDON).date())}" if made else "",
        informed=made.person_informed if made else "",
        follow_up_on=None,
        undertaking=_undertaking(row.case) if row.outcome == Outcome.DISCLOSE else "",
    )


def _undertaking(case: DisclosureCase | None) -> str:
    told = getattr(case, "told", None) if case else None
    if told is None:
        return ""
    signed = f" {dates.words(told.undertaking_on)}" if told.undertaking_on else f": {told.undertaking_note}"
    return f"{told.get_undertaking_display()}{signed}"


def people_of(rows: list[Entry]) -> set[UUID]:
    return {row.person.pk for row in rows if row.person}


COLUMNS: tuple[Column[Entry], ...] = (
    Column("Reference", lambda row: row.person.reference if row.person else "Nobody on record"),
    Column("Decided on", lambda row: dates.words(row.on)),
    Column("Meeting or scheme", lambda row: row.where),
    Column("Decision", lambda row: row.decision),
    Column("Recipient", lambda row: row.recipient),
    Column("Reason", lambda row: row.why),
    Column("By whom", lambda row: row.by_whom),
    Column("How", lambda row: row.how),
    Column("Person informed", lambda row: row.informed),
    Column("Follow-up on", lambda row: dates.words(row.follow_up_on) if row.follow_up_on else ""),
    Column("Undertaking", lambda row: row.undertaking),
)
