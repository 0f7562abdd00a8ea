"""Exceptions of access: records that were opened in an emergency, and what was found of it."""

from __future__ import annotations

from django.db.models import Q

from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of
from dashboards.board.rules import Days
from offenders.choices import EmergencyFinding
from offenders.models import EmergencyOpening


def _unreviewed(moment: Moment) -> Rows:
    return EmergencyOpening.objects.filter(
        Q(reviewed_at__isnull=True) | Q(reviewed_at__gt=moment.at), opened_at__lte=moment.at
    )


def _not_justified(moment: Moment) -> Rows:
    return (
        EmergencyOpening.objects.exclude(finding__in=["", EmergencyFinding.JUSTIFIED])
        .annotate(day=day_of("reviewed_at"))
        .filter(day__gte=moment.year_ago, day__lte=moment.day, reviewed_at__lte=moment.at)
    )


METRICS = (
    Metric(
        name="emergencies-unreviewed",
        number=28,
        label="Opened in an emergency, not reviewed",
        counts="Openings of a record beyond somebody’s reach that nobody has reviewed.",
        rows=_unreviewed,
        on=day_of("opened_at"),
        days=Days.SINCE,
    ),
    Metric(
        name="emergencies-not-justified",
        number=28,
        label="Opened in an emergency without need, in a year",
        counts="Openings that were reviewed in the 365 days to the day, and found not to have been justified.",
        rows=_not_justified,
        on=day_of("reviewed_at"),
        days=Days.ON,
    ),
)
