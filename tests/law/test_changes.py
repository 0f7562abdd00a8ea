"""Changes: SOA 2003 s.84; S.I. 2012/1876 regs 10-15."""

from typing import Any

import pytest

from tests.law.documents import DATED_CHANGES, Document, conviction, duties_of, facts, limits

TOLD = {"id": "N0", "section": "83(1)", "given_at": "2015-03-03"}


def document(
    *changes: Document, as_at: str = "2026-06-30", told: list[Document] | None = None, **given: Any
) -> Document:
    """A man subject for life since 2 March 2015, notified the day after."""
    return facts(
        as_at=as_at,
        triggers=[conviction()],
        changes=list(changes),
        notifications=[TOLD, *(told or [])],
        **given,
    )


def change(kind: str, on: str = "2026-06-01", identity: str = "X1", **given: Any) -> Document:
    return {"id": identity, "kind": kind, "on": on, **given}


def stay(start: str, end: str, identity: str = "X1", address: str = "A", **given: Any) -> Document:
    return {"id": identity, "kind": "stay", "from": start, "to": end, "address": address, **given}


def told(on: str, *about: str, identity: str = "N1", section: str = "84(1)", **given: Any) -> Document:
    return {"id": identity, "section": section, "given_at": on, "about": list(about), **given}


@pytest.mark.parametrize("kind", DATED_CHANGES)
def test_three_days_beginning_with_the_day(kind: str) -> None:
    duty = duties_of(document(change(kind), as_at="2026-06-01"))["change:X1"]
    assert (duty["arises_on"], duty["work_to"], duty["last"], duty["state"]) == (
        "2026-06-01",
        "2026-06-03",
        "2026-06-03",
        "pending",
    )


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("name_used", "84(1)(a)"),
        ("home_address_changed", "84(1)(b)"),
        ("released", "84(1)(d)"),
        ("account_closed", "84(1)(ca)-account-closed"),
        ("identity_document_obtained", "84(1)(ca)-identity-document-obtained"),
        ("child_household_residence", "84(1)(ca)-child-household"),
    ],
)
def test_each_kind_has_its_paragraph(kind: str, rule: str) -> None:
    duty = duties_of(document(change(kind)))["change:X1"]
    assert duty["rule"] == rule
    assert duty["citation"].startswith("SOA 2003 s.84(1)")


@pytest.mark.parametrize("kind", DATED_CHANGES)
def test_what_became_notifiable_on_13_august_2012(kind: str) -> None:
    always = kind in ("name_used", "home_address_changed", "released")
    trigger = conviction("2010-03-02")
    for on, required in (("2012-08-12", always), ("2012-08-13", True)):
        duty = duties_of(facts(triggers=[trigger], changes=[change(kind, on)]))["change:X1"]
        assert (duty["state"] != "not_required") is required
    assert duty["ruleset"] == "EW-2012-08-13"


@pytest.mark.parametrize(
    ("given", "state", "met_by"),
    [
        ([told("2026-06-01", "X1")], "met", "N1"),
        ([told("2026-06-03T23:59:59+01:00", "X1")], "met", "N1"),
        ([told("2026-06-04", "X1")], "met_late", "N1"),
        ([told("2026-06-02", "X1", section="83(1)")], "met", "N1"),
        ([told("2026-06-02", "X1", section="85(1)")], "overdue", None),
        ([told("2026-06-02", "X1", section="86(2)")], "overdue", None),
        ([told("2026-06-02", "X2")], "overdue", None),
        ([told("2026-06-02")], "overdue", None),
        ([told("2026-05-31", "X1")], "overdue", None),  # before it happened
        ([told("2026-05-31T23:59:59+01:00", "X1")], "overdue", None),
        ([told("2026-06-01T00:00:00+01:00", "X1")], "met", "N1"),
        ([told("2026-06-03", "X1"), told("2026-06-02", "X1", identity="N2")], "met", "N2"),
        ([told("2026-05-30", "X1"), told("2026-06-05", "X1", identity="N2")], "met_late", "N2"),
        ([told("2026-07-01", "X1")], "overdue", None),  # after the moment judged
    ],
)
def test_notified_under_83_1_or_84_1_about_it(given: list[Document], state: str, met_by: str | None) -> None:
    made = document(change("name_used"), change("name_used", "2026-06-20", "X2"), told=given)
    duty = duties_of(made)["change:X1"]
    assert (duty["state"], duty["met_by"]) == (state, met_by)


