"""Months of the access log, made before they begin."""

from __future__ import annotations

import structlog
from django.db import connection

from access.log.verifying import astray

log = structlog.get_logger("vigil.audit")
MONTHS_AHEAD = 3


def make_partitions(months_ahead: int = MONTHS_AHEAD) -> int:
    """Make this month's partition and the next ones; the number that were not there yet. Twice does no harm.

    The month is the database's: events carry its clock. A month whose events have begun to land in the default
    partition gets none, and stops no other: it is said in the process's log, each time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_make_partitions(current_date, %s)", [months_ahead])
        made: int = cursor.fetchone()[0]
    for month, events in astray():
        log.error("events of the access log in the default partition", month=month, events=events)
    return made
