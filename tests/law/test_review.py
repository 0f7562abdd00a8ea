"""Review of indefinite requirements: SOA 2003 ss.91A-91F."""

from typing import Any

import pytest

from notifications.law import evaluate
from tests.law.documents import Document, answered, conviction, facts

FIRST = {"id": "N1", "section": "83(1)", "given_at": "2011-11-25"}


def document(as_at: str = "2026-11-25", told: Document | None = None, **given: Any) -> Document:
    """A man of 1960, subject without end since 6 March 2006, released and notified on 25 November 2011."""
    review = {"relevant_notification": "N1", **given.pop("review", {})}
    return facts(
        as_at=as_at,
        **{
            "person": {"date_of_birth": "1960-05-01"},
            "triggers": [conviction("2006-03-06", 60)],
            "notifications": [told or FIRST],
            "review": review,
            **given,
        },
    )


def review(*args: Any, **given: Any) -> Document:
    found: Document = answered(document(*args, **given))["review"]
    return found


def dates(*args: Any, **given: Any) -> tuple[str | None, str | None, bool, list[str]]:
    found = review(*args, **given)
    return found["qualifying_date"], found["may_apply_from"], found["eligible"], found["blocked_by"]


def refused(on: str, years: int | None = None, received: str | None = None) -> Document:
    more: Document = {} if years is None else {"further_period": {"years": years}}
    return {
        "on": on,
        "outcome": "refused",
        **more,
        **({} if received is None else {"notice_received_on": received}),
    }


def granted(on: str, received: str | None = None) -> Document:
    return {"on": on, "outcome": "granted", **({} if received is None else {"notice_received_on": received})}


def order(identity: str, made: str, last_day: str | None = None, kind: str = "shpo") -> Document:
    return {
        "id": identity,
        "kind": kind,
        "made_on": made,
        **({} if last_day is None else {"last_day": last_day}),
    }


@pytest.mark.parametrize(
    ("as_at", "eligible"),
    [
        ("2026-11-24", False),
        ("2026-11-24T23:59:59+00:00", False),
        ("2026-11-25", True),
        ("2026-11-25T00:00:00+00:00", True),
        ("2030-01-01", True),
    ],
)
def test_the_fifteenth_anniversary_of_the_relevant_notification(as_at: str, eligible: bool) -> None:
    assert dates(as_at) == ("2026-11-25", "2026-11-25", eligible, [])


def test_of_29_february_the_anniversary_is_1_march() -> None:
    assert review(told={**FIRST, "given_at": "2012-02-29"})["qualifying_date"] == "2027-03-01"


@pytest.mark.parametrize(
    ("born", "more", "expected"),
    [
        ("1988-03-07", [], "2019-11-25"),  # 18 the day after the relevant date
        ("1988-03-06", [], "2026-11-25"),
        ("1988-03-07", [conviction("2007-01-08", 60, id="T2")], "2026-11-25"),  # 18 on one of them
        ("1990-03-07", [conviction("2007-01-08", 60, id="T2")], "2019-11-25"),
        # A period that is not indefinite is not under review.
        ("1988-03-07", [{"id": "T2", "kind": "caution", "date": "2010-01-08"}], "2019-11-25"),
    ],
)
def test_eight_years_if_under_18_on_each_relevant_date(
    born: str, more: list[Document], expected: str
) -> None:
    given = document(person={"date_of_birth": born}, triggers=[conviction("2006-03-06", 60), *more])
    result: Any = evaluate(given)["review"]
    assert result["qualifying_date"] == expected


@pytest.mark.parametrize(
    "given",
    [
        {"as_at": "2012-07-29"},
        {"triggers": [conviction("2006-03-06", 29)]},
        {"triggers": [{"id": "T1", "kind": "conviction", "date": "2006-03-06"}]},
        {"triggers": [conviction("2006-03-06", 12)], "orders": [order("S1", "2007-01-01")]},
    ],
)
def test_none_without_an_indefinite_period_or_before_30_july_2012(given: Document) -> None:
    assert review(**given) is None


def test_none_without_review_facts() -> None:
    given = document()
    del given["review"]
    assert evaluate(given)["review"] is None