@pytest.mark.parametrize("on", ["2015-03-01", "2004-05-01"])
def test_nothing_is_asked_of_a_change_while_not_subject(on: str) -> None:
    assert "change:X1" not in duties_of(document(change("name_used", on)))


def test_the_three_days_must_be_within_the_run() -> None:
    trigger = {"id": "T1", "kind": "caution", "date": "2024-06-01"}  # to 31 May 2026
    for on, there in (("2026-05-29", True), ("2026-05-30", False)):
        assert (
            "change:X1" in duties_of(facts(triggers=[trigger], changes=[change("name_used", on)]))
        ) is there


class TestStays:
    """Section 84(1)(c), (6)."""

    @pytest.mark.parametrize(
        ("stays", "arises"),
        [
            ([("2026-06-01", "2026-06-06")], {}),
            ([("2026-06-01", "2026-06-07")], {"X0": "2026-06-07"}),
            ([("2026-06-01", "2026-06-03"), ("2026-06-04", "2026-06-07")], {"X1": "2026-06-07"}),
            ([("2026-06-01", "2026-06-03"), ("2026-06-05", "2026-06-07")], {}),
            ([("2026-06-01", "2026-06-30")], {"X0": "2026-06-07"}),
            ([("2026-06-01", "2026-06-06"), ("2026-06-20", "2026-06-20")], {"X1": "2026-06-20"}),
            ([("2026-06-01", "2026-06-03"), ("2026-06-10", "2026-06-14")], {"X1": "2026-06-13"}),
            # 12 months ending on 1 June 2026 begin on 2 June 2025.
            ([("2025-06-02", "2025-06-07"), ("2026-06-01", "2026-06-01")], {"X1": "2026-06-01"}),
            ([("2025-06-01", "2025-06-06"), ("2026-06-01", "2026-06-01")], {}),
            # The earliest days fall away as later ones come.
            ([("2025-06-01", "2025-06-06"), ("2026-06-01", "2026-06-02")], {}),
            ([("2025-06-01", "2025-06-06"), ("2026-05-31", "2026-06-03")], {"X1": "2026-05-31"}),
            # A day stayed twice is one day.
            ([("2026-06-01", "2026-06-04"), ("2026-06-03", "2026-06-06")], {}),
            ([("2026-06-01", "2026-06-04"), ("2026-06-04", "2026-06-07")], {"X1": "2026-06-07"}),
            # One that two stays hold is of the first.
            ([("2026-06-05", "2026-06-09"), ("2026-06-01", "2026-06-09")], {"X1": "2026-06-07"}),
            ([("2026-06-01", "2026-06-09"), ("2026-06-01", "2026-06-08")], {"X0": "2026-06-07"}),
            # Ever after, one duty for one address.
            ([("2026-01-01", "2026-01-07"), ("2026-06-01", "2026-06-20")], {"X0": "2026-01-07"}),
            # To the day, over a leap year: 12 months ending on 29 February 2024 begin on 1 March 2023.
            ([("2023-03-01", "2023-03-06"), ("2024-02-29", "2024-02-29")], {"X1": "2024-02-29"}),
            ([("2023-02-28", "2023-03-05"), ("2024-02-29", "2024-02-29")], {}),
        ],
    )
    def test_the_qualifying_period(self, stays: list[tuple[str, str]], arises: dict[str, str]) -> None:
        made = document(*(stay(start, end, f"X{number}") for number, (start, end) in enumerate(stays)))
        found = duties_of(made)
        for number in range(len(stays)):
            duty = found[f"change:X{number}"]
            assert duty["arises_on"] == arises.get(f"X{number}")
            assert (duty["state"] == "not_required") is (f"X{number}" not in arises)

    def test_days_at_different_addresses_are_not_added(self) -> None:
        found = duties_of(
            document(stay("2026-06-01", "2026-06-06"), stay("2026-06-07", "2026-06-12", "X2", address="B"))
        )
        assert [duty["state"] for duty in found.values() if duty["kind"] == "change"] == ["not_required"] * 2

    def test_the_day_must_be_one_while_subject_but_days_before_count(self) -> None:
        found = duties_of(facts(triggers=[conviction()], changes=[stay("2015-02-20", "2015-03-05")]))
        assert found["change:X1"]["arises_on"] == "2015-03-02"
        assert "change:X1" not in duties_of(
            facts(triggers=[conviction()], changes=[stay("2015-02-01", "2015-03-01")])
        )
        found = duties_of(facts(triggers=[conviction()], changes=[stay("2015-02-28", "2015-03-05")]))
        assert found["change:X1"]["arises_on"] is None
        found = duties_of(facts(triggers=[conviction()], changes=[stay("2015-02-28", "2015-03-06")]))
        assert found["change:X1"]["arises_on"] == "2015-03-06"

    def test_a_stay_of_years_is_not_walked(self) -> None:
        found = duties_of(facts(triggers=[conviction()], changes=[stay("2004-05-01", "9999-01-01")]))
        assert found["change:X1"]["arises_on"] == "2015-03-02"

    @pytest.mark.parametrize(
        ("given", "required"),
        [
            (told("2026-06-07", addresses=["A"]), False),
            (told("2026-06-07T23:59:59+01:00", addresses=["A"]), False),
            (told("2026-06-08", addresses=["A"]), True),
            (told("2026-06-01", addresses=["B"]), True),
            (told("2026-06-01", addresses=["B", "A"], section="83(1)"), False),
            (told("2026-06-01", addresses=["A"], section="85(1)"), True),
            (told("2026-06-01", addresses=["A"], specified_date="2026-06-20"), True),  # in advance
        ],
    )
    def test_an_address_notified_by_that_day(self, given: Document, required: bool) -> None:
        duty = duties_of(document(stay("2026-06-01", "2026-06-10"), told=[given]))["change:X1"]
        assert (duty["state"] != "not_required") is required

    def test_a_stay_after_the_address_was_notified_is_considered_too(self) -> None:
        stays = [stay("2026-06-01", "2026-06-10"), stay("2026-06-20", "2026-06-22", "X2")]
        found = duties_of(document(*stays, told=[told("2026-06-07", addresses=["A"])]))
        assert [found[each]["state"] for each in ("change:X1", "change:X2")] == ["not_required"] * 2

    def test_not_required_if_its_last_day_was_while_subject(self) -> None:
        trigger = {"id": "T1", "kind": "caution", "date": "2024-06-03"}  # to 2 June 2026
        for end, there in (("2026-06-02", True), ("2026-06-03", False)):
            found = duties_of(facts(triggers=[trigger], changes=[stay("2026-05-31", end)]))
            assert ("change:X1" in found) is there

    def test_they_were_notifiable_from_the_first(self) -> None:
        found = duties_of(
            facts(triggers=[conviction("2005-03-02")], changes=[stay("2005-06-01", "2005-06-10")])
        )
        assert (found["change:X1"]["last"], found["change:X1"]["ruleset"]) == ("2005-06-09", "EW-2004-05-01")

    def test_seven_days_reached_when_no_longer_subject_are_no_qualifying_period(self) -> None:
        stays = [stay("2026-06-01", "2026-06-05"), stay("2026-06-30", "2026-07-05", "X2")]
        for ended_on, why in (("2026-06-30", "Fewer than seven"), ("2026-07-01", "The qualifying period")):
            made = {**document(*stays), "triggers": [conviction("2016-03-01", ended_on=ended_on)]}
            assert duties_of(made)["change:X1"]["reasoning"][0].startswith(why)


