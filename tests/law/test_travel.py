"""Travel: SOA 2003 s.86; S.I. 2004/1220 regs 5-8; and what is intended, CPA 2026 and NI s.85A."""

from typing import Any

import pytest

from tests.law.documents import Document, conviction, duties_of, facts, limits


def journey(departs: str = "2026-08-20", known: str = "2026-07-01", **given: Any) -> Document:
    return {"id": "J1", "departs": departs, "details_known": known, "to": ["FR"], **given}


def told(on: str, identity: str = "N1", section: str = "86(2)", *about: str) -> Document:
    return {"id": identity, "section": section, "given_at": on, "about": list(about or ("J1",))}


def document(made: Document, *notifications: Document, as_at: str = "2026-08-15", **given: Any) -> Document:
    return facts(
        as_at=as_at,
        **{
            "triggers": [conviction("2010-03-02")],
            "journeys": [made],
            "notifications": list(notifications),
            **given,
        },
    )


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
        # Left before he was subject, and came back since.
        made = document(self.made(), triggers=[conviction("2026-08-21")])
        assert "travel_return:J1" not in duties_of(made)

    def test_not_required_needs_the_return_and_the_departure_in_one_run(self) -> None:
        kept = {"date": "2026-09-03", "point": "Gatwick"}
        for ended_on, there in (("2026-09-02", False), ("2026-09-03", True)):
            made = document(
                self.made(notified_return=kept), triggers=[conviction("2020-03-02", ended_on=ended_on)]
            )
            assert ("travel_return:J1" in duties_of(made)) is there
        made = document(self.made(notified_return=kept), triggers=[conviction("2026-08-21")])
        assert "travel_return:J1" not in duties_of(made)


class TestNotNotifiable:
    FULL: Document = {
        "details_changed_at": "2012-08-20T10:00:00+01:00",
        "notified_at": "2012-08-01",
    }

    @pytest.mark.parametrize(
        ("departs", "given", "required"),
        [
            ("2012-08-27", {"returned": {"date": "2012-08-29"}}, False),
            ("2012-08-27", {"returned": {"date": "2012-08-30"}}, True),
            ("2012-08-28", {"returned": {"date": "2012-08-30"}}, True),
            (
                "2012-08-27",
                {"notified_return": {"date": "2012-08-29"}, "returned": {"date": "2012-09-09"}},
                False,
            ),
            (
                "2012-08-27",
                {"notified_return": {"date": "2012-09-09"}, "returned": {"date": "2012-08-29"}},
                True,
            ),
            ("2012-08-27T23:59:59+01:00", {"notified_return": {"date": "2012-08-29"}}, False),
            ("2012-08-27", {}, True),
        ],
    )
    def test_short_journeys_departing_to_27_august_2012(
        self, departs: str, given: Document, required: bool
    ) -> None:
        found = duties_of(document(journey(departs, "2012-07-01", **self.FULL, **given)))
        assert (found["travel:J1"]["state"] != "not_required") is required
        assert ("travel_change:J1" in found) is required
        assert ("travel_return:J1" in found) is (required and "returned" in given)

    @pytest.mark.parametrize(
        ("to", "required"),
        [
            (["GB"], False),
            (["GB", "GB"], False),
            (["GB", "IE"], True),
            (["IM"], True),
            (["JE"], True),
            (["GG"], True),
        ],
    )
    def test_the_united_kingdom_is_not_left_within_it(self, to: list[str], required: bool) -> None:
        duty = duties_of(document(journey(to=to, returned={"date": "2026-08-21"})))["travel:J1"]
        assert (duty["state"] != "not_required") is required

    def test_only_if_subject_on_departure(self) -> None:
        for ended_on, there in (("2026-08-19", False), ("2026-08-20", True)):
            made = document(journey(to=["GB"]), triggers=[conviction("2020-03-02", ended_on=ended_on)])
            assert ("travel:J1" in duties_of(made)) is there


class TestElsewhere:
    @pytest.mark.parametrize("jurisdiction", ["scotland", "northern-ireland"])
    def test_travel_from_2015(self, jurisdiction: str) -> None:
        for departs, there in (("2014-12-31", False), ("2015-01-01", True)):
            made = document(journey(departs, "2014-10-01"), jurisdiction=jurisdiction)
            assert ("travel:J1" in duties_of(made)) is there

    @pytest.mark.parametrize(
        ("jurisdiction", "kinds"),
        [
            ("scotland", {"travel"}),
            ("northern-ireland", {"travel", "travel_change", "absence"}),
            (
                "england-and-wales",
                {"travel", "travel_change", "travel_return", "absence", "periodic", "initial"},
            ),
        ],
    )
    def test_which_duties_are_computed(self, jurisdiction: str, kinds: set[str]) -> None:
        made = document(
            journey(details_changed_at="2026-08-01T10:00:00+01:00", returned={"date": "2026-09-01"}),
            {"id": "N0", "section": "85(1)", "given_at": "2026-01-01"},
            jurisdiction=jurisdiction,
            changes=[
                {"id": "X1", "kind": "absence_intended", "from": "2026-09-10T10:00:00+01:00", "days": 9}
            ],
        )
        assert {duty["kind"] for duty in duties_of(made).values()} == kinds

    @pytest.mark.parametrize(
        ("to", "returns", "required"),
        [
            (["IE"], "2026-08-22", False),
            (["IE"], "2026-08-23", True),
            (["IE", "IE"], "2026-08-22", False),
            (["IE", "FR"], "2026-08-22", True),
            (["GB", "IE"], "2026-08-22", True),
            (["FR"], "2026-08-22", True),
        ],
    )
    def test_from_northern_ireland_to_ireland_alone(
        self, to: list[str], returns: str, required: bool
    ) -> None:
        for returned in ({"notified_return": {"date": returns}}, {"returned": {"date": returns}}):
            made = {**journey(to=to), **returned}
            duty = duties_of(document(made, jurisdiction="northern-ireland"))["travel:J1"]
            assert (duty["state"] != "not_required") is required
            for jurisdiction in ("scotland", "england-and-wales"):
                assert (
                    duties_of(document(made, jurisdiction=jurisdiction))["travel:J1"]["state"]
                    != "not_required"
                )


