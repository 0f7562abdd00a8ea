"""Dates as people write and read them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend import dates
from frontend.dates import DateRefused, deadline_in_words, parse_date, parse_parts

TODAY = date(2026, 11, 21)
NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/1/26", NEW_YEAR),
        ("01-01-2026", NEW_YEAR),
        ("1.1.2026", NEW_YEAR),
        ("1 1 2026", NEW_YEAR),
        ("1 Jan 2026", NEW_YEAR),
        ("1 jan. 2026", NEW_YEAR),
        ("1-JAN-26", NEW_YEAR),
        ("1Jan2026", NEW_YEAR),
        ("1 January 2026", NEW_YEAR),
        ("1st January 2026", NEW_YEAR),
        ("1st January, 2026", NEW_YEAR),
        ("Thursday 1 January 2026", NEW_YEAR),
        ("Thu, 1 Jan 2026", NEW_YEAR),
        ("2026-01-01", NEW_YEAR),
        ("2026/1/1", NEW_YEAR),
        ("  1/1/2026  ", NEW_YEAR),
        ("1 / 1 / 2026", NEW_YEAR),
        ("1\u20131\u20132026", NEW_YEAR),
        ("1\u00a0January\u00a02026", NEW_YEAR),
        ("3 Sept 2026", date(2026, 9, 3)),
        ("2/11/2026", date(2026, 11, 2)),
        ("13/12/2026", date(2026, 12, 13)),
        ("29/2/2028", date(2028, 2, 29)),
        ("14/3/34", date(2034, 3, 14)),
        ("31/12/2100", date(2100, 12, 31)),
        ("1/1/1900", date(1900, 1, 1)),
    ],
)
def test_dates_that_are_understood(text: str, expected: date) -> None:
    assert parse_date(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("31/4/2026", "There is no 31 April", "day"),
        ("30 February 2026", "There is no 30 February", "day"),
        ("29/2/2025", "2025 is not a leap year: there is no 29 February 2025", "day"),
        ("29/2/1900", "1900 is not a leap year: there is no 29 February 1900", "day"),
        (
            "12/13/2026",
            "The month must be 1 to 12: days come first, so 13/12/2026 is 13 December",
            "month",
        ),
        ("20/20/2026", "The month must be 1 to 12", "month"),
        ("1/0/2026", "The month must be 1 to 12", "month"),
        ("2026-13-01", "The month must be 1 to 12", "month"),
        ("32/1/2026", "The day must be 1 to 31", "day"),
        ("0/1/2026", "The day must be 1 to 31", "day"),
        ("1/1", "Enter the year too, like 21 November 2026", "year"),
        ("1 January", "Enter the year too, like 21 November 2026", "year"),
        ("May 2026", "Enter the day too, like 21 November 2026", "day"),
        ("1/1/202", "Enter the year with four digits, like 2026", "year"),
        ("1/1/20260", "Enter the year with four digits, like 2026", "year"),
        ("1/1/0026", "The year must be from 1900 to 2100", "year"),
        ("1/1/2101", "The year must be from 1900 to 2100", "year"),
        ("1/1/79", "Enter the year in full, like 1979 or 2079", "year"),
        ("January 1 2026", "Put the day first, like 1 January 2026", "day"),
        ("Monday 21 November 2026", "21 November 2026 is a Saturday, not a Monday", "day"),
        (
            "next Tuesday",
            "Enter the date itself, like 21 November 2026, not words such as next Tuesday",
            None,
        ),
        ("today", "Enter the date itself, like 21 November 2026, not words such as next Tuesday", None),
        ("01012026", "Put a space or a stroke between day, month and year, like 21/11/2026", None),
        ("1//2026", "Enter a day, a month and a year, like 21/11/2026", None),
        ("-1/1/2026", "Enter a day, a month and a year, like 21/11/2026", None),
        ("1/1/2026/", "Enter a day, a month and a year, like 21/11/2026", None),
        ("1/1/2026 2:30", "Enter the date with numbers, like 21/11/2026", None),
        ("", "Enter a date, like 21/11/2026", None),
        ("   ", "Enter a date, like 21/11/2026", None),
        ("\u0661/1/2026", "Use the ordinary digits 0 to 9", None),
        ("\uff11/1/2026", "Use the ordinary digits 0 to 9", None),
        ("\u00b2/1/2026", "Use the ordinary digits 0 to 9", None),
        (
            "1/1/2026\x00",
            "There is a hidden character in the date: type it again instead of pasting it",
            None,
        ),
        (
            "1/1/\u200e2026",
            "There is a hidden character in the date: type it again instead of pasting it",
            None,
        ),
        ("1/1/2026\n", "There is a hidden character in the date: type it again instead of pasting it", None),
        ("1/1/2026<script>", "Enter the date with numbers, like 21/11/2026", None),
        ("1" * 41, "That is too long to be a date: enter it like 21/11/2026", None),
    ],
)
def test_dates_that_are_refused_and_why(text: str, message: str, part: str | None) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_date(text, today=TODAY)
    assert (refused.value.message, refused.value.part) == (message, part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4/3/79", date(1979, 3, 4)),
        ("20/11/1926", date(1926, 11, 20)),
        ("21/11/2026", TODAY),
        # Tomorrow's day cannot be a birth this year, so only 1926 is left.
        ("22/11/26", date(1926, 11, 22)),
        ("1/1/27", date(1927, 1, 1)),
    ],
)
def test_dates_of_birth_that_are_understood(text: str, expected: date) -> None:
    assert parse_date(text, today=TODAY, past_only=True) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/1/26", "Enter the year in full, like 1926 or 2026"),
        ("21/11/26", "Enter the year in full, like 1926 or 2026"),
        ("1/1/04", "Enter the year in full, like 1904 or 2004"),
        ("22/11/2026", "22 November 2026 is in the future: enter today’s date or an earlier one"),
    ],
)
def test_dates_of_birth_that_are_refused(text: str, message: str) -> None:
    with pytest.raises(DateRefused, match=message):
        parse_date(text, today=TODAY, past_only=True)


def test_a_recent_date_is_not_a_hundred_years_old() -> None:
    assert parse_date("20/11/26", today=TODAY, past_only=True, recent=True) == date(2026, 11, 20)
    with pytest.raises(DateRefused, match="Enter the year in full, like 1999 or 2099"):
        parse_date("20/11/99", today=TODAY, past_only=True, recent=True)
    with pytest.raises(DateRefused, match="22 November 2026 is in the future"):
        parse_date("22/11/26", today=TODAY, past_only=True, recent=True)


def test_an_earliest_date_settles_which_century_is_meant() -> None:
    earliest = date(2000, 1, 1)
    assert parse_date("20/11/26", today=TODAY, past_only=True, earliest=earliest) == date(2026, 11, 20)
    with pytest.raises(DateRefused, match="Enter 1 January 2000 or a later date"):
        parse_date("31/12/1999", today=TODAY, earliest=earliest)


def test_a_latest_date_is_kept() -> None:
    assert parse_date("1/12/26", today=TODAY, latest=date(2026, 12, 1)) == date(2026, 12, 1)
    with pytest.raises(DateRefused, match="Enter 1 December 2026 or an earlier date"):
        parse_date("2/12/2026", today=TODAY, latest=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (("1", "1", "2026"), NEW_YEAR),
        ((" 01 ", "Jan", "26"), NEW_YEAR),
        (("1st", "january", "2026"), NEW_YEAR),
        (("1/1/2026", "", ""), NEW_YEAR),
        (("2026-01-01", "", ""), NEW_YEAR),
        (("1 January 2026", " ", ""), NEW_YEAR),
    ],
)
def test_three_boxes_that_are_understood(boxes: tuple[str, str, str], expected: date) -> None:
    assert parse_parts(*boxes, today=TODAY) == expected


@pytest.mark.parametrize(
    ("boxes", "part"),
    [
        (("", "1", "2026"), "day"),
        (("1", "", "2026"), "month"),
        (("1", "1", ""), "year"),
        (("1", "", ""), "month"),
        (("31", "4", "2026"), "day"),
        (("1", "13", "2026"), "month"),
        (("1", "Smarch", "2026"), "month"),
        (("1", "1", "two thousand"), "year"),
        (("x", "1", "2026"), "day"),
        (("1", "1\x00", "2026"), "month"),
        (("1", "1", "\u0662\u0660\u0662\u0666"), "year"),
        (("1/1/2026", "1", ""), "year"),
        (("1/1/2026", "1", "2026"), "day"),
    ],
)
def test_the_wrong_box_is_named(boxes: tuple[str, str, str], part: str) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_parts(*boxes, today=TODAY)
    assert refused.value.part == part


sensible_dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(sensible_dates)
def test_every_date_survives_being_written_out(day: date) -> None:
    for written in (
        dates.words(day),
        dates.short_words(day),
        dates.words_with_weekday(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02d}.{day.month:02d}.{day.year}",
    ):
        assert parse_date(written, today=TODAY) == day
    assert parse_parts(str(day.day), str(day.month), str(day.year), today=TODAY) == day


@given(st.text(max_size=50), st.booleans())
def test_any_text_is_a_date_or_a_refusal(text: str, past_only: bool) -> None:
    try:
        found: date | str = parse_date(text, today=TODAY, past_only=past_only)
    except DateRefused as refused:
        found = refused.message
    if isinstance(found, date):
        assert found.year >= 1900
        assert not past_only or found <= TODAY
    else:
        assert found
        assert not found.endswith(".")


@given(st.from_regex(r"[0-9]{1,2}[ /.-][0-9a-zA-Z]{1,4}[ /.-][0-9]{1,5}", fullmatch=True))
def test_what_looks_like_a_date_is_one_or_is_refused(text: str) -> None:
    try:
        found = parse_date(text, today=TODAY)
    except DateRefused:
        return
    assert found.day == int(text[:2].strip(" /.-"))


@given(sensible_dates, sensible_dates)
def test_a_two_digit_year_is_never_guessed_between_two_centuries(day: date, today: date) -> None:
    text = f"{day.day}/{day.month}/{day.year % 100:02d}"
    for past_only in (False, True):
        try:
            found = parse_date(text, today=today, past_only=past_only)
        except DateRefused:
            continue
        twin = found.year + 100 if found.year < 2000 else found.year - 100
        if past_only:
            assert found <= today
            assert (
                twin > today.year
                or twin < today.year - dates.LONGEST_LIFE
                or (twin == today.year and (found.month, found.day) > (today.month, today.day))
            )
        else:
            assert today.year - dates.YEARS_BACK <= found.year <= today.year + dates.YEARS_AHEAD


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1200, "1,200 days overdue"),
        (-3, "3 days overdue"),
        (-1, "1 day overdue"),
        (0, "due today"),
        (1, "due tomorrow"),
        (2, "due in 2 days"),
    ],
)
def test_when_it_is_due(days: int, expected: str) -> None:
    due = TODAY + timedelta(days=days)
    assert dates.due_in_words(due, TODAY) == expected
    assert dates.days_overdue_in_words(due, TODAY) == (expected if days < 0 else "")


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (TODAY, "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 22), "tomorrow"),
        (date(2026, 11, 25), "in 4 days"),
        (date(2026, 10, 18), "34 days ago"),
        (date(2026, 8, 22), "91 days ago"),
        (date(2026, 8, 21), "3 months ago"),
        (date(2024, 11, 22), "23 months ago"),
        (date(2024, 11, 21), "2 years ago"),
    ],
)
def test_how_long_ago_it_was(then: date, expected: str) -> None:
    assert dates.long_ago(then, TODAY) == expected


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        (date(1979, 11, 21), TODAY, 47),
        (date(1979, 11, 22), TODAY, 46),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (TODAY, TODAY, 0),
    ],
)
def test_how_old_somebody_is(born: date, today: date, expected: int) -> None:
    assert dates.age(born, today) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (time(0), "midnight"),
        (time(12), "midday"),
        (time(0, 5), "12:05am"),
        (time(9), "9am"),
        (time(12, 30), "12:30pm"),
        (datetime(2026, 11, 21, 14, 30, tzinfo=UTC), "2:30pm"),
    ],
)
def test_times_in_words(moment: time | datetime, expected: str) -> None:
    assert dates.time_in_words(moment) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "overdue"), (0, "today"), (1, "soon"), (14, "soon"), (15, "later")]
)
def test_the_tone_of_a_date(days: int, expected: str) -> None:
    assert dates.tone_of(TODAY + timedelta(days=days), TODAY) == expected


def test_until_when_is_said_once() -> None:
    day = date(2026, 11, 21)
    assert deadline_in_words(day) == "by the end of 21 November 2026"
    assert deadline_in_words(datetime(2026, 11, 21, 9)) == "before 9am on 21 November 2026"  # noqa: DTZ001
    assert deadline_in_words(datetime(2026, 11, 21)) == "by the end of 20 November 2026"  # noqa: DTZ001
