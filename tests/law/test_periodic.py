"""Periodic notification: SOA 2003 s.85; S.I. 2012/1876 reg 9."""

from typing import Any

import pytest

from tests.law.documents import Document, conviction, duties_of, facts, limits


def told(on: str, identity: str = "N1", section: str = "85(1)", **given: Any) -> Document:
    return {"id": identity, "section": section, "given_at": on, **given}


def document(*notifications: Document, as_at: str = "2026-03-12", **given: Any) -> Document:
    return facts(as_at=as_at, triggers=[conviction()], notifications=list(notifications), **given)


def away(start: str, end: str | None = None, kind: str = "abroad") -> Document:
    return {"kind": kind, "from": start, **({} if end is None else {"to": end})}


@pytest.mark.parametrize(
    ("given_at", "last"),
    [
        ("2025-03-15", "2026-03-15"),
        ("2024-02-29", "2025-02-28"),
        ("2023-02-28", "2024-02-28"),
        ("2025-03-15T00:00:00+00:00", "2026-03-15"),
        ("2025-07-14T23:30:00Z", "2026-07-15"),  # the 15th in London
    ],
)
def test_a_year_after_which_includes_the_anniversary(given_at: str, last: str) -> None:
    assert limits(document(told(given_at), as_at="2025-08-01"), "periodic:N1")[:2] == (last, last)


@pytest.mark.parametrize("section", ["83(1)", "84(1)", "85(1)"])
def test_counted_from_each_notification_of_the_three(section: str) -> None:
    assert "periodic:N1" in duties_of(document(told("2025-03-15", section=section)))


@pytest.mark.parametrize("section", ["84(4)(b)", "86(2)", "86(3)"])
def test_not_counted_from_the_others(section: str) -> None:
    assert "periodic:N1" not in duties_of(document(told("2025-03-15", section=section)))


@pytest.mark.parametrize(
    ("given_at", "home", "last", "ruleset"),
    [
        ("2026-02-27", "no_fixed_abode", "2026-03-06", "EW-2023-03-31"),
        ("2026-02-27", "residence", "2027-02-27", "EW-2023-03-31"),
        ("2024-02-26", "no_fixed_abode", "2024-03-04", "EW-2023-03-31"),
        ("2012-08-13", "no_fixed_abode", "2012-08-20", "EW-2012-08-13"),
        ("2012-08-12", "no_fixed_abode", "2013-08-12", "EW-2012-07-30"),  # a year, before 13 August 2012
    ],
)
def test_seven_days_after_without_a_fixed_abode(given_at: str, home: str, last: str, ruleset: str) -> None:
    made = facts(triggers=[conviction("2010-03-02")], notifications=[told(given_at, home=home)])
    duty = duties_of(made)["periodic:N1"]
    assert (duty["last"], duty["ruleset"]) == (last, ruleset)


@pytest.mark.parametrize(
    ("others", "state", "met_by"),
    [
        ([told("2025-12-01", "N2")], "met", "N2"),
        ([told("2025-12-01", "N2", "84(1)")], "met", "N2"),
        ([told("2025-12-01", "N2", "83(1)")], "overdue", None),
        ([told("2025-12-01", "N2", "86(2)")], "overdue", None),
        ([told("2025-12-01", "N2", "84(4)(b)")], "overdue", None),
        ([told("2026-03-15", "N2")], "met", "N2"),
        ([told("2026-03-15T23:59:59+00:00", "N2")], "met", "N2"),
        ([told("2026-03-16T00:00:00+00:00", "N2")], "met_late", "N2"),
        ([told("2026-03-16", "N2")], "met_late", "N2"),
        ([told("2026-01-01", "N3"), told("2025-12-01", "N2")], "met", "N2"),
        ([told("2025-03-14", "N2")], "overdue", None),
        ([told("2025-03-15", "N2")], "met", "N2"),  # one of the same day, later by its id
        ([told("2025-03-15", "N0")], "overdue", None),
        ([told("2026-06-02", "N2")], "overdue", None),  # after the moment judged
    ],
)
def test_discharged_by_the_next_84_1_or_85_1(others: list[Document], state: str, met_by: str | None) -> None:
    duty = duties_of(document(told("2025-03-15"), *others, as_at="2026-06-01"))["periodic:N1"]
    assert (duty["state"], duty["met_by"]) == (state, met_by)


