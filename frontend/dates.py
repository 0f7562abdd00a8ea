"""Dates as people write them and read them.

Pure functions: no clock, no settings. Days come first, always. A date that could
be read in two ways is refused with the reason, because a wrong date in this
product can put somebody in court, or fail to.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Part = Literal["day", "month", "year"]

MONTHS = (
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
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

FIRST_YEAR, LAST_YEAR = 1900, 2100
# "Wednesday 30th September 2026" is 29; anything much longer is not a date.
LONGEST = 40
# A year in two digits is read near today only: orders made and orders running out.
YEARS_BACK, YEARS_AHEAD = 20, 30
LONGEST_LIFE = 125
# As every message and hint writes one; three boxes show it with spaces, as it is typed there.
EXAMPLE, IN_BOXES = "21/11/2026", "21 11 2026"

# What word processors put in place of a plain hyphen or space.
_LOOKALIKES = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2212": "-", "\u00a0": " ", "\u202f": " "}
)
_MONTH_WORDS = {
    **{month[:3].lower(): number for number, month in enumerate(MONTHS, 1)},
    **{month.lower(): number for number, month in enumerate(MONTHS, 1)},
    "sept": 9,
}
_WEEKDAY_WORDS = {
    **{day[:3].lower(): number for number, day in enumerate(WEEKDAYS)},
    **{day.lower(): number for number, day in enumerate(WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_ORDINAL = re.compile(r"([0-9]{1,2})(st|nd|rd|th)")
# Also splits "1Jan2026" into its three parts.
_TOKEN = re.compile(r"[0-9]+(?:(?:st|nd|rd|th)\b)?|[a-z]+")


class DateRefused(ValueError):
    """What was typed is not a date we may act on: why, in plain words, and which part.

    ``part`` is ``None`` when no single part is wrong.
    """

    def __init__(self, message: str, part: Part | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.part: Part | None = part


@dataclass(frozen=True)
class _Bounds:
    today: date
    past_only: bool
    recent: bool
    earliest: date | None
    latest: date | None

    def years(self) -> tuple[int, int]:
        """The years that two digits may mean."""
        long_ago = self.past_only and not self.recent
        first = self.today.year - (LONGEST_LIFE if long_ago else YEARS_BACK)
        last = self.today.year + (0 if self.past_only else YEARS_AHEAD)
        if self.earliest:
            first = self.earliest.year
        if self.latest:
            last = min(last, self.latest.year) if self.past_only else self.latest.year
        return first, last


def parse_date(
    text: str,
    *,
    today: date,
    past_only: bool = False,
    recent: bool = False,
    earliest: date | None = None,
    latest: date | None = None,
) -> date:
    """The date that ``text`` says, or ``DateRefused``.

    Accepts 1/1/26, 01-01-2026, 1.1.2026, 1 Jan 2026, 1st January 2026,
    Thursday 1 January 2026 and 2026-01-01.

    A past date may be a birth, a hundred years ago: a year in two digits is then often
    ambiguous, and refused. ``recent`` says that it cannot be one (a visit, a meeting).
    """
    bounds = _Bounds(today, past_only, recent, earliest, latest)
    weekday, parts = _split(text)
    year_came_first = len(parts) == 3 and len(parts[0]) == 4 and parts[0].isdecimal()
    if year_came_first:
        parts.reverse()
        if not parts[1].isdecimal():
            raise DateRefused("Put the day first, like 1 January 2026")
    if len(parts) == 3 and parts[0].isalpha() and parts[1].isdecimal():
        raise DateRefused("Put the day first, like 1 January 2026", "day")
    if len(parts) == 2:
        raise _two_parts_only(*parts)
    if len(parts) != 3:
        raise DateRefused(f"Enter a day, a month and a year, like {EXAMPLE}")
    found = _from_clean_parts(parts[0], parts[1], parts[2], bounds, year_came_first=year_came_first)
    if weekday is not None and found.weekday() != weekday:
        raise DateRefused(
            f"{words(found)} is a {WEEKDAYS[found.weekday()]}, not a {WEEKDAYS[weekday]}", "day"
        )
    return found


def parse_parts(
    day: str,
    month: str,
    year: str,
    *,
    today: date,
    past_only: bool = False,
    recent: bool = False,
    earliest: date | None = None,
    latest: date | None = None,
) -> date:
    """The date in three boxes; a whole date in the first box alone is understood too."""
    if day.strip() and not month.strip() and not year.strip() and not re.fullmatch(r"\s*[0-9]{1,2}\s*", day):
        return parse_date(
            day, today=today, past_only=past_only, recent=recent, earliest=earliest, latest=latest
        )
    cleaned: list[str] = []
    named: tuple[tuple[Part, str], ...] = (("day", day), ("month", month), ("year", year))
    for part, text in named:
        try:
            cleaned.append(_plain(text))
        except DateRefused as refused:
            raise DateRefused(refused.message, part) from None
    missing = [part for (part, _), text in zip(named, cleaned, strict=True) if not text]
    if missing:
        raise DateRefused(f"Enter the {' and the '.join(missing)} too, like {EXAMPLE}", missing[0])
    if ordinal := _ORDINAL.fullmatch(cleaned[0]):
        cleaned[0] = ordinal[1]
    bounds = _Bounds(today, past_only, recent, earliest, latest)
    return _from_clean_parts(cleaned[0], cleaned[1], cleaned[2], bounds)


def words(value: date) -> str:
    """21 November 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def words_with_weekday(value: date) -> str:
    """Saturday 21 November 2026."""
    return f"{WEEKDAYS[value.weekday()]} {words(value)}"


