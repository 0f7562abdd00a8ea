"""Time that does not count: SOA 2003 s.83(6); law-engine.md, readings 1 and 5."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.law.counting import FOREVER, Day, end_of, start_of
from notifications.law.disregarded import DISREGARDED, Disregarded
from notifications.law.documents.values import date_or_instant
from notifications.law.facts import Absence
from notifications.law.wording import iso
from tests.law.documents import absences, some


def absence(kind: str, start: str, until: str | None = None) -> Absence:
    return Absence(kind, date_or_instant(start), None if until is None else date_or_instant(until))


def day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


def counts(event: str, *away: Absence, days: int = 3) -> tuple[str | None, str | None]:
    """The strict and the lenient last of so many days beginning with an event."""
    time = Disregarded(away)
    return tuple(  # type: ignore[return-value]
        None if walk.last is None else iso(walk.last)
        for walk in (time.strict(day(event), days), time.lenient(day(event), days))
    )


@pytest.mark.parametrize("kind", DISREGARDED)
def test_each_kind_of_disregarded_time(kind: str) -> None:
    assert counts("2026-05-01", absence(kind, "2026-04-01", "2026-05-18")) == ("2026-05-20", "2026-05-20")


@pytest.mark.parametrize("kind", ["hospital_other", "police_detention"])
def test_other_absences_are_recorded_only(kind: str) -> None:
    assert counts("2026-05-01", absence(kind, "2026-04-01", "2026-05-18")) == ("2026-05-03", "2026-05-03")


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        # The event is on 1 September 2025; the days would be 1, 2 and 3 September.
        (
            "2025-09-01",
            "2026-08-14",
            ("2026-08-16", "2026-08-16"),
        ),  # begins on the day and outlasts it: neither
        ("2025-09-01", "2025-09-01", ("2025-09-03", "2025-09-04")),  # begins on the day, does not outlast it
        ("2025-09-01", "2025-09-02", ("2025-09-04", "2025-09-04")),
        ("2025-09-01T09:00:00+01:00", "2025-09-01T10:00:00+01:00", ("2025-09-03", "2025-09-04")),
        ("2025-09-01T09:00:00+01:00", "2025-09-02T00:00:00+01:00", ("2025-09-04", "2025-09-04")),
        ("2025-08-31", "2025-09-01", ("2025-09-03", "2025-09-03")),  # the day it ends counts
        ("2025-08-31", "2025-09-02", ("2025-09-04", "2025-09-04")),
        ("2025-09-02", "2026-03-10", ("2026-03-10", "2026-03-11")),  # the day it starts: strict alone
        ("2025-09-02T00:00:00+01:00", "2026-03-10", ("2026-03-11", "2026-03-11")),  # the whole of the 2nd
        ("2025-09-02T00:00:01+01:00", "2026-03-10", ("2026-03-10", "2026-03-11")),
        ("2025-09-03", "2026-03-10", ("2025-09-03", "2026-03-10")),
        ("2025-09-03T00:00:00+01:00", "2026-03-10T00:00:00+00:00", ("2026-03-10", "2026-03-10")),
        ("2025-09-04", "2026-03-10", ("2025-09-03", "2025-09-03")),  # begins after the last
        ("2025-09-02", "2025-09-02", ("2025-09-03", "2025-09-04")),  # a day trip: the day it starts
        ("2025-09-01", None, (None, None)),
        ("2025-09-02", None, (None, None)),
        ("2025-09-03", None, ("2025-09-03", None)),
        ("2025-09-04", None, ("2025-09-03", "2025-09-03")),
    ],
)
def test_part_days(start: str, until: str | None, expected: tuple[str | None, str | None]) -> None:
    assert counts("2025-09-01", absence("custody", start, until)) == expected


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        # Ends one day and begins another: the day an absence starts does not count though one ends on it; strictly,
        # with bare dates, some of it may have been countable.
        (
            [("custody", "2025-09-01", "2025-10-06"), ("sentence", "2025-10-06", "2026-03-10")],
            ("2026-03-11", "2026-03-12"),
        ),
        # Both times known, and the same: none of the day was.
        (
            [
                ("custody", "2025-09-01", "2025-10-06T15:00:00+01:00"),
                ("sentence", "2025-10-06T15:00:00+01:00", "2026-03-10"),
            ],
            ("2026-03-12", "2026-03-12"),
        ),
        # An hour between them.
        (
            [
                ("custody", "2025-09-01", "2025-10-06T14:00:00+01:00"),
                ("sentence", "2025-10-06T15:00:00+01:00", "2026-03-10"),
            ],
            ("2026-03-11", "2026-03-12"),
        ),
        # The day one ends is within another.
        (
            [("custody", "2025-09-01", "2025-10-06"), ("abroad", "2025-09-10", "2025-11-05")],
            ("2025-11-07", "2025-11-07"),
        ),
        # A free day between two.
        (
            [("custody", "2025-09-01", "2025-10-06"), ("abroad", "2025-10-08", "2025-11-05")],
            ("2025-10-08", "2025-11-05"),
        ),
        # The same absence twice changes nothing.
        ([("custody", "2025-09-01", "2025-10-06")] * 2, ("2025-10-08", "2025-10-08")),
    ],
)
def test_several_absences(absences: list[tuple[str, str, str]], expected: tuple[str, str]) -> None:
    assert counts("2025-09-01", *(absence(*each) for each in absences)) == expected


def test_a_long_absence_is_passed_in_one_step() -> None:
    time = Disregarded([absence("sentence", "2005-01-01", "9999-01-01")])
    walk = time.lenient(day("2006-01-01"), 3)
    assert walk.last == day("9999-01-03")
    assert walk.reasons() == [
        "1 January 2006 to 31 December 9998 do not count: serving a sentence, s.83(6)(b).",
    ]


def test_what_did_not_count_is_said() -> None:
    time = Disregarded(
        [
            absence("custody", "2025-09-02", "2025-09-04"),
            absence("sentence", "2025-09-04", "2025-09-05"),
            absence("abroad", "2025-09-06"),
        ]
    )
    assert time.lenient(day("2025-09-01"), 3).reasons() == [
        "2 September 2025 to 4 September 2025 do not count: in custody by order of a court, s.83(6)(a) and serving a "
        "sentence, s.83(6)(b).",
        "Days from 6 September 2025 on do not count: outside the United Kingdom, s.83(6)(d).",
    ]
    assert time.strict(day("2025-09-02"), 1).reasons() == [
        "2 September 2025 does not count: in custody by order of a court, s.83(6)(a).",
        "3 September 2025 does not count: in custody by order of a court, s.83(6)(a).",
    ]


@pytest.mark.parametrize(
    ("absences", "last_day", "spell"),
    [
        ([("2026-03-10", "2026-03-25")], "2026-03-15", ("2026-03-10", "2026-03-25")),
        ([("2026-03-01", "2026-03-14")], "2026-03-15", None),
        ([("2026-03-01", "2026-03-15")], "2026-03-15", None),  # back on the day: its end is not within
        ([("2026-03-15", "2026-03-15")], "2026-03-15", None),
        ([("2026-03-15", "2026-03-16")], "2026-03-15", ("2026-03-15", "2026-03-16")),
        ([("2026-03-16", "2026-03-20")], "2026-03-15", None),
        ([("2026-03-16T00:00:00+00:00", "2026-03-20")], "2026-03-15", None),
        ([("2026-03-15T23:59:59+00:00", "2026-03-20")], "2026-03-15", ("2026-03-15", "2026-03-20")),
        ([("2026-03-10", "2026-03-16T00:00:00+00:00")], "2026-03-15", ("2026-03-10", "2026-03-16")),
        ([("2026-03-10", None)], "2026-03-15", ("2026-03-10", None)),
        # Overlapping, or meeting on one day: one spell.
        (
            [("2026-03-10", "2026-03-20"), ("2026-03-18", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        (
            [("2026-03-10", "2026-03-20"), ("2026-03-20", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        (
            [("2026-03-10", "2026-03-15"), ("2026-03-15", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        (
            [("2026-03-10", "2026-03-20"), ("2026-03-21", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-20"),
        ),
        # Both times known: only at one instant do they meet.
        (
            [("2026-03-10", "2026-03-20T10:00:00+00:00"), ("2026-03-20T10:00:00+00:00", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        (
            [("2026-03-10", "2026-03-20T10:00:00+00:00"), ("2026-03-20T10:00:01+00:00", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-20"),
        ),
        (
            [("2026-03-10", "2026-03-20T10:00:00+00:00"), ("2026-03-20", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        (
            [("2026-03-10", "2026-03-20"), ("2026-03-20T10:00:00+00:00", "2026-03-25")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        # A gap on the last day itself: away again from the afternoon.
        (
            [("2026-03-10", "2026-03-15T10:00:00+00:00"), ("2026-03-15T14:00:00+00:00", "2026-03-25")],
            "2026-03-15",
            ("2026-03-15", "2026-03-25"),
        ),
        # One within another ends nothing.
        (
            [("2026-03-10", "2026-03-25"), ("2026-03-12", "2026-03-14")],
            "2026-03-15",
            ("2026-03-10", "2026-03-25"),
        ),
        ([("2026-03-10", None), ("2026-03-12", "2026-03-14")], "2026-03-15", ("2026-03-10", None)),
    ],
)
def test_spells(
    absences: list[tuple[str, str | None]], last_day: str, spell: tuple[str, str | None] | None
) -> None:
    found = Disregarded(absence("abroad", *each) for each in absences).spell_at_end_of(day(last_day))
    given = None if found is None else (iso(found.began), None if found.ended is None else iso(found.ended))
    assert given == spell


def as_facts(documents: list[dict[str, Any]]) -> list[Absence]:
    return [absence(each["kind"], each["from"], each.get("to")) for each in documents]


def day_by_day(away: list[Absence], event: Day, count: int, strict: bool) -> Day | None:
    """law-engine.md, reading 1, word for word: each date in turn."""
    away = [each for each in away if each.kind in DISREGARDED]
    for on in range(event, event + 20_000):
        begun = [each for each in away if each.start.day == on]
        within = any(each.start.day < on and (each.until is None or each.until.day > on) for each in away)
        outlasted = on == event and any(each.until is None or each.until.day > on for each in begun)
        if strict:
            certain = sorted(
                (
                    each.start.moment if each.start.timed else end_of(each.start.day),
                    start_of(FOREVER) if each.until is None else each.until.moment,
                )
                for each in away
            )
            reached = start_of(on)
            for first, last in certain:
                if first <= reached < last:
                    reached = last
            counted = reached < end_of(on) and not outlasted
        else:
            counted = not begun and not within
        count -= counted
        if count == 0:
            return on
    return None


@some
@given(st.lists(absences(), max_size=5), st.integers(0, 365 * 8), st.sampled_from([1, 3, 6]))
def test_leaping_is_walking_day_by_day(away: list[dict[str, Any]], number: int, count: int) -> None:
    event, known = day("2009-01-01") + number, as_facts(away)
    time = Disregarded(known)
    assert time.strict(event, count).last == day_by_day(known, event, count, strict=True)
    assert time.lenient(event, count).last == day_by_day(known, event, count, strict=False)
