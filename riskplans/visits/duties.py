"""Home visits as duties: one that waits, and one for each visit at which they were seen, which met it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, register
from diary.providers import Duty
from riskplans.visits.clock import Clock, clocks

NAME = "riskplans"
KIND = "visit"
_FIRST = "first"


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """A visit is met only by having *seen* them: attempts move nothing."""
    for clock in clocks(people, today):
        before, since = _FIRST, clock.known_since
        for seen in clock.seen:
            due = seen.due_on or seen.on
            yield (
                clock.person,
                _duty(clock, before, since, due, met_on=seen.on, met_by=str(seen.visit)),
            )
            before, since = str(seen.visit), seen.on
        if not clock.reactive:
            yield clock.person, _duty(clock, before, since, clock.next(today).by)


def _duty(
    clock: Clock, after: str, since: date, due: date | None, *, met_on: date | None = None, met_by: str = ""
) -> Duty:
    return Duty(
        key=f"{NAME}/{KIND}:{after}",
        kind=KIND,
        title="Visit where they can be found" if clock.no_fixed_address else "Home visit",
        arises_on=since,
        work_to=due,
        last=due,
        met_on=met_on,
        met_by=met_by,
        field_class=FieldClass.MANAGEMENT,
    )


def register_next_action() -> None:
    register(KIND, "Home visit", NextAction("Plan a visit", page, Capability.RECORD, when=has_a_date))


def page(entry: Entry) -> str:
    """Where it is planned; that page leads on to the plan, if there is one."""
    return reverse("plan-visit", args=[entry.person_id])
