"""Reads of categories and levels: how one person stands and came to; who may be at too low a level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from access.policies import Capability, FieldClass
from accounts.models import User
from diary.models import Entry
from mappa.models import (
    AgreedAction,
    CaseReview,
    CriticalCase,
    LevelReduction,
    MappaDecision,
    Referral,
    Screening,
)
from mappa.referrals.choices import OPEN, ReferralState
from mappa.room.choices import Outcome
from mappa.status import duties, rules
from mappa.status.choices import DecisionKind
from notifications.models import Breach
from offenders.choices import MappaLevel, OrderKind
from offenders.models import CourtOrder, MappaStatus, Person, Sought
from offenders.models.person import PersonQuerySet, level_order
from offenders.policies import within, within_reading
from riskplans.assessments.choices import AssessmentState, Level, Measure
from riskplans.models import AssessedResult, RiskReview

A_LIST = 50
# Orders that protect somebody at home.
_ABUSE = [OrderKind.DAPO, OrderKind.DVPO, OrderKind.NON_MOLESTATION, OrderKind.STALKING]


def episodes(person: Person) -> list[MappaDecision]:
    """Every decision on category and level, the newest first; one query."""
    rows = MappaDecision.objects.filter(person=person)
    return list(rows.select_related("decided_by", "reduction__answered_by"))


def undecided(person: Person) -> list[MappaStatus]:
    """What stood on record before decisions were recorded here, the newest first; one query."""
    return list(MappaStatus.objects.standing().filter(person=person, decisions__isnull=True))


def screenings(person: Person) -> list[Screening]:
    """The newest first, of one moment that which waits; one query."""
    rows = Screening.objects.standing().filter(person=person)
    rows = rows.order_by("-screened_on", "-recorded_at", "answer")
    return list(rows.select_related("recorded_by", "answered_by", "conviction")[:A_LIST])


def screening_named(person: Person, screening_id: object) -> Screening:
    """The person's screening, or Http404."""
    rows = Screening.objects.standing().select_related("recorded_by", "conviction")
    found = get_object_or_404(rows, pk=screening_id, person=person)
    found.person = person
    return found


def reduction_named(person: Person, reduction_id: object) -> LevelReduction:
    rows = LevelReduction.objects.standing().select_related("recorded_by")
    found = get_object_or_404(rows, pk=reduction_id, person=person)
    found.person = person
    return found


def reduction_waiting(person: Person) -> LevelReduction | None:
    return LevelReduction.objects.waiting().filter(person=person).select_related("recorded_by").first()


def heard_for_lowering(person: Person) -> UUID | None:
    """The case of the last meeting, while its lower level has yet to take effect; None where nobody may ask for it."""
    last = (
        CaseReview.objects.held()
        .filter(person=person)
        .select_related("levelview")
        .order_by("-decided_at")
        .first()
    )
    stands = MappaStatus.objects.standing().filter(person=person, ends_on__isnull=True).first()
    if last is None or stands is None or last.levelview.outcome != Outcome.STAYS:
        return None
    waits = LevelReduction.objects.waiting().filter(person=person).exists()
    return last.pk if rules.lowers(stands.level, last.levelview.level) and not waits else None


def critical(person: Person) -> CriticalCase | None:
    rows = CriticalCase.objects.filter(person=person, ends_on__isnull=True)
    return rows.select_related("began_by").first()


def clocks(person: Person) -> list[Entry]:
    """The duties of MAPPA that are open, the first due first; one query."""
    rows = Entry.objects.open().filter(person=person, key__startswith=f"{duties.NAME}/")
    return list(rows.order_by("last"))


@dataclass(slots=True)
class Low:
    """Somebody at level 1 of whom something speaks for more, with each reason."""

    person: Person
    reasons: list[str]
    screened_on: date | None


@dataclass(slots=True)
class Lists:
    """What whoever coordinates looks at; `under` are at most A_LIST."""

    low: list[Low]
    low_total: int
    doubts: list[Screening]
    clocks: list[Entry]
    late: int
    lowering: list[LevelReduction]
    unplaced: list[Entry]
    unplaced_total: int


def lists(user: User, now: datetime, capability: Capability) -> Lists:
    """Of those whom the user looks after: who may be at too low a level, and what is called for. Nine queries."""
    today = now.date()
    people = Person.objects.filter(
        within(user, capability, today) & within_reading(user, FieldClass.MANAGEMENT, today)
    )
    mine = Q(person__in=people.values("pk"))
    named = Prefetch("person", Person.objects.with_name())
    found = [_low(person) for person in _candidates(people, today)]
    found = [each for each in found if each.reasons]
    found.sort(key=lambda each: -len(each.reasons))
    running = Entry.objects.running().filter(mine, key__startswith=f"{duties.NAME}/")
    entries = running.filter(work_to__lte=today).exclude(kind=duties.IDENTIFIED)
    clocks = list(entries.prefetch_related(named).order_by("last", "key")[:A_LIST])
    waiting = LevelReduction.objects.waiting().filter(mine).select_related("recorded_by")
    unplaced = running.filter(kind=duties.IDENTIFIED)
    return Lists(
        low=found[:A_LIST],
        low_total=len(found),
        doubts=list(_doubts().filter(mine).prefetch_related(named).order_by("screened_on")[:A_LIST]),
        clocks=clocks,
        late=entries.filter(last__lt=today).count(),
        lowering=list(waiting.prefetch_related(named)),
        unplaced=list(unplaced.prefetch_related(named).order_by("last", "key")[:A_LIST]),
        unplaced_total=unplaced.count(),
    )


