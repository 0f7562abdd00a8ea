"""Polygraph as duties: the next test, what waits for triage, and the quality check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, of_person, register
from diary.providers import Duty
from offenders.models import Person
from practice.policy import Policy, policy_of
from riskplans.keys import POLYGRAPH_CHECK, POLYGRAPH_TRIAGE
from riskplans.models import PolygraphDisclosure, PolygraphTest
from riskplans.polygraph.clock import Clock, clocks

NAME = "polygraph"
NEXT, TRIAGE, CHECK = "polygraph", "polygraph_triage", "polygraph_check"
_FIRST = "first"


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """Met by being tested: a refusal, or not attending, moves nothing. What was disclosed is triaged within hours."""
    for clock in clocks(people, today):
        for duty in _tests(clock):
            yield clock.person, duty
    waiting: Any = list(
        PolygraphTest.objects.standing()
        .filter(person__in=people, tested_on__isnull=False)
        .exclude(result="")
        .values("pk", "person_id", "tested_on", "checked_on")
    )
    told: Any = list(
        PolygraphDisclosure.objects.standing()
        .filter(person__in=people)
        .values("pk", "person_id", "recorded_at", "triaged_at")
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
    after, since = _FIRST, clock.since
    for place, made in enumerate(clock.made):
        due = clock.due_before(place) or made.on
        yield _next(after, since, due, met_on=made.on, met_by=str(made.test))
        after, since = str(made.test), made.on
    following = clock.next()
    if following:
        yield _next(after, since, following.by)


def _next(
    after: str, since: date | None, due: date | None, *, met_on: date | None = None, met_by: str = ""
) -> Duty:
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
    day, done = timezone.localdate(limit), row["triaged_at"]
    return Duty(
        key=f"{NAME}/{TRIAGE}:{row['pk']}",
        kind=TRIAGE,
        title="Triage a polygraph disclosure",
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
    register(TRIAGE, "Polygraph disclosure", NextAction("Triage it", _disclosure, Capability.RECORD))


def _disclosure(entry: Entry) -> str:
    return reverse("triage-polygraph-disclosure", args=[entry.person_id, entry.key.rpartition(":")[2]])


def page(entry: Entry) -> str:
    """Where it is dealt with."""
    return reverse("person-polygraph", args=[entry.person_id])
