"""Who is managed, where they are, at which level agencies manage them, who has no manager, and who is sought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of
from dashboards.board.rules import Days
from offenders.choices import AbsenceKind, MappaCategory, SoughtKind
from offenders.models import Absence, Assignment, Licence, MappaStatus, Person, Sought
from riskplans.models import Plan

RELEASES = 90  # days ahead
CUSTODY = (AbsenceKind.CUSTODY, AbsenceKind.SENTENCE, AbsenceKind.SERVICE_CUSTODY)
HOSPITAL = (AbsenceKind.HOSPITAL_PART_3, AbsenceKind.HOSPITAL_OTHER)
ABROAD = (AbsenceKind.ABROAD,)


def managers(moment: Moment, person: str = "pk") -> QuerySet[Assignment]:
    """Whoever managed the person of the outer row on that day; at most one."""
    return Assignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=moment.day),
        person=OuterRef(person),
        starts_on__lte=moment.day,
    )


def away(*kinds: AbsenceKind) -> Callable[[Moment], Rows]:
    return lambda moment: Absence.objects.standing().on(moment.day).filter(kind__in=kinds)


def at_large(moment: Moment) -> Rows:
    absent = Absence.objects.standing().on(moment.day).filter(person=OuterRef("pk"))
    return Person.objects.filter(~Exists(absent))


def _in_category(category: MappaCategory) -> Metric:
    return Metric(
        name=f"category-{category}",
        number=1,
        label=f"MAPPA category {category}",
        counts=f"Those whose MAPPA category is {category} on the day.",
        rows=lambda moment: MappaStatus.objects.on(moment.day).filter(category=category),
    )


def _unallocated(moment: Moment) -> Rows:
    before = Assignment.objects.filter(person=OuterRef("pk"), ends_on__lte=moment.day).order_by("-ends_on")
    return Person.objects.filter(~Exists(managers(moment))).annotate(
        without_since=Coalesce(Subquery(before.values("ends_on")[:1]), day_of("recorded_at"))
    )


def _releases(moment: Moment) -> Rows:
    plan = Plan.objects.standing().filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment.at),
        person=OuterRef("person"),
        approved_at__lte=moment.at,
    )
    return Licence.objects.standing().filter(
        ~Exists(managers(moment, "person")) | ~Exists(plan),
        starts_on__gt=moment.day,
        starts_on__lte=moment.day + timedelta(days=RELEASES),
    )


def _sought(kind: SoughtKind) -> Metric:
    return Metric(
        name=str(kind),
        number=14,
        label=kind.short,
        counts=f"Those recorded {kind.short.lower()} on the day.",
        rows=lambda moment: Sought.objects.on(moment.day).filter(kind=kind),
        on=F("starts_on"),
        days=Days.SINCE,
    )


METRICS = (
    Metric(
        name="managed",
        number=1,
        label="People managed",
        counts="Everybody on record on the day whose record was not archived.",
        rows=None,
    ),
    Metric(
        name="community",
        number=1,
        label="In the community",
        counts="Those with no time in custody, in hospital or abroad on the day.",
        rows=at_large,
        of="pk",
    ),
    *(
        Metric(
            name=name,
            number=1,
            label=label,
            counts=f"Those recorded so on the day: {label.lower()}.",
            rows=away(*kinds),
            on=F("starts_on"),
            days=Days.SINCE,
        )
        for name, label, kinds in (
            ("custody", "In custody", CUSTODY),
            ("hospital", "In hospital", HOSPITAL),
            ("abroad", "Abroad", ABROAD),
        )
    ),
    *(_in_category(category) for category in MappaCategory),
    Metric(
        name="unallocated",
        number=3,
        label="Without a manager",
        counts="Those whom nobody manages on the day, since the last who did, or since they were recorded.",
        rows=_unallocated,
        on=F("without_since"),
        of="pk",
        days=Days.SINCE,
    ),
    Metric(
        name="releases-unready",
        number=22,
        label=f"Releases within {RELEASES} days without a manager or a plan",
        counts="Releases that are planned within that time of people without a manager, or without a plan in force.",
        rows=_releases,
        on=F("starts_on"),
        days=Days.UNTIL,
    ),
    _sought(SoughtKind.WANTED),
    _sought(SoughtKind.MISSING),
)
