"""Reads for the pages of polygraph: how one person stands, and what is to be done next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse

from diary.models import Entry
from offenders.models import LicenceCondition, OrderCondition, Person
from offenders.models.person import PersonQuerySet
from offenders.queries import conditions_in_force
from offenders.record.terms import ConditionKind
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.polygraph import rules
from riskplans.polygraph.choices import CHECKED, UNMADE, TestState
from riskplans.polygraph.clock import Clock, clock_of
from riskplans.polygraph.duties import NEXT


@dataclass(frozen=True, slots=True)
class Action:
    """The one next thing to do: words that begin with a verb, and where."""

    text: str
    href: str


@dataclass(slots=True)
class Standing:
    """How polygraph stands for one person."""

    clock: Clock | None
    next: rules.Next | None
    conditions: list[OrderCondition | LicenceCondition]
    open: PolygraphTest | None
    past: list[PolygraphTest]


_STEPS = {
    TestState.ELIGIBLE: ("Record the offer", "offer"),
    TestState.OFFERED: ("Record their answer", "answer"),
    TestState.REFERRED: ("Book the test", "book"),
    TestState.BOOKED: ("Record what happened", "attend"),
    TestState.ABSENT: ("Book another day", "book"),
    TestState.DEFERRED: ("Look at it again", "book"),
    TestState.TESTED: ("Record the result", "result"),
    TestState.UNCHECKED: ("Record the quality check", "check"),
}


def how_it_stands(person: Person, today: date) -> Standing:
    """The clock with its reasons, the test under way, and those before, the newest first."""
    clock = clock_of(person, today)
    rows = list(
        PolygraphTest.objects.standing()
        .filter(person=person)
        .select_related("order_condition__order", "licence_condition__licence", "recorded_by", "ended_by")
        .prefetch_related("disclosures__triaged_by", "disclosures__answered_by")
    )
    return Standing(
        clock=clock,
        next=clock.next() if clock else None,
        conditions=conditions(person, today),
        open=next((row for row in rows if not row.is_over), None),
        past=[row for row in rows if row.is_over],
    )


def at_a_glance(person: Person) -> PersonQuerySet:
    """The person with `due` and `is_due` of the next test, and `test` and `state` of the one under way."""
    duty = Entry.objects.open().filter(person=OuterRef("pk"), kind=NEXT)
    under_way = PolygraphTest.objects.open().filter(person=OuterRef("pk"))
    return Person.objects.filter(pk=person.pk).annotate(
        due=Subquery(duty.values("last")[:1]),
        is_due=Exists(duty),
        test=Subquery(under_way.values("pk")[:1]),
        state=Subquery(under_way.values("state")[:1]),
    )


def conditions(person: Person, today: date) -> list[OrderCondition | LicenceCondition]:
    """Those in force that ask for polygraph; two queries."""
    orders, licences = conditions_in_force(person, today)
    every: list[OrderCondition | LicenceCondition] = [*orders, *licences]
    return [each for each in every if each.kind == ConditionKind.POLYGRAPH]


def test_of(person: Person, test_id: UUID) -> PolygraphTest:
    """The person's test, or Http404."""
    rows = PolygraphTest.objects.standing().select_related(
        "order_condition__order",
        "licence_condition__licence",
        "examiner",
        "checker",
        "recorded_by",
        "ended_by",
    )
    found = get_object_or_404(rows, pk=test_id, person=person)
    found.person = person
    return found


def disclosures(test: PolygraphTest) -> list[PolygraphDisclosure]:
    return list(test.disclosures.standing().select_related("triaged_by", "answered_by", "recorded_by"))


def next_action(test: PolygraphTest, told: list[PolygraphDisclosure]) -> Action | None:
    """What is to be done next about a test with these disclosures; None once it is over."""
    waiting = next((each for each in told if each.to_triage), None)
    if waiting:
        return Action(
            "Triage the disclosure", reverse("triage-polygraph-disclosure", args=[test.person_id, waiting.pk])
        )
    if test.tested_on and len(told) < test.told and not test.is_over:
        href = reverse("record-polygraph-disclosure", args=[test.person_id, test.pk])
        return Action(f"Record disclosure {len(told) + 1} of {test.told}", href)
    if test.state in CHECKED:
        return Action("Close the test", _step(test, "close"))
    if test.state not in _STEPS:
        return None
    text, name = _STEPS[TestState(test.state)]
    return Action(text, _step(test, name))


def may_be_dropped(test: PolygraphTest) -> bool:
    return test.state in UNMADE


def _step(test: PolygraphTest, name: str) -> str:
    return reverse("polygraph-step", args=[test.person_id, test.pk, name])
