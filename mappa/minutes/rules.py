"""The clock of minutes, who may sign them, and how two versions compare: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Protocol
from uuid import UUID


class Calendar(Protocol):
    """What is asked of a nation's working days."""

    def after(self, day: date, count: int) -> date: ...
    def between(self, first: date, last: date) -> int: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """By when the chair has the draft, and by when the minutes are circulated."""

    to_chair_on: date
    due_on: date


def clock(held_on: date, *, to_chair: int, due: int, calendar: Calendar) -> Clock:
    """Both counted in working days after the day of the meeting; the chair never has less time than none."""
    last = calendar.after(held_on, due)
    return Clock(min(calendar.after(held_on, to_chair), last), last)


def late_by(due_on: date, on: date, calendar: Calendar) -> int:
    """How many working days after its day something was done; 0 in time."""
    return calendar.between(due_on, on) if on > due_on else 0


def may_sign(
    user: UUID, *, chair: UUID, drafted_by: UUID, submitted_by: UUID | None, wrote: Collection[UUID]
) -> str:
    """Why this user does not approve the minutes; empty if they do."""
    if user != chair:
        return "The chair of the meeting approves its minutes."
    if user in {drafted_by, submitted_by, *wrote}:
        return "You wrote in these minutes, and nobody approves what they wrote."
    return ""


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a version: what it is, whose, and its words. `line` is the same in every version."""

    line: UUID
    section: str
    label: str
    called: str
    text: str
    restricted: bool = False  # for its owner and the police alone


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they were added or taken away."""

    text: str
    how: str = ""  # "", "added" or "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that differs; `before` or `after` is empty where there was none."""

    section: str
    label: str
    called: str
    before: str
    after: str
    readers: str = ""  # who reads it now, where that has changed

    @property
    def pieces(self) -> list[Piece]:
        """The words of both, in turn."""
        return in_pieces(self.before, self.after)


def differences(before: Iterable[Said], after: Iterable[Said]) -> list[Difference]:
    """What differs between two versions, in the order of the newer one; what is gone comes last in its place."""
    was, now = ({each.line: each for each in rows} for rows in (before, after))
    found = []
    for line in dict.fromkeys([*now, *was]):
        old, new = was.get(line), now.get(line)
        either = new or old
        assert either  # noqa: S101 - a line is of one of the two
        if not (old and new and old == new):
            found.append(
                Difference(
                    either.section,
                    either.label,
                    either.called
                    if not old or old.called == either.called
                    else f"{old.called}, now {either.called}",
                    old.text if old else "",
                    new.text if new else "",
                    _readers(old, new),
                )
            )
    return found


def _readers(old: Said | None, new: Said | None) -> str:
    if old is None or new is None or old.restricted == new.restricted:
        return ""
    if new.restricted:
        return "Now restricted to its owner and the police; every reader had it before."
    return "Now for every reader; it was restricted to its owner and the police."


def in_pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one, word by word: what stayed, what is gone, what was added."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for how, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece(" ".join(old[start:end])))
            continue
        if end > start:
            found.append(Piece(" ".join(old[start:end]), "gone"))
        if stop > begin:
            found.append(Piece(" ".join(new[begin:stop]), "added"))
    return found