@pytest.mark.parametrize(
    ("absences", "expected"),
    [
        # One year after 15 March 2025 ends on 15 March 2026.
        ([away("2026-03-10", "2026-03-25")], ("2026-03-27", "2026-03-27", "pending")),
        ([away("2026-03-01", "2026-03-14")], ("2026-03-15", "2026-03-15", "pending")),
        ([away("2026-03-01", "2026-03-15")], ("2026-03-15", "2026-03-15", "pending")),
        ([away("2026-03-10", "2026-03-16")], ("2026-03-18", "2026-03-18", "pending")),
        ([away("2026-03-12", kind="custody")], (None, None, "suspended")),
        ([away("2026-03-10")], (None, None, "suspended")),
        ([away("2026-03-10", "2026-03-20"), away("2026-03-20", "2026-04-02", "custody")],
         ("2026-04-04", "2026-04-04", "pending")),
        ([away("2026-03-10", "2026-03-25", "hospital_other")], ("2026-03-15", "2026-03-15", "pending")),
        ([away("2026-03-10", "2026-03-25", "police_detention")], ("2026-03-15", "2026-03-15", "pending")),
        # What comes after the return does not put it off again.
        ([away("2026-03-10", "2026-03-25"), away("2026-03-26", "2026-05-01")],
         ("2026-03-27", "2026-03-27", "pending")),
    ],
)  # fmt: skip
def test_a_last_day_that_ends_in_disregarded_time(absences: list[Document], expected: object) -> None:
    as_at = max(["2026-03-12", *(each["from"] for each in absences)])
    made = document(told("2025-03-15"), absences=absences, as_at=as_at)
    assert limits(made, "periodic:N1") == expected


@pytest.mark.parametrize(
    ("start", "work_to"),
    [
        ("2026-03-15", "2026-03-15"),  # he may have come that morning
        ("2026-03-15T15:00:00+00:00", "2026-03-15"),
        ("2026-03-14", "2026-03-22"),
        ("2026-03-14T23:59:59+00:00", "2026-03-22"),
    ],
)
def test_work_to_stays_if_it_began_on_the_last_day_itself(start: str, work_to: str) -> None:
    made = document(told("2025-03-15"), absences=[away(start, "2026-03-20")], as_at="2026-03-15")
    assert limits(made, "periodic:N1")[:2] == (work_to, "2026-03-22")


def test_absences_that_meet_on_the_last_day_are_one_that_began_before_it() -> None:
    absences = [away("2026-03-10", "2026-03-15"), away("2026-03-15", "2026-03-20", "custody")]
    made = document(told("2025-03-15"), absences=absences, as_at="2026-03-15")
    assert limits(made, "periodic:N1")[:2] == ("2026-03-22", "2026-03-22")


def test_both_ends_must_be_in_one_run() -> None:
    caution = {"id": "T1", "kind": "caution", "date": "2024-09-01"}  # to 31 August 2026
    for given_at, there in (
        ("2025-08-31", True),
        ("2025-09-01", False),
        ("2024-08-31", False),
        ("2024-09-01", True),
    ):
        made = facts(triggers=[caution], notifications=[told(given_at)])
        assert ("periodic:N1" in duties_of(made)) is there


def test_met_in_time_though_no_date_can_now_be_given() -> None:
    made = document(
        told("2025-03-15"), told("2025-11-20", "N2"), absences=[away("2026-03-01", kind="custody")]
    )
    assert limits(made, "periodic:N1") == (None, None, "met")


def test_the_reasons_read_as_the_law_does() -> None:
    made = document(
        told("2025-03-15"),
        told("2026-03-26", "N2"),
        absences=[away("2026-03-15", "2026-03-25")],
        as_at="2026-04-01",
    )
    assert duties_of(made)["periodic:N1"]["reasoning"] == [
        "Notified under s.85(1) on 15 March 2025, which is not counted: one year after it, to 15 March 2026.",
        "That day ended in time that does not count, 15 March 2026 to 25 March 2026: outside the United Kingdom, "
        "s.83(6)(d). So it runs for 3 days beginning with 25 March 2026, to 27 March 2026 (s.85(3)).",
        "That time began on the last day itself, which may have been open: work to 15 March 2026.",
        "Notified under s.85(1) on 26 March 2026 (N2): in time.",
    ]
