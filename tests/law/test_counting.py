"""Counting time: Interpretation Act 1978 s.9, Summer Time Act 1972, Dodds v Walker, Trow v Ind Coope."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifications.law.counting import (
    HOUR,
    Day,
    Moment,
    anniversary,
    civil,
    corresponding_day,
    day_of,
    end_of,
    local_day,
    start_of,
)
from notifications.law.wording import BeyondCalendar, iso, iso_instant, several, span, words, words_instant
from tests.law.documents import answered, facts

LONDON = ZoneInfo("Europe/London")


def day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


def moment(text: str) -> Moment:
    since = datetime.fromisoformat(text) - datetime(1, 1, 1, tzinfo=UTC)
    return (since // timedelta(microseconds=1)) + 24 * HOUR


@pytest.mark.parametrize(
    ("begins", "months", "expected"),
    [
        ("2024-03-15", 120, "2034-03-15"),
        ("2023-03-01", 60, "2028-03-01"),
        ("2024-02-29", 120, "2034-03-01"),  # no 29 February: the 1st of the next month
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-08-31", 30, "2027-03-01"),
        ("2024-08-31", 42, "2028-03-01"),  # nor a 31st, leap year or not
        ("2025-01-31", 1, "2025-03-01"),
        ("2025-03-31", 1, "2025-05-01"),
        ("2025-12-31", 2, "2026-03-01"),
        ("2025-11-30", 1, "2025-12-30"),
        ("2025-12-01", 12, "2026-12-01"),
        ("2008-02-29", 216, "2026-03-01"),  # 18 years old on 1 March
    ],
)
def test_an_anniversary_that_does_not_exist_is_the_first_of_the_next_month(
    begins: str, months: int, expected: str
) -> None:
    assert iso(anniversary(day(begins), months)) == expected


@pytest.mark.parametrize(
    ("event", "months", "expected"),
    [
        ("2025-03-15", 12, "2026-03-15"),
        ("2024-02-29", 12, "2025-02-28"),  # no corresponding date: the last day of the month
        ("2023-02-28", 12, "2024-02-28"),
        ("2026-07-09", -12, "2025-07-09"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2025-12-31", -10, "2025-02-28"),
        ("2025-10-31", 1, "2025-11-30"),
        ("2025-12-31", 1, "2026-01-31"),
    ],
)
def test_a_corresponding_date_that_does_not_exist_is_the_last_of_the_month(
    event: str, months: int, expected: str
) -> None:
    assert iso(corresponding_day(day(event), months)) == expected


def test_days_begin_and_end_as_they_do_in_london() -> None:
    begins = date(2004, 1, 1)
    for number in range(365 * 34):
        on = begins + timedelta(number)
        midnight = datetime.combine(on, time(), LONDON).astimezone(UTC)
        assert start_of(on.toordinal()) == moment(midnight.isoformat())
        assert local_day(start_of(on.toordinal())) == on.toordinal()
        assert local_day(end_of(on.toordinal()) - 1) == on.toordinal()
        assert end_of(on.toordinal()) == start_of(on.toordinal() + 1)


def test_instants_are_of_the_day_and_hour_london_has() -> None:
    at = datetime(2026, 3, 28, 22, tzinfo=UTC)
    for _ in range(2 * 365 * 24):
        london = at.astimezone(LONDON)
        assert local_day(moment(at.isoformat())) == london.date().toordinal()
        assert iso_instant(moment(at.isoformat())) == london.isoformat()
        at += timedelta(hours=1)


@pytest.mark.parametrize(("on", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_days_on_which_the_clocks_change_are_shorter_or_longer(on: str, hours: int) -> None:
    assert end_of(day(on)) - start_of(day(on)) == hours * HOUR


@pytest.mark.parametrize(
    "written",
    [
        "2026-08-19T11:00Z",
        "2026-08-19T11:00:00Z",
        "2026-08-19T12:00:00+01",
        "2026-08-19T12:00:00+0100",
        "2026-08-19T16:30:00+05:30",
        "2026-08-19T06:30:00-04:30",
        "2026-08-19T12:59:00+01:59",
        "2026-08-20T10:00:00+23:00",
    ],
)
def test_an_instant_is_the_same_however_its_offset_is_written(written: str) -> None:
    assert answered(facts(as_at=written))["as_at"] == "2026-08-19T12:00:00+01:00"


@pytest.mark.parametrize(
    ("fraction", "answered_as"),
    [(".5", ".500000"), (",25", ".250000"), (".000001", ".000001"), (".1234567", ".123456"), (".0", "")],
)
def test_a_fraction_of_a_second_is_kept_to_the_microsecond(fraction: str, answered_as: str) -> None:
    found = answered(facts(as_at=f"2026-08-19T12:00:00{fraction}+01:00"))["as_at"]
    assert found == f"2026-08-19T12:00:00{answered_as}+01:00"


def test_the_calendar_goes_on() -> None:
    far = day("9999-12-31") + 1
    assert civil(far) == (10000, 1, 1)
    assert day_of(10000, 1, 1) == far
    assert anniversary(day("9998-02-28"), 24) == day_of(10000, 2, 28)
    assert day_of(10400, 2, 29) - day_of(10000, 2, 29) == day_of(2400, 2, 29) - day_of(2000, 2, 29)
    assert words(far) == "1 January 10000"
    assert iso(far - 1) == "9999-12-31"
    with pytest.raises(BeyondCalendar):
        iso(far)


def test_the_calendar_is_that_of_datetime() -> None:
    for number in (1, 2, 365, 366, 146_097, 146_098, 738_000, 3_652_059):
        on = date.fromordinal(number)
        assert civil(number) == (on.year, on.month, on.day)
        assert day_of(on.year, on.month, on.day) == number


def test_how_dates_are_said() -> None:
    assert words(day("2026-05-01")) == "1 May 2026"
    assert words_instant(moment("2026-08-19T11:00:00+00:00")) == "12:00 on 19 August 2026"
    assert iso_instant(moment("2026-08-19T11:00:00.000500+00:00")) == "2026-08-19T12:00:00.000500+01:00"
    assert span(day("2026-05-01"), day("2026-05-01")) == "1 May 2026"
    assert span(day("2026-05-01"), day("2026-06-02")) == "1 May 2026 to 2 June 2026"
    assert several(["a"]) == "a"
    assert several(["a", "b"]) == "a and b"
    assert several(["a", "b", "c"]) == "a, b and c"
