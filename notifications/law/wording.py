"""How dates and spans are written: plainly in reasons ("1 May 2026"), as ISO 8601 in answers."""

from datetime import date
from functools import lru_cache

from notifications.law.counting import HOUR, UTC_DAY, Day, Moment, When, civil, is_summer, local_day

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class BeyondCalendar(Exception):
    """A date that must be answered falls after 9999-12-31, where the calendar of ISO 8601 ends."""


@lru_cache(maxsize=1 << 15)
def words(day: Day) -> str:
    """A date as it is said in court: "1 May 2026"."""
    year, month, of_month = civil(day)
    return f"{of_month} {_MONTHS[month - 1]} {year}"


@lru_cache(maxsize=1 << 15)
def iso(day: Day) -> str:
    """A date as it is answered: "2026-05-01". Raises BeyondCalendar after the year 9999."""
    if day > date.max.toordinal():
        raise BeyondCalendar
    return date.fromordinal(day).isoformat()


def _clock(moment: Moment) -> tuple[int, int, int, int, bool]:
    summer = is_summer(moment)
    rest = (moment + HOUR if summer else moment) % UTC_DAY
    seconds, micro = divmod(rest, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return hour, minute, second, micro, summer


def iso_instant(moment: Moment) -> str:
    """An instant in London's time with its offset: "2026-08-19T12:00:00+01:00"."""
    hour, minute, second, micro, summer = _clock(moment)
    fraction = f".{micro:06d}" if micro else ""
    offset = "+01:00" if summer else "+00:00"
    return f"{iso(local_day(moment))}T{hour:02d}:{minute:02d}:{second:02d}{fraction}{offset}"


def iso_when(when: When) -> str:
    """A date or an instant as it is answered."""
    return iso_instant(when.moment) if when.timed else iso(when.day)


def words_instant(moment: Moment) -> str:
    """An instant as it is said: "12:00 on 19 August 2026"."""
    hour, minute, *_ = _clock(moment)
    return f"{hour:02d}:{minute:02d} on {words(local_day(moment))}"


def words_when(when: When) -> str:
    """A date or an instant as it is said."""
    return words_instant(when.moment) if when.timed else words(when.day)


def happened(when: When) -> str:
    """When something happened, as it is said: "on 19 August 2026", "at 12:00 on 19 August 2026"."""
    return f"{'at' if when.timed else 'on'} {words_when(when)}"


def span(first: Day, last: Day) -> str:
    """Days from first to last, both included, as they are said."""
    return words(first) if first == last else f"{words(first)} to {words(last)}"


def several(parts: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def quantity(number: int, unit: str) -> str:
    """ "1 day", "3 days"."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
