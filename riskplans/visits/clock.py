"""From the facts to the clock: how often each person is to be seen, when they last were, and by when next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from offenders.choices import DETENTION_KINDS, AbsenceKind, ManagementLevel, OccupancyKind
from offenders.models import Absence, Occupancy, Person
from offenders.queries import worked_on
from practice.policy import Policy, policy_of
from practice.rules import Unit
from riskplans.choices import Asked, Span
from riskplans.keys import INITIAL, INTERVALS
from riskplans.models import ReactiveCase, Visit, VisitInterval
from riskplans.reactive.keys import VISITS as REACTIVE
from riskplans.visits import rules

POLICY_SAYS = "the force’s policy for this level"
OWN_SAYS = "set for this person"
PLAN_SAYS = "set by the plan in force"
REACTIVE_SAYS = "the force’s policy for reactive management"


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit at which they were seen, and the day by which it was due."""

    visit: UUID
    on: date
    due_on: date | None


@dataclass(slots=True)
class Clock:
    """What decides when one person is to be seen."""

    person: UUID
    known_since: date
    policy: rules.Interval
    initial: int
    own: rules.Interval | None = None
    reactive: bool = False  # without home visits today
    no_fixed_address: bool = False
    seen: list[Seen] = field(default_factory=list)
    away: list[rules.Away] = field(default_factory=list)

    @property
    def interval(self) -> rules.Interval:
        return self.own or self.policy

    @property
    def by_plan(self) -> bool:
        """Whether the plan in force sets it."""
        return self.interval.source == PLAN_SAYS

    @property
    def seen_on(self) -> date | None:
        return self.seen[-1].on if self.seen else None

    def next(self, today: date) -> rules.Next:
        return rules.next_visit(
            seen_on=self.seen_on,
            known_since=self.known_since,
            interval=self.interval,
            initial=self.initial,
            away=self.away,
            today=today,
        )

    def away_on(self, day: date) -> str:
        """Where they are held or gone to on a day; empty when they are at large."""
        held = (
            each
            for each in self.away
            if not each.back and each.starts_on <= day and (not each.ended_on or each.ended_on > day)
        )
        return next((each.words for each in held), "")


def clocks(people: Sequence[UUID], today: date) -> Iterator[Clock]:
    """The clocks of those who are to be visited: not of the dead, the deported, or whose record is archived.

    Eight queries, and one for each force.
    """
    rows = worked_on(people, today).values_list("pk", "force_id", "management_level", "recorded_at")
    policies: dict[int, Policy] = {}
    found: dict[UUID, Clock] = {}
    forces: dict[UUID, int] = {}
    levels: dict[UUID, str] = {}
    for pk, force, level, recorded_at in rows:
        policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
        found[pk] = Clock(
            pk, timezone.localdate(recorded_at), policy_interval(policy, level), policy.value(INITIAL)
        )
        forces[pk], levels[pk] = force, level
    intervals = VisitInterval.objects.in_force().filter(person__in=found, starts_on__lte=today)
    for own in intervals.select_related("plan"):
        clock, wanted = found[own.person_id], own_interval(own)
        # Measured from the day it was set, as then: the length of the months in between does not decide.
        if _approved_at(own, levels[own.person_id]) or not rules.is_longer(
            wanted, clock.policy, on=own.starts_on
        ):
            clock.own = wanted
        else:
            clock.policy = replace(
                clock.policy,
                source=f"{POLICY_SAYS}: {wanted.in_words}, {wanted.source}, is longer now and nobody has approved it",
            )
    cases = ReactiveCase.objects.standing().filter(person__in=found, starts_on__lte=today)
    for case in cases.order_by("starts_on"):
        _reactive(found[case.person_id], case, policies[forces[case.person_id]], today)
    visits = Visit.objects.seen().filter(person__in=found).order_by("arrived_at")
    for visit, person, arrived_at, due_on in visits.values_list("pk", "person", "arrived_at", "was_due_on"):
        found[person].seen.append(Seen(visit, timezone.localdate(arrived_at), due_on))
    absences = Absence.objects.standing().filter(person__in=found)
    for person, kind, starts_on, ended_on in absences.values_list("person", "kind", "starts_on", "ended_on"):
        found[person].away.append(
            rules.Away(str(AbsenceKind(kind).label), starts_on, ended_on, kind in DETENTION_KINDS)
        )
    homeless = Occupancy.objects.standing().filter(
        person__in=found, kind=OccupancyKind.NO_FIXED_ABODE, ends_on__isnull=True
    )
    for person in homeless.values_list("person", flat=True):
        found[person].no_fixed_address = True
    yield from found.values()


def _approved_at(own: VisitInterval, level: str) -> bool:
    """Whether somebody approved that it is longer than policy: with a plan, at the level that it was submitted at."""
    if own.plan is None:
        return own.answer == Asked.APPROVED
    return own.longer and own.plan.level == level


def _reactive(clock: Clock, case: ReactiveCase, policy: Policy, today: date) -> None:
    """Reactive management suspends visits as custody does, unless the force makes some all the same."""
    held = case.ends_on is None or case.ends_on > today
    months = policy.value(REACTIVE)
    if held and months:
        clock.policy, clock.own = rules.Interval(months, Unit.MONTHS, REACTIVE_SAYS), None
        return
    clock.reactive = clock.reactive or held
    assert case.starts_on  # noqa: S101 - the query asks for it
    clock.away.append(rules.Away("Managed reactively", case.starts_on, case.ends_on, True, "Visited again"))


def clock_of(person: Person, today: date) -> Clock | None:
    """One person's clock; None if nobody is to visit them."""
    return next(clocks([person.pk], today), None)


def policy_interval(policy: Policy, level: str) -> rules.Interval:
    return rules.Interval(policy.value(INTERVALS[ManagementLevel(level)]), Unit.MONTHS, POLICY_SAYS)


def own_interval(own: VisitInterval) -> rules.Interval:
    return span(own.amount, own.span, PLAN_SAYS if own.plan_id else OWN_SAYS)


def span(amount: int, unit: str, source: str = OWN_SAYS) -> rules.Interval:
    """An interval as an officer words it."""
    if unit == Span.WEEKS:
        return rules.Interval(amount * rules.WEEK, Unit.DAYS, source)
    return rules.Interval(amount, Unit.MONTHS, source)
