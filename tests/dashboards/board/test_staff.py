"""How heavy each manager's people weigh, by SQL of its own; and the page of staff and checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import MonthReviewed
from accounts.models import User
from dashboards.board import queries, staffing
from dashboards.board.scope import Asked
from offenders.models import TimeAway
from tests import world
from tests.dashboards.board import seeded
from tests.dashboards.sampling import drawn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
TODAY = world.TODAY
MOST_QUERIES = 14
_ON = "voided_at IS NULL AND starts_on <= %(day)s AND"
# Tenths of a point, of each who manages somebody on the day: from the facts, and not from the code that weighs them.
POINTS = f"""
SELECT manager_id, sum(
    CASE WHEN EXISTS (SELECT FROM riskplans_reactivecase r WHERE r.person_id = p.id AND r.voided_at IS NULL
            AND r.state = 'reactive') THEN 1
        WHEN EXISTS (SELECT FROM offenders_absence b WHERE b.person_id = p.id AND {_ON} kind <> 'abroad'
            AND kind <> 'hospital_other' AND (ended_on IS NULL OR ended_on > %(day)s)) THEN 2
        ELSE CASE management_level WHEN 'very_high' THEN 40 WHEN 'high' THEN 20 WHEN 'unassessed' THEN 20
            WHEN 'medium' THEN 10 ELSE 5 END END
    + CASE WHEN EXISTS (SELECT FROM offenders_ordercondition c JOIN offenders_courtorder o ON o.id = c.order_id
            WHERE c.person_id = p.id AND (c.permits_monitoring OR c.kind IN ('devices', 'inspection'))
            AND c.voided_at IS NULL AND o.voided_at IS NULL
            AND (c.starts_on IS NULL OR c.starts_on <= %(day)s) AND (c.ends_on IS NULL OR c.ends_on >= %(day)s)
            AND (o.last_day IS NULL OR o.last_day >= %(day)s) AND coalesce(o.served_on, o.made_on) <= %(day)s
            AND (o.discharged_on IS NULL OR o.discharged_on > %(day)s)) THEN 5 ELSE 0 END
    + CASE WHEN EXISTS (SELECT FROM notifications_breach b WHERE b.person_id = p.id AND b.voided_at IS NULL
            AND b.stage <> 'closed') THEN 5 ELSE 0 END
    + CASE WHEN EXISTS (SELECT FROM offenders_mappastatus m WHERE m.person_id = p.id AND {_ON} level IN ('2', '3')
            AND (ends_on IS NULL OR ends_on > %(day)s)) THEN 5 ELSE 0 END)
FROM offenders_assignment a JOIN offenders_person p ON p.id = a.person_id
WHERE a.ends_on IS NULL AND NOT EXISTS (SELECT FROM offenders_archiving g WHERE g.person_id = p.id
    AND (g.reopened_at IS NULL OR g.reopened_at > %(at)s))
AND EXISTS (SELECT FROM offenders_assignment r WHERE r.manager_id = a.manager_id AND r.starts_on <= %(day)s
    AND (r.ends_on IS NULL OR r.ends_on > %(day)s) AND NOT EXISTS (SELECT FROM offenders_archiving g
        WHERE g.person_id = r.person_id AND (g.reopened_at IS NULL OR g.reopened_at > %(at)s)))
