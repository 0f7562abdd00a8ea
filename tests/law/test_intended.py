"""What is to be notified before it is done: Crime and Policing Act 2026, if dated by `rules`; NI s.85A."""

from typing import Any

import pytest

from tests.law.documents import Document, conviction, duties_of, facts, limits
from tests.law.travelling import told


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

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (told("2027-03-27T21:00:00Z", "N1", "84(1)", "X1"), ("met", "N1")),
            (told("2027-03-27T21:00:01Z", "N1", "84(1)", "X1"), ("met_late", "N1")),
            (told("2027-03-01", "N1", "85(1)", "X1"), ("met", "N1")),  # of any section
            (told("2027-03-01", "N1", "84(1)", "X2"), ("due", None)),
        ],
    )
    def test_notified_of_an_absence(self, given: Document, expected: object) -> None:
        made = self.absence(6, rules={"EW-CPA2026": "2027-01-01"}, notifications=[given])
        made["changes"].append({**self.NAME, "id": "X2"})
        duty = duties_of(made)["absence:X1"]
        assert (duty["state"], duty["met_by"]) == expected

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
