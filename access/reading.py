"""Reading as Vigil itself, for what is true of everybody: a person's request may be what sets it going."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction


@contextmanager
def as_vigil() -> Iterator[None]:
    """Run the body in a transaction that reads restricted records too, as Vigil's own jobs do.

    Only for what reaches the record and not the reader, or a count of everybody: nothing read in it may be shown.
    Whoever was reading before reads again after, however the body ends.
    """
    with _reading("vigil"):
        yield


@contextmanager
def reading_as(user_id: UUID) -> Iterator[None]:
    """Run the body in a transaction that reads what the rows show to that user: a job that prepares what they will
    read."""
    with _reading(str(user_id)):
        yield


@contextmanager
def _reading(reader: str) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('vigil.reader')")
        [before] = cursor.fetchone()
        # Within the transaction alone: one that is rolled back takes this back with it.
        cursor.execute("SELECT set_config('vigil.reader', %s, true)", [reader])
        yield
        cursor.execute("SELECT set_config('vigil.reader', %s, true)", [before])
