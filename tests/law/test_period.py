"""The notification period: SOA 2003 ss.80-82, 131, 134."""

from typing import Any

import pytest

from tests.law.documents import Document, answered, conviction, facts

ADULT, CHILD = "1980-05-01", "2009-01-01"


def period(born: str = ADULT, as_at: str = "2026-11-21", **trigger: Any) -> Document | None:
    """The period of a trigger of 15 March 2024."""
    given = {"id": "T1", "kind": "conviction", "date": "2024-03-15", **trigger}
    periods = answered(facts(as_at=as_at, person={"date_of_birth": born}, triggers=[given]))["subject"][
        "periods"
    ]
    return periods[0] if periods else None


def length(born: str = ADULT, **trigger: Any) -> tuple[str, str | None]:
    found = period(born, **trigger)
    assert found is not None
    return found["length"], found["last_day"]


def disposal(kind: str, term: dict[str, int] | None = None, **more: Any) -> dict[str, Any]:
    return {"type": kind, **({} if term is None else {"term": term}), **more}


INDEFINITE = ("indefinite", None)
TEN, FIVE_FOR_TEN = ("10 years", "2034-03-14"), ("5 years", "2029-03-14")
SEVEN, HALF_OF_SEVEN = ("7 years", "2031-03-14"), ("3 years 6 months", "2027-09-14")
FIVE, HALF_OF_FIVE = ("5 years", "2029-03-14"), ("2 years 6 months", "2026-09-14")


@pytest.mark.parametrize(
    ("given", "adult", "child"),
    [
        (disposal("life"), INDEFINITE, INDEFINITE),
        (disposal("life", {"years": 1}), INDEFINITE, INDEFINITE),
        (disposal("imprisonment_for_public_protection"), INDEFINITE, INDEFINITE),
        (disposal("hospital_and_restriction_order"), INDEFINITE, INDEFINITE),
        (disposal("hospital_order"), SEVEN, HALF_OF_SEVEN),
        (disposal("service_detention", {"months": 40}), FIVE, HALF_OF_FIVE),
        (disposal("community_order", {"months": 36}), FIVE, HALF_OF_FIVE),
        (disposal("youth_rehabilitation_order"), FIVE, HALF_OF_FIVE),
        (disposal("referral_order"), FIVE, HALF_OF_FIVE),
        (disposal("fine"), FIVE, HALF_OF_FIVE),
        (disposal("other"), FIVE, HALF_OF_FIVE),
        (disposal("imprisonment", {"months": 0}), SEVEN, HALF_OF_SEVEN),
        (disposal("imprisonment", {"weeks": 1}), SEVEN, HALF_OF_SEVEN),
        (disposal("imprisonment", {"months": 6}), SEVEN, HALF_OF_SEVEN),
        (disposal("imprisonment", {"weeks": 26}), SEVEN, HALF_OF_SEVEN),
        (disposal("imprisonment", {"months": 3, "weeks": 13}), SEVEN, HALF_OF_SEVEN),
        (disposal("imprisonment", {"weeks": 27}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"months": 6, "weeks": 1}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"months": 7}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"months": 29}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"weeks": 129}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"years": 2, "months": 5, "weeks": 4}), TEN, FIVE_FOR_TEN),
        (disposal("imprisonment", {"weeks": 130}), INDEFINITE, INDEFINITE),
        (disposal("imprisonment", {"years": 2, "months": 6}), INDEFINITE, INDEFINITE),
        (disposal("imprisonment", {"months": 30}), INDEFINITE, INDEFINITE),
        (disposal("imprisonment", {"years": 2, "weeks": 26}), INDEFINITE, INDEFINITE),
        (disposal("suspended_imprisonment", {"months": 30}), INDEFINITE, INDEFINITE),
        (disposal("suspended_imprisonment", {"months": 6}), SEVEN, HALF_OF_SEVEN),
        (disposal("youth_detention", {"months": 30}), INDEFINITE, INDEFINITE),
        (disposal("youth_detention", {"months": 20}), TEN, FIVE_FOR_TEN),
        (disposal("detention_and_training_order", {"months": 12}), SEVEN, HALF_OF_SEVEN),
        (disposal("detention_and_training_order", {"weeks": 52}), SEVEN, HALF_OF_SEVEN),
        (disposal("detention_and_training_order", {"months": 13}), TEN, FIVE_FOR_TEN),
        (disposal("detention_and_training_order", {"weeks": 53}), TEN, FIVE_FOR_TEN),
        (disposal("detention_and_training_order", {"months": 59}), TEN, FIVE_FOR_TEN),
        (disposal("detention_and_training_order", {"months": 60}), INDEFINITE, INDEFINITE),
        (disposal("extended_sentence", {"months": 18}, extension={"months": 12}), INDEFINITE, INDEFINITE),
        (disposal("extended_sentence", {"months": 18}, extension={"months": 11}), TEN, FIVE_FOR_TEN),
        (disposal("extended_sentence", {"months": 18}), TEN, FIVE_FOR_TEN),
        (disposal("extended_sentence", {"months": 6}), SEVEN, HALF_OF_SEVEN),
        (
            disposal("special_custodial_sentence", {"months": 18}, extension={"years": 1}),
            INDEFINITE,
            INDEFINITE,
        ),
        (disposal("special_custodial_sentence", {"months": 6}, extension={"weeks": 1}), TEN, FIVE_FOR_TEN),
    ],
)
def test_the_table_of_section_82(
    given: dict[str, Any], adult: tuple[str, str | None], child: tuple[str, str | None]
) -> None:
    assert length(disposal=given) == adult
    assert length(CHILD, disposal=given) == child