class TestChildHouseholds:
    """S.I. 2012/1876 regs 10-11."""

    def stay(self, start: str, end: str, **given: Any) -> Document:
        return {
            "id": "X1",
            "kind": "child_household_stay",
            "from": start,
            "to": end,
            "household": "H",
            **given,
        }

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2026-08-14T20:00:00+01:00", "2026-08-15T09:00:00+01:00", ("2026-08-16", "2026-08-17")),
            (
                "2026-08-14T08:00:00+01:00",
                "2026-08-14T20:00:00+01:00",
                ("2026-08-16", "2026-08-16"),
            ),  # exactly
            ("2026-08-14T08:00:00+01:00", "2026-08-14T19:59:59+01:00", None),
            # The twelfth hour ends with midnight, which is of the 15th.
            ("2026-08-14T12:00:00+01:00", "2026-08-15T12:00:00+01:00", ("2026-08-16", "2026-08-17")),
            ("2026-08-14T11:59:59+01:00", "2026-08-15T12:00:00+01:00", ("2026-08-16", "2026-08-16")),
            # Hours as they elapse: the clocks go forward, and back.
            ("2026-03-28T21:00:00+00:00", "2026-03-29T09:30:00+01:00", None),
            ("2026-03-28T21:00:00+00:00", "2026-03-29T10:00:00+01:00", ("2026-03-30", "2026-03-31")),
            ("2026-10-24T22:00:00+01:00", "2026-10-25T09:00:00+00:00", ("2026-10-26", "2026-10-27")),
            # Offsets other than London's.
            ("2026-08-14T23:30:00Z", "2026-08-15T12:00:00Z", ("2026-08-17", "2026-08-17")),
        ],
    )
    def test_twelve_hours_in_one_stay(self, start: str, end: str, expected: tuple[str, str] | None) -> None:
        duty = duties_of(document(self.stay(start, end), as_at=end))["change:X1"]
        assert (duty["work_to"], duty["last"]) == (expected or (None, None))

    def test_the_strict_reading_walks_from_the_day_of_arrival(self) -> None:
        away = [{"kind": "abroad", "from": "2026-08-16T00:00:00+01:00", "to": "2026-08-20"}]
        given = self.stay("2026-08-14T20:00:00+01:00", "2026-08-15T09:00:00+01:00")
        assert limits(document(given, absences=away, as_at="2026-08-16"), "change:X1")[:2] == (
            "2026-08-20",
            "2026-08-21",
        )

    @pytest.mark.parametrize(
        ("given", "required"),
        [
            (told("2026-08-15", section="83(1)", households=["H"]), False),
            (told("2026-08-16", section="83(1)", households=["H"]), True),
            (told("2026-08-15", section="83(1)", households=["K"]), True),
            (told("2026-08-15", section="83(1)", addresses=["H"]), True),
            (told("2026-08-15", section="84(1)", households=["H"]), True),
        ],
    )
    def test_notified_by_an_83_1(self, given: Document, required: bool) -> None:
        made = document(
            self.stay("2026-08-14T20:00:00+01:00", "2026-08-15T09:00:00+01:00"),
            told=[given],
            as_at="2026-08-20",
        )
        assert (duties_of(made)["change:X1"]["state"] != "not_required") is required

    def test_notifiable_since_13_august_2012(self) -> None:
        for start, end, required in (
            ("2012-08-12T11:00:00+01:00", "2012-08-12T23:30:00+01:00", False),
            ("2012-08-12T12:00:00+01:00", "2012-08-13T00:00:00+01:00", True),
        ):
            found = duties_of(facts(triggers=[conviction("2010-03-02")], changes=[self.stay(start, end)]))
            assert (found["change:X1"]["state"] != "not_required") is required


