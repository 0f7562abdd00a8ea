"""Time that does not count: SOA 2003 s.83(6), applied to s.84 by s.84(5) and to s.85 by s.85(3)-(4).

Part-days are where the readings differ (law-engine.md, reading 1). Lenient: the day an absence starts does not count,
even if one ends on it, and the day it ends does. Strict: a day counts if any part of it may have been countable.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from notifications.law.counting import (
    FOREVER,
    UTC_DAY,
    Day,
    Moment,
    When,
    end_of,
    local_day,
    on_day,
    start_of,
)
from notifications.law.facts import Absence
from notifications.law.wording import several, span, words

DISREGARDED: Final = {
    "custody": "in custody by order of a court, s.83(6)(a)",
    "service_custody": "in service custody, s.83(6)(a)",
    "sentence": "serving a sentence, s.83(6)(b)",
    "hospital_part_3": "detained in hospital, s.83(6)(c)",
    "abroad": "outside the United Kingdom, s.83(6)(d)",
}
"""Absences that are disregarded, and why. Others are recorded only: a patient not detained under Part 3 of the Mental
Health Act 1983 (s.133(1)); police detention, which is not by order of a court."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that do not count, first to last, both included; `last` may be FOREVER. `why` is why."""

    first: Day
    last: Day
    why: str


@dataclass(frozen=True, slots=True)
class Spell:
    """Absences that overlap or meet, taken as one: the day it began and the day it ended (None: no end is known)."""

    began: Day
    ended: Day | None
    why: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The end of a count of days: the last of them (None: never reached) and what was passed over on the way."""

    last: Day | None
    passed: tuple[Stretch, ...]

    def reasons(self) -> list[str]:
        """What did not count, and why."""
        return [f"{_do_not_count(stretch)}: {stretch.why}." for stretch in self.passed]


@dataclass(frozen=True, slots=True)
class Limits:
    """Both readings of a count of days, and why they are what they are; None where no end can be given."""

    work_to: When | None
    last: When | None
    reasons: list[str]


def _do_not_count(stretch: Stretch) -> str:
    if stretch.last >= FOREVER:
        return f"Days from {words(stretch.first)} on do not count"
    days = span(stretch.first, stretch.last)
    return f"{days} does not count" if stretch.first == stretch.last else f"{days} do not count"


@dataclass(slots=True)
class _Open:
    """A stretch being put together."""

    first: Moment
    last: Moment
    kinds: list[str] = field(default_factory=list)

    def why(self) -> str:
        if len(self.kinds) == 1:
            return DISREGARDED[self.kinds[0]]
        return several(list(dict.fromkeys(DISREGARDED[kind] for kind in self.kinds)))


def _joined(pieces: Iterable[tuple[int, int, str]], apart: int) -> list[_Open]:
    # Pieces join when the next begins within `apart` of the end of those before.
    joined: list[_Open] = []
    for first, last, kind in sorted(pieces):
        if joined and first <= joined[-1].last + apart:
            joined[-1].last = max(joined[-1].last, last)
        else:
            joined.append(_Open(first, last))
        joined[-1].kinds.append(kind)
    return joined


class Reading:
    """One reading of which days do not count, ready to be walked."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self._stretches = stretches
        self._firsts = [stretch.first for stretch in stretches]

    def walk(self, start: Day, count: int, passed: tuple[Stretch, ...] = ()) -> Walk:
        """Count days, the first that counts from `start` being day 1, leaping over each stretch that does not."""
        day, at = start, bisect_right(self._firsts, start) - 1
        if at < 0 or self._stretches[at].last < day:
            at += 1
        while at < len(self._stretches) and self._firsts[at] < day + count:
            stretch = self._stretches[at]
            count -= max(0, stretch.first - day)
            passed += (Stretch(max(day, stretch.first), stretch.last, stretch.why),)
            if stretch.last >= FOREVER:
                return Walk(None, passed)
            day, at = stretch.last + 1, at + 1
        return Walk(day + count - 1, passed)