def test_a_caution_is_two_years_or_one() -> None:
    assert length(kind="caution") == ("2 years", "2026-03-14")
    assert length(CHILD, kind="caution") == ("1 year", "2025-03-14")


@pytest.mark.parametrize(
    "kind", ["conviction", "finding_insanity", "finding_disability", "service_conviction", "overseas_notice"]
)
def test_without_a_sentence_the_period_is_undetermined(kind: str) -> None:
    more = {"notice_given_on": "2024-03-16"} if kind == "overseas_notice" else {}
    assert length(kind=kind, **more) == ("undetermined", None)


def test_a_sentence_yet_to_come_is_left_out() -> None:
    given = disposal("imprisonment", {"months": 12}, date="2024-05-01")
    assert period(as_at="2024-04-30", disposal=given)["length"] == "undetermined"  # type: ignore[index]
    assert period(as_at="2024-05-01", disposal=given)["length"] == "10 years"  # type: ignore[index]
    assert period(as_at="2024-05-01T00:00:00+01:00", disposal=given)["length"] == "10 years"  # type: ignore[index]


@pytest.mark.parametrize(
    ("term", "last_day"),
    [
        ({"months": 18}, "2025-11-07"),
        ({"years": 1}, "2025-05-07"),
        ({"years": 1, "months": 6}, "2025-11-07"),
        ({"weeks": 26}, "2024-11-07"),  # 26 weeks are 6 months
        ({"weeks": 52}, "2025-05-07"),
        ({"weeks": 2}, "2024-05-21"),
        ({"months": 1, "weeks": 14}, "2024-09-14"),
    ],
)
def test_a_conditional_discharge_runs_from_its_disposal_and_is_not_halved(
    term: dict[str, int], last_day: str
) -> None:
    given = disposal("conditional_discharge", term, date="2024-05-08")
    assert length(disposal=given) == ("conditional discharge", last_day)
    assert length(CHILD, disposal=given) == ("conditional discharge", last_day)


def test_a_conditional_discharge_of_no_length_on_the_day_leaves_no_day_subject() -> None:
    assert period(disposal=disposal("conditional_discharge", {"months": 0})) is None


@pytest.mark.parametrize(
    "given",
    [
        {"disposal": disposal("absolute_discharge")},
        {"disposal": disposal("life"), "schedule_3": False},
        {"disposal": disposal("life"), "threshold_met": False},
    ],
)
def test_what_makes_nobody_subject(given: Document) -> None:
    assert period(**given) is None
    result = answered(facts(triggers=[conviction(**given)]))
    assert result["subject"] == {
        "status": "not_subject",
        "from": None,
        "last_day": None,
        "indefinite": False,
        "periods": [],
    }
    assert result["duties"] == []


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2006-03-16", "5 years"),  # 18 tomorrow
        ("2006-03-15", "10 years"),  # 18 today
        ("2006-03-14", "10 years"),
    ],
)
def test_eighteen_is_the_birthday_itself(born: str, expected: str) -> None:
    assert length(born, disposal=disposal("imprisonment", {"months": 12}))[0] == expected


@pytest.mark.parametrize(("date", "expected"), [("2026-02-28", "1 year"), ("2026-03-01", "2 years")])
def test_born_on_29_february_is_18_on_1_march(date: str, expected: str) -> None:
    assert length("2008-02-29", kind="caution", date=date)[0] == expected


def test_age_and_period_are_of_the_day_the_condition_was_met() -> None:
    given = {"condition_met_on": "2024-05-01", "disposal": disposal("community_order")}
    assert length("2006-04-01", **given) == ("5 years", "2029-04-30")
    assert length("2006-06-01", **given) == ("2 years 6 months", "2026-10-31")


