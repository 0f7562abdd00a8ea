"""The record of one person as it stands, put together to be kept: every block of the record, and how they are managed.

Of every class: what of it somebody is shown is `shown`. Of somebody else on record whom it ties them to, it keeps the
reference, and of who else is at an address nothing, for whoever reads it later may not read of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Any

from access.policies import FieldClass
from diary.models import Entry
from frontend.dates import words
from mappa.status import record
from offenders.models import Assignment, Association, Person
from offenders.policies import Relationship
from offenders.record import reading
from offenders.record.neighbours import Others
from riskplans.assessments.choices import AssessmentState
from riskplans.models import Assessment, Plan

Content = dict[str, Any]


def content(person: Person, today: date) -> Content:
    """As JSON keeps it. `person` comes from `offenders.queries` with a reader of every class."""
    return {
        "as_at": today.isoformat(),
        "managed": [list(line) for line in _managed(person, today)],
        "blocks": [
            {
                "title": read.block.title,
                "trust": read.trust.words,
                "entries": [_entry(each, person) for each in (*read.entries, *read.former)],
            }
            for read in reading.whole(person, today)
            if read.entries or read.former
        ],
    }


def shown(kept: Content, relationship: Relationship) -> Content:
    """What of it somebody reads, without the blocks of which nothing is left."""
    blocks = [
        {
            **block,
            "entries": [
                each
                for each in block["entries"]
                if all(relationship.reads(FieldClass(its)) for its in each["classes"])
            ],
        }
        for block in kept["blocks"]
    ]
    return {
        "as_at": words(date.fromisoformat(kept["as_at"])),
        "managed": kept["managed"],
        "blocks": [block for block in blocks if block["entries"]],
    }


def _entry(entry: reading.Entry, person: Person) -> Mapping[str, Any]:
    fact = entry.fact
    other = fact.named if isinstance(fact, Association) and fact.named else None
    sealed = set(entry.kind.sealed(vars(fact)).values())
    its: Any = reduce(getattr, entry.kind.each_class.split("__"), fact) if entry.kind.each_class else None
    return {
        "title": f"Tie to somebody on record, {other.reference}" if other else entry.title,
        "over": entry.over,
        "recorded": entry.recorded,
        "classes": sorted({str(FieldClass(its or entry.kind.field_class)), *map(str, sealed)}),
        "rows": []
        if other
        else [
            [str(row["key"]), _text(row["value"])]
            for row in entry.rows
            if not isinstance(row["value"], Others)
        ],
    }


def _managed(person: Person, today: date) -> Iterator[tuple[str, str]]:
    yield "Management level", str(person.level_word)
    status = record.current(person, today)
    yield "MAPPA", f"{status}, {status.area or 'no area'}" if status else "In no category"
    manager = Assignment.objects.filter(person=person, ends_on__isnull=True).select_related("manager").first()
    yield "Offender manager", str(manager.manager) if manager else "Nobody"
    yield "Unit", person.unit.name
    plan = Plan.objects.in_force().filter(person=person).first()
    approved = f", approved {words(plan.approved_at)}" if plan and plan.approved_at else ""
    yield "Plan in force", f"Plan {plan.number}{approved}" if plan else "None"
    for each in Assessment.objects.standing().filter(person=person, state=AssessmentState.APPROVED):
        made = f", {words(each.assessed_on)}" if each.assessed_on else ""
        yield "Assessment in force", f"{each.tool}{made}"
    for entry in Entry.objects.open().filter(person=person, last__isnull=False).order_by("last"):
        assert entry.last  # noqa: S101 - filtered
        late = "overdue since" if entry.last < today else "due by"
        yield "Duty", f"{entry.title}, {late} {words(entry.last)}"


def _text(value: Any) -> str:
    return words(value) if hasattr(value, "isoformat") else str(value)
