"""The county's meetings of the last annual year, whatever day it is: held, attended in turns, nothing left to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import User
from dashboards.returns import queries
from dashboards.returns.reading import Asked
from dashboards.returns.rules import ReportYear, running_year
from diary.models import Entry
from mappa.figures.choices import Figure
from mappa.models import AgreedAction, Attendance, CaseReview, Invitation
from mappa.sittings import duties
from ops.demo.convened import convene
from ops.demo.county import County
from ops.demo.loading import load
from ops.demo.returned import account
from ops.demo.settled import days_before
from practice import working_days
from tests import world

# First and last days of the year of the report, a leap day and the days beside it, the turn of the year, Easter.
DAYS = [
    date(2026, 3, 31),
    date(2026, 4, 1),
    date(2026, 11, 23),
    date(2027, 1, 1),
    date(2027, 3, 28),
    date(2027, 3, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2028, 4, 1),
]


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize(("weeks", "until"), [(15, -56), (15, -4), (15, 3), (7, 21)])
def test_two_meetings_lie_in_the_year_and_none_is_late(today: date, weeks: int, until: int) -> None:
    year, calendar = ReportYear(running_year(today) - 1, today), working_days.of("england-and-wales")
    found = days_before(end := today + timedelta(days=until), weeks, year.last)
    assert sum(each <= year.last for each in found) == 2
    assert found[0] >= year.first
    assert all(calendar.is_working(each) for each in found)
    for day, after in zip(found, [*found[1:], end], strict=True):
        assert timedelta(0) < after - day <= timedelta(weeks=weeks)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "today", [date(2026, 3, 31), date(2026, 4, 1), date(2026, 11, 23), date(2028, 2, 29)], ids=str
)
def test_the_report_of_the_last_year_says_who_came(today: date) -> None:
    county = County(seed=5227, people=60, as_of=today)
    load(county)
    account(county)
    convene(county)
    year, now = ReportYear(running_year(today) - 1, today), world.at(today)
    cases = CaseReview.objects.filter(sitting__held_on__range=(year.first, year.last))
    assert set(cases.values_list("sitting__state", "state")) == {("closed", "decided")}
    for level in "23":
        assert len(set(cases.filter(sitting__level=level).values_list("sitting"))) >= 2

    there = Attendance.objects.filter(case__in=cases)
    assert set(there.values_list("presence", flat=True)) >= {
        "present",
        "remote",
        "deputy",
        "apologies",
        "absent",
    }
    apologies = Invitation.objects.filter(case__in=cases, attendance__presence="apologies")
    assert all(each.why_not for each in apologies)

    report = queries.report(User.objects.for_request().get(username="coordinator"), Asked(year), now)
    rows = {row.figure: row for row in report.figures}
    assert not report.faults, report.checks
    for figure in Figure:
        assert rows[figure].whole, figure
    for figure in (Figure.K4, Figure.K5_2, Figure.K5_3):
        assert len({part.per_cent for part in rows[figure].parts}) > 1, rows[figure].parts
    # Nobody is late because of it, and nothing of it is left to do.
    for figure in (Figure.K1, Figure.K2, Figure.K3, Figure.K7, Figure.K11):
        assert rows[figure].part == rows[figure].whole, rows[figure].failing
    assert rows[Figure.K6].part < rows[Figure.K6].whole
    # The county's later meetings, which are still at work, begin 38 working days before.
    settled = cases.filter(sitting__held_on__lt=working_days.of("england-and-wales").before(today, 38))
    assert not AgreedAction.objects.filter(case__in=settled).exists()
    assert not settled.filter(minutes__circulated_at=None).exists()
    assert not Entry.objects.overdue(now).filter(kind=duties.KIND).exists()
