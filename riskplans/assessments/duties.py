"""Risk assessments as duties: the first, one a year, each met by one handed in; and the review after a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability, FieldClass
from diary.models import Entry
from diary.next_actions import NextAction, has_a_date, register
from diary.providers import Duty
from offenders.choices import AbsenceKind, LeadAgency, PersonKind, Sex
from offenders.models import Absence, MappaStatus, Person
from offenders.queries import worked_on
from practice.keys import KEYS
from practice.policy import Policy, policy_of
from riskplans.assessments import rules
from riskplans.assessments.choices import Measure
from riskplans.assessments.tools import ARMS
from riskplans.keys import FIRST, FIRST_AFTER_PROBATION, REVIEW_CHANGE, YEARLY
from riskplans.models import Assessment, RiskReview
from riskplans.visits.rules import Away, Interval, is_young

NAME = "assessments"
KIND = "assessment"
REVIEW = "risk_review"
_FIRST = "first"
_POLICY_SAYS = "the force’s policy"


@dataclass(frozen=True, slots=True)
class Made:
    """An assessment that was handed in: when it was made, handed in, and due."""

    assessment: UUID
    assessed_on: date
    handed_in_on: date
    due_on: date | None
    tool: str
    measure: str


@dataclass(slots=True)
class Clock:
    """What decides when one person is to be assessed."""

    person: UUID
    known_since: date
    arms: bool  # whether ARMS is for them; for everybody else professional judgement does
    first: Interval
    yearly: Interval
    made: list[Made] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    def counts(self, tool: str, measure: str = "") -> bool:
        """Whether an assessment with this tool meets the duty."""
        return tool == ARMS if self.arms else tool != ARMS and measure != Measure.STATIC

    @property
    def counted(self) -> list[Made]:
        return [each for each in self.made if self.counts(each.tool, each.measure)]

    def title(self, *, first: bool) -> str:
        if self.arms:
            return "First ARMS assessment" if first else "ARMS assessment"
        return "First risk assessment" if first else "Risk assessment"

    def next(self, today: date) -> rules.Next:
        last = self.counted[-1] if self.counted else None
        return rules.next_assessment(
            assessed_on=last.assessed_on if last else None,
            known_since=self.known_since,
            yearly=self.yearly,
            first=self.first,
            away=self.away,
            today=today,
        )


def clocks(people: Sequence[UUID], today: date) -> Iterator[Clock]:
    """The clocks of those who are to be assessed: not of the dead, the deported, or whose record is archived.

    Four queries, and one for each force.
    """
    led = MappaStatus.objects.on(today).filter(person=OuterRef("pk"), lead_agency=LeadAgency.PROBATION)
    rows = worked_on(people, today).annotate(by_probation=Exists(led))
    policies: dict[int, Policy] = {}
    found: dict[UUID, Clock] = {}
    for pk, force, kind, sex, born, recorded_at, by_probation in rows.values_list(
        "pk", "force_id", "kind", "sex", "date_of_birth", "recorded_at", "by_probation"
    ):
        policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
        arms = sex == Sex.MALE and kind == PersonKind.REGISTERED_SEXUAL_OFFENDER and not is_young(born, today)
        first = _interval(policy, FIRST_AFTER_PROBATION if by_probation else FIRST)
        found[pk] = Clock(pk, timezone.localdate(recorded_at), arms, first, _interval(policy, YEARLY))
    made: Any = (
        Assessment.objects.handed_in().filter(person__in=found).order_by("assessed_on", "submitted_at")
    )
    for person, pk, assessed_on, submitted_at, *said in made.values_list(
        "person", "pk", "assessed_on", "submitted_at", "was_due_on", "tool__code", "tool__measure"
    ):
        found[person].made.append(Made(pk, assessed_on, timezone.localdate(submitted_at), *said))
    absences = Absence.objects.standing().filter(person__in=found)
    for person, kind, starts_on, ended_on in absences.values_list("person", "kind", "starts_on", "ended_on"):
        found[person].away.append(Away(str(AbsenceKind(kind).label), starts_on, ended_on, detained=False))
    yield from found.values()


def clock_of(person: Person, today: date) -> Clock | None:
    """One person's clock; None if nobody is to assess them."""
    return next(clocks([person.pk], today), None)


def _interval(policy: Policy, key: str) -> Interval:
    return Interval(policy.value(key), KEYS[key].unit, _POLICY_SAYS, policy.nation)


def duties_for(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    """One that waits, one for each that was handed in, and the reviews after changes."""
    found = {clock.person: clock for clock in clocks(people, today)}
    for clock in found.values():
        after, since = _FIRST, clock.known_since
        for made in clock.counted:
            due = made.due_on or made.handed_in_on
            yield clock.person, _duty(clock, after, since, due, made)
            after, since = str(made.assessment), made.assessed_on
        yield clock.person, _duty(clock, after, since, clock.next(today).by)
    yield from _reviews(list(found), today)


def _duty(clock: Clock, after: str, since: date, due: date | None, made: Made | None = None) -> Duty:
    return Duty(
        key=f"{NAME}/{KIND}:{after}",
        kind=KIND,
        title=clock.title(first=after == _FIRST),
        arises_on=since,
        work_to=due,
        last=due,
        met_on=made.handed_in_on if made else None,
        met_by=str(made.assessment) if made else "",
        field_class=FieldClass.MANAGEMENT,
    )


def _reviews(people: Sequence[UUID], today: date) -> Iterator[tuple[UUID, Duty]]:
    policies: dict[int, Policy] = {}
    rows = RiskReview.objects.filter(person__in=people).values_list(
        "person", "person__force_id", "pk", "starts_on", "settled_at"
    )
    for person, force, pk, starts_on, settled_at in rows:
        policy = policies.get(force) or policies.setdefault(force, policy_of(force, today))
        due = policy.after(REVIEW_CHANGE, starts_on)
        yield (
            person,
            Duty(
                key=f"{NAME}/{REVIEW}:{pk}",
                kind=REVIEW,
                title="Review risk and plan: something has changed",
                arises_on=starts_on,
                work_to=due,
                last=due,
                met_on=timezone.localdate(settled_at) if settled_at else None,
                field_class=FieldClass.MANAGEMENT,
            ),
        )


def register_next_actions() -> None:
    register(
        KIND,
        "Risk assessment",
        NextAction("Assess the risk", page, Capability.RECORD, when=has_a_date),
    )
    register(REVIEW, "Review after a change", NextAction("Look at what changed", page, Capability.RECORD))


def page(entry: Entry) -> str:
    """Where it is dealt with: the person's page Risk leads on."""
    return reverse("person-risk", args=[entry.person_id])
