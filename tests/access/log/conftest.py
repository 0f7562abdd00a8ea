"""A log of one's own: what other tests of the same database have left is taken away first, as only its owner can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from access.choices import Channel, Operation
from access.log.looking import Origin
from access.log.writing import write
from access.models import AccessEvent

KEPT = ("access_event", "audit_seal")


@contextmanager
def tampering() -> Iterator[None]:
    """What an owner of the tables can do, and a chain is for: change them with the triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in KEPT:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in KEPT:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _empty() -> None:
    with tampering(), connection.cursor() as cursor:
        for table in KEPT:
            cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def empty_log(db: None) -> None:
    _empty()


@pytest.fixture
def committed_log(transactional_db: None) -> Iterator[None]:
    _empty()
    yield
    _empty()


def event(number: int = 0, **about: object) -> AccessEvent:
    """One event of the log, as a page would leave it."""
    return write(
        operation=Operation.CONSULTATION,
        actor=None,
        origin=Origin(Channel.PAGE, f"page {number}"),
        **{"sections": ["identity", f"number {number}"], **about},
    )
