"""Every cell of the annual report counted anew by SQL written from its definition, over years as chance made them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from accounts.choices import Role
from dashboards.returns import foi, queries
from dashboards.returns.choices import Dimension, Measure
from dashboards.returns.reading import Asked
from dashboards.returns.rules import ReportYear
from offenders import actions
from tests import world
from tests.dashboards.returns import seeded
from tests.mappa import held
from tests.mappa.figures.seeded import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
# On a day: everybody with a category in force, at liberty, alive, here, and of a record that was not closed by then.
ON_A_DAY = """
SELECT s.category, s.level, s.person_id, s.area
FROM offenders_mappastatus s JOIN offenders_person p ON p.id = s.person_id
WHERE p.force_id = %(force)s AND s.voided_at IS NULL AND s.starts_on <= %(day)s
    AND coalesce(s.ends_on, 'infinity') > %(day)s
    AND s.person_id NOT IN (
        SELECT person_id FROM offenders_absence WHERE voided_at IS NULL AND starts_on <= %(day)s
            AND coalesce(ended_on, 'infinity') > %(day)s
            AND kind IN ('custody', 'sentence', 'service_custody', 'hospital_part_3'))
    AND s.person_id NOT IN (
        SELECT person_id FROM offenders_gone WHERE voided_at IS NULL AND starts_on <= %(day)s
            AND coalesce(ends_on, 'infinity') > %(day)s)
    AND s.person_id NOT IN (
        SELECT person_id FROM offenders_archiving WHERE reopened_at IS NULL
            AND (reason = 'erroneous' OR (archived_at AT TIME ZONE 'Europe/London')::date <= %(day)s))
"""
# Where somebody was on the day of an event: the last status begun by then, else their first.
PLACED = """
SELECT e.*, coalesce(
    (SELECT area FROM offenders_mappastatus s WHERE s.person_id = e.person_id AND s.voided_at IS NULL
        AND starts_on <= e.day ORDER BY starts_on DESC LIMIT 1),
    (SELECT area FROM offenders_mappastatus s WHERE s.person_id = e.person_id AND s.voided_at IS NULL
        ORDER BY starts_on LIMIT 1), '') AS area
FROM ({events}) AS e WHERE day BETWEEN %(first)s AND %(day)s
"""
BREACHES = """SELECT person_id, outcome_on AS day, outcome AS what FROM notifications_breach
    WHERE outcome IN ('cautioned', 'convicted') AND of IN ('requirement', 'false') AND voided_at IS NULL"""
REVOKED = """SELECT person_id, CASE outcome WHEN 'granted' THEN notice_received_on ELSE appeal_decided_on END AS day,
    '' AS what FROM notifications_application
    WHERE voided_at IS NULL AND (outcome = 'granted' OR appeal_outcome = 'allowed')"""
ORDERS = "SELECT person_id, made_on AS day, kind AS what FROM offenders_courtorder WHERE voided_at IS NULL"
RECALLED = """SELECT l.person_id, returned_on AS day, level || category AS what
    FROM offenders_licence l JOIN offenders_mappastatus s ON s.person_id = l.person_id
        AND s.starts_on <= returned_on AND coalesce(s.ends_on, 'infinity') > returned_on
    WHERE l.voided_at IS NULL AND s.voided_at IS NULL AND level IN ('2', '3')"""
CHARGED = """SELECT f.person_id, f.charged_on AS day, s.level || s.category AS what
    FROM mappa_furtheroffence f JOIN offenders_mappastatus s ON s.person_id = f.person_id
        AND s.starts_on <= charged_on AND coalesce(s.ends_on, 'infinity') > charged_on
    WHERE f.voided_at IS NULL AND s.voided_at IS NULL AND charged <> 'other'"""
REVIEWED = """
SELECT s.category, count(*) FROM mappa_seriouscasereview r JOIN mappa_furtheroffence f ON f.id = r.charge_id
    JOIN offenders_mappastatus s ON s.person_id = f.person_id
        AND s.starts_on <= charged_on AND coalesce(s.ends_on, 'infinity') > charged_on
WHERE s.voided_at IS NULL AND r.{done}_on BETWEEN %(first)s AND %(day)s
    AND %(area)s IN ('', s.area)
