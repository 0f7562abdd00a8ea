"""Months of the access log, made before they begin."""

from __future__ import annotations

from django.db import connection

MONTHS_AHEAD = 3


def make_partitions(months_ahead: int = MONTHS_AHEAD) -> int:
    """Make this month's partition and the next ones; the number that were not there yet. Twice does no harm.

    The month is the database's: events carry its clock.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_make_partitions(current_date, %s)", [months_ahead])
        made: int = cursor.fetchone()[0]
    return made
