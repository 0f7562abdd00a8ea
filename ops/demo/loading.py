"""Putting a county into an empty database: by COPY, in one transaction, a chunk at a time.

Duties are not computed here. Each chunk's diary entries are what the diary's providers say once the chunk's facts
stand, and so is what its people are found by. Large counties are made by several processes (see workers), and loaded
by one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from uuid import UUID

import pghistory
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from access.choices import Channel, Operation
from access.log.writing import ran
from accounts.models import Force
from diary import endings, providers
from diary.actions import look_ahead, refresh, sweep
from diary.models import OutboxMessage
from offenders.models import Person, Sought
from offenders.search import terms
from ops.demo import places
from ops.demo.bulk import built_afterwards
from ops.demo.county import County
from ops.demo.ended import review_ends
from ops.demo.histories import history
from ops.demo.officers import keep_staff
from ops.demo.rows import Address, Row
from ops.demo.rows import Person as PersonRow
from ops.demo.staff import dawn, hire, open_force, share
from ops.demo.standing import stand
from ops.demo.tables import TABLES, Blocks, copy_blocks, entries_text, facts_text, terms_text
from ops.demo.workers import Workers, hired

_CHUNK = 500
_ALONE = 5_000  # up to so many people, starting other processes takes longer than it saves


class AlreadyPeopled(Exception):
    """There are people in the database."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load left behind."""

    people: int
    flags: int
    messages: int


def load(county: County) -> Loaded:
    """Fill the database with the county: all of it, or nothing. Raises AlreadyPeopled if there are people."""
    as_of, now = county.as_of, dawn(county.as_of)
    if Person.objects.exists() or Force.objects.exists():
        raise AlreadyPeopled
    with (
        _workers(county) as workers,
        transaction.atomic(),
        pghistory.context(actor="Demonstration data", verb="demo data"),
        connection.cursor() as cursor,
    ):
        force, units = open_force(county)
        county = replace(county, force_id=force.pk, unit_ids=tuple(unit.pk for unit in units))
        hire(county, force, units)
        keep_staff(county, units)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # this also gives COPY the history's context
        with built_afterwards(cursor):
            copy_blocks(cursor, facts_text(shared_places(county)))
            _fill(cursor, county, workers)
        for table in TABLES.values():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table.name)}")
        share(county)
        stand(as_of)
        review_ends(county)
        refresh(list(Sought.objects.values_list("person", flat=True)), today=as_of)  # a search is a duty
        swept = sweep(today=as_of, now=now)
        ahead = look_ahead(today=as_of, now=now)
        ran("demo data", row_count=county.people, operation=Operation.COLLECTION, channel=Channel.COMMAND)
    return Loaded(county.people, swept.flags + ahead.flags, swept.messages + ahead.messages)


def none_to_come(now: datetime) -> int:
    """Date no message later than `now`: the scenes of a morning are played before it is over where somebody starts the
    demonstration early. How many were dated to come."""
    return OutboxMessage.objects.filter(created_at__gt=now).update(created_at=now)


def facts_of(county: County, chunk: range) -> tuple[Blocks, list[str]]:
    """The facts of some of the county's people, by ordinal, and their ids."""
    facts: list[Row] = list(chain.from_iterable(history(county, ordinal) for ordinal in chunk))
    return facts_text(facts), [fact.id for fact in facts if isinstance(fact, PersonRow)]


def following(county: County, people: Sequence[str]) -> Blocks:
    """What follows from the facts of people: the duties that each of the diary's providers gives, as `diary.refresh`
    would write them, and what they are found by."""
    asked = [UUID(person) for person in people]
    duties = entries_text(
        (person, said) for _, person, said in endings.told(asked, county.as_of, providers.registered())
    )
    return duties | terms_text(terms.wanted_of(asked))


def _workers(county: County) -> AbstractContextManager[Workers | None]:
    number = os.cpu_count() or 1
    return hired(number) if county.people > _ALONE and number > 1 else nullcontext()


def _fill(cursor: CursorWrapper, county: County, workers: Workers | None) -> None:
    everyone = range(county.people)
    chunks = [everyone[first : first + _CHUNK] for first in range(0, county.people, _CHUNK)]
    if workers:
        for blocks in workers.made(county, chunks):
            copy_blocks(cursor, blocks)
        return
    for chunk in chunks:
        facts, people = facts_of(county, chunk)
        copy_blocks(cursor, facts)
        copy_blocks(cursor, following(county, people))


def shared_places(county: County) -> Iterator[Address]:
    for number, place in enumerate(places.HOSTELS):
        yield places.shared(county.id_of("hostel", number), place)
    for number, place in enumerate(places.FOUND_AT):
        yield places.shared(county.id_of("found at", number), place)
