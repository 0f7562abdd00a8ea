"""Travel: SOA 2003 s.86; S.I. 2004/1220 regs 5-8; and what is intended, CPA 2026 and NI s.85A."""

from typing import Any

import pytest

from tests.law.documents import Document, conviction, duties_of, limits
from tests.law.travelling import document, journey, told

A, B, THREE = "5(2)(a)", "5(2)(b)", "5(3)"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (journey(), (A, "2026-08-12", "2026-08-13")),
        (journey(known="2026-08-12"), (A, "2026-08-12", "2026-08-13")),
        (journey(known="2026-08-12T23:59:59+01:00"), (A, "2026-08-12", "2026-08-13")),
        (
            journey(known="2026-08-13T00:00:00+01:00"),
            (THREE, "2026-08-19T12:00:00+01:00", "2026-08-19T12:00:00+01:00"),
        ),
        (
            journey(known="2026-08-13"),
            (THREE, "2026-08-19T12:00:00+01:00", "2026-08-19T12:00:00+01:00"),
        ),
        (journey("2026-08-20T15:00:00+01:00"), (A, "2026-08-12", "2026-08-13")),
        (
            journey("2026-08-20T15:00:00+01:00", "2026-08-18"),
            (THREE, "2026-08-19T12:00:00+01:00", "2026-08-20T03:00:00+01:00"),
        ),
        (journey(reasonable_excuse=True), (B, "2026-08-12", "2026-08-19T00:00:00+01:00")),
        (
            journey("2026-08-20T15:00:00+01:00", reasonable_excuse=True),
            (B, "2026-08-12", "2026-08-19T00:00:00+01:00"),
        ),
        (
            journey(known="2026-08-18", reasonable_excuse=True),
            (THREE, "2026-08-19T12:00:00+01:00", "2026-08-19T12:00:00+01:00"),
        ),
        # The date is London's.
        (journey("2026-08-19T23:30:00Z", "2026-08-12"), (A, "2026-08-12", "2026-08-13")),
        # Hours are elapsed hours, over the change of the clocks.
        (
            journey("2026-03-30", "2026-03-29"),
            (THREE, "2026-03-29T12:00:00+01:00", "2026-03-29T12:00:00+01:00"),
        ),
        (
            journey("2026-03-29T10:00:00+01:00", "2026-03-28"),
            (THREE, "2026-03-28T12:00:00+00:00", "2026-03-28T21:00:00+00:00"),
        ),
        (
            journey("2026-10-25T10:00:00+00:00", "2026-10-24"),
            (THREE, "2026-10-24T12:00:00+01:00", "2026-10-24T23:00:00+01:00"),
        ),
        (
            journey("2026-10-26", "2026-10-25"),
            (THREE, "2026-10-25T12:00:00+00:00", "2026-10-25T12:00:00+00:00"),
        ),
        (
            journey("2026-10-26", "2026-10-01", reasonable_excuse=True),
            (B, "2026-10-18", "2026-10-25T01:00:00+01:00"),
        ),
        # Before 13 August 2012 twelve hours were 24.
        (
            journey("2012-08-13", "2012-08-10"),
            (THREE, "2012-08-12T12:00:00+01:00", "2012-08-12T12:00:00+01:00"),
        ),
        (
            journey("2012-08-12", "2012-08-10"),
            (THREE, "2012-08-11T00:00:00+01:00", "2012-08-11T00:00:00+01:00"),
        ),
        (
            journey("2012-08-12T15:00:00+01:00", "2012-08-10"),
            (THREE, "2012-08-11T00:00:00+01:00", "2012-08-11T15:00:00+01:00"),
        ),
    ],
)
def test_departure(made: Document, expected: tuple[str, str, str]) -> None:
    duty = duties_of(document(made))["travel:J1"]
    assert (duty["rule"], duty["work_to"], duty["last"]) == expected


@pytest.mark.parametrize(
    ("as_at", "state"),
    [
        ("2026-08-18T23:59:59+01:00", "pending"),
        ("2026-08-19T00:00:00+01:00", "due"),  # from the day of work_to
        ("2026-08-20", "due"),  # the limit is within that day
        ("2026-08-20T03:00:00+01:00", "due"),
        ("2026-08-20T03:00:01+01:00", "overdue"),
        ("2026-08-21", "overdue"),
    ],
)
def test_an_hour_limit_passes_after_its_instant(as_at: str, state: str) -> None:
    assert (
        limits(document(journey("2026-08-20T15:00:00+01:00", "2026-08-18"), as_at=as_at), "travel:J1")[2]
        == state
    )