class Disregarded:
    """All the time that does not count, of a person's known absences."""

    def __init__(self, absences: Iterable[Absence]) -> None:
        counted = [absence for absence in absences if absence.kind in DISREGARDED]
        self._lenient = Reading(_lenient(counted))
        self._strict = Reading(_strict(counted))
        self._outlasting = {
            absence.start.day: absence.kind
            for absence in sorted(counted, key=lambda each: each.kind)
            if absence.until is None or absence.until.day > absence.start.day
        }
        self._spells = _spells(counted)
        self._began = [spell.began for spell in self._spells]

    def lenient(self, event: Day, count: int) -> Walk:
        """The last of so many days beginning with the event's, at the most lenient."""
        return self._lenient.walk(event, count)

    def strict(self, event: Day, count: int) -> Walk:
        """The last of so many days beginning with the event's, at the strictest."""
        if event in self._outlasting:
            # The exception to "any day that may": an absence begun on the event's own day that outlasts it.
            why = DISREGARDED[self._outlasting[event]]
            return self._strict.walk(event + 1, count, (Stretch(event, event, why),))
        return self._strict.walk(event, count)

    def limits(self, event: Day, count: int, strict_from: Day | None = None) -> Limits:
        """So many days beginning with the event's, on both readings.

        `strict_from` is the day the strictest reading begins with, where it is another.
        """
        lenient = self.lenient(event, count)
        strict = self.strict(event if strict_from is None else strict_from, count)
        if strict.last is None or lenient.last is None:
            return Limits(None, None, lenient.reasons())
        if strict.last == lenient.last:
            why = [f"The last day is {words(lenient.last)}."]
        else:
            why = [
                f"Strictly, any day part of which may have counted counts: work to {words(strict.last)}.",
                "At the most lenient a day on which such time began does not count: the last day is "
                f"{words(lenient.last)}.",
            ]
        return Limits(on_day(strict.last), on_day(lenient.last), [*lenient.reasons(), *why])

    def spell_at_end_of(self, day: Day) -> Spell | None:
        """The spell within which 24:00 of a day falls, if any.

        One that ends at that midnight still holds it: midnight belongs to the day it begins, so he was away
        to the end of this one.
        """
        at = bisect_right(self._began, day) - 1
        if at < 0:
            return None
        spell = self._spells[at]
        return spell if spell.ended is None or spell.ended > day else None


def _lenient(absences: list[Absence]) -> list[Stretch]:
    pieces = (
        (
            absence.start.day,
            FOREVER if absence.until is None else max(absence.start.day, absence.until.day - 1),
            absence.kind,
        )
        for absence in absences
    )
    return [Stretch(piece.first, piece.last, piece.why()) for piece in _joined(pieces, 1)]


def _strict(absences: list[Absence]) -> list[Stretch]:
    # What is certainly not countable: from the latest it may have begun to the earliest it may have ended.
    certain = (
        (
            absence.start.moment if absence.start.timed else end_of(absence.start.day),
            FOREVER * UTC_DAY if absence.until is None else absence.until.moment,
            absence.kind,
        )
        for absence in absences
    )
    stretches = []
    for piece in _joined(((first, last, kind) for first, last, kind in certain if first < last), 0):
        first = local_day(piece.first)
        if start_of(first) < piece.first:
            first += 1
        last = FOREVER if piece.last >= FOREVER * UTC_DAY else local_day(piece.last) - 1
        if first <= last:
            stretches.append(Stretch(first, last, piece.why()))
    return stretches


def _spells(absences: list[Absence]) -> list[Spell]:
    # A bare date may be any time that day, so two absences meet when one ends and the other starts on one day;
    # if both times are known, when they are one instant.
    pieces = (
        (
            absence.start.moment,
            FOREVER * UTC_DAY
            if absence.until is None
            else absence.until.moment
            if absence.until.timed
            else end_of(absence.until.day) - 1,
            absence.kind,
        )
        for absence in absences
    )
    return [
        Spell(
            local_day(piece.first),
            None if piece.last >= FOREVER * UTC_DAY else local_day(piece.last),
            piece.why(),
        )
        for piece in _joined(pieces, 0)
    ]
