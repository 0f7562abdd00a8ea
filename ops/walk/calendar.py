"""When the sweeps of a walk run: daily, and as schedulers fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Run:
    """A sweep and a look ahead at a moment (UTC); `cut_short`: the machine goes down before they commit."""

    at: datetime
    cut_short: bool = False


def in_utc(day: date, hour: int, minute: int = 0) -> datetime:
    """That wall-clock time in London as a moment in UTC: two of them can be subtracted, whatever the clocks did."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON).astimezone(UTC)


def clock_changes(day: date) -> bool:
    """Whether London's day has 23 hours or 25."""
    return in_utc(day + timedelta(days=1), 0) - in_utc(day, 0) != timedelta(days=1)


def runs(first: date, last: date, rng: Random) -> Iterator[Run]:
    """The sweeps from a day to another, in order; on the last day there is always one.

    Most days have one at six. Some have two, or one that is cut short, or one just before or after midnight, which in
    summer is another day in UTC; some stretches of up to ten days have none. On the two days a year on which the
    clocks change it runs each half hour from before the change until after it, and once more before midnight.
    """
    silent = 0
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        if silent and day != last:
            silent -= 1
            continue
        six = in_utc(day, 6)
        if clock_changes(day):
            begins = in_utc(day, 0)
            yield from (Run(begins + half * 30 * _MINUTE) for half in range(8))
            yield Run(in_utc(day, 23, 30))
            continue
        chance = rng.random()
        if day == last or chance < 0.80:
            yield Run(six)
        elif chance < 0.84:
            yield from (Run(six), Run(six + _MINUTE))
        elif chance < 0.87:
            yield from (Run(six, cut_short=True), Run(six + 5 * _MINUTE))
        elif chance < 0.88:
            yield Run(six, cut_short=True)
        elif chance < 0.92:
            yield from (Run(in_utc(day, 0, 30)), Run(in_utc(day, 23, 30)))
        elif chance < 0.95:
            yield Run(in_utc(day, 23, 30))
        elif chance < 0.98:
            yield Run(in_utc(day, 0, 30))
        else:
            silent = rng.randrange(10)
