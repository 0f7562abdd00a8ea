"""Polygraph as duties: the next test, what waits for triage, and the quality check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, of_person, register
from diary.providers import Duty
from offenders.models import LicenceCondition, OrderCondition, Person
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from riskplans.keys import POLYGRAPH_CHECK, POLYGRAPH_TRIAGE
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.models.polygraph import SETTLED
from riskplans.polygraph.choices import TestState
from riskplans.polygraph.clock import Clock, clocks

NAME = "polygraph"
NEXT, TRIAGE, CHECK, AGAIN = "polygraph", "polygraph_triage", "polygraph_check", "polygraph_again"
_FIRST = "first"


# A condition asks for tests; what somebody consented to is a test that was offered.
RESTS_ON = (OrderCondition, LicenceCondition, PolygraphTest, PolygraphDisclosure)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Met by being tested: a refusal, or not attending, moves nothing. What was disclosed is triaged within hours."""
    for clock in clocks(people, today):
        for duty in _tests(clock):
            yield clock.person, duty
    deferred = PolygraphTest.objects.standing().filter(
        person__in=worked_on(people, today).values("pk"), state=TestState.DEFERRED
    )
    for test, person, day in deferred.values_list("pk", "person", "again_on"):
        if day:
            yield person, _again(test, day)
    waiting: Any = list(
        PolygraphTest.objects.standing()
        .filter(person__in=people, tested_on__isnull=False)
        .exclude(result="")
        .values("pk", "person_id", "tested_on", "checked_on")
    )
    told: Any = list(
        PolygraphDisclosure.objects.standing()
        .filter(person__in=people)
        .values(
            "pk",
            "person_id",
            "recorded_at",
            "triaged_at",
            "answered_at",
            settled=Case(When(SETTLED, then=True), default=False),
        )
    )
    concerned = {row["person_id"] for row in [*waiting, *told]}
    if not concerned:
        return
    forces = dict(Person.objects.filter(pk__in=concerned).values_list("pk", "force"))
    policies = {force: policy_of(force, today) for force in set(forces.values())}
    for row in waiting:
        yield row["person_id"], _check(row, policies[forces[row["person_id"]]])
    for row in told:
        yield row["person_id"], _triage(row, policies[forces[row["person_id"]]])


def _tests(clock: Clock) -> Iterator[Duty]:
    after, last = _FIRST, date.min
    for place, made in enumerate(clock.made):
        since = max(last, clock.asked_before(place) or made.on)
        yield _next(after, since, clock.due_before(place) or made.on, met_on=made.on, met_by=str(made.test))
        after, last = str(made.test), made.on
    following, asked = clock.next(), clock.since
    if following and asked:
        yield _next(after, max(last, asked), following.by)


def _next(after: str, since: date, due: date | None, *, met_on: date | None = None, met_by: str = "") -> Duty:
    return Duty(
        key=f"{NAME}/{NEXT}:{after}",
        kind=NEXT,
        title="Polygraph test",
        arises_on=since,
        work_to=due,
        last=due,
        met_on=met_on,
        met_by=met_by,
        field_class=FieldClass.MANAGEMENT,
    )


def _again(test: UUID, day: date) -> Duty:
    """Why it was deferred is a matter of health, and stands nowhere here."""
    return Duty(
        key=f"{NAME}/{AGAIN}:{test}:{day}",
        kind=AGAIN,
        title="Look again at a deferred polygraph test",
        arises_on=None,
        work_to=day,
        last=day,
        field_class=FieldClass.MANAGEMENT,
    )


def _check(row: dict[str, Any], policy: Policy) -> Duty:
    due = row["tested_on"] + timedelta(days=policy.value(POLYGRAPH_CHECK))
    return Duty(
        key=f"{NAME}/{CHECK}:{row['pk']}",
        kind=CHECK,
        title="Quality check of a polygraph test",
        arises_on=row["tested_on"],
        work_to=due,
        last=due,
        met_on=row["checked_on"],
        met_by=str(row["pk"]) if row["checked_on"] else "",
        field_class=FieldClass.MANAGEMENT,
    )


def _triage(row: dict[str, Any], policy: Policy) -> Duty:
    limit = policy.moment_after(POLYGRAPH_TRIAGE, row["recorded_at"])
    day = timezone.localdate(limit)
    done = (row["answered_at"] or row["triaged_at"]) if row["settled"] else None
    waits = row["triaged_at"] and not row["settled"] and not row["answered_at"]
    return Duty(
        key=f"{NAME}/{TRIAGE}:{row['pk']}",
        kind=TRIAGE,
        title="A supervisor is to agree: nothing further" if waits else "Triage a polygraph disclosure",
        arises_on=timezone.localdate(row["recorded_at"]),
        work_to=day,
        last=day,
        work_to_at=limit,
        last_at=limit,
        met_on=timezone.localdate(done) if done else None,
        met_at=done,
        met_by=str(row["pk"]) if done else "",
        field_class=FieldClass.INTELLIGENCE,
    )


def register_next_actions() -> None:
    own = of_person("person-polygraph")
    register(
        NEXT, "Polygraph test", NextAction("Take the test further", own, Capability.RECORD, when=has_a_date)
    )
    register(
        CHECK, "Quality check of a polygraph test", NextAction("Record the check", own, Capability.RECORD)
    )
    register(AGAIN, "Deferred polygraph test", NextAction("Look at it again", own, Capability.RECORD))
    register(TRIAGE, "Polygraph disclosure", NextAction("Triage it", _disclosure, Capability.RECORD))


def _disclosure(entry: Entry) -> str:
    return reverse("triage-polygraph-disclosure", args=[entry.person_id, entry.key.rpartition(":")[2]])


def page(entry: Entry) -> str:
    """Where it is dealt with."""
    return reverse("person-polygraph", args=[entry.person_id])
