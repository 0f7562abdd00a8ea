"""Home visits: the backlog, who was never seen, how visits were made; and who is managed without them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, ExtractHour, ExtractIsoWeekDay

from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of, overdue, unmet
from dashboards.board.rules import Days
from diary.clock import LONDON
from offenders.models import Person
from riskplans.choices import FAILED_STATES
from riskplans.models import AttemptsDecision, ReactiveCase, Visit
from riskplans.reactive.duties import DESK
from riskplans.visits.duties import KIND

VISIT = Q(kind=KIND)
A_MONTH = 28  # days
SATURDAY = 6  # of a week that begins with Monday
A_YEAR = "in the 365 days to the day"


def made(moment: Moment) -> Rows:
    """Visits that came to an outcome, seen or not, in the year to that day."""
    return (
        Visit.objects.standing()
        .annotate(day=day_of("arrived_at"))
        .filter(day__gte=moment.year_ago, day__lte=moment.day, arrived_at__lte=moment.at)
    )


def _out_of_hours(moment: Moment) -> Rows:
    """Those made, with whether each was out of hours. A bank holiday counts as the day of the week that it is."""
    begins, ends = moment.hours
    hour = ExtractHour("arrived_at", tzinfo=LONDON)
    weekday = ExtractIsoWeekDay("arrived_at", tzinfo=LONDON)
    found = made(moment).annotate(hour=hour, weekday=weekday)
    rows: Rows = found.annotate(outside=Q(hour__lt=begins) | Q(hour__gte=ends) | Q(weekday__gte=SATURDAY))
    return rows


def _never_seen(moment: Moment) -> Rows:
    seen = Visit.objects.seen().filter(person=OuterRef("pk"), arrived_at__lte=moment.at)
    return Person.objects.filter(~Exists(seen))


def _twice(moment: Moment) -> Rows:
    """The visit is as many days late as the whole interval from the last to it, or more."""
    late = Value(moment.day, DateField()) - F("last")
    return (
        unmet(moment, VISIT)
        .exclude(key__endswith=":first")
        .annotate(late=late, interval=F("last") - F("arises_on"))
        .filter(late__gt=F("interval"))
    )


def _undecided(moment: Moment) -> Rows:
    waiting = Q(decided_at__isnull=True) | Q(decided_at__gt=moment.at)
    return AttemptsDecision.objects.standing().filter(waiting, recorded_at__lte=moment.at)


def reactive(moment: Moment) -> Rows:
    return ReactiveCase.objects.standing().filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=moment.day), starts_on__lte=moment.day
    )


def _moves(moment: Moment) -> Rows:
    month = (moment.day - timedelta(days=A_MONTH - 1), moment.day)
    return ReactiveCase.objects.standing().filter(Q(starts_on__range=month) | Q(ends_on__range=month))


METRICS = (
    Metric(
        name="visits-overdue",
        number=5,
        label="Visits overdue",
        counts="Home visits whose last day is over and at which the person was not yet seen.",
        rows=lambda moment: overdue(moment, VISIT),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="never-seen",
        number=6,
        label="Never seen",
        counts="Those whom no visit on record has seen.",
        rows=_never_seen,
        on=day_of("recorded_at"),
        of="pk",
        days=Days.SINCE,
    ),
    Metric(
        name="not-seen-twice",
        number=6,
        label="Not seen in more than twice the interval",
        counts="Those last seen longer ago than twice the time within which they were to be seen again.",
        rows=_twice,
        on=F("arises_on"),
        days=Days.SINCE,
    ),
    Metric(
        name="visits-unannounced",
        number=7,
        label="Visits unannounced",
        counts=f"Of the visits made {A_YEAR}, seen or not: those not announced.",
        rows=made,
        on=F("day"),
        good=Q(announced=False),
        days=Days.ON,
    ),
    Metric(
        name="visits-alone",
        number=7,
        label="Visits single-crewed",
        counts=f"Of the visits made {A_YEAR}, seen or not: those that one officer made alone.",
        rows=made,
        on=F("day"),
        good=Q(second=""),
        days=Days.ON,
    ),
    Metric(
        name="visits-out-of-hours",
        number=7,
        label="Visits out of hours",
        counts=f"Of the visits made {A_YEAR}, seen or not: those on a Saturday or Sunday, or outside the hours of the "
        "force’s policy.",
        rows=_out_of_hours,
        on=F("day"),
        good=Q(outside=True),
        days=Days.ON,
    ),
    Metric(
        name="visits-failed",
        number=7,
        label="Visits failed",
        counts=f"Of the visits made {A_YEAR}: those at which the person was not seen.",
        rows=made,
        on=F("day"),
        good=Q(state__in=FAILED_STATES),
        days=Days.ON,
    ),
    Metric(
        name="visits-recorded",
        number=7,
        label="Visits recorded in time",
        counts=f"Of the visits made {A_YEAR}: those that needed no reason for being recorded late.",
        rows=made,
        on=F("day"),
        good=Q(late_why=""),
        days=Days.ON,
    ),
    Metric(
        name="attempts-undecided",
        number=8,
        label="Failed visits without a decision",
        counts="Attempts after which a supervisor is to decide what is done, and has not.",
        rows=_undecided,
        on=day_of("recorded_at"),
        days=Days.SINCE,
    ),
    Metric(
        name="reactive",
        number=15,
        label="Managed reactively",
        counts="Those managed without home visits on the day.",
        rows=reactive,
        on=F("starts_on"),
        days=Days.SINCE,
    ),
    Metric(
        name="reactive-moves",
        number=15,
        label=f"Into or out of reactive management in {A_MONTH} days",
        counts=f"Cases that began or ended in the {A_MONTH} days to the day.",
        rows=_moves,
        on=Coalesce("ends_on", "starts_on"),
        days=Days.ON,
    ),
    Metric(
        name="desk-reviews-overdue",
        number=15,
        label="Desk reviews overdue",
        counts="Desk reviews of reactive management whose last day is over.",
        rows=lambda moment: overdue(moment, Q(kind=DESK)),
        on=F("last"),
        days=Days.OVERDUE,
    ),
)