GROUP BY s.category
"""
FLOW = """
SELECT category, max(level), person_id FROM offenders_mappastatus s JOIN offenders_person p ON p.id = s.person_id
WHERE p.force_id = %(force)s AND s.voided_at IS NULL AND level IN ('2', '3') AND %(area)s IN ('', area)
    AND daterange(starts_on, ends_on) && daterange(%(first)s, %(day)s, '[]')
GROUP BY category, person_id
"""


def ask(sql: str, **said: Any) -> list[tuple[Any, ...]]:
    with world.read_by("vigil"), connection.cursor() as cursor:
        cursor.execute(sql, {"force": world.force().pk, **said})
        return cursor.fetchall()


def by_sql(year: ReportYear, area: str) -> dict[str, int]:
    """The number of every cell that is not a total, by its key."""
    said: dict[str, Any] = {"first": year.first, "day": year.as_at, "area": area}

    def events(sql: str) -> list[tuple[Any, ...]]:
        rows = ask(PLACED.format(events=sql), **said)
        return [row for row in rows if area in ("", row[3])]

    found: dict[str, int] = {}
    for category in "1234":
        for level in "123":
            rows = [row for row in ask(ON_A_DAY, day=year.as_at) if area in ("", row[3])]
            found[f"t1-c{category}-l{level}"] = sum(row[:2] == (category, level) for row in rows)
        for level in "23":
            rows = ask(FLOW, **said)
            found[f"t2-c{category}-l{level}"] = sum(row[:2] == (category, level) for row in rows)
    breaches = events(BREACHES)
    found["t3-occasions"] = len(breaches)
    found["t3-people"] = len({row[0] for row in breaches})
    for outcome in ("cautioned", "convicted"):
        found[f"t3-{outcome}"] = len({row[0] for row in breaches if row[2] == outcome})
    found["t4-revoked"] = len({row[0] for row in events(REVOKED)})
    orders = events(ORDERS)
    for kind in ("shpo", "sro", "notification"):
        found[f"t5-{kind}"] = sum(row[2] == kind for row in orders)
    recalled = events(RECALLED)
    for category in "1234":
        for level in "23":
            found[f"t6-licence-l{level}-c{category}"] = sum(row[2] == level + category for row in recalled)
    first: dict[Any, str] = {}
    for person, _, what, _ in sorted(events(CHARGED), key=lambda row: row[1]):
        first.setdefault(person, what)
    reviews = {done: dict(ask(REVIEWED.format(done=done), **said)) for done in ("started", "completed")}
    for category in "1234":
        for level in "123":
            found[f"t7-charged-l{level}-c{category}"] = list(first.values()).count(level + category)
        for done, by_category in reviews.items():
            found[f"t7-{done}-c{category}"] = by_category.get(category, 0)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_cell_is_what_sql_counts_and_lists_as_many(seed: int) -> None:
    several = people(12)
    seeded.county(seed, several)
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    actions.restrict(inspector, person=several[0], readers=[], reason="Protected", now=world.at(TODAY))
    reader = held.coordinator()
    for ends in (2024, 2025, 2026, 2027):
        for area in ("", *seeded.AREAS):
            asked = Asked(ReportYear(ends, TODAY), area)
            want = by_sql(asked.year, area)
            with world.read_by(reader):
                report = queries.report(reader, asked, world.at(TODAY))
                cells = [each for sheet in report.sheets for _, line in sheet.lines for each in line]
                got = {each.cell.key: each.number for each in cells}
                assert {key: got[key] for key in want} == want, (ends, area)
                assert not report.faults, report.checks
                if ends == 2025 and not area:
                    for each in cells:
                        found = queries.people(reader, asked, each.cell.key)
                        assert found
                        assert len(found[2]) == each.number, each.cell.key
    assert sum(want.values())


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_a_table_for_a_request_is_what_sql_counts_two_years_ago(seed: int) -> None:
    seeded.county(seed, people(12))
    day = date(2024, 6, 15)
    for measure, where in ((Measure.REGISTERED, ("1",)), (Measure.MANAGED, ("1", "2", "3", "4"))):
        rows = [row for row in ask(ON_A_DAY, day=day) if row[0] in where]
        question = foi.Question(measure, day, Dimension.AREA, Dimension.SEX)
        answer = foi.answer(world.force(), question, threshold=1)
        got = {label: dict(cells)["Total"] for label, cells in answer.lines}
        want = {area: sum(row[3] == area for row in rows) for area in seeded.AREAS}
        assert got == {**{area: number for area, number in want.items() if number}, "Total": len(rows)}
