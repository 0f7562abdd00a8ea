"""Many rows of the log at once: by COPY in PostgreSQL's binary form, which costs a third of parsing text.

PostgreSQL writes the next rows while Python hashes these.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Any

from django.db import connection

# Before a statement below that goes row by row in an index's order, and does not sort everything first: the log may be
# larger than any memory. Nor by workers of PostgreSQL's own: handing rows this wide over costs more than they save. For
# the transaction that it is called in.
ALONG_THE_INDEX = """
    SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off;
    SET LOCAL max_parallel_workers_per_gather = 0
"""


def read(
    statement: str, values: Sequence[object], types: Sequence[str]
) -> Generator[tuple[Any, ...], None, None]:
    """The rows of a SELECT whose columns have `types` (PostgreSQL's names; text that is to stay bytes is `bytea`)."""
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT BINARY)", values) as copy,
    ):
        copy.set_types(types)
        rows = copy.rows()
        try:
            for row in rows:  # noqa: UP028 - a generator that is handed on could not be read to its end below
                yield row
        finally:
            for _ in rows:
                pass  # a COPY that is broken off breaks the transaction


def add(table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows into one of our tables, whose columns have `types`."""
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)