@pytest.mark.parametrize(
    ("ended_on", "last_day"),
    [("2025-01-01", "2025-01-01"), ("2024-03-15", "2024-03-15"), ("2035-01-01", "2034-03-14")],
)
def test_a_period_ended_early(ended_on: str, last_day: str) -> None:
    assert length(disposal=disposal("imprisonment", {"months": 12}), ended_on=ended_on) == (
        "10 years",
        last_day,
    )


def test_a_trigger_ended_before_the_condition_was_met_leaves_no_day_subject() -> None:
    assert period(condition_met_on="2024-05-01", ended_on="2024-04-30", disposal=disposal("life")) is None


class TestBeforeTheAct:
    """Section 81."""

    @pytest.mark.parametrize(
        ("date", "given", "last_day"),
        [
            ("2004-04-30", {}, "2014-04-29"),
            ("1999-06-10", {}, "2009-06-09"),
            ("1997-09-01", {}, "2007-08-31"),
            ("1997-08-31", {"carried_over": True}, "2007-08-30"),
            ("1994-05-02", {"carried_over": True}, "2004-05-01"),
        ],
    )
    def test_the_period_runs_from_then_and_the_person_is_subject_from_commencement(
        self, date: str, given: Document, last_day: str
    ) -> None:
        result = answered(
            facts(
                as_at="2004-05-01",
                person={"date_of_birth": "1960-05-01"},
                triggers=[conviction(date, 12, **given)],
            )
        )
        assert result["subject"]["status"] == "subject"
        assert result["subject"]["from"] == "2004-05-01"
        assert result["subject"]["periods"][0]["relevant_date"] == date
        assert result["subject"]["last_day"] == last_day
        [duty] = result["duties"]
        assert (duty["id"], duty["state"], duty["rule"], duty["ruleset"]) == (
            "initial:T1",
            "not_required",
            "83(3)",
            "EW-2004-05-01",
        )

    @pytest.mark.parametrize(
        ("date", "given"),
        [
            ("1997-08-31", {}),
            ("1997-08-31", {"carried_over": False}),
            ("1994-05-01", {"carried_over": True}),  # over on 30 April 2004
        ],
    )
    def test_over_before_the_act_or_outside_it(self, date: str, given: Document) -> None:
        result = answered(
            facts(person={"date_of_birth": "1960-05-01"}, triggers=[conviction(date, 12, **given)])
        )
        assert result["subject"]["periods"] == []
        assert result["duties"] == []

    def test_a_condition_met_since_is_an_ordinary_trigger(self) -> None:
        result = answered(
            facts(as_at="2004-05-02", triggers=[conviction("2004-04-01", 12, condition_met_on="2004-05-01")])
        )
        assert result["duties"][0]["state"] == "pending"


class TestNotices:
    """Section 96ZA."""

    def test_the_period_is_of_the_event_abroad_and_subject_from_the_notice(self) -> None:
        given = conviction("1990-01-01", 60, kind="overseas_notice", notice_given_on="2023-01-09")
        subject = answered(facts(triggers=[given]))["subject"]
        assert (subject["from"], subject["indefinite"]) == ("2023-01-09", True)
        assert subject["periods"][0]["relevant_date"] == "1990-01-01"

    @pytest.mark.parametrize(("notice", "subject"), [("2020-03-09", True), ("2020-03-10", False)])
    def test_no_one_is_subject_if_the_period_was_over(self, notice: str, subject: bool) -> None:
        given = conviction("2010-03-10", 12, kind="overseas_notice", notice_given_on=notice)
        result = answered(facts(triggers=[given]))
        assert bool(result["subject"]["periods"]) is subject
        assert result["subject"]["status"] == ("ended" if subject else "not_subject")