@pytest.mark.parametrize(
    ("given_at", "state"),
    [
        ("2026-08-18", "met"),
        ("2026-08-20", "met"),  # some time that day
        ("2026-08-20T03:00:00+01:00", "met"),
        ("2026-08-20T03:00:01+01:00", "met_late"),
        ("2026-08-21", "met_late"),
        ("2026-01-01", "met"),  # before the details were known
    ],
)
def test_notified_of_departure(given_at: str, state: str) -> None:
    made = journey("2026-08-20T15:00:00+01:00", "2026-08-18")
    assert duties_of(document(made, told(given_at), as_at="2026-09-01"))["travel:J1"]["state"] == state
    of_itself = duties_of(document({**made, "notified_at": given_at}, as_at="2026-09-01"))["travel:J1"]
    assert (of_itself["state"], of_itself["met_by"]) == (state, "J1")


def test_only_an_86_2_about_the_journey() -> None:
    for given in (
        told("2026-07-02", "N1", "86(3)"),
        told("2026-07-02", "N1", "84(1)"),
        told("2026-07-02", "N1", "86(2)", "J2"),
    ):
        made = document(journey(), given)
        made["journeys"].append({**journey(), "id": "J2"})
        assert duties_of(made)["travel:J1"]["state"] == "overdue"


def test_the_first_that_was_given() -> None:
    made = journey(notified_at="2026-07-05")
    assert duties_of(document(made, told("2026-07-04")))["travel:J1"]["met_by"] == "N1"
    assert duties_of(document(made, told("2026-07-06")))["travel:J1"]["met_by"] == "J1"
    assert duties_of(document(made, told("2026-07-05")))["travel:J1"]["met_by"] == "J1"
    assert duties_of(document(made, told("2026-07-05", "A1")))["travel:J1"]["met_by"] == "A1"
    assert duties_of(document(journey(notified_at="2026-08-16")))["travel:J1"]["state"] == "overdue"


class TestKnownWhileSubject:
    def duty(self, convicted: str, **given: Any) -> Document | None:
        made = document(journey(**given), triggers=[conviction(convicted)])
        found: Document | None = duties_of(made).get("travel:J1")
        return found

    @pytest.mark.parametrize(
        ("convicted", "arises_on", "rule"),
        [
            ("2026-06-30", "2026-07-01", A),
            ("2026-08-12", "2026-08-12", A),
            ("2026-08-13", "2026-08-13", THREE),
            ("2026-08-18", "2026-08-18", THREE),
        ],
    )
    def test_from_the_day_he_became_subject(self, convicted: str, arises_on: str, rule: str) -> None:
        duty = self.duty(convicted)
        assert duty is not None
        assert (duty["arises_on"], duty["rule"]) == (arises_on, rule)

    def test_one_run_must_hold_the_limit_and_the_departure(self) -> None:
        assert self.duty("2026-08-20") is None  # the limit came the day before
        assert self.duty("2026-08-21") is None
        assert self.duty("2026-08-20", departs="2026-08-20T15:00:00+01:00") is not None

    def test_departing_when_no_longer_subject(self) -> None:
        ended = conviction("2020-03-02", ended_on="2026-08-19")
        assert "travel:J1" not in duties_of(document(journey(), triggers=[ended]))
        ended["ended_on"] = "2026-08-20"
        assert "travel:J1" in duties_of(document(journey(), triggers=[ended]))


