"""What a walk's sweeps should have left, worked out without them: from the facts and the engine alone.

Nothing is read from the diary and none of the sweep's SQL is used. The engine is asked what state each duty was in at
the moment of a sweep, or just before it was met; and, for the day a state began, at the end of that day and of the
day before. A flag is right if the engine says so on both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from diary.choices import DAYS_AHEAD, FlagState
from diary.models import Flag, OutboxMessage
from notifications import facts
from notifications.duties import NAME
from notifications.law import DutyResult, evaluate
from ops.walk.calendar import LONDON, in_utc

_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_OPEN_LATE = ("due", "overdue")
_UNTIL = {FlagState.AHEAD_56: 28, FlagState.AHEAD_28: 7, FlagState.AHEAD_7: 0}


class Raised(NamedTuple):
    """One flag: whose, of which duty, which state, and the day it began."""

    person: UUID
    key: str
    state: str
    since: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found after a walk. Every list but the totals should be empty."""

    flags: int
    messages: int
    missed: list[Raised]
    unfounded: list[Raised]
    late: list[Raised]  # raised, but not by the first sweep that could
    doubled: int
    messages_missed: set[tuple[UUID, str]]
    messages_unfounded: set[tuple[UUID, str]]

    @property
    def clean(self) -> bool:
        return not any(
            (
                self.missed,
                self.unfounded,
                self.late,
                self.doubled,
                self.messages_missed,
                self.messages_unfounded,
            )
        )


