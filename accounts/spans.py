"""Spans of days as the database compares them, for exclusion constraints; and months."""

from datetime import date, timedelta

from django.db.models import DateField, Func


def days(start: str, end: str) -> Func:
    """`[start, end)` as a PostgreSQL daterange: the end is the first day outside, a null end is still open.

    A plain Func, so that migrations need nothing of ours.
    """
    return Func(start, end, function="daterange", output_field=DateField())


def month_after(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first + timedelta(days=31)).replace(day=1)