GROUP BY manager_id
"""


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_the_weighted_caseload_is_what_sql_adds_up(seed: int) -> None:
    reader, _ = seeded.county(seed, TODAY)
    board = queries.board(reader, Asked(), world.at(TODAY))
    with connection.cursor() as cursor:
        cursor.execute(POINTS, {"day": TODAY, "at": world.at(TODAY)})
        weighed = {manager: f"{points // 10}.{points % 10}".removesuffix(".0") for manager, points in cursor}
    found = {each.user.pk: each.points for each in board.officers if each.user and each.points}
    assert found == weighed
    assert len(found) > 1


def test_it_is_not_said_of_a_day_that_is_over() -> None:
    reader, _ = seeded.county(1, TODAY)
    board = queries.board(reader, Asked(day=TODAY - timedelta(days=9)), world.at(TODAY))
    assert not any(each.points for each in board.officers)


def test_a_full_caseload_says_so(sign_in: SignIn) -> None:
    officer = world.officer()
    world.decided("caseload.max", 10)
    for number in range(10):
        world.person(officer, family_name=f"Many{number}")
    text = sign_in(world.supervisor()).get("/board/").content.decode()
    assert "10 people; the force’s policy is 10 at most" in text


class TestStaff:
    def test_each_number_is_its_list_and_what_sql_counts(self, sign_in: SignIn) -> None:
        reader, elsewhere = world.supervisor(), world.unit("East unit")
        for number, days in enumerate((-1, 0, 60, 61)):
            world.officer(family_name=f"Vetted{number}", vetting_expires_on=TODAY + timedelta(days=days))
        world.officer(of=elsewhere, vetting_expires_on=TODAY - timedelta(days=1))
        gone = world.officer(family_name="Absent")
        TimeAway.objects.create(
            user=gone,
            kind="leave",
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=3),
            recorded_by=reader,
            recorded_at=world.at(TODAY),
        )
        client = sign_in(reader)
        numbers = {name: number for name, _, number in client.get("/board/staff/").context["staff"].figures}
        of_unit = "FROM accounts_user WHERE is_active AND unit_id = %(unit)s"
        asked = {
            "vetting-over": f"SELECT count(*) {of_unit} AND vetting_expires_on < %(day)s",
            "vetting-ends": f"SELECT count(*) {of_unit} AND vetting_expires_on BETWEEN %(day)s AND %(day)s + 60",
            "away": (
                f"SELECT count(*) {of_unit} AND id IN (SELECT user_id FROM offenders_timeaway "
                "WHERE starts_on <= %(day)s AND ends_on > %(day)s)"
            ),
        }
        assert {name: numbers[name] for name in asked} == {"vetting-over": 1, "vetting-ends": 2, "away": 1}
        for name, sql in asked.items():
            with connection.cursor() as cursor:
                cursor.execute(sql, {"day": TODAY, "unit": reader.unit_id})
                assert cursor.fetchone() == (numbers[name],), name
            page = client.get(f"/board/staff/?only={name}")
            assert len(page.context["shown"]) == numbers[name], name
        assert "Absent" in client.get("/board/staff/?only=away").content.decode()
        assert "Vetted0" not in client.get("/board/staff/?only=away").content.decode()

    def test_months_that_nobody_went_through(self, sign_in: SignIn) -> None:
        """The log goes by the wall clock, whatever day the rest of Vigil is asked about."""
        reader = world.supervisor()
        sign_in(reader).get("/board/")
        with connection.cursor() as cursor:
            cursor.execute("SELECT date_trunc('month', now() AT TIME ZONE 'Europe/London')::date")
            [month] = cursor.fetchone()
        after = world.at((month + timedelta(days=31)).replace(day=5))
        unit = reader.unit
        assert unit
        assert month in [each.month for each in staffing.staff(reader, [unit], None, after).unread]
        MonthReviewed.objects.create(unit=unit, month=month, looks=0, signed_by=reader, signed_at=after)
        assert month not in [each.month for each in staffing.staff(reader, [unit], None, after).unread]
        assert month not in [
            each.month for each in staffing.staff(reader, [unit], None, world.at(month)).unread
        ]

    def test_the_score_is_that_of_the_answers_published(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        person = world.person(officer)
        client = sign_in(supervisor)
        made = drawn.sample(supervisor)
        drawn.published(supervisor, made, visits=drawn.BAD)
        page = client.get("/board/staff/")
        score = page.context["staff"].score
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE answer = 'yes'), count(*) FILTER (WHERE answer = 'partly'), "
                "count(*) FILTER (WHERE answer = 'no') FROM dashboards_dipanswer WHERE person_id = %s",
                [person.pk],
            )
            assert (score.yes, score.partly, score.no) == cursor.fetchone()
        assert score.no == 1
        assert score == client.get("/dip-samples/trends/").context["trends"].total
        assert f"{score.words} over {score.counted} answers" in page.content.decode().replace(
            "<strong>", ""
        ).replace("</strong>", "")

    def test_who_reads_it_and_in_how_many_queries(self, sign_in: SignIn) -> None:
        assert sign_in(world.officer()).get("/board/staff/").status_code == 403
        client = sign_in(world.user("detective_inspector"))
        client.get("/board/staff/")
        with CaptureQueriesContext(connection) as few:
            client.get("/board/staff/")
        for _ in range(3):
            world.officer(of=world.unit("East unit"))
        with CaptureQueriesContext(connection) as more:
            text = client.get("/board/staff/").content.decode()
        assert len(more) <= len(few) <= MOST_QUERIES
        assert "No sample has been published" in text
        assert "/board/staff/" in client.get("/board/").content.decode()