class TestAggregation:
    """Section 82(3)-(4)."""

    def lengths(self, *disposals: Document, **more: Any) -> list[str]:
        given = [
            {
                "id": f"T{number}",
                "kind": "conviction",
                "date": "2024-03-15",
                "disposal": each,
                **more.get(f"T{number}", {}),
            }
            for number, each in enumerate(disposals, 1)
        ]
        periods = answered(facts(triggers=given))["subject"]["periods"]
        return [each["length"] for each in sorted(periods, key=lambda each: each["trigger"])]

    def test_consecutive_terms_are_added(self) -> None:
        first = disposal("imprisonment", {"months": 18})
        for months, expected in ((12, "indefinite"), (11, "10 years")):
            second = disposal("imprisonment", {"months": months}, runs={"consecutive_to": "T1"})
            assert self.lengths(first, second) == [expected, expected]

    def test_a_chain_is_one_sum(self) -> None:
        chain = [disposal("imprisonment", {"months": 10})]
        chain += [disposal("imprisonment", {"months": 10}, runs={"consecutive_to": f"T{n}"}) for n in (1, 2)]
        assert self.lengths(*chain) == ["indefinite"] * 3

    def test_wholly_concurrent_terms_are_not_added(self) -> None:
        first = disposal("imprisonment", {"months": 24})
        second = disposal("imprisonment", {"months": 6}, runs={"concurrent_with": "T1"})
        assert self.lengths(first, second) == ["10 years", "7 years"]

    @pytest.mark.parametrize(
        ("overlap", "expected"), [(14, "indefinite"), (18, "indefinite"), (19, "10 years")]
    )
    def test_partly_concurrent_terms_less_the_overlap(self, overlap: int, expected: str) -> None:
        first = disposal("imprisonment", {"months": 24})
        runs = {"concurrent_with": "T1", "overlap": {"months": overlap}}
        assert self.lengths(first, disposal("imprisonment", {"months": 24}, runs=runs)) == [expected] * 2

    def test_two_that_name_each_other_are_added_once(self) -> None:
        pair = [
            disposal(
                "imprisonment", {"months": 20}, runs={"concurrent_with": other, "overlap": {"months": 8}}
            )
            for other in ("T2", "T1")
        ]
        assert self.lengths(*pair) == ["indefinite"] * 2

    def test_of_two_overlaps_stated_of_one_pair_the_longer_is_taken(self) -> None:
        for first, second in ((9, 12), (12, 9)):  # 20 and 20 months less 12 are under 30
            pair = [
                disposal(
                    "imprisonment",
                    {"months": 20},
                    runs={"concurrent_with": other, "overlap": {"months": overlap}},
                )
                for other, overlap in (("T2", first), ("T1", second))
            ]
            assert self.lengths(*pair) == ["10 years"] * 2

    def test_an_overlap_that_cannot_be_takes_nothing_from_a_term(self) -> None:
        first = disposal("imprisonment", {"months": 30})
        runs = {"concurrent_with": "T1", "overlap": {"months": 12}}
        assert self.lengths(first, disposal("imprisonment", {"months": 6}, runs=runs)) == [
            "indefinite",
            "10 years",
        ]

    def test_what_counts_is_added_half_of_a_detention_and_training_order(self) -> None:
        first = disposal("detention_and_training_order", {"months": 24})
        for months, expected in ((18, "indefinite"), (17, "10 years")):
            second = disposal("youth_detention", {"months": months}, runs={"consecutive_to": "T1"})
            assert self.lengths(first, second) == [expected] * 2

    @pytest.mark.parametrize("why", [{"schedule_3": False}, {"threshold_met": False}])
    def test_a_term_for_another_offence_never_counts(self, why: Document) -> None:
        first = disposal("imprisonment", {"months": 20})
        second = disposal("imprisonment", {"months": 12}, runs={"consecutive_to": "T1"})
        assert self.lengths(first, second, T2=why) == ["10 years"]
        third = disposal("imprisonment", {"months": 12}, runs={"consecutive_to": "T2"})
        assert self.lengths(first, second, third, T2=why) == ["10 years", "10 years"]

    def test_each_offence_keeps_its_own_relevant_date_and_age(self) -> None:
        first = {"id": "T1", "kind": "conviction", "date": "2024-03-15"}
        first["disposal"] = disposal("imprisonment", {"months": 4})  # type: ignore[assignment]
        second = {"id": "T2", "kind": "conviction", "date": "2024-06-15"}
        second["disposal"] = disposal("imprisonment", {"months": 4}, runs={"consecutive_to": "T1"})  # type: ignore[assignment]
        document = facts(person={"date_of_birth": "2006-05-01"}, triggers=[first, second])
        periods = answered(document)["subject"]["periods"]
        assert [(each["length"], each["last_day"]) for each in periods] == [
            ("5 years", "2029-03-14"),
            ("10 years", "2034-06-14"),
        ]

    def test_a_sentence_yet_to_come_is_not_added(self) -> None:
        first = disposal("imprisonment", {"months": 18})
        second = disposal("imprisonment", {"months": 12}, runs={"consecutive_to": "T1"}, date="2026-11-22")
        assert self.lengths(first, second) == ["10 years", "undetermined"]


def test_the_reasons_of_a_period_read_as_the_law_does() -> None:
    given = conviction("2024-03-15", 24)
    assert period(CHILD, **given)["reasoning"] == [  # type: ignore[index]
        "Convicted 15 March 2024: day 1.",
        "Disposal of 15 March 2024: imprisonment, 24 months.",
        "The term counts as 24 months. More than 6 months and less than 30: 10 years (s.82(1)).",
        "Under 18 on 15 March 2024: half of that, 5 years (s.82(2)).",
        "5 years beginning with 15 March 2024: the last day is 14 March 2029.",
    ]