def short_words(value: date) -> str:
    """21 Nov 2026, for narrow columns only."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def time_in_words(value: time | datetime) -> str:
    """2:30pm, 9am, midday, midnight."""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def deadline_in_words(last: date | datetime) -> str:
    """The one way to say until when: `by the end of 21 November 2026`; `before 9am on 21 November 2026` for an hour.

    A limit at midnight is the end of the day before: nobody has that next day for it.
    """
    if not isinstance(last, datetime):
        return f"by the end of {words(last)}"
    if last.time() == time.min:
        return f"by the end of {words(last.date() - timedelta(days=1))}"
    return f"before {time_in_words(last)} on {words(last.date())}"


def plural_days(count: int) -> str:
    """1 day, 3 days, 1,200 days."""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def due_in_words(due: date, today: date) -> str:
    """3 days overdue, due today, due tomorrow, due in 12 days."""
    days = (due - today).days
    if days < 0:
        return f"{plural_days(-days)} overdue"
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    return f"due in {plural_days(days)}"


def days_overdue_in_words(due: date, today: date) -> str:
    """3 days overdue; empty when it is not overdue."""
    return due_in_words(due, today) if due < today else ""


def long_ago(then: date, today: date) -> str:
    """Today, yesterday, 34 days ago, 5 months ago, 3 years ago; in 4 days for the future."""
    days = (today - then).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days == -1:
        return "tomorrow"
    if days < 0:
        return f"in {plural_days(-days)}"
    months = _whole_months(then, today)
    if months < 3:
        return f"{plural_days(days)} ago"
    if months < 24:
        return f"{months} months ago"
    return f"{months // 12} years ago"


def age(born: date, today: date) -> int:
    """Age in whole years; someone born on 29 February is a year older on 1 March."""
    return _whole_months(born, today) // 12


def tone_of(due: date, today: date, soon: int = 14) -> str:
    """The tone of a contextual date: overdue, today, soon or later."""
    if due < today:
        return "overdue"
    if due == today:
        return "today"
    return "soon" if due <= today + timedelta(days=soon) else "later"


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def _plain(text: str) -> str:
    """Lower-case text of ASCII letters, digits and separators only, or a refusal."""
    if len(text) > LONGEST:
        raise DateRefused(f"That is too long to be a date: enter it like {EXAMPLE}")
    text = text.translate(_LOOKALIKES)
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cf"):
            raise DateRefused("There is a hidden character in the date: type it again instead of pasting it")
        if category[0] == "N" and not character.isascii():
            raise DateRefused("Use the ordinary digits 0 to 9")
    text = text.strip(" ").lower()
    if not text.isascii() or not re.fullmatch(r"[a-z0-9 ,./-]*", text):
        raise DateRefused(f"Enter the date with numbers, like {EXAMPLE}")
    return text


def _split(text: str) -> tuple[int | None, list[str]]:
    plain = _plain(text)
    if not plain:
        raise DateRefused(f"Enter a date, like {EXAMPLE}")
    # A leading minus, a trailing stroke or doubled strokes are slips of the hand
    # that may hide a missing part. A full stop may follow a shortened word.
    if not re.fullmatch(r"[a-z0-9]+(?:(?:,? +| *[/.-] *|,|\. +)[a-z0-9]+)*\.?", plain):
        raise DateRefused(f"Enter a day, a month and a year, like {EXAMPLE}")
    tokens = _TOKEN.findall(plain)
    weekday = None
    if tokens[0] in _WEEKDAY_WORDS:
        weekday = _WEEKDAY_WORDS[tokens.pop(0)]
    parts = []
    for token in tokens:
        ordinal = _ORDINAL.fullmatch(token)
        parts.append(ordinal[1] if ordinal else token)
    if any(part.isalpha() and part not in _MONTH_WORDS for part in parts) or not any(
        part.isdecimal() for part in parts
    ):
        if any(part in _MONTH_WORDS for part in parts):
            raise DateRefused("Enter the day, the month and the year, like 21 November 2026")
        raise DateRefused("Enter the date itself, like 21 November 2026, not words such as next Tuesday")
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        raise DateRefused(f"Put a space or a stroke between day, month and year, like {EXAMPLE}")
    return weekday, parts


def _two_parts_only(first: str, second: str) -> DateRefused:
    if second.isdecimal() and len(second) == 4:
        return DateRefused("Enter the day too, like 21 November 2026", "day")
    return DateRefused("Enter the year too, like 21 November 2026", "year")


def _from_clean_parts(
    day_text: str, month_text: str, year_text: str, bounds: _Bounds, *, year_came_first: bool = False
) -> date:
    if not re.fullmatch(r"[0-9]{1,2}", day_text):
        raise DateRefused("The day must be a number from 1 to 31", "day")
    day = int(day_text)
    if not 1 <= day <= 31:
        raise DateRefused("The day must be 1 to 31", "day")
    month = _month(month_text, day, year_text, year_came_first)
    if day > MOST_DAYS[month - 1]:
        raise DateRefused(f"There is no {day} {MONTHS[month - 1]}", "day")
    year = _year(year_text, day, month, bounds)
    if (day, month) == (29, 2) and not _is_leap(year):
        raise DateRefused(f"{year} is not a leap year: there is no 29 February {year}", "day")
    found = date(year, month, day)
    if bounds.past_only and found > bounds.today:
        raise DateRefused(f"{words(found)} is in the future: enter today’s date or an earlier one")
    if bounds.earliest and found < bounds.earliest:
        raise DateRefused(f"Enter {words(bounds.earliest)} or a later date")
    if bounds.latest and found > bounds.latest:
        raise DateRefused(f"Enter {words(bounds.latest)} or an earlier date")
    return found


def _month(text: str, day: int, year_text: str, year_came_first: bool) -> int:
    if text.rstrip(".") in _MONTH_WORDS:
        return _MONTH_WORDS[text.rstrip(".")]
    if not re.fullmatch(r"[0-9]{1,2}", text):
        raise DateRefused("The month must be 1 to 12, or its name", "month")
    month = int(text)
    if 1 <= month <= 12:
        return month
    if 13 <= month <= 31 and day <= 12 and not year_came_first:
        # Written the American way round: say how we read it.
        swapped = "/".join(part for part in (str(month), str(day), year_text) if part)
        raise DateRefused(
            f"The month must be 1 to 12: days come first, so {swapped} is {month} {MONTHS[day - 1]}", "month"
        )
    raise DateRefused("The month must be 1 to 12", "month")


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _year(text: str, day: int, month: int, bounds: _Bounds) -> int:
    if re.fullmatch(r"[0-9]{4}", text):
        year = int(text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise DateRefused(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}", "year")
        return year
    if not re.fullmatch(r"[0-9]{2}", text):
        raise DateRefused("Enter the year with four digits, like 2026", "year")
    candidates = [century + int(text) for century in (1900, 2000)]
    first, last = bounds.years()
    possible = [year for year in candidates if first <= year <= last]
    today = bounds.today
    long_ago = bounds.past_only and not bounds.recent
    if long_ago and today.year in possible and (month, day) > (today.month, today.day):
        possible.remove(today.year)
    if len(possible) != 1:
        raise DateRefused(f"Enter the year in full, like {candidates[0]} or {candidates[1]}", "year")
    return possible[0]
