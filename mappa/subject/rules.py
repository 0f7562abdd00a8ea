"""When an answer is due, what a redaction may do, and what still stops the paper: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mappa.subject.choices import GAP
from practice.rules import Unit, later


@dataclass(frozen=True, slots=True)
class Clock:
    """By when the owners have answered, and by when the person has."""

    owners_by: date
    due_on: date


def clock(received_on: date, proved_on: date | None, *, months: int, days: int, asked_on: date) -> Clock:
    """One month from when the request came, or from when it was known that it is theirs, if that was later (Data
    Protection Act 2018, section 54(2) and (3)). The owners have some days from when they are asked, and never longer.
    """
    due_on = later(max(received_on, proved_on or received_on), months, Unit.MONTHS)
    return Clock(min(later(asked_on, days, Unit.DAYS), due_on), due_on)


def only_removes(original: str, redacted: str) -> bool:
    """Whether the redacted words are the original's, in order, with nothing but gaps in place of what is gone."""
    at = 0
    pieces = [" ".join(piece.split()) for piece in redacted.split(GAP)]
    within = " ".join(original.split())
    for place, piece in enumerate(pieces):
        found = within.find(piece, at)
        if found < 0 or (place == 0 and not within.startswith(piece)):
            return False
        at = found + len(piece)
    return len(pieces) > 1 and within.endswith(pieces[-1])


@dataclass(frozen=True, slots=True)
class Holding:
    """One paragraph of one version, as it stood: whose it is, and its words."""

    paragraph: UUID
    line: UUID
    agency: int | None
    label: str
    text: str


def once_each(versions: Iterable[Iterable[Holding]]) -> list[UUID]:
    """The paragraphs to be answered for: those of every version, and one that a later version only copied once."""
    seen: set[tuple[UUID, int | None, str, str]] = set()
    found = []
    for version in versions:
        for each in version:
            key = (each.line, each.agency, each.label, each.text)
            if key not in seen:
                seen.add(key)
                found.append(each.paragraph)
    return found


def not_yet(unanswered: Iterable[str], *, decided_for_police: Iterable[UUID], signs: UUID) -> str:
    """Why this user does not sign the paper yet; empty if they do."""
    if waiting := list(unanswered):
        return f"Not every owner has answered: {', '.join(waiting)}."
    if signs in set(decided_for_police):
        return "You decided on paragraphs of the police: somebody else signs."
    return ""
