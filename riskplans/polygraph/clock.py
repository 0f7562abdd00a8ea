"""From the facts to the polygraph clock: who is to be tested, since when, and what the last test said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from offenders.choices import AbsenceKind
from offenders.models import Absence, Archiving, Gone, Person
from offenders.queries import everybodys_conditions
from offenders.record.terms import ConditionKind
from practice.policy import Policy, policy_of
from riskplans.keys import POLYGRAPH_AGAIN, POLYGRAPH_FIRST, POLYGRAPH_RETEST
from riskplans.models import PolygraphTest
from riskplans.polygraph import rules
from riskplans.polygraph.choices import Basis, TestState


@dataclass(frozen=True, slots=True)
class Made:
    """A test that was made."""

    test: UUID
    on: date
    result: str


@dataclass(slots=True)
class Clock:
    """What decides when one person is to be tested."""

    person: UUID
    intervals: rules.Intervals
    since: date | None = None  # None: nothing asks for a test any more
    made: list[Made] = field(default_factory=list)
    away: str = ""

    def next(self) -> rules.Next | None:
        """None where nothing asks for a test."""
        if self.since is None:
            return None
        last = self.made[-1] if self.made else None
        return self._after(last, self.away)

    def due_before(self, place: int) -> date | None:
        """By when the test at that place was due, as policy stands."""
        before = self.made[place - 1] if place else None
        if before is None and (self.since is None or self.since > self.made[place].on):
            return None
        return self._after(before, "").by

    def _after(self, last: Made | None, away: str) -> rules.Next:
        return rules.next_test(
            since=self.since or date.min,
            tested_on=last.on if last else None,
            result=last.result if last else "",
            intervals=self.intervals,
            away=away,
        )


def intervals_of(policy: Policy) -> rules.Intervals:
    return rules.Intervals(
        *(policy.value(key) for key in (POLYGRAPH_FIRST, POLYGRAPH_AGAIN, POLYGRAPH_RETEST))
    )


def clocks(people: Sequence[UUID], today: date) -> Iterator[Clock]:
    """The clocks of those whom a condition or their own consent has tested, or who have been: not of the dead, the
    deported, or whose record is archived. Four queries for those whom nothing concerns, and one more for each force."""
    since: dict[UUID, date] = {}
    orders: Any
    orders, licences = everybodys_conditions(today)
    about = {"person__in": people, "kind": ConditionKind.POLYGRAPH}
    for person, own, order in orders.filter(**about).values_list("person", "starts_on", "runs_from"):
        _earliest(since, person, own or order)
    for person, own, licence in licences.filter(**about).values_list(
        "person", "starts_on", "licence__starts_on"
    ):
        _earliest(since, person, own or licence)
    made: dict[UUID, list[Made]] = {}
    agreed: dict[UUID, date] = {}
    rows = PolygraphTest.objects.standing().filter(person__in=people).order_by("recorded_at")
    for pk, person, basis, state, consent_on, tested_on, result in rows.values_list(
        "pk", "person", "basis", "state", "consent_on", "tested_on", "result"
    ):
        if tested_on:
            made.setdefault(person, []).append(Made(pk, tested_on, result))
        if basis == Basis.VOLUNTARY:
            if consent_on and not (state == TestState.CLOSED and not tested_on):
                _earliest(agreed, person, consent_on)
            elif state in (TestState.REFUSED, TestState.CLOSED):
                agreed.pop(person, None)  # they no longer want to
    for person, day in agreed.items():
        _earliest(since, person, day)
    yield from _of({*since, *made}, since, made, today)


def _of(
    concerned: set[UUID], since: dict[UUID, date], made: dict[UUID, list[Made]], today: date
) -> Iterator[Clock]:
    if not concerned:
        return
    gone = Gone.objects.on(today).filter(person=OuterRef("pk"))
    archived = Archiving.objects.standing().filter(person=OuterRef("pk"))
    held = dict(
        Absence.objects.standing().on(today).filter(person__in=concerned).values_list("person", "kind")
    )
    policies: dict[int, rules.Intervals] = {}
    alive = Person.objects.filter(~Exists(gone), ~Exists(archived), pk__in=concerned)
    for pk, force in alive.values_list("pk", "force_id"):
        if force not in policies:
            policies[force] = intervals_of(policy_of(force, today))
        yield Clock(
            pk,
            policies[force],
            since.get(pk),
            sorted(made.get(pk, []), key=lambda each: each.on),
            str(AbsenceKind(held[pk]).label) if pk in held else "",
        )


def clock_of(person: Person, today: date) -> Clock | None:
    """One person's clock; None if polygraph does not concern them."""
    return next(clocks([person.pk], today), None)


def _earliest(since: dict[UUID, date], person: UUID, day: date) -> None:
    since[person] = min(day, since.get(person, day))
