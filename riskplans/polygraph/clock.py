"""From the facts to the polygraph clock: who is to be tested, since when, and what the last test said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from offenders.choices import DETENTION_KINDS, AbsenceKind
from offenders.models import Absence, Person
from offenders.queries import everybodys_conditions, worked_on
from offenders.record.terms import ConditionKind
from practice.policy import Policy, policy_of
from riskplans.keys import POLYGRAPH_AGAIN, POLYGRAPH_FIRST, POLYGRAPH_RETEST
from riskplans.models import PolygraphTest
from riskplans.polygraph import rules
from riskplans.polygraph.choices import Basis, TestState
from riskplans.visits.rules import Away


@dataclass(frozen=True, slots=True)
class Made:
    """A test that was made."""

    test: UUID
    on: date
    result: str


@dataclass(slots=True)
class Clock:
    """What decides when one person is to be tested, as it stands on `today`."""

    person: UUID
    intervals: rules.Intervals
    today: date
    asked: list[rules.Asked] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    @property
    def since(self) -> date | None:
        """None: nothing asks for a test any more."""
        return rules.asked_since(self.asked, self.today)

    def next(self) -> rules.Next | None:
        """None where nothing asks for a test."""
        since = self.since
        return self._after(self.made[-1] if self.made else None, since, self.today) if since else None

    def asked_before(self, place: int) -> date | None:
        """Since when the test at that place was asked for; None where it was made unasked."""
        return rules.asked_since(self.asked, self.made[place].on)

    def due_before(self, place: int) -> date | None:
        """By when the test at that place was due, as policy stands; None where nothing asked for it."""
        since = self.asked_before(place)
        before = self.made[place - 1] if place else None
        return self._after(before, since, self.made[place].on).by if since else None

    def _after(self, last: Made | None, since: date, on: date) -> rules.Next:
        return rules.next_test(
            since=since,
            tested_on=last.on if last else None,
            result=last.result if last else "",
            intervals=self.intervals,
            today=on,
            away=self.away,
        )


def intervals_of(policy: Policy) -> rules.Intervals:
    return rules.Intervals(
        *(policy.value(key) for key in (POLYGRAPH_FIRST, POLYGRAPH_AGAIN, POLYGRAPH_RETEST))
    )


def clocks(people: Sequence[UUID], today: date) -> Iterator[Clock]:
    """The clocks of those whom a condition or their own consent has tested, or who have been: not of the dead, the
    deported, or whose record is archived. Three queries for those whom nothing concerns; two more, and one a force."""
    asked: dict[UUID, list[rules.Asked]] = {}
    orders: Any
    orders, licences = everybodys_conditions(today, since=date.min)
    about = {"person__in": people, "kind": ConditionKind.POLYGRAPH}
    for person, begun, own, *ends in orders.filter(**about).values_list(
        "person", "runs_from", "starts_on", "order__discharged_on", "ends_on", "order__last_day"
    ):
        _ask(asked, person, begun, own, *ends)
    for person, begun, own, *ends in licences.filter(**about).values_list(
        *("person", "licence__starts_on", "starts_on", "licence__revoked_on"),
        *("ends_on", "licence__licence_ends_on", "licence__ends_on"),
    ):
        _ask(asked, person, begun, own, *ends)
    made: dict[UUID, list[Made]] = {}
    agreed: dict[UUID, date] = {}
    rows = PolygraphTest.objects.standing().filter(person__in=people).order_by("recorded_at")
    for pk, person, basis, state, consent_on, tested_on, result, ended_at in rows.values_list(
        "pk", "person", "basis", "state", "consent_on", "tested_on", "result", "ended_at"
    ):
        if tested_on:
            made.setdefault(person, []).append(Made(pk, tested_on, result))
        if basis == Basis.VOLUNTARY:
            # A test that will not be made takes no consent back: only a refusal says that they no longer want to.
            if consent_on:
                agreed.setdefault(person, consent_on)
            elif state == TestState.REFUSED and person in agreed:
                until = timezone.localdate(ended_at) - timedelta(days=1)
                asked.setdefault(person, []).append(rules.Asked(agreed.pop(person), until))
    for person, day in agreed.items():
        asked.setdefault(person, []).append(rules.Asked(day))
    yield from _of({*asked, *made}, asked, made, today)


def _ask(
    asked: dict[UUID, list[rules.Asked]],
    person: UUID,
    begun: date,
    own: date | None,
    over: date | None,
    *last: date | None,
) -> None:
    """One condition: in force from the later of its own day and its order's; `over` is the first day without it."""
    ends = [*(day for day in last if day), *([over - timedelta(days=1)] if over else [])]
    asked.setdefault(person, []).append(rules.Asked(max(begun, own or begun), min(ends, default=None)))


def _of(
    concerned: set[UUID], asked: dict[UUID, list[rules.Asked]], made: dict[UUID, list[Made]], today: date
) -> Iterator[Clock]:
    if not concerned:
        return
    away: dict[UUID, list[Away]] = {}
    absences = Absence.objects.standing().filter(person__in=concerned)
    for person, kind, starts_on, ended_on in absences.values_list("person", "kind", "starts_on", "ended_on"):
        its = Away(str(AbsenceKind(kind).label), starts_on, ended_on, kind in DETENTION_KINDS)
        away.setdefault(person, []).append(its)
    policies: dict[int, rules.Intervals] = {}
    for pk, force in worked_on([*concerned], today).values_list("pk", "force_id"):
        if force not in policies:
            policies[force] = intervals_of(policy_of(force, today))
        yield Clock(
            pk,
            policies[force],
            today,
            asked.get(pk, []),
            sorted(made.get(pk, []), key=lambda each: each.on),
            away.get(pk, []),
        )


def clock_of(person: Person, today: date) -> Clock | None:
    """One person's clock; None if polygraph does not concern them."""
    return next(clocks([person.pk], today), None)
