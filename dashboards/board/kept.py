"""Counting a board as it is read, or showing what was counted of it some minutes ago.

Of a few people every board is counted as its page is made. Of many (a whole force's) that takes seconds: it is counted
at most once in `KEPT_FOR`, for each reader by themself, with all that they may read and nothing else, and says when.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from access.policies import Capability, reach
from accounts.models import User
from dashboards.actions import keeping
from dashboards.board import reading, tallies
from dashboards.board.metrics import ALL, Moment
from dashboards.board.reading import Counted
from dashboards.board.rules import Tally
from dashboards.board.scope import Asked, in_scope, moment_for, reads_board
from dashboards.board.tallies import Tallies
from dashboards.models import KeptBoard
from offenders.models import Person

KEPT_FOR = timedelta(minutes=10)
# Whoever asks to have it counted again gets what was counted so lately.
_AGAIN = timedelta(minutes=1)


def found(
    user: User, asked: Asked, moment: Moment, now: datetime, *, again: bool = False
) -> tuple[Tallies, bool]:
    """The board of `user`, and whether it is one that is kept."""
    narrowed = _narrowed(user, asked, moment, now.date())
    lately = now - (_AGAIN if again else KEPT_FOR)
    kept = None
    if reach(user, Capability.REVIEW, now.date()).forces:  # of a unit's people none is kept
        kept = KeptBoard.objects.filter(user=user, narrowed=narrowed, counted_at__range=(lately, now)).first()
    if kept and kept.counted_at:
        keeping.read_kept_board(kept, now=now)
        return _open(tallies.from_json(kept.content, kept.counted_at), user, now), True
    people = reading.scope_of(in_scope(user, asked, moment, now.date()))
    if people.keys is not None:
        return tallies.count(user, people, moment, now), False
    kept = keeping.keep_board(
        user,
        narrowed=narrowed,
        asked=as_json(asked),
        count=lambda: tallies.as_json(tallies.count(user, people, moment, now)),
        lately=lately,
        now=now,
    )
    return tallies.from_json(kept.content, kept.counted_at or now), True


def renew(*, now: datetime) -> int:
    """Count again what is read these days, so that nobody waits for it; says how many."""
    return keeping.renew_boards(now=now, older=now - KEPT_FOR / 2, count=_renewed)


def _renewed(kept: KeptBoard, now: datetime) -> tuple[str, dict[str, Any]] | None:
    """Of the day that it is, and as far as its reader reaches now; None: no board is theirs any more."""
    if not reads_board(kept.user, now.date()):
        return None
    asked = from_json(kept.asked)
    moment = moment_for(kept.user, asked, now)
    people = reading.scope_of(in_scope(kept.user, asked, moment, now.date()))
    content = tallies.as_json(tallies.count(kept.user, people, moment, now))
    return _narrowed(kept.user, asked, moment, now.date()), content


def _open(read: Tallies, user: User, now: datetime) -> Tallies:
    """Without the reference of anybody whose record was closed to the reader since; one query."""
    named = {found.every.worst_id for found in read.figures.values() if found.every.worst_id}
    open_to = set(Person.objects.visible_to(user, now).filter(pk__in=named).values_list("pk", flat=True))
    if named <= open_to:
        return read
    return replace(read, figures={name: _without(found, open_to) for name, found in read.figures.items()})


def _without(found: Counted, open_to: set[UUID]) -> Counted:
    def told(tally: Tally) -> Tally:
        return tally if tally.worst_id in open_to else replace(tally, worst="", worst_id=None)

    return Counted(told(found.every), {level: told(each) for level, each in found.by_level.items()})


def _narrowed(user: User, asked: Asked, moment: Moment, today: date) -> str:
    """Of what the figures are: what was asked, the day, and how far the reader reaches. Whoever reaches further or less
    far than when it was kept has it counted anew."""
    wide = reach(user, Capability.REVIEW, today)
    said = [
        tallies.SHAPE,
        [metric.name for metric in ALL],
        as_json(asked),
        moment.day.isoformat(),
        moment.past,
        list(moment.hours),
        sorted(wide.units),
        sorted(wide.forces),
        sorted(map(str, wide.managers)),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def as_json(asked: Asked) -> dict[str, Any]:
    return {
        **asdict(asked),
        "officer": str(asked.officer) if asked.officer else None,
        "levels": list(asked.levels),
        "day": asked.day.isoformat() if asked.day else None,
    }


def from_json(said: dict[str, Any]) -> Asked:
    return Asked(
        unit=said["unit"],
        officer=UUID(said["officer"]) if said["officer"] else None,
        levels=tuple(said["levels"]),
        status=said["status"],
        day=date.fromisoformat(said["day"]) if said["day"] else None,
    )
