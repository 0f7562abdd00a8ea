"""Proving that the log is whole: every seal follows from the one before it, every event has its seal."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import repeat
from typing import IO
from uuid import UUID

import django
from django.db import connection, transaction

from access.log import copying
from access.log.canonical import CANONICAL, GENESIS, link
from access.log.checkpoints import Checkpoint, first_at_odds
from access.log.sealing import AHEAD, LATEST

# The sealer comes every ten seconds: an event that has waited longer than this has been passed over.
SEALED_WITHIN = timedelta(minutes=10)
_AT_A_TIME = 50_000
_SHARED = 5  # stretches: a shorter chain is walked before others have been called to help
_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

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


@dataclass(frozen=True, slots=True)
class _Reached:
    """A good seal, and between which moments the events lie that were walked to reach it."""

    position: int = 0
    hash: bytes = GENESIS
    newest: datetime = _EVER
    oldest: datetime = _NEVER


@dataclass(frozen=True, slots=True)
class _Proof:
    """That one may go from the seal of `since` to `reached`."""

    since: _Reached
    reached: _Reached

    def joins(self, walked: _Reached) -> bool:
        """Whether this goes on from there, with no event long before those walked."""
        same = (self.since.position, self.since.hash) == (walked.position, walked.hash)
        return same and (walked.newest == _EVER or self.reached.oldest >= walked.newest - LATEST)


def verify(checkpoints: Iterable[Checkpoint] = (), *, export: IO[str] | None = None) -> Verdict:
    """Go along the whole chain from its beginning, which only grows meanwhile.

    Finds an event that was changed, taken out, put in, or moved; and, with `checkpoints`, an end that was cut off.
    What is right is written to `export`, a JSON line an event, if given. The first bad row is named and ends the walk.

    Of a long chain every processor goes along stretches of its own, each from the seal that stands before it: a stretch
    that is right by itself and joins what was walked to its beginning is as good as walked. Any other is walked again
    here, so what is named does not hang on how many walked.
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
    expected = {each.position: each.hash for each in checkpoints}
    stretches = _stretches()
    reached = _Reached()
    with nullcontext(repeat(None)) if export else _proofs(stretches, expected) as proofs:
        for stretch, proof in zip(stretches, proofs, strict=False):
            if proof and proof.joins(reached):
                reached = replace(proof.reached, newest=max(reached.newest, proof.reached.newest))
                continue
            reached, fault = _walk(reached, stretch, expected, export)
            if fault:
                return Verdict(reached.position, reached.hash, fault)
    unmet = [each for each in checkpoints if each.position > reached.position]
    return Verdict(reached.position, reached.hash, _what_is_left(reached.position, unmet))


def _stretches() -> list[range]:
    """The positions there are, in order, as many at a time as one statement reads."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(position), max(position) FROM audit_seal")
        first, last = cursor.fetchone()
    if first is None:
        return []
    return [range(since, since + _AT_A_TIME) for since in range(first, last + 1, _AT_A_TIME)]


def _walk(
    reached: _Reached, stretch: range, expected: Mapping[int, str], export: IO[str] | None = None
) -> tuple[_Reached, str]:
    """From `reached` to the end of the stretch, or to its first bad row, and what is wrong with that."""
    position, before, newest, oldest = reached.position, reached.hash, reached.newest, _NEVER
    fault = ""
    with transaction.atomic(), closing(_chain(stretch)) as chain:
        for place, event, sealed, at, is_there, canonical in chain:
            if place != position + 1:
                fault = f"Seal {position + 1} is missing: the next is {place}."
            elif not is_there:
                fault = f"Event {event}, sealed at {place} and written {at:%F %T} UTC, is missing."
            elif at + LATEST < newest:
                fault = f"Event {event}, sealed at {place}, says {at:%F %T} UTC, long before the one sealed before it."
            elif (following := link(before, canonical)) != sealed:
                fault = (
                    f"Event {event}, sealed at {place} and written {at:%F %T} UTC, is not what was sealed."
                )
            elif place in expected and expected[place] != sealed.hex():
                fault = (
                    f"The checkpoint at seal {place} says another hash: the chain before it was made anew."
                )
            if fault:
                break
            position, before, newest, oldest = place, following, max(newest, at), min(oldest, at)
            if export:
                export.write(f'{{"position":{place},"hash":"{before.hex()}","event":{canonical.decode()}}}\n')
    return _Reached(position, before, newest, oldest), fault


def _chain(stretch: range) -> Generator[tuple[int, UUID, bytes, datetime, bool, bytes], None, None]:
    """The stretch's seals in order, each beside its event; `at` is the event's own, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute(copying.ALONG_THE_INDEX)
    yield from copying.read(_CHAIN, [stretch.start, stretch.stop], _TYPES)


@contextmanager
def _proofs(stretches: list[range], expected: Mapping[int, str]) -> Iterator[Iterable[_Proof | None]]:
    """What other processes, one a processor, find out about each stretch, in order; of a short chain, nothing.

    Nor within a transaction, of which they would not see what it has changed.
    """
    if len(stretches) < _SHARED or connection.in_atomic_block:
        yield repeat(None)
        return
    # Begun anew, not forked: a copy of a process with several threads waits for locks that nobody will let go.
    anew = multiprocessing.get_context("spawn")
    others = ProcessPoolExecutor(os.cpu_count(), mp_context=anew, initializer=django.setup)
    database = str(connection.settings_dict["NAME"])
    try:
        yield others.map(partial(_prove_there, expected=expected, database=database), stretches)
    finally:
        others.shutdown(cancel_futures=True)


def _prove_there(stretch: range, expected: Mapping[int, str], database: str) -> _Proof | None:
    """`_prove`, in a process that knows the database's name from the settings alone: a test's is another."""
    connection.settings_dict["NAME"] = database
    return _prove(stretch, expected)


def _prove(stretch: range, expected: Mapping[int, str]) -> _Proof | None:
    """That a stretch follows from the seal that stands before it; None if it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM audit_seal WHERE position = %s", [stretch.start - 1])
        found = cursor.fetchone()
    since = _Reached(stretch.start - 1, bytes(found[0])) if found else _Reached()
    reached, fault = _walk(since, stretch, expected)
    return None if fault else _Proof(since, reached)


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
