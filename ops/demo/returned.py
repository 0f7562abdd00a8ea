"""What an annual report counts beside people: the year's cautions and convictions, and requirements that were revoked.

Few rows, added to what the years have left, so that a county of the size of `RETURNED` comes to as many as its model:
21 people cautioned or convicted, 2 revoked, and a population of 450,000.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Force, User
from dashboards.models import Population
from dashboards.returns.rules import ReportYear, running_year
from mappa.models import MappaDecision
from mappa.status.choices import Closing, Trigger
from mappa.status.choices import DecisionKind as LevelDecision
from notifications.breaches.choices import (
    BreachOf,
    DecisionKind,
    ExcuseView,
    Found,
    Outcome,
    Provision,
    Stage,
    Verdict,
)
from notifications.choices import ReviewOutcome
from notifications.models import Application, Breach, BreachDecision
from offenders.choices import PersonKind
from offenders.models import Absence, MappaStatus, Person
from ops.demo.county import County
from ops.demo.days import LONDON

# The county whose report of the year to 31 March 2026 counts 594 registered sexual offenders at liberty.
RETURNED = County(seed=5227, people=989, as_of=date(2026, 6, 15))
_BREACHES, _REVOKED, _POPULATION = 21, 2, 450_000


def account(county: County) -> None:
    """Bring the last whole year's numbers to the county's share of its model's, and enter its population."""
    year = ReportYear(running_year(county.as_of) - 1, county.as_of)
    officer = User.objects.get(pk=county.manager_id(0))
    Population.objects.create(
        force=Force.objects.get(pk=officer.force_id),
        mid_year=year.ends - 1,
        number=max(round(_POPULATION * county.people / RETURNED.people), 1),
        published_in="Mid-year population estimates",
        recorded_at=_at(county.as_of),
    )
    supervisor = User.objects.get(pk=county.supervisor_id(county.unit_of(0)))
    _breached(county, officer, supervisor, year)
    _revoked(county, officer, supervisor, year)


def _breached(county: County, officer: User, supervisor: User, year: ReportYear) -> None:
    ended = Breach.objects.filter(
        of__in=[BreachOf.REQUIREMENT, BreachOf.FALSE],
        outcome__in=[Outcome.CAUTIONED, Outcome.CONVICTED],
        outcome_on__range=(year.first, year.last),
    )
    wanted = round(_BREACHES * county.people / RETURNED.people)
    lacking = max(wanted - ended.values("person").distinct().count(), 0)
    others = _managed(year).exclude(Exists(ended.filter(person=OuterRef("pk"))))
    for number, person in enumerate(_some(county, others, lacking)):
        on = year.first + timedelta(days=10 + number * 340 // max(lacking, 1))
        convicted = number % 3 != 2
        found = Breach.objects.create(
            person=person,
            of=BreachOf.REQUIREMENT,
            provision=Provision.PERIODIC,
            happened_on=on - timedelta(days=60),
            found=Found.OVERDUE,
            account="He came nine days after the last day for it.",
            stage=Stage.ESTABLISHED,
            established_at=_at(on - timedelta(days=58)),
            national_reference=f"26/{person.reference[-4:]}R",
            recorded_nationally_at=_at(on - timedelta(days=58)),
            agencies_told="Probation",
            excuse_asked_on=on - timedelta(days=50),
            excuse="I lost count of the days.",
            excuse_view=ExcuseView.UNREASONABLE,
            excuse_why="Reminded by telephone the week before.",
            recorded_at=_at(on - timedelta(days=59)),
            recorded_by=officer,
        )
        found.disposal = BreachDecision.objects.create(
            person=person,
            breach=found,
            kind=DecisionKind.CHARGE if convicted else DecisionKind.CAUTION,
            rationale="A failure without a reasonable excuse.",
            proposed_at=_at(on - timedelta(days=49)),
            proposed_by=officer,
            verdict=Verdict.AUTHORISED,
            verdict_at=_at(on - timedelta(days=48)),
            verdict_by=supervisor,
        )
        found.stage = Stage.AT_COURT if convicted else Stage.DECIDED
        found.save()
        found.stage, found.outcome_on = Stage.CLOSED, on
        found.outcome = Outcome.CONVICTED if convicted else Outcome.CAUTIONED
        if convicted:
            found.court, found.outcome_note = "Cumberfell Magistrates’ Court", "Community order, 12 months"
        found.save()


def _revoked(county: County, officer: User, supervisor: User, year: ReportYear) -> None:
    """Somebody subject without end applied: the requirements ended with the notice, and MAPPA with them."""
    wanted = round(_REVOKED * county.people / RETURNED.people)
    without = _managed(year).exclude(Exists(Application.objects.filter(person=OuterRef("pk"))))
    long_ago = without.filter(
        relevant_notifications__isnull=False,
        triggers__date__lte=year.first.replace(year=year.first.year - 16),
    )
    for number, person in enumerate(_some(county, long_ago.distinct(), wanted)):
        received = year.first + timedelta(days=20 + 90 * number)
        Application.objects.create(
            person=person,
            received_on=received,
            received_how="post",
            acknowledged_on=received + timedelta(days=5),
            determined_on=received + timedelta(days=60),
            outcome=ReviewOutcome.GRANTED,
            decided_by="Supt 2041",
            reasons="Sixteen years without a breach; assessed as a low risk; nobody asked holds anything against it.",
            notice_received_on=received + timedelta(days=63),
            recorded_at=_at(received + timedelta(days=63)),
            recorded_by=officer,
        )
        _left(person, received + timedelta(days=63), supervisor)


def _left(person: Person, on: date, by: User) -> None:
    status = MappaStatus.objects.on(on).get(person=person)
    status.ends_on, status.version = on, status.version + 1
    status.save()
    said = {"category": status.category, "level": status.level, "lead_agency": status.lead_agency}
    MappaDecision.objects.create(
        person=person,
        kind=LevelDecision.ENDED,
        status=status,
        area=status.area,
        takes_effect_on=on,
        why="The notice of the decision on review was received.",
        trigger=Trigger.REVOKED,
        closed=list(Closing.values),
        decided_at=_at(on),
        decided_by=by,
        **said,
    )


def _managed(year: ReportYear) -> QuerySet[Person]:
    """Registered, in a category and at liberty for the whole of the year."""
    status = MappaStatus.objects.on(year.first).filter(person=OuterRef("pk"), ends_on__isnull=True)
    away = Absence.objects.filter(person=OuterRef("pk"), starts_on__lte=year.last).exclude(
        ended_on__lt=year.first
    )
    return Person.objects.filter(
        Exists(status), ~Exists(away), kind=PersonKind.REGISTERED_SEXUAL_OFFENDER
    ).order_by("reference")


def _some(county: County, people: QuerySet[Person], number: int) -> list[Person]:
    """So many of them, from all over the county, the same each time."""
    found = list(people)
    return county.rng("returned").sample(found, min(number, len(found)))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), LONDON)
