"""A sealed chain of events, and where it ends."""

from __future__ import annotations

import random
from uuid import uuid4

from django.db import connection

from access.log.checkpoints import Checkpoint
from access.log.sealing import last_seal, seal
from tests.access.log.conftest import event

EVENTS = 30


def end_of_chain() -> Checkpoint:
    with connection.cursor() as cursor:
        position, hash_ = last_seal(cursor)
    return Checkpoint("2026-06-15T08:00:00+00:00", position, hash_.hex())


def chain(length: int = EVENTS) -> Checkpoint:
    for number in range(length):
        event(number, person_ids=[uuid4()], reason=random.choice(["", "“quoted” \\ and\nbroken\x01"]))
    seal(batch=7)
    return end_of_chain()
