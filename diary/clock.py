"""The one place that reads the clock. Below the views, `today` is always an argument."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
_OFFSET = re.compile(r"([+-]\d{1,6})([dh])")


def now() -> datetime:
    """This moment, aware, in London time.

    Where the settings name a clock file (the demonstration and the tests) its text moves the clock for every
    process: an ISO 8601 instant, or an offset such as `+14d` or `-3h`. No file, or an empty one, is the real time.
    """
    real = timezone.now().astimezone(LONDON)
    if not settings.CLOCK_FILE:
        return real
    try:
        text = Path(settings.CLOCK_FILE).read_text().strip()
    except FileNotFoundError:
        return real
    if not text:
        return real
    if offset := _OFFSET.fullmatch(text):
        size, unit = int(offset[1]), offset[2]
        return real + (timedelta(days=size) if unit == "d" else timedelta(hours=size))
    return datetime.fromisoformat(text).astimezone(LONDON)


def today() -> date:
    """The Europe/London date: what every legal day limit counts in."""
    return now().date()
