"""Sealing events, and publishing where the chain stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

from access.log import checkpoints
from access.log.checkpoints import AtOdds, Checkpoint
from access.log.sealing import Sealed, last_seal, seal
from access.models import Seal

__all__ = ["Sealed", "publish_checkpoint", "seal"]

log = structlog.get_logger("vigil.audit")


def publish_checkpoint() -> Checkpoint | None:
    """Seal what waits; then say where the chain stands, in the process's log and in a new file of
    AUDIT_CHECKPOINT_DIR, if that is set. None before the first event.

    Raises AtOdds, and publishes nothing, when one that is kept there knew another hash of its seal, or a seal beyond
    the end: a chain that was made anew is not given its blessing.
    """
    seal()
    with connection.cursor() as cursor:
        position, hash_ = last_seal(cursor)
    if not position:
        return None
    # The wall clock, as events carry it: an injected date must not reach the log.
    checkpoint = Checkpoint(datetime.now(UTC).isoformat(), position, hash_.hex())
    directory = Path(settings.AUDIT_CHECKPOINT_DIR) if settings.AUDIT_CHECKPOINT_DIR else None
    if directory:
        _compare_with_kept(directory)
    # Wherever log lines are sent, this one is a second witness.
    log.info("audit checkpoint", position=checkpoint.position, hash=checkpoint.hash)
    if directory:
        checkpoints.keep(checkpoint, directory)
    return checkpoint


def _compare_with_kept(directory: Path) -> None:
    known = list(checkpoints.kept(directory))
    places = Seal.objects.filter(position__in=[each.position for each in known])
    stands = {position: bytes(found).hex() for position, found in places.values_list("position", "hash")}
    for each in known:
        if stands.get(each.position) != each.hash:
            log.error(
                "audit chain is not the one that was published", position=each.position, known_at=each.at
            )
            raise AtOdds(
                f"The checkpoint of {each.at} knew another seal {each.position}: the chain was made anew or cut off. "
                "Nothing is published until that is explained: run `manage.py audit verify`."
            )
