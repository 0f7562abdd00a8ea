"""Chaining what was written: each seal's hash follows from the seal before it and the event's own bytes.

Apart from the events' own transactions: a chain kept by every insert would make all writers wait for one another.
What is sealed is what has no seal, never what comes after the last: a transaction that commits late has an earlier
moment than events that are sealed already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from access.log import copying
from access.log.canonical import CANONICAL, GENESIS, link

_LOCK = 0x53_45_41_4C  # "SEAL": one sealer at a time, whoever it is
BATCH = 10_000

# An event later than this behind the newest sealed one was not written when it says: `audit verify` names it, and no
# sealer makes it look right. No transaction of Vigil's takes nearly as long.
LATEST = timedelta(hours=1)

# None is sealed before its time: it would put all that are written until then out of the sealer's sight.
AHEAD = timedelta(minutes=1)

# In the order of the index on `at`, so that no batch has to look at more than its own events.
_WITHOUT_SEAL = f"""
    SELECT e.id, e.at, {CANONICAL}
    FROM access_event e
    WHERE e.at >= coalesce(
        %s,
        least(coalesce((SELECT max(event_at) FROM audit_seal), '-infinity'), clock_timestamp())
          - make_interval(secs => %s))
      AND e.at <= clock_timestamp() + make_interval(secs => %s)
      AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
    ORDER BY e.at, e.seq
    LIMIT %s
"""  # noqa: S608 - columns of our own


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run did. `skipped`: another sealer was at it, and does the work."""

    events: int = 0
    skipped: bool = False


def seal(*, batch: int = BATCH) -> Sealed:
    """Seal every event that has none, in transactions of at most `batch` events: one that is killed loses only its own.

    Two at once do no harm: the second finds the first's lock, and leaves. What commits behind a batch that is sealed
    waits for the next run, which looks back again.
    """
    sealed = 0
    since: datetime | None = None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return Sealed(sealed, skipped=True)
            moments = _seal_batch(cursor, since, batch)
        sealed += len(moments)
        if len(moments) < batch:
            return Sealed(sealed)
        since = moments[-1]


def _seal_batch(cursor: CursorWrapper, since: datetime | None, batch: int) -> list[datetime]:
    """Seal the first events without a seal from `since` on; when they happened."""
    cursor.execute(copying.ALONG_THE_INDEX)
    events = list(
        copying.read(
            _WITHOUT_SEAL,
            [since, LATEST.total_seconds(), AHEAD.total_seconds(), batch],
            ["uuid", "timestamptz", "bytea"],
        )
    )
    position, before = last_seal(cursor)
    seals = []
    for place, (event, at, canonical) in enumerate(events, position + 1):
        before = link(before, canonical)
        seals.append((place, event, at, before))
    copying.add(
        "audit_seal",
        ["position", "event_id", "event_at", "hash"],
        ["int8", "uuid", "timestamptz", "bytea"],
        seals,
    )
    return [at for _, at, _ in events]


def last_seal(cursor: CursorWrapper) -> tuple[int, bytes]:
    """Where the chain stands: the last position and its hash; 0 and 32 zero bytes before the first."""
    cursor.execute("SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1")
    found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, GENESIS)