def test_since_30_july_2012() -> None:
    assert review("2012-07-30") is not None


def test_the_period_runs_on_its_first_day() -> None:
    found = review("2026-11-25", triggers=[conviction("2026-11-25", 60)])
    assert "No indefinite period is running." not in found["reasoning"]


def test_no_date_without_a_relevant_notification_known() -> None:
    nothing: Any = (None, None, False, [])
    given = document()
    del given["review"]["relevant_notification"]
    result: Any = evaluate(given)["review"]
    assert (result["qualifying_date"], result["may_apply_from"], result["eligible"]) == (None, None, False)
    assert dates(told={**FIRST, "given_at": "2026-11-26"}) == nothing  # after the moment judged


class TestAfterARefusal:
    @pytest.mark.parametrize(
        ("determinations", "expected"),
        [
            ([refused("2026-11-15")], "2034-11-15"),
            ([refused("2026-11-15", 8)], "2034-11-15"),
            ([refused("2026-11-15", 15)], "2041-11-15"),
            ([refused("2024-02-29")], "2032-02-29"),
            ([refused("2024-02-29", 9)], "2033-03-01"),
            ([refused("2026-11-15"), refused("2018-01-10", 15)], "2034-11-15"),  # the latest
            ([refused("2026-11-15", 9), refused("2026-11-15", 10)], "2036-11-15"),  # of one day, the longest
            ([refused("2026-11-15"), refused("2026-11-15", 9)], "2035-11-15"),
            ([refused("2026-11-25")], "2034-11-25"),
            ([refused("2026-11-26")], "2026-11-25"),  # after the moment judged
            ([refused("2026-11-15"), granted("2026-11-20")], "2034-11-15"),
        ],
    )
    def test_eight_years_or_the_further_period(self, determinations: list[Document], expected: str) -> None:
        assert review(review={"determinations": determinations})["qualifying_date"] == expected

    def test_even_without_a_relevant_notification_known(self) -> None:
        found = review(
            told={**FIRST, "given_at": "2026-11-26"}, review={"determinations": [refused("2026-11-15")]}
        )
        assert found["qualifying_date"] == "2034-11-15"

    @pytest.mark.parametrize(
        ("determinations", "expected"),
        [
            ([refused("2026-11-15", received="2026-11-18")], "2026-12-08"),
            ([refused("2026-11-15")], None),
            ([refused("2026-11-15", received="2026-11-26")], None),  # received after the moment judged
            (
                [refused("2026-11-15", received="2026-11-18"), refused("2018-01-10", received="2018-01-12")],
                "2026-12-08",
            ),
            ([granted("2026-11-15", received="2026-11-18")], None),
            ([refused("2026-11-15", received="2026-11-25")], "2026-12-15"),  # on the day judged
            # Of one day, the one received last, whichever is named first.
            (
                [refused("2026-11-15", received="2026-11-18"), refused("2026-11-15", received="2026-11-20")],
                "2026-12-10",
            ),
            (
                [refused("2026-11-15", received="2026-11-20"), refused("2026-11-15", received="2026-11-18")],
                "2026-12-10",
            ),
        ],
    )
    def test_an_appeal_within_21_days_beginning_with_receipt(
        self, determinations: list[Document], expected: str | None
    ) -> None:
        assert review(review={"determinations": determinations})["appeal_by"] == expected


