"""Notifications, breaches, travel, and reviews of requirements without end."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q

from dashboards.board import rules
from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of, due_within, overdue
from dashboards.board.rules import Days
from diary.models import Ending, Entry
from notifications.breaches.choices import BreachOf, DecisionKind, Stage, Verdict
from notifications.choices import AppealOutcome, ReviewOutcome
from notifications.duties import NAME
from notifications.models import Application, Breach, BreachDecision, Journey
from practice.models import ListedCountry

AHEAD = 14  # days
_LAW = Q(key__startswith=f"{NAME}/")
_STAGES = (Stage.SUSPECTED, Stage.ESTABLISHED, Stage.DECIDED, Stage.AT_COURT)


def _weekly(moment: Moment) -> Rows:
    """Periodic duties of a week, those of people with no fixed home, whose last day came in the year to that day."""
    return Entry.objects.filter(
        _LAW,
        kind="periodic",
        last__lte=F("arises_on") + timedelta(days=7),
        last__range=(moment.year_ago, moment.day - timedelta(days=1)),
    )


def found(moment: Moment) -> Rows:
    return Breach.objects.standing().filter(happened_on__range=(moment.year_ago, moment.day))


def _charged(moment: Moment) -> Rows:
    return (
        BreachDecision.objects.filter(
            kind__in=[DecisionKind.CHARGE, DecisionKind.SUMMONS],
            verdict=Verdict.AUTHORISED,
            breach__voided_at__isnull=True,
        )
        .annotate(day=day_of("verdict_at"))
        .filter(day__gte=moment.year_ago, day__lte=moment.day, verdict_at__lte=moment.at)
    )


def _not_returned(moment: Moment) -> Rows:
    return Journey.objects.standing().filter(
        Q(returned_on__isnull=True) | Q(returned_on__gt=moment.day), return_date__lt=moment.day
    )


def _high_risk(moment: Moment) -> Rows:
    """Journeys on record by then, of those abroad or still to leave, to a country that their force listed that day."""
    listed = ListedCountry.objects.of(OuterRef("person__force")).on(moment.day)
    return Journey.objects.standing().filter(
        Q(returned_on__isnull=True) | Q(returned_on__gt=moment.day),
        recorded_at__lte=moment.at,
        countries__overlap=ArraySubquery(listed.values("country")),
    )


def _applications(moment: Moment) -> Rows:
    return Application.objects.standing().filter(
        Q(determined_on__isnull=True) | Q(determined_on__gt=moment.day),
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=moment.day),
        received_on__lte=moment.day,
    )


def _ending(moment: Moment) -> Rows:
    return Ending.objects.filter(ends_on__range=(moment.day, rules.months_after(moment.day, moment.ending)))


def _answered(moment: Moment, day: str, **outcome: str) -> Rows:
    """Applications of which that was the answer on a day in the year to that day."""
    return Application.objects.standing().filter(
        **{f"{day}__range": (moment.year_ago, moment.day)}, **outcome
    )


METRICS = (
    Metric(
        name="notification-ending",
        number=23,
        label="Notification that ends soon",
        counts="Those whose notification requirements end within the months that the force’s policy says, counted "
        "from the day. Facts that come later move an end, so it is not kept how it stood on an earlier day.",
        rows=_ending,
        on=F("ends_on"),
        days=Days.UNTIL,
        by_day=False,
    ),
    Metric(
        name="notifications-due",
        number=12,
        label=f"Notifications due within {AHEAD} days",
        counts=f"Notifications under Part 2 of the Act to be given within {AHEAD} days.",
        rows=lambda moment: due_within(moment, _LAW, AHEAD),
        on=F("work_to"),
        days=Days.UNTIL,
    ),
    Metric(
        name="notifications-overdue",
        number=12,
        label="Notifications overdue",
        counts="Notifications under Part 2 of the Act whose last day is over.",
        rows=lambda moment: overdue(moment, _LAW),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="weekly-kept",
        number=12,
        label="Weekly notifications kept",
        counts="Of the weekly notifications whose last day came in the year before the day: those given in time.",
        rows=_weekly,
        on=F("last"),
        good=Q(met_on__lte=F("last")),
        days=Days.ON,
    ),
    Metric(
        name="breaches-open",
        number=13,
        label="Breaches open",
        counts="Breaches, suspected or established, that are not closed.",
        rows=lambda moment: Breach.objects.open(),
        on=F("happened_on"),
        days=Days.SINCE,
        by_day=False,
    ),
    *(
        Metric(
            name=f"breaches-{stage.value.replace('_', '-')}",
            number=13,
            label=f"Breaches: {stage.label.lower()}",
            counts=f"Open breaches at that stage: {stage.label.lower()}.",
            rows=lambda moment, stage=stage: Breach.objects.standing().filter(stage=stage),  # type: ignore[misc]
            on=F("happened_on"),
            days=Days.SINCE,
            by_day=False,
        )
        for stage in _STAGES
    ),
    Metric(
        name="breaches-found",
        number=13,
        label="Breaches in a year",
        counts="Breaches that happened in the 365 days to the day, whatever became of them.",
        rows=found,
        on=F("happened_on"),
        days=Days.ON,
    ),
    Metric(
        name="breaches-charged",
        number=13,
        label="Charged or summonsed in a year",
        counts="Decisions to charge or summons for a breach, authorised in the 365 days to the day.",
        rows=_charged,
        on=F("day"),
        days=Days.ON,
    ),
    Metric(
        name="order-breaches",
        number=16,
        label="Breaches of orders in a year",
        counts="Breaches of a condition of a court order that happened in the 365 days to the day.",
        rows=lambda moment: found(moment).filter(of=BreachOf.ORDER),
        on=F("happened_on"),
        days=Days.ON,
    ),
    Metric(
        name="travel-notified",
        number=19,
        label="Journeys abroad in a year",
        counts="Journeys whose departure fell in the 365 days to the day.",
        rows=lambda moment: Journey.objects.standing().filter(
            departs_on__range=(moment.year_ago, moment.day)
        ),
        on=F("departs_on"),
        days=Days.ON,
    ),
    Metric(
        name="travel-high-risk",
        number=19,
        label="To a high-risk country",
        counts="Journeys on record by the day, of people abroad or still to leave, to a country that was on the "
        "force’s list of high-risk countries that day.",
        rows=_high_risk,
        on=F("departs_on"),
        days=Days.ON,
    ),
    Metric(
        name="travel-not-returned",
        number=19,
        label="Not returned from abroad",
        counts="Journeys whose notified return is over and whose return nobody has recorded.",
        rows=_not_returned,
        on=F("return_date"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="review-applications",
        number=23,
        label="Applications to end indefinite notification",
        counts="Applications received and neither decided nor withdrawn.",
        rows=_applications,
        on=F("received_on"),
        days=Days.SINCE,
    ),
    Metric(
        name="review-received",
        number=23,
        label="Such applications received in a year",
        counts="Applications to end indefinite notification received in the 365 days to the day, whatever became of "
        "them.",
        rows=lambda moment: _answered(moment, "received_on"),
        on=F("received_on"),
        days=Days.ON,
    ),
    *(
        Metric(
            name=f"review-{outcome.value}",
            number=23,
            label=f"Such applications {outcome.value} in a year",
            counts=f"Applications to end indefinite notification that were {outcome.value} in the 365 days to the day.",
            rows=lambda moment, outcome=outcome: _answered(moment, "determined_on", outcome=outcome),  # type: ignore[misc]
            on=F("determined_on"),
            days=Days.ON,
        )
        for outcome in (ReviewOutcome.GRANTED, ReviewOutcome.REFUSED)
    ),
    Metric(
        name="review-appeal-allowed",
        number=23,
        label="Appeals against a refusal allowed in a year",
        counts="Refusals that the magistrates’ court set aside in the 365 days to the day: the requirements end.",
        rows=lambda moment: _answered(moment, "appeal_decided_on", appeal_outcome=AppealOutcome.ALLOWED),
        on=F("appeal_decided_on"),
        days=Days.ON,
    ),
)
