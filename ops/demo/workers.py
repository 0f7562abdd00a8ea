"""The processes that make a large county's chunks, each with its diary, for another that loads them.

They see nothing of the transaction that loads. Each has the chunk at hand in temporary tables of its own, and
PostgreSQL finds those before the real ones of the same name: the diary reads the facts as it always does.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import django
from django.db import connection, transaction
from django.db.models import ForeignKey, Model

if TYPE_CHECKING:  # Models cannot be imported before `_serve` has set Django up.
    from ops.demo.county import County
    from ops.demo.tables import Blocks


class Workers:
    """Processes that are ready to work; each makes every so manieth chunk, and waits until it has been taken."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def made(self, county: County, chunks: Sequence[range]) -> Iterator[Blocks]:
        """The chunks, in order. Raises EOFError when a worker has broken off; it says why on standard error."""
        for first, pipe in enumerate(self._pipes):
            pipe.send((county, chunks[first :: len(self._pipes)]))
        for number in range(len(chunks)):
            yield self._pipes[number % len(self._pipes)].recv()


@contextmanager
def hired(number: int) -> Iterator[Workers]:
    """So many workers, for as long as the block lasts. They look at the tables now, before a loader locks them."""
    context = multiprocessing.get_context("spawn")
    pairs = [context.Pipe() for _ in range(number)]
    processes = [
        context.Process(target=_serve, args=(str(connection.settings_dict["NAME"]), theirs), daemon=True)
        for _, theirs in pairs
    ]
    try:
        for process, (_, theirs) in zip(processes, pairs, strict=True):
            process.start()
            theirs.close()  # so that a worker's end is seen as the end of its pipe
        for ours, _ in pairs:
            ours.recv()
        yield Workers([ours for ours, _ in pairs])
    finally:
        for process in processes:
            if process.pid is not None:
                process.terminate()
                process.join()


def _serve(database: str, pipe: Connection) -> None:
    """Be a worker: say that all is ready, be told what to make, and give one chunk after another."""
    django.setup()
    connection.settings_dict["NAME"] = database
    _set_up_stand_ins()
    # A chunk is millions of objects that refer to one another in no circle: looking for circles takes half the time.
    gc.freeze()
    gc.disable()
    pipe.send("ready")
    county, chunks = pipe.recv()
    for chunk in chunks:
        pipe.send(_make(county, chunk))
        gc.collect()


def _set_up_stand_ins() -> None:
    """A temporary table of the same name for each table that is loaded, emptied at the end of each transaction, and for
    each table about people that those refer to; and a copy of the catalogue of tools. The loader locks all of them."""
    from access.models import OfPerson
    from accounts.models import Force
    from ops.demo.tables import TABLES
    from riskplans.models import Tool

    like = "INCLUDING GENERATED INCLUDING IDENTITY"
    with connection.cursor() as cursor:
        catalogue = connection.ops.quote_name(Tool._meta.db_table)
        cursor.execute(f"CREATE TEMPORARY TABLE {catalogue} AS TABLE {catalogue}")
        loaded: list[type[Model]] = [Force, *(table.model for table in TABLES.values())]
        fields = (field for model in loaded for field in model._meta.concrete_fields)
        named = {field.related_model for field in fields if isinstance(field, ForeignKey)}
        others = [model for model in named.difference(loaded) if issubclass(model, OfPerson)]
        for model in (*loaded, *others):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {table} {like}) ON COMMIT DELETE ROWS")
            for field in model._meta.concrete_fields:
                # What facts are looked up by; the other indexes would only cost.
                if field.name in {"person", "notification"}:
                    cursor.execute(f"CREATE INDEX ON {table} ({field.column})")


def _make(county: County, chunk: range) -> Blocks:
    """A chunk of the county's people and facts, their diary, and what they are found by."""
    from accounts.models import Force
    from ops.demo import places
    from ops.demo.loading import facts_of, following, shared_places
    from ops.demo.tables import copy_blocks, facts_text

    facts, people = facts_of(county, chunk)
    with transaction.atomic(), connection.cursor() as cursor:
        Force(pk=county.force_id, code=places.FORCE_CODE, name=places.FORCE_NAME).save(force_insert=True)
        copy_blocks(cursor, facts_text(shared_places(county)))
        copy_blocks(cursor, facts)
        return facts | following(county, people)