class TestOrdersInTheWay:
    """Section 91A(2)(b), (3)."""

    @pytest.mark.parametrize("kind", ["shpo", "interim_shpo", "sopo", "interim_sopo"])
    def test_the_orders_that_block(self, kind: str) -> None:
        given = order("S1", "2017-07-01", "2027-06-30", kind)
        assert dates(orders=[given]) == ("2026-11-25", "2027-07-01", False, ["S1"])

    @pytest.mark.parametrize("kind", ["sro", "interim_sro", "voo"])
    def test_the_orders_that_do_not(self, kind: str) -> None:
        assert dates(orders=[order("S1", "2017-07-01", kind=kind)]) == ("2026-11-25", "2026-11-25", True, [])

    @pytest.mark.parametrize(
        ("as_at", "orders", "expected"),
        [
            # Ends the day before the qualifying date; on it.
            ("2026-11-25", [order("S1", "2017-07-01", "2026-11-24")], ("2026-11-25", True, [])),
            ("2026-11-25", [order("S1", "2017-07-01", "2026-11-25")], ("2026-11-26", False, ["S1"])),
            ("2026-01-01", [order("S1", "2017-07-01", "2026-11-25")], ("2026-11-26", False, ["S1"])),
            # Judged later: what is in force then, and the first day without one counted from then.
            ("2028-01-01", [order("S1", "2027-07-01", "2028-01-01")], ("2028-01-02", False, ["S1"])),
            ("2028-01-02", [order("S1", "2027-07-01", "2028-01-01")], ("2026-11-25", True, [])),
            # Not blocked now: from the qualifying date, past an order in force then.
            ("2028-01-01", [order("S1", "2017-07-01", "2027-06-30")], ("2027-07-01", True, [])),
            # One after another; and with a day between.
            (
                "2026-11-25",
                [order("S2", "2027-07-01", "2028-06-30"), order("S1", "2017-07-01", "2027-06-30")],
                ("2028-07-01", False, ["S1"]),
            ),
            (
                "2026-11-25",
                [order("S2", "2027-07-02", "2028-06-30"), order("S1", "2017-07-01", "2027-06-30")],
                ("2027-07-01", False, ["S1"]),
            ),
            # Two at once.
            (
                "2026-11-25",
                [order("S2", "2016-07-01", "2026-12-31"), order("S1", "2017-07-01", "2027-06-30")],
                ("2027-07-01", False, ["S1", "S2"]),
            ),
            ("2026-11-25", [order("S1", "2017-07-01")], (None, False, ["S1"])),
            (
                "2026-11-25",
                [order("S1", "2017-07-01", "2027-06-30"), order("S2", "2027-01-01")],
                (None, False, ["S1"]),
            ),
            ("2026-11-25", [order("S1", "2026-11-26")], ("2026-11-25", True, [])),
            ("2026-11-25", [order("S1", "2026-11-25", "2026-12-31")], ("2027-01-01", False, ["S1"])),
            ("2026-12-25", [order("S1", "2026-12-25", "2026-12-31")], ("2027-01-01", False, ["S1"])),
        ],
    )
    def test_the_first_day_without_one(self, as_at: str, orders: list[Document], expected: object) -> None:
        assert dates(as_at, orders=orders)[1:] == expected

    def test_in_force_from_the_making_not_the_service(self) -> None:
        given = {**order("S1", "2026-11-20", "2027-11-19"), "served_on": "2026-11-30"}
        assert dates(orders=[given])[3] == ["S1"]

    def test_discharged(self) -> None:
        given = {**order("S1", "2017-07-01"), "discharged_on": "2026-12-31"}
        assert dates(orders=[given]) == ("2026-11-25", "2027-01-01", False, ["S1"])


class TestApplication:
    """Sections 91B(8)-(9), 91C(1)."""

    @pytest.mark.parametrize(
        ("bodies", "expected"),
        [
            ([], ("2026-12-15", None, None)),
            (["2026-12-10"], ("2026-12-15", "2027-01-07", "2027-02-18")),
            (["2026-12-10", "2026-12-12", "2026-12-11"], ("2026-12-15", "2027-01-09", "2027-02-20")),
        ],
    )
    def test_its_limits(self, bodies: list[str], expected: tuple[str | None, ...]) -> None:
        application = {
            "received_on": "2026-12-01",
            "responsible_bodies": [{"notified_on": body} for body in bodies],
        }
        found = review("2026-12-12", review={"application": application})
        assert (found["acknowledge_by"], found["bodies_by"], found["determine_by"]) == expected

    def test_none(self) -> None:
        found = review()
        assert (found["acknowledge_by"], found["bodies_by"], found["determine_by"]) == (None, None, None)


