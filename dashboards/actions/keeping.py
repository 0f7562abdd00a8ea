"""Keeping what was counted of a board that takes long to count. Nobody's record changes by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import Q

from access.reading import reading_as
from accounts.models import User
from dashboards.models import KeptBoard
from diary.clock import LONDON

log = structlog.get_logger("vigil.board")

Content = dict[str, Any]
_A_MINUTE = timedelta(minutes=1)
# Renewed while somebody reads it; and for those who read it on one of these days, before they come to work.
_READS = timedelta(hours=1)
_READ_LATELY = timedelta(days=4)
_BEFORE_WORK = 6  # o'clock in London: the hour in which boards are counted for the day
_FORGOTTEN = timedelta(days=7)


@transaction.atomic
def keep_board(
    user: User,
    *,
    narrowed: str,
    asked: Content,
    count: Callable[[], Content],
    lately: datetime,
    now: datetime,
) -> KeptBoard:
    """Count a board and keep it. Of two requests at once the second waits, and is shown what the first counted."""
    KeptBoard.objects.get_or_create(user=user, narrowed=narrowed, defaults={"asked": asked, "read_at": now})
    kept = KeptBoard.objects.select_for_update().get(user=user, narrowed=narrowed)
    if kept.counted_at is None or not lately <= kept.counted_at <= now:
        kept.content, kept.counted_at = count(), now
    kept.read_at = now
    kept.save()
    return kept


def read_kept_board(kept: KeptBoard, *, now: datetime) -> None:
    """It is read still; written down once a minute at most."""
    KeptBoard.objects.filter(pk=kept.pk, read_at__lt=now - _A_MINUTE).update(read_at=now)


def renew_boards(
    *, now: datetime, older: datetime, count: Callable[[KeptBoard, datetime], tuple[str, Content] | None]
) -> int:
    """Count again, each as its reader, what is read these days and was counted before `older`; says how many.

    `count` gives whom and which day it counts now, and the figures; None: no board is the reader's any more. Forgets
    what nobody has read for a week. One that fails holds up no other.
    """
    KeptBoard.objects.exclude(pk__in=KeptBoard.objects.read_since(now - _FORGOTTEN).values("pk")).delete()
    early = now.astimezone(LONDON).hour == _BEFORE_WORK
    due = KeptBoard.objects.read_since(now - (_READ_LATELY if early else _READS)).filter(
        Q(counted_at__lt=older), user__is_active=True
    )
    done = 0
    for kept in due.select_related("user").order_by("counted_at"):
        try:
            with reading_as(kept.user_id):
                done += _renew(kept, count(kept, now), now)
        except DatabaseError:
            log.exception("a kept board was not counted", board=kept.pk)
    return done


def _renew(kept: KeptBoard, counted: tuple[str, Content] | None, now: datetime) -> bool:
    if counted is None:
        kept.delete()
        return False
    narrowed, content = counted
    # Of a new day: the reader may have had it counted already.
    if KeptBoard.objects.filter(user=kept.user, narrowed=narrowed).exclude(pk=kept.pk).exists():
        kept.delete()
        return False
    return bool(
        KeptBoard.objects.filter(pk=kept.pk).update(narrowed=narrowed, content=content, counted_at=now)
    )
