"""What keeps a case from being decided, each with its reason: the hard stops of a meeting, pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

# The parts in the order of the agenda, as mappa.room.choices.Part has them.
PARTS = ("attendance", "updates", "risk", "plan", "disclosure", "level", "actions", "next")


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that is missing, and the part of the agenda where it is put right."""

    part: str
    why: str


@dataclass(slots=True)
class Known:
    """What is known of a case: what the hard stops ask. Booleans say whether it is there."""

    arrivals: Sequence[datetime] = ()
    confirmed_at: datetime | None = None
    lacking: Sequence[str] = ()  # who is missing for a quorum, in words
    interim: bool = (
        False  # the chair goes on without one: no level, no review, nothing that waits for the next meeting
    )
    unheard: Sequence[str] = ()  # agencies invited of which nothing was recorded
    updates: int = 0
    risk: bool = False
    plan_gaps: Sequence[
        str
    ] = ()  # parts of the plan that are empty and of which the meeting has said nothing
    plan: bool = False
    disclosure: bool = False
    level: bool = False
    dissent: bool = False
    next_date: bool = False
    unsettled: Sequence[str] = ()  # earlier actions without an outcome
    half_agreed: Sequence[str] = ()  # actions of this meeting without an owner or a day


def late_joiners(arrivals: Iterable[datetime], confirmed_at: datetime | None) -> int:
    """How many came in after the confidentiality statement was last given: it is given again."""
    return sum(confirmed_at is not None and at > confirmed_at for at in arrivals)


def missing(known: Known) -> list[Stop]:
    """Everything that is missing, in the order of the agenda; of interim decisions what concerns them alone."""
    found = [
        ("attendance", not known.arrivals, "Nobody’s attendance is recorded."),
        ("attendance", known.confirmed_at is None, "The confidentiality statement is not confirmed."),
        (
            "attendance",
            late_joiners(known.arrivals, known.confirmed_at) > 0,
            "Somebody came in since the confidentiality statement: give it again.",
        ),
        (
            "attendance",
            bool(known.lacking) and not known.interim,
            f"There is no quorum without {'; '.join(known.lacking)}.",
        ),
        *(("attendance", True, f"{agency}: say whether they came.") for agency in known.unheard),
        ("updates", not known.updates, "No agency’s update is noted."),
        ("risk", not known.risk, "The risk of serious harm is not judged for each group."),
        ("plan", not known.plan, "The plan has not been gone through."),
        *(
            ("plan", True, f"{part}: the plan is empty. Say what the gap is, and what is done.")
            for part in (known.plan_gaps if known.plan else ())
        ),
        ("disclosure", not known.disclosure, "The disclosure decision is missing."),
        ("level", not known.level, "Category, level and lead agency are not decided."),
        ("level", known.level and not known.dissent, "Say whether anybody disagrees."),
        *(
            ("actions", not known.interim, f"“{what}” from an earlier meeting has no outcome.")
            for what in known.unsettled
        ),
        *(("actions", True, f"“{what}” has no owner or no day.") for what in known.half_agreed),
        ("next", not known.next_date, "The next date is missing."),
    ]
    return [
        Stop(part, why)
        for part, holds, why in found
        if holds and not (known.interim and part in _WAITING_FOR_A_QUORUM)
    ]


_WAITING_FOR_A_QUORUM = ("risk", "plan", "disclosure", "level", "next")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a case is: which of the parts are complete."""

    complete: list[str]
    stops: list[Stop]

    @property
    def words(self) -> str:
        return f"{len(self.complete)} of {len(PARTS)} complete"

    @property
    def may_decide(self) -> bool:
        return not self.stops


def progress(known: Known) -> Progress:
    """The parts that nothing keeps from being complete, and what is missing of the others."""
    stops = missing(known)
    wanting = {stop.part for stop in stops}
    return Progress([part for part in PARTS if part not in wanting], stops)
