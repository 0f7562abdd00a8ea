"""Who fits which category, when a level is screened, what may be lowered or ended: by the rules alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappa.status import rules
from mappa.status.choices import Closing, Group, Listed, Prompt, Stability, Trigger
from mappa.status.rules import Conviction, Record, Sentence, Signs, Stands, Subject, Supervision
from offenders.choices import DisposalKind, TriggerKind

MUST_NOTIFY = Subject("subject", date(2036, 6, 1))
NEED_NOT = Subject("not_subject")
DAY = date(2025, 2, 4)
GBH = Conviction("GBH (s.20)", "conviction", DAY, Sentence("community_order", DAY), Listed.SCHEDULE_15)
CCB = Conviction(
    "Controlling or coercive behaviour", "conviction", DAY, Sentence("imprisonment", DAY, 14), Listed.CCB
)


def sentenced(of: str, months: int = 0, **said: object) -> Conviction:
    return replace(GBH, sentence=Sentence(of, DAY, months), **said)


class TestCategory2:
    @pytest.mark.parametrize("kind", ["imprisonment", "suspended_imprisonment", "youth_detention"])
    def test_twelve_months_is_enough_and_less_is_not(self, kind: str) -> None:
        assert rules.category_2(sentenced(kind, 12)).holds is True
        assert rules.category_2(sentenced(kind, 11)).holds is False

    @pytest.mark.parametrize("kind", ["life", "hospital_order", "imprisonment_for_public_protection"])
    def test_some_sentences_count_whatever_their_length(self, kind: str) -> None:
        assert rules.category_2(sentenced(kind)).holds is True

    def test_schedule_15_without_the_sentence_is_refused_and_category_3_offered(self) -> None:
        # Scenario 2: GBH s.20 with a community order.
        answer = rules.category_2(GBH)
        assert answer.holds is False
        assert "consider category 3" in " ".join(answer.why)
        record = Record(NEED_NOT, [GBH])
        refused = rules.may_enter("2", "1", rules.categories(record), judged=True)
        assert "without a qualifying sentence" in refused["category"]
        assert rules.may_enter("3", "2", rules.categories(record), judged=True) == {}

    def test_a_finding_needs_a_hospital_order(self) -> None:
        assert rules.category_2(sentenced("hospital_order", kind="finding_insanity")).holds is True
        assert rules.category_2(sentenced("absolute_discharge", kind="finding_insanity")).holds is False

    def test_a_caution_or_a_conviction_abroad_is_no_conviction_here(self) -> None:
        for kind in ("caution", "overseas_notice"):
            assert rules.category_2(sentenced("imprisonment", 24, kind=kind)).holds is False

    def test_nobody_is_let_in_before_the_offence_was_asked_about(self) -> None:
        answers = rules.categories(Record(NEED_NOT, [sentenced("imprisonment", 24, listed="")]))
        assert answers[1].holds is None
        assert rules.may_enter("2", "1", answers, judged=False)


class TestCoercion:
    # Scenario 3.
    @pytest.mark.parametrize("kind", ["imprisonment", "suspended_imprisonment"])
    def test_a_sentence_after_commencement_brings_them_in(self, kind: str) -> None:
        assert rules.category_2(replace(CCB, sentence=Sentence(kind, DAY, 14))).holds is True

    def test_one_that_still_runs_then_is_for_the_coordinator(self) -> None:
        before = Sentence("imprisonment", date(2025, 1, 31), 14, date(2026, 3, 31))
        answers = rules.categories(Record(NEED_NOT, [replace(CCB, sentence=before)]))
        assert answers[1].holds is None
        assert rules.CHECK in rules.doubt("2", answers)
        # The officer's word goes to the coordinator, who decides.
        assert rules.may_enter("2", "1", answers, judged=False) == {}

    def test_one_that_was_over_by_then_is_none(self) -> None:
        before = Sentence("imprisonment", date(2022, 1, 31), 14, date(2023, 3, 31))
        assert rules.category_2(replace(CCB, sentence=before)).holds is False

    def test_the_day_of_commencement_counts(self) -> None:
        on = replace(CCB, sentence=Sentence("imprisonment", rules.CCB_COMMENCED, 12))
        assert rules.category_2(on).holds is True
        eve = rules.CCB_COMMENCED - timedelta(days=1)
        assert rules.category_2(replace(CCB, sentence=Sentence("imprisonment", eve, 12))).holds is None


class TestCategories:
    def test_who_must_notify_is_category_1_and_in_no_other(self) -> None:
        one, _, three, _ = rules.categories(Record(MUST_NOTIFY, [GBH]))
        assert one.holds is True
        assert "1 June 2036" in one.why[0]
        assert three.holds is False

    def test_potentially_dangerous_people_are_not_mappa(self) -> None:
        assert rules.categories(Record(NEED_NOT))[2].holds is False

    def test_category_3_at_level_1_is_refused(self) -> None:
        # Scenario 4.
        answers = rules.categories(Record(NEED_NOT, [GBH]))
        assert "level" in rules.may_enter("3", "1", answers, judged=True)


_days = st.dates(date(2015, 1, 1), date(2026, 12, 31))
_sentences = st.builds(
    Sentence,
    st.sampled_from(DisposalKind.values),
    _days,
    st.integers(0, 240),
    st.none() | _days,
)
_convictions = st.builds(
    Conviction,
    st.just("An offence"),
    st.sampled_from(TriggerKind.values),
    _days,
    st.none() | _sentences,
    st.sampled_from(["", *Listed.values]),
)
_subjects = st.builds(
    Subject, st.sampled_from(["subject", "not_subject", "ended", "undetermined"]), st.none() | _days
)
_records = st.builds(Record, _subjects, st.lists(_convictions, max_size=2), st.integers(0, 2))


class TestOfAnyRecord:
    @given(_records)
    def test_every_category_is_answered_with_reasons(self, record: Record) -> None:
        answers = rules.categories(record)
        assert [each.category for each in answers] == ["1", "2", "3", "4"]
        assert all(each.why and all(line.strip() for line in each.why) for each in answers)

    @given(_records)
    def test_nobody_enters_what_a_rule_denies_nor_category_3_at_level_1(self, record: Record) -> None:
        answers = rules.categories(record)
        for each in answers:
            for judged in (True, False):
                if each.holds is False:
                    assert rules.may_enter(each.category, "2", answers, judged=judged)
                if each.holds is True:
                    assert not rules.may_enter(each.category, "2", answers, judged=judged)
        assert rules.may_enter("3", "1", answers, judged=True)

    @given(_records)
    def test_nobody_is_in_category_3_who_fits_another(self, record: Record) -> None:
        one, two, three, _ = rules.categories(record)
        assert not (three.holds is not False and (one.holds or two.holds))

    @given(_convictions, st.integers(1, 60))
    def test_a_longer_sentence_never_takes_anybody_out(self, conviction: Conviction, more: int) -> None:
        if conviction.sentence is None:
            return
        longer = replace(conviction.sentence, months=conviction.sentence.months + more)
        if rules.category_2(conviction).holds:
            assert rules.category_2(replace(conviction, sentence=longer)).holds

    @given(_convictions)
    def test_no_sentence_means_no_category_2(self, conviction: Conviction) -> None:
        assert rules.category_2(replace(conviction, sentence=None)).holds is False

    @given(_convictions)
    def test_an_unlisted_offence_is_never_category_2(self, conviction: Conviction) -> None:
        assert rules.category_2(replace(conviction, listed=Listed.NEITHER)).holds is False


class TestBeforeRelease:
    # Scenario 1: released on 15 January 2027.
    def test_called_for_at_eight_months_and_late_after_six(self) -> None:
        due = rules.before_release(date(2027, 1, 15), known_on=date(2025, 1, 1), alert=8, months=6)
        assert (due.called_for, due.by) == (date(2026, 5, 15), date(2026, 7, 15))

    def test_a_release_that_is_planned_late_is_screened_as_it_becomes_known(self) -> None:
        due = rules.before_release(date(2027, 1, 15), known_on=date(2026, 12, 1), alert=8, months=6)
        assert (due.called_for, due.by) == (date(2026, 12, 1), date(2026, 12, 1))


def test_a_licence_end_is_called_for_eight_weeks_before() -> None:
    # Scenario 26.
    due = rules.before_licence_end(date(2026, 6, 30), days=56)
    assert (due.called_for, due.by) == (date(2026, 5, 5), date(2026, 6, 30))


class TestGate:
    RELEASED = date(2026, 5, 25)

    def gate(self, before: str, after: str, weeks: int) -> rules.Gate | None:
        on = self.RELEASED + timedelta(weeks=weeks)
        return rules.gate(before, after, released_on=self.RELEASED, days=84, on=on)

    def test_within_twelve_weeks_of_release_a_lower_level_waits(self) -> None:
        # Scenario 12: released three weeks ago.
        assert self.gate("2", "1", 3)
        assert self.gate("3", "2", 11)

    def test_later_and_higher_levels_do_not(self) -> None:
        assert self.gate("2", "1", 12) is None
        assert self.gate("1", "2", 3) is None
        assert self.gate("2", "2", 3) is None

    def test_what_is_not_stable_asks_why_all_the_same(self) -> None:
        assert rules.stability(list(Stability), "") == {}
        assert "despite" in rules.stability([Stability.HOME], " ")
        assert rules.stability([Stability.HOME], "The plan holds.") == {}


class TestScreening:
    ANSWERED = {each.value: "no" for each in Prompt}
    HARM = {Group.PUBLIC.value: "low", Group.CHILDREN.value: "low", Group.KNOWN_ADULT.value: "low"}

    def test_a_whole_one_is_taken(self) -> None:
        assert rules.screening(prompts=self.ANSWERED, harm=self.HARM, rationale="Because.") == {}

    @pytest.mark.parametrize("missing", Prompt.values)
    def test_each_prompt_is_answered(self, missing: str) -> None:
        prompts = {**self.ANSWERED, missing: ""}
        assert missing in rules.screening(prompts=prompts, harm=self.HARM, rationale="Because.")

    def test_the_reasons_are_needed(self) -> None:
        assert "rationale" in rules.screening(prompts=self.ANSWERED, harm=self.HARM, rationale=" ")

    def test_what_others_hold_is_checked_first(self) -> None:
        prompts = {**self.ANSWERED, "others_hold": "yes", "checked": "no"}
        assert "checked" in rules.screening(prompts=prompts, harm=self.HARM, rationale="Because.")

    def test_the_next_comes_within_the_forces_time(self) -> None:
        today, latest = date(2026, 6, 15), date(2026, 10, 15)
        assert rules.next_screening(latest, screened_on=today, latest=latest) == {}
        for wrong in (today, latest + timedelta(days=1)):
            assert "next_on" in rules.next_screening(wrong, screened_on=today, latest=latest)


@pytest.mark.parametrize(
    ("stands", "agency"),
    [
        (Stands(), "police"),
        (Stands(supervised=True), "probation"),
        (Stands(in_custody=True), "probation"),
        (Stands(supervised=True, in_hospital=True), "health"),
        (Stands(supervised=True, under_18=True), "youth"),
    ],
)
def test_who_leads(stands: Stands, agency: str) -> None:
    assert rules.lead(stands)[0] == agency


class TestLeaving:
    @staticmethod
    def leaving(category: str = "1", trigger: str = Trigger.NOTIFICATION, **said: object) -> rules.Refusals:
        return rules.leaving(
            **{
                "category": category,
                "trigger": trigger,
                "closed": list(Closing),
                "subject": NEED_NOT,
                "supervision": Supervision(),
                "decided": False,
                "confirmed_by": "",
                "ended_on": date(2026, 6, 15),
                **said,
            }  # type: ignore[arg-type]
        )

    def test_what_ended_belongs_to_the_category(self) -> None:
        assert self.leaving() == {}
        assert "trigger" in self.leaving("2")
        assert self.leaving("2", Trigger.LICENCE) == {}
        assert self.leaving("3", Trigger.DIED) == {}

    def test_the_record_may_contradict_it(self) -> None:
        assert "1 June 2036" in self.leaving(subject=MUST_NOTIFY)["trigger"]
        still = self.leaving("2", Trigger.LICENCE, supervision=Supervision(until=date(2026, 7, 1)))
        assert "1 July 2026" in still["trigger"]
        for_life = self.leaving("2", Trigger.LICENCE, supervision=Supervision(for_life=True))
        assert "without an end" in for_life["trigger"]
        assert self.leaving(trigger=Trigger.DIED, subject=MUST_NOTIFY) == {}

    @pytest.mark.parametrize(
        ("category", "trigger", "said"),
        [
            ("1", Trigger.NOTIFICATION, {"subject": rules.Subject("undetermined")}),
            ("2", Trigger.LICENCE, {"supervision": Supervision(at_most_until=date(2027, 1, 1))}),
        ],
    )
    def test_what_the_record_cannot_say_somebody_has_confirmed(
        self, category: str, trigger: str, said: dict[str, object]
    ) -> None:
        assert "confirmed_by" in self.leaving(category, trigger, **said)
        assert self.leaving(category, trigger, confirmed_by="Probation, Ms Example", **said) == {}

    def test_that_the_risk_has_fallen_a_meeting_decides(self) -> None:
        assert "A meeting decides" in self.leaving("3", Trigger.DECISION)["trigger"]
        assert self.leaving("3", Trigger.DECISION, decided=True) == {}

    @pytest.mark.parametrize("missing", list(Closing))
    def test_the_whole_checklist_is_done(self, missing: Closing) -> None:
        assert "closed" in self.leaving(closed=[each for each in Closing if each != missing])


class TestTooLow:
    FOUND = date(2026, 6, 1)

    def test_what_a_screening_has_weighed_is_not_listed_again(self) -> None:
        signs = Signs(harm="high", harm_on=self.FOUND, changed_on=self.FOUND, breach_on=self.FOUND)
        assert len(rules.under_referred(signs)) == 3
        assert rules.under_referred(replace(signs, screened_on=self.FOUND)) == []
        assert rules.under_referred(replace(signs, screened_on=self.FOUND - timedelta(days=1)))

    def test_one_screened_at_a_higher_level_and_still_at_level_1_is_listed(self) -> None:
        signs = Signs(screened_on=self.FOUND, screened_at="2", breach_on=self.FOUND)
        found = rules.under_referred(signs)
        assert found[0] == "Screened at level 2 on 1 June 2026, and at level 1 still"
        assert len(found) == 2
        assert rules.under_referred(replace(signs, screened_at="1")) == []

    def test_an_agency_that_owes_an_action_speaks_for_more(self) -> None:
        assert rules.under_referred(Signs(others_owe=True)) == [
            "Another agency still owes an action of a meeting"
        ]

    def test_a_very_high_risk_and_the_missing_are_listed_whatever_was_screened(self) -> None:
        today = date(2026, 6, 15)
        assert rules.under_referred(Signs(harm="very_high", screened_on=today))
        assert rules.under_referred(Signs(sought=True, screened_on=today))

    def test_nothing_speaks_for_more_of_most(self) -> None:
        assert rules.under_referred(Signs(harm="medium")) == []
