"""What a stop of the tour is, and whose record it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    """What a stop shows: somebody of the officer's caseload who is so; in MAPPA, a person, a meeting or a case."""

    NOBODY = ""
    WARNED = "of whom staff are warned"
    OVERDUE = "with something overdue"
    REPORTED = "of whom something was reported"
    BREACHED = "suspected of a breach"
    VISITED = "visited at home"
    ASSESSED = "with an assessment of risk"
    PLANNED = "with a plan in force"
    ORDERED = "under an order of a court"
    TESTED = "of whom a polygraph test is under way"
    WATCHED = "with a device that is monitored"
    REFERRED = "referred to a meeting"
    MEETING = "a meeting to come"
    CASE = "a case of the meeting to come"
    HEARD = "a case that was decided"
    ASKS = "a request for what minutes hold, and of whom"

    @property
    def parts(self) -> int:
        """How many numbers its address names."""
        return 2 if self in (Who.CASE, Who.HEARD, Who.ASKS) else int(self is not Who.NOBODY)


@dataclass(frozen=True, slots=True)
class Stop:
    """One page: its URL's name, who looks at it, what it is for, and what to look at there."""

    name: str
    title: str
    role: str  # a sign-in of the demonstration; empty: before signing in
    url: str
    purpose: str
    look: str
    who: Who = Who.NOBODY
    query: str = ""
    of: tuple[str, ...] = ()  # what its address names after those of `who`
    finds: str = ""  # typed into the box above every page; the answer is the stop

    @property
    def picture(self) -> str:
        return f"{self.name}.png"