class TestChangedDetails:
    """Regulation 7."""

    def made(self, changed: str = "2026-08-18T10:00:00+01:00", **given: Any) -> Document:
        return journey(**{"departs": "2026-08-20T15:00:00+01:00", "details_changed_at": changed, **given})

    def test_its_limits(self) -> None:
        duty = duties_of(document(self.made()))["travel_change:J1"]
        assert (duty["arises_on"], duty["work_to"], duty["last"], duty["rule"]) == (
            "2026-08-18",
            "2026-08-19T00:00:00+01:00",
            "2026-08-20T03:00:00+01:00",
            "7",
        )
        duty = duties_of(document(self.made(departs="2026-08-20")))["travel_change:J1"]
        assert (duty["work_to"], duty["last"]) == ("2026-08-19T00:00:00+01:00", "2026-08-19T12:00:00+01:00")

    def test_before_13_august_2012_both_are_24_hours(self) -> None:
        made = self.made(
            "2012-08-10T10:00:00+01:00", departs="2012-08-12T15:00:00+01:00", details_known="2012-07-01"
        )
        duty = duties_of(document(made))["travel_change:J1"]
        assert (duty["work_to"], duty["last"]) == ("2012-08-11T00:00:00+01:00", "2012-08-11T15:00:00+01:00")

    @pytest.mark.parametrize(
        ("departs", "changed", "required"),
        [
            ("2026-08-20T15:00:00+01:00", "2026-08-20T14:59:59+01:00", True),
            ("2026-08-20T15:00:00+01:00", "2026-08-20T15:00:00+01:00", False),
            ("2026-08-20", "2026-08-19T23:59:59+01:00", True),
            ("2026-08-20", "2026-08-20T00:00:00+01:00", False),  # before a date is before it begins
        ],
    )
    def test_only_before_departure(self, departs: str, changed: str, required: bool) -> None:
        duty = duties_of(document(self.made(changed, departs=departs)))["travel_change:J1"]
        assert (duty["state"] != "not_required") is required

    def test_one_run_must_hold_the_limit_and_the_departure(self) -> None:
        for ended_on, there in (("2026-08-19", False), ("2026-08-20", True)):
            ended = conviction("2020-03-02", ended_on=ended_on)
            made = document(
                self.made(departs="2026-08-20"), triggers=[ended]
            )  # to be told by noon the day before
            assert ("travel_change:J1" in duties_of(made)) is there

    def test_a_change_after_a_departure_when_not_yet_subject_is_nothing(self) -> None:
        for convicted, there in (("2026-08-20", True), ("2026-08-21", False)):
            made = document(self.made("2026-08-21T10:00:00+01:00"), triggers=[conviction(convicted)])
            assert ("travel_change:J1" in duties_of(made)) is there

    def test_a_change_at_a_departure_on_the_last_day_is_considered(self) -> None:
        for ended_on, there in (("2026-08-20", True), ("2026-08-19", False)):
            ended = conviction("2020-03-02", ended_on=ended_on)
            made = document(self.made("2026-08-20T15:00:00+01:00"), triggers=[ended])
            assert ("travel_change:J1" in duties_of(made)) is there

    @pytest.mark.parametrize(
        ("given", "met_by"),
        [
            ([], None),
            ([told("2026-08-18T09:59:59+01:00")], None),  # before the change
            ([told("2026-08-18T10:00:00+01:00")], "N1"),
            ([told("2026-08-18")], "N1"),  # some time that day
            ([told("2026-08-17")], None),
            ([told("2026-08-19")], "N1"),
            ([told("2026-08-18", section="86(3)")], None),
            ([told("2026-08-19", "N2"), told("2026-08-18T11:00:00+01:00", "N1")], "N1"),
        ],
    )
    def test_a_later_86_2_from_the_change_on(self, given: list[Document], met_by: str | None) -> None:
        made = document(self.made(notified_at="2026-08-05"), *given, as_at="2026-08-20")
        assert duties_of(made)["travel_change:J1"]["met_by"] == met_by

    def test_the_first_notification_is_the_one_whose_details_changed(self) -> None:
        made = document(self.made(notified_at="2026-08-18"), as_at="2026-08-20")
        assert duties_of(made)["travel_change:J1"]["met_by"] is None
        made = document(self.made(notified_at="2026-08-18"), told("2026-08-18"), as_at="2026-08-20")
        assert duties_of(made)["travel_change:J1"]["met_by"] == "N1"
        made = document(self.made(notified_at="2026-08-18T11:00:00+01:00"), as_at="2026-08-20")
        assert duties_of(made)["travel_change:J1"]["met_by"] == "J1"
        made = document(self.made(notified_at="2026-08-19"), as_at="2026-08-20")
        assert duties_of(made)["travel_change:J1"]["met_by"] == "J1"