class TestAdvanceNotice:
    """Section 84(2)-(5): notice given on 1 September 2026 for the 10th."""

    def made(self, *changes: Document, as_at: str = "2026-09-20", **given: Any) -> Document:
        notice = told("2026-09-01", identity="N1", specified_date="2026-09-10")
        return document(*changes, as_at=as_at, told=[notice, *given.pop("told", [])], **given)

    @pytest.mark.parametrize(
        ("on", "state", "non_occurrence"),
        [
            ("2026-09-02", "overdue", False),
            ("2026-09-07", "overdue", False),
            ("2026-09-08", "met", False),
            ("2026-09-10", "met", False),
            ("2026-09-12", "met", False),
            ("2026-09-13", "overdue", True),
        ],
    )
    def test_two_days_either_side(self, on: str, state: str, non_occurrence: bool) -> None:
        found = duties_of(self.made(change("home_address_changed", on, advance_notice="N1")))
        assert found["change:X1"]["state"] == state
        assert found["change:X1"]["arises_on"] == on
        assert found["change:X1"]["met_by"] == ("N1" if state == "met" else None)
        assert ("non_occurrence:N1" in found) is non_occurrence

    def test_nothing_is_guessed_from_silence(self) -> None:
        assert "non_occurrence:N1" not in duties_of(self.made())

    def test_never(self) -> None:
        found = duties_of(self.made({"id": "X1", "kind": "did_not_occur", "advance_notice": "N1"}))
        duty = found["non_occurrence:N1"]
        assert (duty["arises_on"], duty["work_to"], duty["last"], duty["state"], duty["rule"]) == (
            "2026-09-10",
            "2026-09-15",
            "2026-09-15",
            "overdue",
            "84(4)(b)",
        )
        assert "change:X1" not in found

    @pytest.mark.parametrize(
        ("given", "state"),
        [
            (told("2026-09-15", "N1", identity="N2", section="84(4)(b)"), "met"),
            (told("2026-09-16", "N1", identity="N2", section="84(4)(b)"), "met_late"),
            (told("2026-09-15", "X1", identity="N2", section="84(4)(b)"), "met"),
            (told("2026-09-15", "X2", identity="N2", section="84(4)(b)"), "met"),
            (told("2026-09-15", "X3", identity="N2", section="84(4)(b)"), "overdue"),
            (
                told("2026-09-09", "N1", identity="N2", section="84(4)(b)"),
                "overdue",
            ),  # before the date specified
            (told("2026-09-15", "N1", identity="N2", section="84(1)"), "overdue"),
        ],
    )
    def test_told_that_it_did_not_occur(self, given: Document, state: str) -> None:
        changes = [
            {"id": "X1", "kind": "did_not_occur", "advance_notice": "N1"},
            change("name_used", "2026-09-19", "X2", advance_notice="N1"),
            change("name_used", "2026-09-19", "X3"),
        ]
        assert duties_of(self.made(*changes, told=[given]))["non_occurrence:N1"]["state"] == state

    def test_the_six_days_are_walked_the_two_are_not(self) -> None:
        away = [{"kind": "abroad", "from": "2026-09-11", "to": "2026-09-14"}]
        late = change("home_address_changed", "2026-09-13", advance_notice="N1")
        found = duties_of(self.made(late, absences=away))
        duty = found["non_occurrence:N1"]
        assert (duty["work_to"], duty["last"]) == ("2026-09-17", "2026-09-18")
        assert found["change:X1"]["state"] == "overdue"

    def test_the_earliest_that_meets_it(self) -> None:
        happened = change("home_address_changed", "2026-09-08", advance_notice="N3")
        notice = told("2026-09-09", identity="N3", specified_date="2026-09-10")
        for other, met_by in (("2026-09-08", "N2"), ("2026-09-09", "N2"), ("2026-09-10", "N3")):
            given = [notice, told(other, "X1", identity="N2")]
            assert duties_of(self.made(happened, told=given))["change:X1"]["met_by"] == met_by

    def test_a_stay_is_foretold_for_the_day_it_qualifies(self) -> None:
        made = stay("2026-09-06", "2026-09-20", advance_notice="N1")
        found = duties_of(self.made(made))
        assert (found["change:X1"]["arises_on"], found["change:X1"]["state"]) == ("2026-09-12", "met")
        made = stay("2026-09-07", "2026-09-20", advance_notice="N1")
        found = duties_of(self.made(made))
        assert (found["change:X1"]["state"], "non_occurrence:N1" in found) == ("overdue", True)
        found = duties_of(self.made(stay("2026-09-17", "2026-09-20", advance_notice="N1")))
        assert "non_occurrence:N1" not in found

    def test_a_child_household_stay_is_foretold_for_its_twelfth_hour(self) -> None:
        made = {
            "id": "X1",
            "kind": "child_household_stay",
            "from": "2026-09-12T20:00:00+01:00",
            "to": "2026-09-13T20:00:00+01:00",
            "household": "H",
            "advance_notice": "N1",
        }
        found = duties_of(self.made(made))
        assert (found["change:X1"]["state"], "non_occurrence:N1" in found) == ("overdue", True)

    def test_a_notice_after_the_moment_judged_is_left_out(self) -> None:
        found = duties_of(
            self.made(change("home_address_changed", "2026-08-30", advance_notice="N1"), as_at="2026-08-31")
        )
        assert found["change:X1"]["state"] == "pending"
        assert "periodic:N1" not in found

    def test_an_advance_notice_begins_a_year_too(self) -> None:
        assert duties_of(self.made())["periodic:N1"]["last"] == "2027-09-01"


@pytest.mark.parametrize("start", ["2026-06-01", "2026-06-05", "2026-06-07"])
def test_custody_without_end_suspends(start: str) -> None:
    """Begun on the third day it suspends too, though at the strictest that day may have counted."""
    away = [{"kind": "custody", "from": start}]
    assert limits(document(change("card_obtained", "2026-06-05"), absences=away), "change:X1") == (
        None,
        None,
        "suspended",
    )
