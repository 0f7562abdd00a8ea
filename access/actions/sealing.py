"""Sealing events, and publishing where the chain stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

from access.log import checkpoints
from access.log.checkpoints import Checkpoint
from access.log.sealing import Sealed, last_seal, seal

__all__ = ["Sealed", "publish_checkpoint", "seal"]

log = structlog.get_logger("vigil.audit")


def publish_checkpoint() -> Checkpoint | None:
    """Seal what waits; then say where the chain stands, in the process's log and in a new file of
    AUDIT_CHECKPOINT_DIR, if that is set. None before the first event."""
    seal()
    with connection.cursor() as cursor:
        position, hash_ = last_seal(cursor)
    if not position:
        return None
    # The wall clock, as events carry it: an injected date must not reach the log.
    checkpoint = Checkpoint(datetime.now(UTC).isoformat(), position, hash_.hex())
    # Wherever log lines are sent, this one is a second witness.
    log.info("audit checkpoint", position=checkpoint.position, hash=checkpoint.hash)
    if settings.AUDIT_CHECKPOINT_DIR:
        checkpoints.keep(checkpoint, Path(settings.AUDIT_CHECKPOINT_DIR))
    return checkpoint
