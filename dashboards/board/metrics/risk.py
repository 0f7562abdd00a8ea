"""Assessments and plans: overdue, never made, waiting for a signature; and what agencies do together."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from dashboards.board.metrics.definition import Metric, Moment, Rows, day_of, due_within, overdue
from dashboards.board.rules import Days
from intelligence.models import Link
from mappa.agreed.duties import KIND as ACTION
from mappa.models import FurtherOffence, InternalReview
from mappa.sittings.duties import KIND as SITTING
from offenders.models import Person
from riskplans.assessments.choices import AssessmentState
from riskplans.assessments.duties import KIND as ASSESSMENT
from riskplans.models import Assessment, LevelDecision, Plan
from riskplans.plans.choices import PlanState
from riskplans.plans.duties import FIRST, REVIEW

AHEAD = 28  # days
_PLANS = Q(kind__in=[FIRST, REVIEW])


def _never_assessed(moment: Moment) -> Rows:
    made = Assessment.objects.standing().filter(
        person=OuterRef("pk"),
        state__in=[AssessmentState.APPROVED, AssessmentState.SUPERSEDED],
        decided_at__lte=moment.at,
    )
    return Person.objects.filter(~Exists(made))


METRICS = (
    Metric(
        name="assessments-overdue",
        number=9,
        label="Assessments overdue",
        counts="Risk assessments whose last day is over.",
        rows=lambda moment: overdue(moment, Q(kind=ASSESSMENT)),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="never-assessed",
        number=9,
        label="Never assessed",
        counts="Those of whom no assessment has been approved.",
        rows=_never_assessed,
        on=day_of("recorded_at"),
        of="pk",
        days=Days.SINCE,
    ),
    Metric(
        name="assessments-due",
        number=9,
        label=f"Assessments due within {AHEAD} days",
        counts=f"Risk assessments to be made within {AHEAD} days.",
        rows=lambda moment: due_within(moment, Q(kind=ASSESSMENT), AHEAD),
        on=F("work_to"),
        days=Days.UNTIL,
    ),
    Metric(
        name="plans-overdue",
        number=10,
        label="Plans overdue",
        counts="First plans and reviews of plans whose last day is over.",
        rows=lambda moment: overdue(moment, _PLANS),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="plans-returned",
        number=10,
        label="Plans returned",
        counts="Plans that were returned to be changed and have not been submitted again.",
        rows=lambda moment: Plan.objects.standing().filter(state=PlanState.RETURNED),
        on=day_of("submitted_at"),
        days=Days.SINCE,
        by_day=False,
    ),
    Metric(
        name="plans-unsigned",
        number=11,
        label="Plans that wait for a signature",
        counts="Plans that were submitted and wait for a supervisor or an inspector.",
        rows=lambda moment: Plan.objects.standing().filter(state__in=[PlanState.SUBMITTED, PlanState.SIGNED]),
        on=day_of("submitted_at"),
        days=Days.SINCE,
        by_day=False,
    ),
    Metric(
        name="assessments-unsigned",
        number=11,
        label="Assessments that wait for a signature",
        counts="Assessments that were handed in and wait for a supervisor.",
        rows=lambda moment: Assessment.objects.standing().filter(state=AssessmentState.SUBMITTED),
        on=day_of("submitted_at"),
        days=Days.SINCE,
        by_day=False,
    ),
    Metric(
        name="levels-unsigned",
        number=11,
        label="Management levels that wait for approval",
        counts="Lower levels that were asked for and nobody has answered.",
        rows=lambda moment: LevelDecision.objects.waiting(),
        on=day_of("recorded_at"),
        days=Days.SINCE,
        by_day=False,
    ),
    Metric(
        name="mappa-due",
        number=21,
        label=f"MAPPA reviews due within {AHEAD} days",
        counts=f"Reviews at levels 2 and 3 to be held within {AHEAD} days.",
        rows=lambda moment: due_within(moment, Q(kind=SITTING), AHEAD),
        on=F("work_to"),
        days=Days.UNTIL,
    ),
    Metric(
        name="mappa-overdue",
        number=21,
        label="MAPPA reviews overdue",
        counts="Reviews at levels 2 and 3 whose last day is over.",
        rows=lambda moment: overdue(moment, Q(kind=SITTING)),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="mappa-actions-overdue",
        number=21,
        label="MAPPA actions overdue",
        counts="Actions agreed at meetings whose last day is over.",
        rows=lambda moment: overdue(moment, Q(kind=ACTION)),
        on=F("last"),
        days=Days.OVERDUE,
    ),
    Metric(
        name="intelligence-unread",
        number=24,
        label="Intelligence not assessed",
        counts="Reports and concerns about somebody that nobody has read and assessed.",
        rows=lambda moment: Link.objects.standing().filter(
            Q(assessed_at__isnull=True) | Q(assessed_at__gt=moment.at), recorded_at__lte=moment.at
        ),
        on=day_of("recorded_at"),
        days=Days.SINCE,
    ),
    Metric(
        name="further-offences",
        number=27,
        label="Serious further offences in a year",
        counts="Charges with serious further offences in the 365 days to the day, whatever the offence.",
        rows=lambda moment: FurtherOffence.objects.standing().filter(
            charged_on__range=(moment.year_ago, moment.day)
        ),
        on=F("charged_on"),
        days=Days.ON,
    ),
    Metric(
        name="management-reviews-open",
        number=27,
        label="Internal management reviews open",
        counts="Internal management reviews after a serious further offence that were opened and are not closed.",
        rows=lambda moment: InternalReview.objects.filter(
            Q(closed_at__isnull=True) | Q(closed_at__gt=moment.at), opened_at__lte=moment.at
        ),
        on=day_of("opened_at"),
        days=Days.SINCE,
    ),
)