class TestCeasing:
    """Sections 91C(4), 91E(4)."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ({"determinations": [granted("2027-02-18", "2027-02-20")]}, "2027-02-20"),
            ({"determinations": [granted("2027-02-18")]}, None),
            (
                {"determinations": [granted("2027-02-18", "2027-02-22")]},
                None,
            ),  # received after the moment judged
            ({"determinations": [granted("2027-02-21", "2027-02-21")]}, "2027-02-21"),  # on the day judged
            ({"determinations": [granted("2027-02-22", "2027-02-22")]}, None),
            (
                {
                    "determinations": [refused("2027-01-11")],
                    "appeal": {"outcome": "allowed", "on": "2027-02-09"},
                },
                "2027-02-09",
            ),
            (
                {
                    "determinations": [refused("2027-01-11")],
                    "appeal": {"outcome": "allowed", "on": "2027-02-21"},
                },
                "2027-02-21",
            ),
            (
                {
                    "determinations": [refused("2027-01-11")],
                    "appeal": {"outcome": "allowed", "on": "2027-02-22"},
                },
                None,
            ),
            (
                {
                    "determinations": [refused("2027-01-11")],
                    "appeal": {"outcome": "dismissed", "on": "2027-02-09"},
                },
                None,
            ),
            (
                {
                    "determinations": [
                        granted("2027-02-18", "2027-02-20"),
                        granted("2027-02-10", "2027-02-12"),
                    ],
                    "appeal": {"outcome": "allowed", "on": "2027-02-15"},
                },
                "2027-02-12",
            ),
        ],
    )
    def test_on_receipt_of_a_grant_or_the_day_an_appeal_is_allowed(
        self, given: Document, expected: str | None
    ) -> None:
        found = document("2027-02-21", review=given)
        result: Any = evaluate(found)
        assert result["review"]["ceased_on"] == expected
        assert result["subject"]["last_day"] == expected
        status = "subject" if expected in (None, "2027-02-21") else "ended"
        assert (result["subject"]["status"], result["subject"]["indefinite"]) == (status, expected is None)
        assert result["review"]["eligible"] is False or status == "subject"

    def test_the_period_still_runs_on_the_day_itself(self) -> None:
        given = {"determinations": [granted("2027-02-18", "2027-02-20")]}
        assert review("2027-02-19", review=given)["ceased_on"] is None
        assert review("2027-02-20", review=given)["ceased_on"] == "2027-02-20"
        assert review("2027-02-20", review=given)["eligible"] is True
        assert review("2027-02-21", review=given)["eligible"] is False

    def test_only_the_indefinite_periods_then_running_end(self) -> None:
        given = document(
            "2031-01-01",
            review={"determinations": [granted("2027-02-18", "2027-02-20")]},
            triggers=[
                conviction("2006-03-06", 60),
                conviction("2025-03-03", 12, id="T2"),
                conviction("2028-03-06", 60, id="T3"),
                conviction("2010-03-06", 60, id="T4", ended_on="2012-01-01"),
            ],
        )
        result: Any = evaluate(given)
        assert {each["trigger"]: each["last_day"] for each in result["subject"]["periods"]} == {
            "T1": "2027-02-20",
            "T2": "2035-03-02",
            "T3": None,
            "T4": "2012-01-01",
        }
        assert result["review"]["ceased_on"] == "2027-02-20"

    def test_an_order_made_afterwards_finds_no_one_subject(self) -> None:
        given = {"determinations": [granted("2027-02-18", "2027-02-20")]}
        for made, relevant in (("2027-02-20", None), ("2027-02-21", "2027-02-21")):
            result: Any = evaluate(document("2027-03-01", review=given, orders=[order("S1", made)]))
            assert result["subject"]["periods"][-1]["relevant_date"] == relevant


def test_the_reasons_read_as_the_law_does() -> None:
    found = review(orders=[order("S1", "2017-07-01", "2027-06-30")])
    assert found["reasoning"] == [
        "15 years beginning with the relevant notification of 25 November 2011 (N1; 18 or over on a relevant date): "
        "the qualifying date is 25 November 2026 (s.91B(2)).",
        "On 25 November 2026 S1 was in force: no application (s.91A(2)(b), (3)).",
        "An application may be made from 1 July 2027 (ss.91A(2), 91B(1)).",
    ]
