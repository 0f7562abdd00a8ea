"""Chaining what was written: each seal's hash follows from the seal before it and the event's own bytes.

Apart from the events' own transactions: a chain kept by every insert would make all writers wait for one another.
What is sealed is what has no seal, never what comes after the last: a transaction that commits late has an earlier
number than events that are sealed already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from access.log.canonical import CANONICAL, GENESIS, link

_LOCK = 0x53_45_41_4C  # "SEAL": one sealer at a time, whoever it is
BATCH = 10_000

# An event later than this behind the newest sealed one was not written when it says: `audit verify` names it, and no
# sealer makes it look right. No transaction of Vigil's takes nearly as long.
LATEST = timedelta(hours=1)

# None is sealed before its time: it would put all that are written until then out of the sealer's sight.
AHEAD = timedelta(minutes=1)

_WITHOUT_SEAL = f"""
    SELECT e.id, e.at, {CANONICAL}
    FROM access_event e
    WHERE e.at >= least(coalesce((SELECT max(event_at) FROM audit_seal), '-infinity'), clock_timestamp())
                  - make_interval(secs => %s)
      AND e.at <= clock_timestamp() + make_interval(secs => %s)
      AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
    ORDER BY e.seq
    LIMIT %s
"""  # noqa: S608 - columns of our own
_SEAL = """
    INSERT INTO audit_seal (position, event_id, event_at, hash)
    SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::timestamptz[], %s::bytea[])
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run did. `skipped`: another sealer was at it, and does the work."""

    events: int = 0
    skipped: bool = False


def seal(*, batch: int = BATCH) -> Sealed:
    """Seal every event that has none, in transactions of at most `batch` events: one that is killed loses only its own.

    Two at once do no harm: the second finds the first's lock, and leaves.
    """
    sealed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                return Sealed(sealed, skipped=True)
            done = _seal_batch(cursor, batch)
        sealed += done
        if done < batch:
            return Sealed(sealed)


def _seal_batch(cursor: CursorWrapper, batch: int) -> int:
    cursor.execute(_WITHOUT_SEAL, [LATEST.total_seconds(), AHEAD.total_seconds(), batch])
    events = cursor.fetchall()
    if not events:
        return 0
    position, before = last_seal(cursor)
    hashes = []
    for _, _, canonical in events:
        before = link(before, canonical)
        hashes.append(before)
    places = list(range(position + 1, position + 1 + len(events)))
    cursor.execute(_SEAL, [places, [each[0] for each in events], [each[1] for each in events], hashes])
    return len(events)


def last_seal(cursor: CursorWrapper) -> tuple[int, bytes]:
    """Where the chain stands: the last position and its hash; 0 and 32 zero bytes before the first."""
    cursor.execute("SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1")
    found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, GENESIS)
