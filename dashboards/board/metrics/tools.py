"""Orders, monitoring of devices, polygraph, and disclosure."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from dashboards.board import rules
from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of, overdue
from dashboards.board.rules import Days
from diary.models import Entry
from offenders.choices import OrderKind
from offenders.models import CourtOrder, Monitoring, Person
from offenders.queries import everybodys_conditions
from riskplans.disclosure.duties import NAME as DISCLOSURES
from riskplans.models import MonitoringAlert, PolygraphDisclosure, PolygraphTest
from riskplans.polygraph.choices import Result, TestState

EXPIRING = 6  # months
PREVENTION = (OrderKind.SHPO, OrderKind.INTERIM_SHPO, OrderKind.SOPO, OrderKind.INTERIM_SOPO)
RISK = (OrderKind.SRO, OrderKind.INTERIM_SRO)
_SARAH = Q(key__startswith=f"{DISCLOSURES}/")


def live(moment: Moment) -> Any:
    """Orders in force on that day: their last day still counts, that of the discharge no longer."""
    return CourtOrder.objects.standing().filter(
        Q(discharged_on__isnull=True) | Q(discharged_on__gt=moment.day),
        Q(last_day__isnull=True) | Q(last_day__gte=moment.day),
        made_on__lte=moment.day,
    )


def _orders(name: str, label: str, kinds: tuple[OrderKind, ...]) -> Metric:
    return Metric(
        name=name,
        number=16,
        label=label,
        counts="Orders of the kind, interim ones too, in force on the day.",
        rows=lambda moment: live(moment).filter(kind__in=kinds),
        on=F("made_on"),
        days=Days.ON,
    )


def _expiring(moment: Moment) -> Rows:
    until = rules.months_after(moment.day, EXPIRING)
    found: Rows = live(moment).filter(kind__in=PREVENTION + RISK, last_day__lte=until)
    return found


def _installed(moment: Moment) -> Any:
    return Monitoring.objects.standing().filter(
        Q(removed_on__isnull=True) | Q(removed_on__gt=moment.day), installed_on__lte=moment.day
    )


def _not_installed(moment: Moment) -> Rows:
    orders, licences = everybodys_conditions(moment.day)
    permits = {"permits_monitoring": True, "person": OuterRef("pk")}
    return Person.objects.filter(
        Q(Exists(orders.filter(**permits))) | Q(Exists(licences.filter(**permits))),
        ~Exists(_installed(moment).filter(person=OuterRef("pk"))),
    )


def tests(moment: Moment, on: str, **narrowed: Any) -> Rows:
    """Polygraph tests whose day of the name came in the year to that day."""
    return PolygraphTest.objects.standing().filter(
        **{f"{on}__range": (moment.year_ago, moment.day)}, **narrowed
    )


def _polygraph(name: str, label: str, counts: str, on: str, **narrowed: Any) -> Metric:
    return Metric(
        name=name,
        number=18,
        label=label,
        counts=f"{counts} in the 365 days to the day.",
        rows=lambda moment: tests(moment, on, **narrowed),
        on=F(on),
        days=Days.ON,
    )


def _told(moment: Moment) -> Rows:
    return (
        PolygraphDisclosure.objects.standing()
        .annotate(day=day_of("said_at"))
        .filter(day__gte=moment.year_ago, day__lte=moment.day, said_at__lte=moment.at)
    )


def _timers(moment: Moment) -> Rows:
    """The limits of requests for disclosure that ended in the year before that day."""
    return Entry.objects.filter(_SARAH, last__range=(moment.year_ago, moment.day - timedelta(days=1)))


METRICS = (
    _orders("orders-prevention", "Sexual harm prevention orders in force", PREVENTION),
    _orders("orders-risk", "Sexual risk orders in force", RISK),
    Metric(
        name="orders-expiring",
        number=16,
        label=f"Orders that end within {EXPIRING} months",
        counts=f"Of those orders, the ones whose last day comes within {EXPIRING} months.",
        rows=_expiring,
        on=F("last_day"),
        days=Days.UNTIL,
    ),
    Metric(
        name="monitoring-installed",
        number=17,
        label="Monitoring installed",
        counts="Installations of monitoring on a device that had not been removed on the day.",
        rows=_installed,
        on=F("installed_on"),
        days=Days.ON,
    ),
    Metric(
        name="monitoring-missing",
        number=17,
        label="Monitoring permitted, none installed",
        counts="Those whose order or licence permits monitoring of devices, and who have none.",
        rows=_not_installed,
        of="pk",
    ),
    Metric(
        name="alerts-waiting",
        number=17,
        label="Alerts not acknowledged",
        counts="Alerts of monitoring that nobody has acknowledged.",
        rows=lambda moment: MonitoringAlert.objects.standing().filter(
            Q(taken_at__isnull=True) | Q(taken_at__gt=moment.at), received_at__lte=moment.at
        ),
        on=day_of("received_at"),
        days=Days.SINCE,
    ),
    _polygraph("polygraph-offered", "Polygraph tests offered", "Tests offered", "offered_on"),
    _polygraph("polygraph-taken", "Polygraph tests taken", "Tests made", "tested_on"),
    _polygraph(
        "polygraph-refused",
        "Polygraph tests refused",
        "Tests offered and refused",
        "offered_on",
        state=TestState.REFUSED,
    ),
    _polygraph(
        "polygraph-significant",
        "Polygraph: significant response",
        "Tests with a significant response",
        "tested_on",
        result=Result.RESPONSE,
    ),
    Metric(
        name="polygraph-told",
        number=18,
        label="Disclosed at polygraph tests",
        counts="Disclosures made at tests in the 365 days to the day.",
        rows=_told,
        on=F("day"),
        days=Days.ON,
    ),
    Metric(
        name="disclosures-kept",
        number=20,
        label="Limits of requests for disclosure kept",
        counts="Of the limits (24 hours, 10 days, 28 days) that ended in the year before the day: those kept.",
        rows=_timers,
        on=F("last"),
        good=Q(met_on__lte=F("last")),
        days=Days.ON,
    ),
    Metric(
        name="disclosures-late",
        number=20,
        label="Limits of requests for disclosure passed",
        counts="Limits of requests for disclosure that are over and not met.",
        rows=lambda moment: overdue(moment, _SARAH),
        on=F("last"),
        days=Days.OVERDUE,
    ),
)
