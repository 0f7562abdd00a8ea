"""What is sealed: an event's canonical bytes, and how one seal follows from the last.

The canonical form is JSON in UTF-8: the keys below in this order, no space between, text escaped only where JSON
demands it, moments in UTC with six digits, null for what is not known. PostgreSQL writes it, so that 100,000 a second
can be checked; docs/access-log.md describes it for whoever checks it without Vigil. It never changes: a new column
would come after the last, in a new form with a number of its own.
"""

from __future__ import annotations

import hashlib

GENESIS = bytes(32)  # what the first seal follows

_MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
_KEYS = (
    "id seq at actor_id actor agency unit_id roles session strength ip device operation channel action object_type "
    "object_id person_ids sections record_version row_count basis reason_code reason recipients lawful_basis sources "
    "retention_rule outcome request_id version"
).split()
_COLUMNS = {"at": f"to_char(e.at AT TIME ZONE 'UTC', '{_MOMENT}')", "ip": "host(e.ip)"}
_ROW = ", ".join(f"{_COLUMNS.get(key, f'e.{key}')} AS {key}" for key in _KEYS)

# The canonical text of the event that stands as `e` in a query's FROM.
CANONICAL = f"(SELECT row_to_json(r)::text FROM (SELECT {_ROW}) r)"  # noqa: S608 - columns, above


def link(before: bytes, canonical: str) -> bytes:
    """The hash of the seal that follows `before`: sha256(before || canonical bytes)."""
    return hashlib.sha256(before + canonical.encode()).digest()