def _doubts() -> QuerySet[Screening]:
    """Countersigned screenings whose category nobody has decided on since."""
    since = MappaDecision.objects.filter(
        person=OuterRef("person"), decided_at__gte=OuterRef("recorded_at")
    ).exclude(kind=DecisionKind.LEAD)
    found: QuerySet[Screening] = (
        Screening.objects.countersigned()
        .exclude(doubt="")
        .filter(~Exists(since))
        .select_related("recorded_by")
    )
    return found


def _candidates(people: PersonQuerySet, today: date) -> QuerySet[Person]:
    """Those at level 1 with no referral in hand, of whom something on record speaks for more as it stands now: of each
    group the latest approved assessment, the last screening. One query."""
    mine: dict[str, Any] = {"person": OuterRef("pk")}
    level_1 = MappaStatus.objects.on(today).filter(level=MappaLevel.ONE, **mine)
    harm = AssessedResult.objects.standing().filter(
        assessment__state=AssessmentState.APPROVED,
        assessment__voided_at__isnull=True,
        assessment__tool__measure=Measure.HARM,
        **mine,
    )
    of_group = AssessedResult.objects.standing().filter(
        person=OuterRef("person"),
        result__code=OuterRef("result__code"),
        assessment__state=AssessmentState.APPROVED,
        assessment__voided_at__isnull=True,
        assessment__tool__measure=Measure.HARM,
    )
    later = of_group.filter(
        Q(assessment__assessed_on__gt=OuterRef("assessment__assessed_on"))
        | Q(
            assessment__assessed_on=OuterRef("assessment__assessed_on"),
            assessment__submitted_at__gt=OuterRef("assessment__submitted_at"),
        )
    )
    harm = harm.filter(~Exists(later), level__in=[Level.HIGH, Level.VERY_HIGH])
    screened = Screening.objects.countersigned().filter(**mine).order_by("-screened_on", "-recorded_at")
    owed = AgreedAction.objects.unsettled().filter(agency__isnull=False, **mine)
    orders = CourtOrder.objects.standing().filter(
        Q(last_day__isnull=True) | Q(last_day__gte=today), kind__in=_ABUSE, discharged_on__isnull=True, **mine
    )
    breaches = Breach.objects.standing().filter(**mine).order_by("-happened_on")
    heard = CaseReview.objects.held().filter(
        person=OuterRef("person"), decided_at__gte=OuterRef("recorded_at")
    )
    referred = Referral.objects.standing().filter(
        Q(state__in=OPEN) | Q(~Exists(heard), state=ReferralState.ACCEPTED), **mine
    )
    found: QuerySet[Person] = (
        people.with_name()
        .filter(Exists(level_1), ~Exists(referred))
        .annotate(
            harm_on=Subquery(harm.order_by("-assessment__assessed_on").values("assessment__assessed_on")[:1]),
            harmful=Exists(harm),
            gravest=Exists(harm.filter(level=Level.VERY_HIGH)),
            changed_on=Subquery(RiskReview.objects.open().filter(**mine).values("starts_on")[:1]),
            breach_on=Subquery(breaches.values("happened_on")[:1]),
            abuse_order=Exists(orders),
            looked_for=Exists(Sought.objects.on(today).filter(**mine)),
            owed=Exists(owed),
            screened_on=Subquery(screened.values("screened_on")[:1]),
            screened_at=Subquery(screened.values("level")[:1]),
        )
        .filter(
            Q(harmful=True)
            | Q(looked_for=True)
            | Q(abuse_order=True)
            | Q(changed_on__isnull=False)
            | Q(breach_on__isnull=False)
            | Q(owed=True)
            | Q(screened_at__gt=MappaLevel.ONE)
        )
        .annotate(managed=level_order("management_level"))
        .order_by("managed", "reference")
    )
    return found


def _low(person: Any) -> Low:
    harm = Level.VERY_HIGH if person.gravest else Level.HIGH if person.harmful else ""
    signs = rules.Signs(
        harm=str(harm),
        harm_on=person.harm_on,
        changed_on=person.changed_on,
        breach_on=person.breach_on,
        abuse_order=person.abuse_order,
        sought=person.looked_for,
        others_owe=person.owed,
        screened_on=person.screened_on,
        screened_at=person.screened_at or "",
    )
    return Low(person, rules.under_referred(signs), person.screened_on)