class TestReturn:
    """Regulation 8."""

    def made(self, **given: Any) -> Document:
        return journey(**{"returned": {"date": "2026-09-03", "point": "Gatwick"}, **given})

    def test_three_days_of_the_return(self) -> None:
        duty = duties_of(document(self.made(), as_at="2026-09-04"))["travel_return:J1"]
        assert (duty["arises_on"], duty["work_to"], duty["last"], duty["state"], duty["rule"]) == (
            "2026-09-03",
            "2026-09-05",
            "2026-09-06",
            "pending",
            "8(2)",
        )

    def test_none_before_a_return_is_known(self) -> None:
        assert "travel_return:J1" not in duties_of(document(journey()))

    @pytest.mark.parametrize(
        ("foretold", "returned", "required"),
        [
            ({"date": "2026-09-03", "point": "Gatwick"}, {"date": "2026-09-03", "point": "Gatwick"}, False),
            ({"date": "2026-09-03", "point": "Gatwick"}, {"date": "2026-09-03", "point": "Luton"}, True),
            ({"date": "2026-09-02", "point": "Gatwick"}, {"date": "2026-09-03", "point": "Gatwick"}, True),
            ({"date": "2026-09-03"}, {"date": "2026-09-03", "point": "Gatwick"}, True),
            ({"date": "2026-09-03", "point": "Gatwick"}, {"date": "2026-09-03"}, True),
            ({"date": "2026-09-03"}, {"date": "2026-09-03"}, True),
        ],
    )
    def test_not_required_if_date_and_point_were_both_notified_and_kept(
        self, foretold: Document, returned: Document, required: bool
    ) -> None:
        duty = duties_of(document(self.made(notified_return=foretold, returned=returned)))["travel_return:J1"]
        assert (duty["state"] != "not_required") is required
        assert duty["rule"] == ("8(2)" if required else "8(3)")

    @pytest.mark.parametrize(
        ("given", "state", "met_by"),
        [
            ([told("2026-09-06", section="86(3)")], "met", "N1"),
            ([told("2026-09-07", section="86(3)")], "met_late", "N1"),
            ([told("2026-09-02", section="86(3)")], "overdue", None),
            ([told("2026-09-03T00:00:00+01:00", section="86(3)")], "met", "N1"),
            ([told("2026-09-04", section="86(2)")], "overdue", None),
        ],
    )
    def test_notified_of_return(self, given: list[Document], state: str, met_by: str | None) -> None:
        duty = duties_of(document(self.made(), *given, as_at="2026-09-10"))["travel_return:J1"]
        assert (duty["state"], duty["met_by"]) == (state, met_by)

    def test_notified_of_return_in_the_journey_itself(self) -> None:
        duty = duties_of(document(self.made(return_notified_at="2026-09-06"), as_at="2026-09-10"))[
            "travel_return:J1"
        ]
        assert (duty["state"], duty["met_by"]) == ("met", "J1")

    def test_one_run_must_hold_it_all(self) -> None:
        for ended_on, there in (("2026-09-05", False), ("2026-09-06", True)):
            made = document(self.made(), triggers=[conviction("2020-03-02", ended_on=ended_on)])
            assert ("travel_return:J1" in duties_of(made)) is there
        # Left on the first day, and before he was subject: he came back since.
        for convicted, there in (("2026-08-20", True), ("2026-08-21", False)):
            made = document(self.made(), triggers=[conviction(convicted)])
            assert ("travel_return:J1" in duties_of(made)) is there

    def test_under_the_rules_of_the_departure(self) -> None:
        kept = {"date": "2023-04-02", "point": "Dover"}
        for foretold in (kept, {**kept, "point": "Luton"}):  # not required, and required
            made = self.made(
                departs="2023-03-30", details_known="2023-03-01", notified_return=foretold, returned=kept
            )
            assert duties_of(document(made))["travel_return:J1"]["ruleset"] == "EW-2022-11-29"

    def test_not_required_needs_the_return_and_the_departure_in_one_run(self) -> None:
        kept = {"date": "2026-09-03", "point": "Gatwick"}
        for ended_on, there in (("2026-09-02", False), ("2026-09-03", True)):
            made = document(
                self.made(notified_return=kept), triggers=[conviction("2020-03-02", ended_on=ended_on)]
            )
            assert ("travel_return:J1" in duties_of(made)) is there
        made = document(self.made(notified_return=kept), triggers=[conviction("2026-08-21")])
        assert "travel_return:J1" not in duties_of(made)


def test_of_two_limits_on_one_day_the_hour_comes_before_the_end_of_the_day() -> None:
    made = document(
        journey("2026-08-20T15:00:00+01:00", "2026-08-18"),  # to be told of by 03:00 on the 20th
        changes=[{"id": "X1", "kind": "name_used", "on": "2026-08-18"}],  # by the end of the 20th
    )
    assert list(duties_of(made)) == ["initial:T1", "travel:J1", "change:X1"]


def test_the_reasons_read_as_the_regulations_do() -> None:
    made = journey("2026-08-20T15:00:00+01:00", "2026-08-18", notified_at="2026-08-20T04:00:00+01:00")
    assert duties_of(document(made, as_at="2026-08-21"))["travel:J1"]["reasoning"] == [
        "Departure at 15:00 on 20 August 2026.",
        "The date, first country and point of arrival were known, while subject, on 18 August 2026.",
        "That is not more than seven days before the date of departure: reg 5(3).",
        "12 hours before the date of departure begins: work to 12:00 on 19 August 2026.",
        "12 hours before departure: at the latest 03:00 on 20 August 2026.",
        "Notified under s.86(2) at 04:00 on 20 August 2026 (J1), after the last moment, 03:00 on 20 August 2026: late.",
    ]
