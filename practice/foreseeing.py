"""What a proposed policy would move: asked of the floor above that knows the dates, which registers here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.models import User
from practice.policy import Proposed


@dataclass(frozen=True, slots=True)
class Move:
    """One date of one person whom the reader may see; a date that is None was not there, or will not be."""

    who: str
    reference: str
    href: str
    what: str
    was: date | None
    now: date | None


@dataclass(slots=True)
class Foreseen:
    """How many dates of how many people of the whole force, and by name those that move most."""

    day: date  # the day on which the dates are compared
    asked: int = 0  # how many people the force has
    people: int = 0
    earlier: int = 0
    later: int = 0
    come: int = 0
    go: int = 0
    overdue: int = 0  # of all these, how many would be past on that day
    shown: list[Move] = field(default_factory=list)
    shown_people: int = 0  # how many of the people whose dates move the reader may see

    @property
    def dates(self) -> int:
        return self.earlier + self.later + self.come + self.go

    @property
    def more(self) -> int:
        """How many of these dates are not shown by name."""
        return self.dates - len(self.shown)


Foresight = Callable[[User, Proposed, datetime], Foreseen]
_foresight: list[Foresight] = []


def foresee_by(foresight: Foresight) -> None:
    _foresight[:] = [foresight]


def foresee(user: User, proposed: Proposed, *, now: datetime) -> Foreseen:
    """What would move if it were approved now; writes nothing."""
    if not _foresight:
        return Foreseen(day=max(now.date(), proposed.effective_from))
    return _foresight[0](user, proposed, now)
