"""The initial notification: SOA 2003 s.83."""

from typing import Any

import pytest

from tests.law.documents import Document, conviction, duties_of, facts, limits


def told(on: str, identity: str = "N1", **given: Any) -> Document:
    return {"id": identity, "section": "83(1)", "given_at": on, **given}


def community(on: str, identity: str = "T1", **given: Any) -> Document:
    return {
        "id": identity,
        "kind": "conviction",
        "date": on,
        "disposal": {"type": "community_order"},
        **given,
    }


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2026-05-01", "2026-05-03"),  # Friday, and a bank holiday Monday that gives nothing
        ("2026-04-02", "2026-04-04"),  # Good Friday counts
        ("2025-12-24", "2025-12-26"),
        ("2026-03-28", "2026-03-30"),  # the clocks go forward
        ("2026-10-24", "2026-10-26"),  # and back
        ("2024-02-28", "2024-03-01"),
        ("2025-12-31", "2026-01-02"),
    ],
)
def test_three_days_beginning_with_the_relevant_date(on: str, last: str) -> None:
    assert limits(facts(as_at=on, triggers=[conviction(on, 12)]), "initial:T1") == (last, last, "pending")


@pytest.mark.parametrize(
    ("as_at", "state"),
    [
        ("2026-04-30", "pending"),
        ("2026-05-02T23:59:59+01:00", "pending"),
        ("2026-05-03", "due"),
        ("2026-05-03T00:00:00+01:00", "due"),
        ("2026-05-03T23:59:59+01:00", "due"),
        ("2026-05-03T23:00:00Z", "overdue"),  # midnight, which is of the 4th
        ("2026-05-04", "overdue"),
    ],
)
def test_the_last_day_ends_at_midnight_in_london(as_at: str, state: str) -> None:
    assert limits(facts(as_at=as_at, triggers=[conviction("2026-05-01", 12)]), "initial:T1")[2] == state


@pytest.mark.parametrize(
    ("given_at", "state"),
    [
        ("2026-04-30", "overdue"),  # before the relevant date: not for this
        ("2026-04-30T23:59:59+01:00", "overdue"),
        ("2026-05-01", "met"),
        ("2026-05-01T00:00:00+01:00", "met"),
        ("2026-05-03", "met"),
        ("2026-05-03T23:59:59+01:00", "met"),
        ("2026-05-04T00:00:00+01:00", "met_late"),
        ("2026-05-04", "met_late"),
    ],
)
def test_notified(given_at: str, state: str) -> None:
    document = facts(triggers=[conviction("2026-05-01", 12)], notifications=[told(given_at)])
    duty = duties_of(document)["initial:T1"]
    assert duty["state"] == state
    assert duty["met_by"] == (None if state == "overdue" else "N1")


def test_met_by_the_first_a_bare_date_at_its_start_then_by_id() -> None:
    trigger = conviction("2026-05-01", 12)
    for given, first in (
        ([told("2026-05-02", "B"), told("2026-05-02", "A")], "A"),
        ([told("2026-05-02T08:00:00+01:00", "A"), told("2026-05-02", "B")], "B"),
        ([told("2026-05-02T00:00:00+01:00", "A"), told("2026-05-02", "B")], "A"),
        ([told("2026-05-03", "A"), told("2026-05-02", "B")], "B"),
        ([told("2026-05-02", "A", section="84(1)"), told("2026-05-03", "B")], "B"),
    ):
        assert duties_of(facts(triggers=[trigger], notifications=given))["initial:T1"]["met_by"] == first


@pytest.mark.parametrize(
    ("as_at", "given_at", "state"),
    [
        ("2026-05-02", "2026-05-02T23:00:00+01:00", "met"),  # the day judged holds it
        ("2026-05-02T09:00:00+01:00", "2026-05-02", "met"),  # some time that day
        ("2026-05-02T09:00:00+01:00", "2026-05-02T09:00:00+01:00", "met"),
        ("2026-05-02T09:00:00+01:00", "2026-05-02T09:00:01+01:00", "pending"),
        ("2026-05-02", "2026-05-03", "pending"),
    ],
)
def test_a_notification_after_the_moment_judged_is_left_out(as_at: str, given_at: str, state: str) -> None:
    document = facts(as_at=as_at, triggers=[conviction("2026-05-01", 12)], notifications=[told(given_at)])
    assert limits(document, "initial:T1")[2] == state


