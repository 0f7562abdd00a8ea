"""Proving that the log is whole: every seal follows from the one before it, every event has its seal."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import IO
from uuid import UUID

from django.db import connection, transaction

from access.log import copying
from access.log.canonical import CANONICAL, GENESIS, link
from access.log.checkpoints import Checkpoint, first_at_odds
from access.log.sealing import AHEAD, LATEST

# The sealer comes every ten seconds: an event that has waited longer than this has been passed over.
SEALED_WITHIN = timedelta(minutes=10)
_AT_A_TIME = 50_000

_CHAIN = f"""
    SELECT s.position, s.event_id, s.hash, s.event_at, e.at IS NOT NULL, {CANONICAL}
    FROM audit_seal s LEFT JOIN access_event e ON e.id = s.event_id AND e.at = s.event_at
    WHERE s.position >= %s AND s.position < %s
    ORDER BY s.position
"""  # noqa: S608 - columns of our own
_TYPES = ["int8", "uuid", "bytea", "timestamptz", "bool", "bytea"]
_TO_COME = """
    SELECT e.id, e.seq, e.at FROM access_event e
    WHERE e.at > clock_timestamp() + make_interval(secs => %s)
    ORDER BY e.seq LIMIT 1
"""
_PASSED_OVER = """
    SELECT e.id, e.seq, e.at FROM access_event e
    WHERE e.at < clock_timestamp() - make_interval(secs => %s)
      AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_id = e.id)
    ORDER BY e.seq LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain is right, and the first thing that is not; `fault` is empty when all is."""

    events: int
    last: bytes
    fault: str = ""

    def __bool__(self) -> bool:
        return not self.fault


def verify(checkpoints: Iterable[Checkpoint] = (), *, export: IO[str] | None = None) -> Verdict:
    """Go along the whole chain from its beginning, which only grows meanwhile.

    Finds an event that was changed, taken out, put in, or moved; and, with `checkpoints`, an end that was cut off.
    What is right is written to `export`, a JSON line an event, if given. The first bad row is named and ends the walk.
    """
    checkpoints = list(checkpoints)
    if found := first_at_odds(checkpoints):
        one, other = found
        return Verdict(
            0,
            GENESIS,
            f"The checkpoints of {one.at} and {other.at} say different hashes of seal {one.position}: "
            "the chain before it was made anew.",
        )
    expected = {each.position: each for each in checkpoints}
    before, position, newest = GENESIS, 0, datetime.min.replace(tzinfo=UTC)
    with transaction.atomic(), closing(_chain()) as chain:
        for place, event, sealed, at, is_there, canonical in chain:
            fault = ""
            if place != position + 1:
                fault = f"Seal {position + 1} is missing: the next is {place}."
            elif not is_there:
                fault = f"Event {event}, sealed at {place} and written {at:%F %T} UTC, is missing."
            elif at + LATEST < newest:
                fault = f"Event {event}, sealed at {place}, says {at:%F %T} UTC, long before the one sealed before it."
            elif (before := link(before, canonical)) != sealed:
                fault = (
                    f"Event {event}, sealed at {place} and written {at:%F %T} UTC, is not what was sealed."
                )
            elif place in expected and expected.pop(place).hash != before.hex():
                fault = (
                    f"The checkpoint at seal {place} says another hash: the chain before it was made anew."
                )
            if fault:
                return Verdict(position, before, fault)
            position, newest = place, max(newest, at)
            if export:
                export.write(f'{{"position":{place},"hash":"{before.hex()}","event":{canonical.decode()}}}\n')
        return Verdict(position, before, _what_is_left(position, expected.values()))


def _chain() -> Generator[tuple[int, UUID, bytes, datetime, bool, bytes], None, None]:
    """Seals in order, each beside its event; `at` is the event's own, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute(copying.ALONG_THE_INDEX)
        cursor.execute("SELECT min(position), max(position) FROM audit_seal")
        first, last = cursor.fetchone()
    for since in range(first, last + 1, _AT_A_TIME) if first is not None else ():
        yield from copying.read(_CHAIN, [since, since + _AT_A_TIME], _TYPES)


def _what_is_left(position: int, unmet: Iterable[Checkpoint]) -> str:
    beyond = min(unmet, key=lambda each: each.position, default=None)
    if beyond is not None:
        return f"The chain ends at seal {position}, and the checkpoint of {beyond.at} knew seal {beyond.position}."
    with connection.cursor() as cursor:
        for statement, limit, what in (
            (_TO_COME, AHEAD, "is not of the past"),
            (_PASSED_OVER, SEALED_WITHIN, "has no seal"),
        ):
            cursor.execute(statement, [limit.total_seconds()])
            if found := cursor.fetchone():
                return f"Event {found[0]} (number {found[1]}), dated {found[2]:%F %T} UTC, {what}."
    return ""


def astray() -> list[tuple[str, int]]:
    """The months (YYYY-MM) that no partition took, and how many of their events stand in the default one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*) FROM access_event_default"
            " GROUP BY month ORDER BY month"
        )
        found: list[tuple[str, int]] = cursor.fetchall()
    return found
