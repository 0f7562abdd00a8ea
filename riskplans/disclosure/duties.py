"""Disclosures about somebody on record as duties: each step by its time, as it stood when the matter came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, register
from diary.providers import Duty
from riskplans.disclosure.choices import CaseState, Verdict
from riskplans.models import DisclosureCase, DisclosureDecision

NAME = "disclosures"
CHECKS, INTERVIEW, DECISION, TELL = (
    "disclosure_checks",
    "disclosure_meet",
    "disclosure_decide",
    "disclosure_tell",
)
_CALLED = {
    CHECKS: ("Disclosure: first checks", "Record the first checks"),
    INTERVIEW: ("Disclosure: meet whoever asks", "Record the meeting"),
    DECISION: ("Disclosure: decision", "Go on with it"),
    TELL: ("Disclosure: tell the recipient", "Record what was disclosed"),
}
_COLUMNS = (
    *("pk", "person", "state", "received_at", "checks_due_at", "checked_at", "interview_due_on"),
    *("interviewed_at", "decision_due_on", "tell_due_on", "told__told_at"),
)


RESTS_ON = (DisclosureCase,)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Two queries. Policy is not asked: a matter keeps the times of the day on which it came in."""
    rows = list(DisclosureCase.objects.filter(person__in=people).values(*_COLUMNS))
    agreed = DisclosureDecision.objects.filter(
        case__in=[row["pk"] for row in rows], verdict=Verdict.AGREED, withdrawn_at__isnull=True
    )
    decided = dict(agreed.values_list("case", "decided_at"))
    for row in rows:
        for duty in _of(row, decided.get(row["pk"])):
            # What came to nothing asks for nothing more.
            if duty.met_on or row["state"] != CaseState.CLOSED:
                yield row["person"], duty


def _of(row: dict[str, Any], decided_at: datetime | None) -> Iterator[Duty]:
    due_at = row["checks_due_at"]
    if due_at:
        yield _duty(row, CHECKS, timezone.localdate(due_at), at=due_at, met_at=row["checked_at"])
    if row["interview_due_on"] and (row["checked_at"] or row["interviewed_at"]):
        yield _duty(row, INTERVIEW, row["interview_due_on"], met_at=row["interviewed_at"])
    yield _duty(row, DECISION, row["decision_due_on"], met_at=decided_at)
    if row["tell_due_on"] and decided_at:
        yield _duty(row, TELL, row["tell_due_on"], met_at=row["told__told_at"])


def _duty(
    row: dict[str, Any], kind: str, on: date, *, at: datetime | None = None, met_at: datetime | None = None
) -> Duty:
    return Duty(
        key=f"{NAME}/{kind}:{row['pk']}",
        kind=kind,
        title=_CALLED[kind][0],
        arises_on=timezone.localdate(row["received_at"]),
        work_to=on,
        last=on,
        work_to_at=at,
        last_at=at,
        met_on=timezone.localdate(met_at) if met_at else None,
        met_at=met_at if at else None,
        field_class=FieldClass.VICTIMS,
    )


def page(entry: Entry) -> str:
    """The disclosure's own page: the key ends with its id."""
    return reverse("disclosure", args=[entry.key.rpartition(":")[2]])


def register_next_actions() -> None:
    for kind, (label, text) in _CALLED.items():
        register(kind, label, NextAction(text, page, Capability.RECORD))
