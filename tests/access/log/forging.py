"""What somebody who owns the tables could do to the log, for the chain to find."""

from __future__ import annotations

import random
from uuid import uuid4

from django.db.backends.utils import CursorWrapper

from access.log.canonical import CANONICAL, GENESIS, link
from tests.access.log.chains import EVENTS


def _pick(rng: random.Random, cursor: CursorWrapper) -> tuple[int, str]:
    cursor.execute("SELECT position, event_id FROM audit_seal ORDER BY position")
    found: tuple[int, str] = rng.choice(cursor.fetchall())
    return found


EDITS = {
    "actor": "'Somebody else'",
    "actor_id": "gen_random_uuid()",
    "at": "at + interval '1 microsecond'",
    "person_ids": "'{}'",
    "sections": "array_append(sections, 'more')",
    "operation": "'erasure'",
    "channel": "'job'",
    "reason": "reason || ' '",
    "outcome": "'404'",
    "row_count": "row_count + 1",
    "seq": "DEFAULT",
    "ip": "'10.9.9.9'",
    "session": "'x'",
    "basis": "'manager'",
    "roles": "'{auditor}'",
    "record_version": "coalesce(record_version, 0) + 1",
    "request_id": "'r'",
    "device": "'d'",
}


def edit(rng: random.Random, cursor: CursorWrapper) -> None:
    _, which = _pick(rng, cursor)
    column = rng.choice(list(EDITS))
    cursor.execute(f"UPDATE access_event SET {column} = {EDITS[column]} WHERE id = %s", [which])


def delete(rng: random.Random, cursor: CursorWrapper) -> None:
    place, which = _pick(rng, cursor)
    match rng.randrange(3):
        case 0:
            cursor.execute("DELETE FROM access_event WHERE id = %s", [which])
        case 1:
            # The seal alone, of an event that the sealer would have passed over long ago.
            cursor.execute("DELETE FROM audit_seal WHERE position = %s", [place])
        case _:
            # Both, and the gap closed.
            cursor.execute("DELETE FROM access_event WHERE id = %s", [which])
            cursor.execute("DELETE FROM audit_seal WHERE position = %s", [place])
            _renumber(cursor, place, -1)


def insert(rng: random.Random, cursor: CursorWrapper) -> None:
    place, like = _pick(rng, cursor)
    forged = put_in(cursor, like, "at - interval '1 day'")
    if rng.random() < 0.5:
        _renumber(cursor, place, 1)
        cursor.execute(
            "INSERT INTO audit_seal (position, event_id, event_at, hash)"
            " SELECT %s, id, at, sha256(id::text::bytea) FROM access_event WHERE id = %s",
            [place, forged],
        )


def put_in(cursor: CursorWrapper, like: str, at: str) -> str:
    """Another event like that one, dated as one likes."""
    forged = str(uuid4())
    columns = (
        "actor, agency, roles, session, strength, device, operation, channel, action, object_type, object_id,"
    )
    columns += (
        "person_ids, sections, row_count, basis, reason_code, reason, recipients, lawful_basis, sources,"
    )
    columns += "retention_rule, outcome, request_id, version"
    cursor.execute(
        f"INSERT INTO access_event (id, at, {columns})"
        f" SELECT %s, {at}, {columns} FROM access_event WHERE id = %s",
        [forged, like],
    )
    return forged


def swap(rng: random.Random, cursor: CursorWrapper) -> None:
    one, other = rng.sample(range(1, EVENTS + 1), 2)
    what = rng.choice(["hash", "event_id", "both"])
    columns = ["hash"] if what == "hash" else ["event_id", "event_at"] + (["hash"] if what == "both" else [])
    cursor.execute(
        "SELECT position, event_id, event_at, hash FROM audit_seal WHERE position = ANY(%s) ORDER BY position",
        [sorted((one, other))],
    )
    first, second = cursor.fetchall()
    cursor.execute("UPDATE audit_seal SET event_id = gen_random_uuid() WHERE position = %s", [first[0]])
    names = ["position", "event_id", "event_at", "hash"]
    for mine, theirs in ((second, first), (first, second)):
        taken = {name: (theirs if name in columns else mine)[names.index(name)] for name in names[1:]}
        cursor.execute(
            "UPDATE audit_seal SET event_id = %s, event_at = %s, hash = %s WHERE position = %s",
            [taken["event_id"], taken["event_at"], taken["hash"], mine[0]],
        )


def cut_tail(rng: random.Random, cursor: CursorWrapper) -> None:
    after = rng.randrange(EVENTS)
    if rng.random() < 0.5:
        cursor.execute(
            "DELETE FROM access_event WHERE id IN (SELECT event_id FROM audit_seal WHERE position > %s)",
            [after],
        )
    cursor.execute("DELETE FROM audit_seal WHERE position > %s", [after])


def make_anew(rng: random.Random, cursor: CursorWrapper) -> None:
    """Edit, and then seal everything again from there, as whoever knows the rule can."""
    place, which = _pick(rng, cursor)
    cursor.execute("UPDATE access_event SET reason = 'nothing to see' WHERE id = %s", [which])
    seal_again(cursor, place)


def seal_again(cursor: CursorWrapper, place: int) -> None:
    """Every seal from `place` on follows from what its event says now."""
    cursor.execute("SELECT event_id FROM audit_seal WHERE position >= %s ORDER BY position", [place])
    events = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT hash FROM audit_seal WHERE position = %s", [place - 1])
    found = cursor.fetchone()
    before = bytes(found[0]) if found else GENESIS
    for number, each in enumerate(events, place):
        cursor.execute(f"SELECT {CANONICAL} FROM access_event e WHERE id = %s", [each])
        before = link(before, cursor.fetchone()[0].encode())
        cursor.execute("UPDATE audit_seal SET hash = %s WHERE position = %s", [before, number])


def _renumber(cursor: CursorWrapper, place: int, by: int) -> None:
    """Move every seal from `place` on, in two steps because each position stands once."""
    cursor.execute("UPDATE audit_seal SET position = -position WHERE position >= %s", [place])
    cursor.execute("UPDATE audit_seal SET position = -position + %s WHERE position < 0", [by])


WAYS = [edit, delete, insert, swap, cut_tail, make_anew]
