"""The county whose report is known: 594 registered, 132 for each 100,000, 21 breaches, 2 revoked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from accounts.models import User
from dashboards.returns import queries
from dashboards.returns.reading import Asked
from dashboards.returns.rules import ReportYear
from mappa.figures import queries as figures
from mappa.figures.choices import Figure
from mappa.figures.reading import Asked as Period
from ops.demo.convened import convene
from ops.demo.loading import load
from ops.demo.returned import RETURNED, account
from tests import world

pytestmark = pytest.mark.django_db
NOW = world.at(RETURNED.as_of)
ASKED = Asked(ReportYear(2026, RETURNED.as_of))


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(RETURNED)
        account(RETURNED)
        convene(RETURNED)
        yield
        transaction.set_rollback(True)


def coordinator() -> User:
    return User.objects.for_request().get(username="coordinator")


def test_the_report_says_what_the_county_is_known_for() -> None:
    report = queries.report(coordinator(), ASKED, NOW)
    numbers = {
        shown.cell.key: shown.number for sheet in report.sheets for _, line in sheet.lines for shown in line
    }
    assert (numbers["t1-c1"], report.rates.registered) == (594, 594)
    assert (report.rates.rate, report.rates.one_in) == (132, 758)
    assert (numbers["t3-people"], numbers["t4-revoked"]) == (21, 2)
    assert numbers["t1-c3-l1"] == 0
    assert not report.faults, report.checks


def test_it_says_of_each_agency_how_often_it_came() -> None:
    report = queries.report(coordinator(), ASKED, NOW)
    came = {row.figure: {part.label: part.per_cent for part in row.parts} for row in report.figures}
    assert set(came[Figure.K4].values()) > {"100.0"}
    assert len(set(came[Figure.K5_2].values())) > 1
    assert came[Figure.K5_3]
    for figure, part in report.attended:
        asked = Period(ASKED.year.first, ASKED.year.last, level=part.level, agency=part.agency)
        _, named = figures.cases(coordinator(), figure, asked, NOW)
        assert (sum(each.counted.passes for each in named), len(named)) == (part.part, part.whole)
        assert all(each.is_told for each in named)


def test_every_cell_counts_as_many_as_it_lists() -> None:
    by = coordinator()
    report = queries.report(by, ASKED, NOW)
    shown = [each for sheet in report.sheets for _, line in sheet.lines for each in line]
    assert len(shown) > 50
    for each in shown:
        found = queries.people(by, ASKED, each.cell.key)
        assert found
        assert len(found[2]) == each.number, each.cell.key
