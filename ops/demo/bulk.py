"""What a bulk load leaves until its rows are there: checks and indexes, made once for all rows rather than for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper

from ops.demo.tables import TABLES

# Keys, uniqueness and exclusions stay: PostgreSQL would not write an exclusion's condition back word for word.
_REFERENCES = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY conrelid, conname
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE NOT indisunique AND NOT indisexclusion AND indrelid = ANY(%s::regclass[]) ORDER BY 1
"""
_SHIELDED = """
    SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity AND oid = ANY(%s::regclass[]) ORDER BY 1
"""


@contextmanager
def built_afterwards(cursor: CursorWrapper) -> Iterator[None]:
    """Load the block's rows without foreign keys and plain indexes; then make them as they were.

    Row by row they take more than half of COPY's time. All in the caller's transaction: nobody sees the tables
    without them, and what the rows violate undoes the load.
    """
    cursor.execute(_REFERENCES, [_tables()])
    references = cursor.fetchall()
    cursor.execute(_INDEXES, [_tables()])
    indexes = cursor.fetchall()
    cursor.execute(_SHIELDED, [_tables()])  # COPY refuses tables under row-level security.
    shielded = [table for (table,) in cursor.fetchall()]
    for table, name, _ in references:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    for table in shielded:
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for _, definition in indexes:
        cursor.execute(definition)
    for table, name, definition in references:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for table in shielded:  # Last: under it PostgreSQL would check each foreign key row by row.
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _tables() -> list[str]:
    """The tables that are loaded, and those of their histories, which triggers fill."""
    found = []
    for table in TABLES.values():
        events = getattr(table.model, "pgh_event_models", {}).values()
        found += [table.name, *(event._meta.db_table for event in events)]
    return found
