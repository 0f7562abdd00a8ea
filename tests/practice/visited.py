"""A provider whose dates rest on policy, for tests: one visit of each person, an interval after they were recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from diary.providers import Duty
from offenders.models import Person
from practice.policy import policy_of

KEY = "visit.interval.high"
UNDECIDED = "visit.interval.low"


def visits(people: Sequence[UUID], today: date) -> Iterable[tuple[UUID, Duty]]:
    rows = list(Person.objects.filter(pk__in=people).values_list("pk", "force", "recorded_at"))
    policies = {force: policy_of(force, today) for force in {force for _, force, _ in rows}}
    for person, force, recorded_at in rows:
        since = timezone.localdate(recorded_at)
        due = policies[force].after(KEY, since)
        yield (
            person,
            Duty(
                key="visited/next", kind="visit", title="Home visit", arises_on=since, work_to=due, last=due
            ),
        )
