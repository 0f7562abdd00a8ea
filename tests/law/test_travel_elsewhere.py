"""Journeys that are not notifiable, and travel from Scotland and Northern Ireland."""

import pytest

from tests.law.documents import Document, conviction, duties_of
from tests.law.travelling import document, journey


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
