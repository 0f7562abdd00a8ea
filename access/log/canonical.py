"""What is sealed: an event's canonical bytes, and how one seal follows from the last.

The canonical form is one JSON array in UTF-8: the values of the fields below in this order, a comma and a space between
them (a comma alone within a list), text escaped only where JSON demands it, moments in UTC with six digits, null for
what is not known. PostgreSQL writes it, so that 100,000 a second can be checked; docs/access-log.md describes it for
whoever checks it without Vigil. It never changes: what has been sealed must hold for as long as it is kept.
"""

from __future__ import annotations

import hashlib

GENESIS = bytes(32)  # what the first seal follows

_MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
FIELDS = (
    "id seq at actor_id actor agency unit_id roles session strength ip device operation channel action object_type "
    "object_id person_ids sections record_version row_count basis reason_code reason recipients lawful_basis sources "
    "retention_rule outcome request_id version"
).split()
_COLUMNS = {"at": f"to_char(e.at AT TIME ZONE 'UTC', '{_MOMENT}')", "ip": "host(e.ip)"}
_VALUES = ", ".join(_COLUMNS.get(name, f"e.{name}") for name in FIELDS)

# The canonical text of the event that stands as `e` in a query's FROM.
CANONICAL = f"json_build_array({_VALUES})::text"


def link(before: bytes, canonical: bytes) -> bytes:
    """The hash of the seal that follows `before`: sha256(before || canonical bytes)."""
    return hashlib.sha256(before + canonical).digest()
