"""What the page of the system's health asks PostgreSQL: ages and counts, of everybody and about nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, Min
from django_celery_beat.models import PeriodicTask

from access.log.sealing import LATEST
from access.models import Job
from dashboards.system.rules import Ran
from diary.models import Mail, SweepRun
from offenders.documents.choices import ScanState
from offenders.models import StoredFile

MOST_COUNTED = 10_000
_LATELY = timedelta(days=7)

# Messages that wait for the one mail a day that their reader chose are not late.
_OUTBOX = """
    WITH mails AS (
        SELECT min(composed_at) oldest, count(*) number, count(*) FILTER (WHERE unsure > 0) unsure,
               coalesce((array_agg(last_error ORDER BY next_attempt_at DESC) FILTER (WHERE last_error <> ''))[1], '')
                   AS error
        FROM diary_mail WHERE sent_at IS NULL AND abandoned_at IS NULL
    ), messages AS (
        SELECT min(message.created_at) oldest, count(DISTINCT recipient_id) FILTER (WHERE mail_id IS NULL) number
        FROM diary_outboxmessage message
        WHERE sent_at IS NULL AND abandoned_at IS NULL
          AND (mail_id IS NOT NULL OR at_once OR NOT EXISTS (
              SELECT FROM diary_mailchoice choice
              WHERE choice.user_id = message.recipient_id AND choice.mode = 'daily'))
    )
    SELECT least(mails.oldest, messages.oldest), mails.number + messages.number, mails.unsure, mails.error
    FROM mails, messages
"""
_UNSEALED = """
    WITH waiting AS (
        SELECT e.at FROM access_event e
        WHERE e.at >= coalesce((SELECT max(event_at) FROM audit_seal) - make_interval(secs => %s), '-infinity')
          AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
        ORDER BY e.at LIMIT %s
    )
    SELECT min(at), count(*) FROM waiting
"""
_SERVER = """
    SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
           split_part(current_setting('server_version'), ' ', 1)
"""
_ARCHIVE = """
    SELECT current_setting('archive_mode') <> 'off', last_archived_time, last_failed_time FROM pg_stat_archiver
"""


def setting(cursor: CursorWrapper, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])


def set_for_now(cursor: CursorWrapper, name: str, value: str) -> None:
    """Until the transaction ends."""
    cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _row(statement: str, *values: float) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] = cursor.fetchone()
        return found


def server(cursor: CursorWrapper) -> tuple[int, str]:
    """How many connections are open, and PostgreSQL's version."""
    cursor.execute(_SERVER)
    number, version = cursor.fetchone()
    return number, version


def jobs() -> dict[str, Job]:
    return {job.task: job for job in Job.objects.all()}


def ran(job: Job) -> Ran:
    return Ran(
        known_since=job.known_since,
        began_at=job.began_at,
        ended_at=job.ended_at,
        done_at=job.done_at,
        found=job.found,
        failing_since=job.failing_since,
        error=job.error,
    )


def last_sweep() -> tuple[datetime | None, int, int]:
    """When the last one finished, how many duties it marked, how many messages it wrote."""
    last = SweepRun.objects.filter(kind="sweep").order_by("-finished_at").first()
    return (last.finished_at, last.flags, last.messages) if last else (None, 0, 0)


def outbox() -> dict[str, Any]:
    """What waits, as `rules.outbox` takes it."""
    return dict(zip(("oldest", "waiting", "unsure", "error"), _row(_OUTBOX), strict=True))


def given_up(now: datetime) -> tuple[int, datetime | None]:
    found = Mail.objects.filter(abandoned_at__gte=now - _LATELY).aggregate(
        number=Count("pk"), newest=Max("abandoned_at")
    )
    return found["number"], found["newest"]


def unsealed() -> tuple[datetime | None, int]:
    """The oldest event without a seal, and how many there are: one more than is counted, at most."""
    oldest, number = _row(_UNSEALED, LATEST.total_seconds(), MOST_COUNTED + 1)
    return oldest, number


def files_waiting() -> tuple[datetime | None, int]:
    found = StoredFile.objects.filter(scan=ScanState.WAITING).aggregate(
        number=Count("pk"), oldest=Min("stored_at")
    )
    return found["oldest"], found["number"]


def beat(schedule: Iterable[str]) -> tuple[datetime | None, list[str]]:
    """When beat last started a job, and what of the schedule its table lacks or has switched off."""
    rows = dict(PeriodicTask.objects.filter(enabled=True).values_list("name", "last_run_at"))
    last = max((at for at in rows.values() if at), default=None)
    return last, [name for name in schedule if name not in rows]


def migrations_waiting() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def clock() -> datetime:
    found: datetime = _row("SELECT clock_timestamp()")[0]
    return found


def archive() -> tuple[bool, datetime | None, datetime | None]:
    """Whether PostgreSQL archives its log of changes, when it last did, when it last could not."""
    on, last, failed = _row(_ARCHIVE)
    return on, last, failed
