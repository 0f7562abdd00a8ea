"""What deciding who sees whom costs: a caseload beside the same list asked without it, among many shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from unittest import mock
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, Q

from accounts.models import User
from dashboards.queries import caseload
from offenders.policies import sight
from ops.bench.figures import Figure, median_ms, seconds
from ops.bench.grounds import Ground

USERS = 500
SHARES = 350_000
GOAL_MS = 3.0
_PAGE = 51
_TIMES = 100

_SHARE = """
    INSERT INTO offenders_personuserobjectpermission
        (user_id, content_object_id, permission_id, basis, purpose, field_classes, starts_on, granted_by_id)
    SELECT reader.id, person.id, permission.id, 'named', 'Joint working', '{general}', %(day)s, reader.id
    FROM (SELECT id, row_number() OVER (ORDER BY username) AS number FROM accounts_user LIMIT %(users)s) reader
    JOIN (SELECT id, row_number() OVER (ORDER BY reference) AS number FROM offenders_person) person
      ON (person.number + reader.number)
         %% greatest((SELECT count(*) FROM offenders_person) * %(users)s / %(shares)s, 1) = 0
    JOIN auth_permission permission ON permission.codename = 'view_person'
    ON CONFLICT DO NOTHING
"""


def figures(ground: Ground, *, shares: int = SHARES) -> Iterator[Figure]:
    """On a county in which `shares` records are shared by name among USERS users."""
    now = datetime.combine(ground.county.as_of, time(9), tzinfo=ZoneInfo("Europe/London"))
    with ground.stand(), connection.cursor() as cursor:
        cursor.execute(_SHARE, {"day": ground.county.as_of, "users": USERS, "shares": shares})
        given = cursor.rowcount
        cursor.execute("VACUUM ANALYZE offenders_personuserobjectpermission")
        officer = User.objects.for_request().get(username="officer")

        def page() -> None:
            rows = caseload(officer, now, scope="mine").order_by(
                F("level_order"), F("sort_name"), "reference"
            )
            list(rows[:_PAGE])

        page()
        within, without = [], []
        for _ in range(_TIMES):
            within.append(seconds(page))
            with mock.patch.object(sight, "not_closed", return_value=Q()):
                without.append(seconds(page))
    cost = median_ms(within) - median_ms(without)
    yield Figure(
        f"Sight, of {ground.people:,} people",
        f"{cost:.1f} ms",
        f"a caseload {median_ms(within):.1f} ms, unrestricted {median_ms(without):.1f} ms; {given:,} shares",
        f"at most {GOAL_MS:g} ms",
        cost <= GOAL_MS,
    )