class TestAlreadySubject:
    """Section 83(2)."""

    def second(self, *notifications: Document, first: Document | None = None, **given: Any) -> str:
        """The state of the duty of a conviction on 9 March 2026, whose three days end on the 11th."""
        document = facts(
            as_at="2026-03-10",
            triggers=[
                first or {"id": "T1", "kind": "caution", "date": "2025-08-02"},
                community("2026-03-09", "T2"),
            ],
            notifications=list(notifications),
            **given,
        )
        return str(duties_of(document)["initial:T2"]["state"])

    def test_notified_for_an_earlier_event_and_subject_by_it_throughout(self) -> None:
        assert self.second(told("2025-08-02")) == "not_required"  # on the first day of being so
        assert self.second(told("2025-08-03")) == "not_required"
        assert self.second(told("2026-03-08")) == "not_required"
        assert self.second(told("2026-03-08T23:59:59+00:00")) == "not_required"

    def test_not_notified_or_not_before_the_day_or_not_by_an_83_1(self) -> None:
        assert self.second() == "pending"
        assert self.second(told("2026-03-09")) == "met"
        assert self.second(told("2026-03-09T00:00:00+00:00")) == "met"
        assert self.second(told("2025-08-03", section="85(1)")) == "pending"
        assert self.second(told("2025-08-01")) == "pending"  # before the earlier period began

    @pytest.mark.parametrize(("date", "state"), [("2024-03-12", "not_required"), ("2024-03-11", "pending")])
    def test_the_earlier_period_must_last_through_the_last_day(self, date: str, state: str) -> None:
        first = {"id": "T1", "kind": "caution", "date": date}
        assert self.second(told("2024-03-20"), first=first) == state

    @pytest.mark.parametrize(
        ("made", "state"),
        [
            ("2026-03-09", "not_required"),  # made by then
            ("2026-03-10", "pending"),
            ("2024-06-01", "not_required"),
        ],
    )
    def test_an_order_made_by_then_prolongs_it(self, made: str, state: str) -> None:
        first = {"id": "T1", "kind": "caution", "date": "2024-03-11"}
        order = {"id": "S1", "kind": "shpo", "made_on": made, "last_day": "2030-01-01"}
        assert self.second(told("2024-03-20"), first=first, orders=[order]) == state

    def test_an_order_prolongs_the_prolonged(self) -> None:
        first = {"id": "T1", "kind": "caution", "date": "2023-06-01"}  # to 31 May 2025
        orders = [
            {"id": "S2", "kind": "shpo", "made_on": "2025-09-01", "last_day": "2030-01-01"},
            {"id": "S1", "kind": "interim_shpo", "made_on": "2025-05-01", "last_day": "2025-09-01"},
        ]
        assert self.second(told("2023-06-02"), first=first, orders=orders) == "not_required"
        orders[0]["made_on"] = "2025-09-02"  # he was no longer subject: a period of its own, not notified for
        assert self.second(told("2023-06-02"), first=first, orders=orders) == "pending"

    def test_the_reason_names_what_kept_him_so(self) -> None:
        made = facts(
            as_at="2026-03-10",
            triggers=[{"id": "T1", "kind": "caution", "date": "2023-06-01"}, community("2026-03-09", "T2")],
            orders=[
                {"id": "S1", "kind": "interim_shpo", "made_on": "2025-05-01", "last_day": "2025-09-01"},
                {"id": "S2", "kind": "shpo", "made_on": "2025-09-01", "last_day": "2030-01-01"},
                {
                    "id": "S3",
                    "kind": "shpo",
                    "made_on": "2025-09-02",
                    "last_day": "2030-01-01",
                },  # adds nothing
            ],
            notifications=[told("2023-06-02"), told("2023-07-03", "N2")],
        )
        assert duties_of(made)["initial:T2"]["reasoning"] == [
            "Already subject by T1 (kept so by S1 and S2) throughout those days, and notified while so under s.83(1) "
            "on 3 July 2023 (N2): nothing new is asked (s.83(2))."
        ]

    def test_a_period_awaiting_sentence_lasts(self) -> None:
        first = {"id": "T1", "kind": "conviction", "date": "2026-01-05"}
        assert self.second(told("2026-01-06"), first=first) == "not_required"

    def test_the_83_1_must_be_in_the_period_that_lasts(self) -> None:
        triggers = [
            {"id": "T1", "kind": "caution", "date": "2024-01-08"},  # to 7 January 2026
            community("2025-06-02", "T2"),
            community("2026-03-09", "T3"),
        ]
        document = facts(as_at="2026-03-10", triggers=triggers, notifications=[told("2024-01-09")])
        assert duties_of(document)["initial:T2"]["state"] == "not_required"
        # Notified for T1, whose period is over; never while subject by T2.
        assert duties_of(document)["initial:T3"]["state"] == "pending"

    def test_any_one_earlier_period_that_lasts_will_do(self) -> None:
        triggers = [
            {"id": "T1", "kind": "caution", "date": "2024-03-11"},  # to 10 March 2026
            community("2024-03-18", "T2"),
            {"id": "T3", "kind": "caution", "date": "2024-04-01"},  # to 31 March 2026
            community("2026-03-30", "T4"),
        ]
        document = facts(as_at="2026-03-30", triggers=triggers, notifications=[told("2024-04-02")])
        assert duties_of(document)["initial:T4"]["state"] == "not_required"

    def test_triggers_of_one_day_both_bind(self) -> None:
        document = facts(
            as_at="2026-03-10",
            triggers=[community("2026-03-09", "T1"), community("2026-03-09", "T2")],
            notifications=[told("2026-03-10")],
        )
        assert [duty["state"] for duty in duties_of(document).values()] == ["met", "met", "pending"]

    def test_in_custody_without_end_only_a_period_without_end_lasts(self) -> None:
        away = [{"kind": "custody", "from": "2026-03-09"}]
        assert self.second(told("2025-08-03"), absences=away) == "suspended"
        assert self.second(told("2015-03-03"), absences=away, first=conviction()) == "not_required"


