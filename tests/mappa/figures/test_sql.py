"""Every figure counted anew by SQL written from its definition, over years of meetings as chance made them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from accounts.choices import Role
from accounts.models import User
from mappa.figures import queries
from mappa.figures.choices import Figure
from mappa.figures.reading import Asked
from offenders import actions
from offenders.models import Archiving, Person
from tests import world
from tests.mappa import held
from tests.mappa.figures import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = world.TODAY  # 15 June 2026
PERIODS = [
    (date(2025, 1, 1), date(2026, 12, 31)),
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 6, 30)),
]
# A level lasts from row to row as long as each begins on the day on which the one before ended, whatever else changed.
INTERVALS = """
WITH marked AS (
    SELECT person_id, level, starts_on, ends_on, CASE
        WHEN lag(ends_on) OVER w = starts_on AND lag(level) OVER w = level THEN 0 ELSE 1 END AS fresh
    FROM offenders_mappastatus WHERE voided_at IS NULL
    WINDOW w AS (PARTITION BY person_id ORDER BY starts_on)
), spell AS (
    SELECT person_id, level, min(starts_on) AS s,
        CASE WHEN bool_or(ends_on IS NULL) THEN 'infinity' ELSE max(ends_on) END AS e
    FROM (SELECT *, sum(fresh) OVER (PARTITION BY person_id ORDER BY starts_on) AS island FROM marked) AS islands
    GROUP BY person_id, level, island
), held AS (
    SELECT DISTINCT review.person_id, sitting.held_on AS day
    FROM mappa_casereview AS review JOIN mappa_sitting AS sitting ON sitting.id = review.sitting_id
    WHERE review.state = 'decided' AND sitting.force_id = %(force)s
), point AS (
    SELECT spell.*, held.day AS p FROM spell JOIN held USING (person_id)
    WHERE held.day >= s AND held.day < e AND level IN ('2', '3')
    UNION
    SELECT spell.*, spell.s FROM spell JOIN spell AS earlier USING (person_id)
    WHERE earlier.e = spell.s AND earlier.level IN ('2', '3') AND spell.level IN ('2', '3')
        AND EXISTS (SELECT FROM mappa_casereview AS r WHERE r.person_id = spell.person_id
            AND r.state IN ('decided', 'inquorate'))
), run AS (
    SELECT level, person_id, p + CASE level WHEN '2' THEN 112 ELSE 56 END AS due,
        coalesce(lead(p) OVER (PARTITION BY person_id, s ORDER BY p), e) AS q FROM point
), counted AS (
    SELECT level, person_id, q AS day, true AS good FROM run
    WHERE q <= due AND q <= %(today)s AND (person_id, q) IN (SELECT person_id, day FROM held)
    UNION ALL
    SELECT level, person_id, due, false FROM run WHERE q > due AND due < %(today)s
)
SELECT count(*) FILTER (WHERE good), count(*) FROM counted
WHERE level = %(level)s AND day BETWEEN %(since)s AND %(until)s AND (%(area)s = '' OR %(area)s = (
    SELECT area FROM offenders_mappastatus AS status
    WHERE status.person_id = counted.person_id AND voided_at IS NULL AND starts_on <= counted.day
    ORDER BY starts_on DESC LIMIT 1
))
"""
CONSIDERED = """
SELECT count(view.id), count(*)
FROM mappa_casereview AS review JOIN mappa_sitting AS sitting ON sitting.id = review.sitting_id
LEFT JOIN mappa_disclosureview AS view ON view.case_id = review.id
WHERE (review.state = 'decided' OR review.state = 'inquorate' AND review.without_quorum = 'proceed')
    AND sitting.force_id = %(force)s AND held_on BETWEEN %(since)s AND %(until)s AND %(area)s IN ('', area)
"""
CAME = """
SELECT count(*) FILTER (WHERE attendance.arrived_at IS NOT NULL), count(*)
FROM mappa_invitation AS invitation
JOIN mappa_casereview AS review ON review.id = invitation.case_id
JOIN mappa_sitting AS sitting ON sitting.id = review.sitting_id
LEFT JOIN mappa_agencystanding AS standing ON standing.agency_id = invitation.agency_id
LEFT JOIN mappa_attendance AS attendance ON attendance.invitation_id = invitation.id
WHERE (review.state = 'decided' OR review.state = 'inquorate' AND review.without_quorum = 'proceed')
    AND invitation.withdrawn_at IS NULL
    AND sitting.force_id = %(force)s
    AND held_on BETWEEN %(since)s AND %(until)s AND %(area)s IN ('', area)
    AND coalesce(standing.standing, CASE WHEN invitation.agency_id IS NULL THEN 'responsible' END) = %(standing)s
    AND (%(level)s = '' OR sitting.level = %(level)s)