class TestIntended:
    """Crime and Policing Act 2026, if dated by `rules`; in Northern Ireland s.85A."""

    NAME: Document = {"id": "X1", "kind": "name_intended", "on": "2027-03-10"}

    def absence(self, days: int, **given: Any) -> Document:
        change = {"id": "X1", "kind": "absence_intended", "from": "2027-03-28T10:00:00+01:00", "days": days}
        return facts(as_at="2027-03-27", triggers=[conviction()], changes=[change], **given)

    @pytest.mark.parametrize(
        ("rules", "expected"),
        [
            ({}, (None, None, "not_required")),
            ({"rules": {"EW-CPA2026": "2027-03-11"}}, (None, None, "not_required")),
            ({"rules": {"EW-CPA2026": "2027-03-10"}}, ("2027-03-03", "2027-03-03", "pending")),
            ({"rules": {"EW-CPA2026": "2027-01-01"}}, ("2027-03-03", "2027-03-03", "pending")),
        ],
    )
    def test_a_name_seven_days_before(self, rules: Document, expected: object) -> None:
        made = facts(as_at="2027-03-01", triggers=[conviction()], changes=[self.NAME], **rules)
        assert limits(made, "change:X1") == expected

    @pytest.mark.parametrize(
        ("given", "state"),
        [
            (told("2027-03-03", "N1", "84(1)", "X1"), "met"),
            (told("2027-03-04", "N1", "84(1)", "X1"), "met_late"),
            (told("2016-01-01", "N1", "85(1)", "X1"), "met"),  # of any section, however early
            (told("2027-03-02", "N1", "86(2)", "X1"), "met"),
            (told("2027-03-02", "N1", "84(1)", "X2"), "overdue"),
        ],
    )
    def test_notified_of_a_name(self, given: Document, state: str) -> None:
        made = facts(
            as_at="2027-03-09",
            triggers=[conviction()],
            changes=[self.NAME, {**self.NAME, "id": "X2"}],
            notifications=[given],
            rules={"EW-CPA2026": "2027-01-01"},
        )
        assert limits(made, "change:X1")[2] == state

    @pytest.mark.parametrize(
        ("jurisdiction", "days", "required"),
        [
            ("england-and-wales", 5, False),
            ("england-and-wales", 6, True),
            ("northern-ireland", 3, False),
            ("northern-ireland", 4, True),
        ],
    )
    def test_an_absence_twelve_hours_before(self, jurisdiction: str, days: int, required: bool) -> None:
        made = self.absence(days, jurisdiction=jurisdiction, rules={"EW-CPA2026": "2027-01-01"})
        at = "2027-03-27T21:00:00+00:00"  # twelve elapsed hours: the clocks go forward
        assert limits(made, "absence:X1") == ((at, at, "due") if required else (None, None, "not_required"))

    def test_an_absence_is_nothing_while_the_act_is_not_in_force(self) -> None:
        assert limits(self.absence(9), "absence:X1") == (None, None, "not_required")
        made = self.absence(9, rules={"EW-CPA2026": "2027-03-29"})
        assert limits(made, "absence:X1") == (None, None, "not_required")
        made = self.absence(9, rules={"EW-CPA2026": "2027-03-28"})
        assert limits(made, "absence:X1")[2] == "due"

    def test_in_northern_ireland_from_2015(self) -> None:
        for start, there in (("2014-12-31", False), ("2015-01-01", True)):
            change = {"id": "X1", "kind": "absence_intended", "from": f"{start}T10:00:00Z", "days": 9}
            made = facts(
                jurisdiction="northern-ireland", triggers=[conviction("2014-01-01")], changes=[change]
            )
            assert ("absence:X1" in duties_of(made)) is there

    def test_the_limit_and_the_day_intended_must_be_in_one_run(self) -> None:
        rules = {"EW-CPA2026": "2027-01-01"}
        for convicted, there in (("2027-03-03", True), ("2027-03-04", False)):
            made = facts(
                as_at="2027-03-05", triggers=[conviction(convicted)], changes=[self.NAME], rules=rules
            )
            assert ("change:X1" in duties_of(made)) is there


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