class Judge:
    """Follows a walk sweep by sweep; `verdict` compares at its end."""

    def __init__(self) -> None:
        self.expected: dict[Raised, datetime] = {}
        self.told: set[tuple[UUID, str]] = set()
        self.evaluations = 0
        self._facts: dict[UUID, facts.Document] = {}
        self._next: dict[UUID, datetime] = {}
        self._last_day: date | None = None

    def learn(self, people: Iterable[UUID], today: date) -> None:
        """The facts of these people have changed."""
        for person, document in facts.documents(list(people), as_at=today):
            self._facts[person] = document
            self._next[person] = datetime.min.replace(tzinfo=UTC)

    def sweep(self, at: datetime) -> None:
        """A sweep has finished that ran at this moment (UTC): what it should have raised."""
        now = at.astimezone(LONDON)
        unseen_from = self._last_day or now.date()
        for person, then in self._next.items():
            if then <= at:
                self._next[person] = self._judge(person, now, unseen_from)
        self._last_day = now.date()

    def verdict(self) -> Verdict:
        """What the database holds, beside what it should."""
        flags = Flag.objects.filter(key__startswith=f"{NAME}/")  # the duties of law, which alone are judged
        rows = list(flags.values_list("person_id", "key", "state", "since", "noticed_at"))
        raised, noticed = [Raised(*row[:4]) for row in rows], {Raised(*row[:4]): row[4] for row in rows}
        told = list(
            OutboxMessage.objects.filter(cause__startswith=f"{NAME}/").values_list("person_id", "cause")
        )
        return Verdict(
            flags=len(raised),
            messages=len(told),
            missed=sorted(self.expected.keys() - noticed.keys()),
            unfounded=sorted(noticed.keys() - self.expected.keys()),
            late=sorted(
                flag for flag, at in noticed.items() if flag in self.expected and self.expected[flag] != at
            ),
            doubled=len(raised) - len(noticed) + len(told) - len(set(told)),
            messages_missed=self.told - set(told),
            messages_unfounded=set(told) - self.told,
        )

    def _judge(self, person: UUID, now: datetime, unseen_from: date) -> datetime:
        """Note what one person's facts call for; the moment from which they may call for more."""
        document = self._facts[person]
        given = {each["id"]: each["given_at"] for each in document["notifications"]}
        ahead: list[datetime] = [datetime.max.replace(tzinfo=UTC)]
        for duty in self._duties(document, now).values():
            if duty["work_to"] is None or duty["last"] is None:
                continue
            if duty["met_by"] is None:
                ahead += (moment for moment in _turning_points(duty) if moment > now.astimezone(UTC))
                for state, since in self._reached(document, duty, now):
                    self._raise(person, duty, state, since, now)
                continue
            met = datetime.fromisoformat(given[duty["met_by"]]).astimezone(LONDON)
            # No state begins after a duty is met, so what was met before the last sweep's day began before it.
            if unseen_from <= met.date():
                for state, since in self._reached(document, duty, min(now, met - _INSTANT)):
                    if since >= unseen_from:
                        self._raise(person, duty, state, since, now, met=True)
        return min(ahead)

    def _raise(
        self,
        person: UUID,
        duty: DutyResult,
        state: FlagState,
        since: date,
        now: datetime,
        *,
        met: bool = False,
    ) -> None:
        flag = Raised(person, f"{NAME}/{duty['id']}", state.value, since)
        if flag in self.expected:
            return
        self.expected[flag] = now
        work_to = _day(duty["work_to"])
        worth = {
            FlagState.OVERDUE: True,
            FlagState.DUE: duty["state"] == "due",
            **{each: now.date() < work_to - timedelta(days=until) for each, until in _UNTIL.items()},
        }
        if not met and worth[state]:
            self.told.add((person, f"{flag.key} {flag.state} {since}"))

    def _reached(
        self, document: facts.Document, duty: DutyResult, moment: datetime
    ) -> Iterator[tuple[FlagState, date]]:
        """The states a duty has been in by a moment before which nothing met it, and the day each began."""
        state = self._state(document, duty["id"], moment)
        work_to = _day(duty["work_to"])
        if state in _OPEN_LATE:
            yield FlagState.DUE, self._began(document, duty, work_to, moment, _OPEN_LATE)
        if state == "overdue":
            last = str(duty["last"])
            day = _moment(last).date() if "T" in last else _day(last) + _DAY
            yield FlagState.OVERDUE, self._began(document, duty, day, moment, ("overdue",))
        if duty["kind"] == "periodic" and duty["arises_on"]:
            for ahead, days in DAYS_AHEAD.items():
                since = work_to - timedelta(days=days)
                if date.fromisoformat(duty["arises_on"]) < since <= moment.date():
                    yield ahead, since

    def _began(
        self,
        document: facts.Document,
        duty: DutyResult,
        day: date,
        moment: datetime,
        states: tuple[str, ...],
    ) -> date:
        """`day`, if the engine agrees: in one of the states by the end of it, in none by the end of the day before.

        Raises RuntimeError if it does not: then the judge is wrong, or the engine contradicts itself.
        """
        ends = in_utc(day + _DAY, 0) - _INSTANT
        if (
            self._state(document, duty["id"], min(ends, moment.astimezone(UTC))) not in states
            or self._state(document, duty["id"], in_utc(day, 0) - _INSTANT) in states
        ):
            raise RuntimeError(f"the engine does not agree that {duty} was first {states} on {day}")
        return day

    def _state(self, document: facts.Document, identity: str, moment: datetime) -> str:
        duty = self._duties(document, moment).get(identity)
        return duty["state"] if duty else ""

    def _duties(self, document: facts.Document, moment: datetime) -> dict[str, DutyResult]:
        self.evaluations += 1
        result = evaluate({**document, "as_at": moment.astimezone(LONDON).isoformat()})
        return {duty["id"]: duty for duty in result["duties"] if duty["state"] != "not_required"}


def _turning_points(duty: DutyResult) -> Iterator[datetime]:
    """The moments (UTC) from which a sweep may find a duty in another state."""
    work_to = _day(duty["work_to"])
    yield from (in_utc(work_to - timedelta(days=days), 0) for days in (*DAYS_AHEAD.values(), 0))
    last = str(duty["last"])
    yield _moment(last).astimezone(UTC) if "T" in last else in_utc(_day(last) + _DAY, 0)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(LONDON)


def _day(text: Any) -> date:
    """The London day of a limit; of one that ends as a day begins, the day before."""
    if "T" not in text:
        return date.fromisoformat(text)
    moment = _moment(text)
    return moment.date() - _DAY if moment.time() == time.min else moment.date()