"""
CHAIRED = """
SELECT count(*) FILTER (WHERE NOT below_grade), count(*) FROM mappa_sitting
WHERE state IN ('open', 'closed') AND force_id = %(force)s AND held_on BETWEEN %(since)s AND %(until)s
    AND %(area)s IN ('', area)
"""
# Bank holidays of England and Wales as gov.uk lists them, written out: not those that the code asks.
CIRCULATED = """
WITH working AS (
    SELECT day::date, row_number() OVER (ORDER BY day) AS number
    FROM generate_series(date '2024-12-01', date '2027-01-31', interval '1 day') AS day
    WHERE extract(isodow FROM day) < 6 AND day NOT IN (
        '2024-12-25', '2024-12-26', '2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26',
        '2025-08-25', '2025-12-25', '2025-12-26', '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04',
        '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28', '2027-01-01')
), allowed AS (
    SELECT sitting.id AS sitting_id, (
        SELECT value FROM practice_setting AS setting
        WHERE key = 'mappa.minutes.' || sitting.level AND effective_from <= held_on
            AND (setting.force_id IS NULL OR setting.force_id = sitting.force_id)
            AND NOT EXISTS (SELECT FROM practice_withdrawal WHERE setting_id = setting.id)
        ORDER BY setting.force_id NULLS LAST, effective_from DESC LIMIT 1
    ) AS within FROM mappa_sitting AS sitting
), decided AS (
    SELECT review.id, held_on, (
        SELECT day FROM working WHERE number = (SELECT within FROM allowed WHERE sitting_id = sitting.id)
            + (SELECT coalesce(max(number), 0) FROM working WHERE day <= held_on)
    ) AS due, (
        SELECT min((circulated_at AT TIME ZONE 'Europe/London')::date) FROM mappa_minutes WHERE case_id = review.id
    ) AS went
    FROM mappa_casereview AS review JOIN mappa_sitting AS sitting ON sitting.id = review.sitting_id
    WHERE review.state = 'decided' AND sitting.force_id = %(force)s AND level = %(level)s
        AND held_on BETWEEN %(since)s AND %(until)s AND %(area)s IN ('', area)
)
SELECT count(*) FILTER (WHERE went <= due), count(*) FROM decided WHERE went IS NOT NULL OR due < %(today)s
"""
BY_SQL: dict[Figure, tuple[str, dict[str, Any]]] = {
    Figure.K1: (INTERVALS, {"level": "2"}),
    Figure.K2: (INTERVALS, {"level": "3"}),
    Figure.K3: (CONSIDERED, {}),
    Figure.K4: (CAME, {"standing": "responsible", "level": ""}),
    Figure.K5_2: (CAME, {"standing": "duty", "level": "2"}),
    Figure.K5_3: (CAME, {"standing": "duty", "level": "3"}),
    Figure.K6: (CIRCULATED, {"level": "2"}),
    Figure.K7: (CIRCULATED, {"level": "3"}),
    Figure.K11: (CHAIRED, {}),
}


def by_sql(figure: Figure, asked: Asked) -> tuple[int, int]:
    sql, more = BY_SQL[figure]
    said: dict[str, Any] = {
        "force": world.force().pk,
        "since": asked.since,
        "until": asked.until,
        "area": asked.area,
        "today": TODAY,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        [found] = cursor.fetchall()
    return found[0], found[1]


def close(restricted: Person, archived: Person) -> None:
    inspector, now = world.user(Role.DETECTIVE_INSPECTOR), world.at(TODAY)
    actions.restrict(inspector, person=restricted, readers=[], reason="Protected witness", now=now)
    Archiving.objects.create(
        person=archived, reason="moved", note="Abroad", archived_by=inspector, archived_at=now
    )


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_every_figure_is_what_sql_counts(seed: int) -> None:
    people = seeded.people(8)
    seeded.county(seed, people, until=TODAY)
    # The force has decided on less for meetings from a day on: those before keep what held on theirs.
    world.decided("mappa.minutes.2", 6, date(2026, 3, 2))
    world.decided("mappa.minutes.3", 3, date(2026, 3, 2))
    close(people[0], people[1])
    reader: User = held.coordinator()
    with world.read_by(reader):
        for since, until in PERIODS:
            for area in ("", *seeded.AREAS):
                asked = Asked(since, until, area)
                rows = queries.table(reader, asked, world.at(TODAY)).rows
                got = {row.figure: (row.part, row.whole) for row in rows}
                with world.read_by("vigil"):
                    want = {figure: by_sql(figure, asked) for figure in BY_SQL}
                assert got == want, (since, area)
                if since == PERIODS[0][0] and not area:
                    assert all(whole for _, whole in want.values()), want
                    assert all(
                        0 < want[each][0] < want[each][1] for each in (Figure.K1, Figure.K3, Figure.K4)
                    )
                    assert sum(row.hidden for row in rows) > 0