def test_a_notice_given_for_a_conviction_abroad_counts_from_the_notice() -> None:
    trigger = conviction("2020-03-10", 20, kind="overseas_notice", notice_given_on="2026-05-05")
    duty = duties_of(facts(as_at="2026-05-05", triggers=[trigger]))["initial:T1"]
    assert (duty["arises_on"], duty["last"], duty["rule"]) == ("2026-05-05", "2026-05-07", "83(1A)")


def test_a_period_over_before_the_last_day_leaves_nothing_to_notify() -> None:
    trigger = conviction("2026-05-01", 12, ended_on="2026-05-02")
    assert duties_of(facts(triggers=[trigger])) == {}
    assert "initial:T1" in duties_of(facts(triggers=[{**trigger, "ended_on": "2026-05-03"}]))


class TestSuspended:
    def document(self, as_at: str, **given: Any) -> Document:
        away = {"kind": "custody", "from": "2025-09-02", **given}
        return facts(as_at=as_at, triggers=[conviction("2025-09-01", 12)], absences=[away])

    def test_while_no_end_is_known(self) -> None:
        assert limits(self.document("2025-10-01"), "initial:T1") == (None, None, "suspended")

    def test_not_before_it_began(self) -> None:
        assert limits(self.document("2025-09-01"), "initial:T1") == ("2025-09-03", "2025-09-03", "pending")
        late = self.document("2025-09-02T08:00:00+01:00", **{"from": "2025-09-02T09:00:00+01:00"})
        assert limits(late, "initial:T1") == ("2025-09-03", "2025-09-03", "pending")

    def test_an_end_to_come_is_known(self) -> None:
        document = self.document("2025-10-01", to="2026-03-10")
        assert limits(document, "initial:T1") == ("2026-03-10", "2026-03-11", "pending")

    def test_met_meanwhile(self) -> None:
        document = self.document("2025-10-01")
        document["notifications"] = [told("2025-09-05")]
        assert limits(document, "initial:T1") == (None, None, "met")

    def test_no_longer_subject_at_the_moment_judged(self) -> None:
        document = self.document("2025-10-01")
        document["triggers"][0]["ended_on"] = "2025-09-30"
        assert duties_of(document) == {}
        document["as_at"] = "2025-09-30"
        assert limits(document, "initial:T1")[2] == "suspended"


def test_the_reasons_read_as_the_law_does() -> None:
    document = facts(
        as_at="2026-03-10",
        triggers=[conviction("2025-09-01", 12)],
        absences=[{"kind": "sentence", "from": "2025-09-02", "to": "2026-03-10"}],
    )
    assert duties_of(document)["initial:T1"]["reasoning"] == [
        "Relevant date 1 September 2025, day 1: 3 days beginning with that day (s.83(1)).",
        "2 September 2025 to 9 March 2026 do not count: serving a sentence, s.83(6)(b).",
        "Strictly, any day part of which may have counted counts: work to 10 March 2026.",
        "At the most lenient a day on which such time began does not count: the last day is 11 March 2026.",
    ]
