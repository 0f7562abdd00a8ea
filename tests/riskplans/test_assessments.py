"""Risk assessments from beginning to approval, and what the database refuses whoever asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, Task
from offenders.choices import ManagementLevel
from offenders.models import Person
from practice.keys import KEYS
from riskplans import actions
from riskplans.assessments import queries
from riskplans.assessments.choices import AssessmentState, ChangeKind, Level
from riskplans.models import AssessedFactor, AssessedResult, Assessment, RiskReview
from tests import world
from tests.riskplans import assessing, visiting
from tests.riskplans.plans import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
LATER = world.at(TODAY, 15)
REFUSED = DatabaseError


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)


class TestBeginning:
    def test_arms_is_not_offered_for_a_woman_and_judgement_is(self, officer: User) -> None:
        woman = world.person(officer, sex="female", given_names="Anna")
        with pytest.raises(ValidationError, match="males only"):
            assessing.begun(officer, woman)
        assert assessing.begun(officer, woman, "judgement").state == AssessmentState.DRAFT

    def test_eleven_factors_carry_what_visits_have_shown(self, officer: User, person: Person) -> None:
        visit = visiting.made(officer, person, on=TODAY - world.days(3))
        actions.complete_visit(
            officer,
            visit=visit,
            version=0,
            record={"routine": "Works nights at the bakery", "peers": "Seen with a co-offender"},
            found=actions.Found(),
            now=NOW,
        )
        factors = {row.factor: row for row in assessing.begun(officer, person).factors.all()}
        assert len(factors) == 11
        assert factors["routine"].evidence == "Visit of 12 June 2026: Works nights at the bakery"
        assert (factors["influences"].sources, factors["influences"].evidenced_on) == (
            ["observed"],
            date(2026, 6, 12),
        )
        assert {row.priority for row in factors.values()} == {""}
        assert not any(row.confirmed_at for row in factors.values())

    def test_what_was_before_is_shown_and_never_copied(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        assessing.approved(
            officer, person, supervisor=supervisor, high={"opportunity"}, on=TODAY - world.days(2)
        )
        again = {row.factor: row for row in assessing.begun(officer, person).factors.all()}
        assert (again["opportunity"].before, again["opportunity"].priority) == ("high", "")
        assert again["opportunity"].evidence == ""

    def test_begun_twice_is_refused_and_sent_twice_is_one(self, officer: User, person: Person) -> None:
        assessing.begun(officer, person)
        with pytest.raises(ValidationError, match="begun already"):
            assessing.begun(officer, person)

    def test_nobody_else_begins_one(self, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            assessing.begun(world.officer(of=world.unit("East unit")), person)


class TestHandingIn:
    def test_not_before_every_factor_has_been_gone_through(self, officer: User, person: Person) -> None:
        found = assessing.begun(officer, person)
        first = found.factors.all()[0]
        assessing.gone_through(officer, first)
        with pytest.raises(ValidationError) as refused:
            actions.hand_in_assessment(officer, assessment=found, version=1, now=NOW)
        said = " ".join(refused.value.messages)
        assert "10 factors have not been gone through" in said
        assert "The result is missing." in said

    def test_a_high_factor_without_source_is_refused(self, officer: User, person: Person) -> None:
        factor = assessing.begun(officer, person).factors.all()[0]
        with pytest.raises(ValidationError) as refused:
            assessing.gone_through(officer, factor, priority="high", sources=[])
        assert set(refused.value.message_dict) == {"sources"}

    def test_a_stale_factor_is_not_overwritten(self, officer: User, person: Person) -> None:
        factor = assessing.begun(officer, person).factors.all()[0]
        assessing.gone_through(officer, factor)
        with pytest.raises(Stale):
            assessing.gone_through(officer, factor)

    def test_it_meets_the_duty_and_waits_for_a_supervisor(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        first = Entry.objects.get(person=person, kind="assessment")
        # Fifteen working days: the bank holiday of 25 May is none.
        assert (first.title, first.last) == ("First ARMS assessment", date(2026, 6, 8))
        made = assessing.handed_in(officer, person)
        met = Entry.objects.get(person=person, key=first.key)
        assert (met.met_on, met.last, made.was_due_on) == (TODAY, date(2026, 6, 8), date(2026, 6, 8))
        following = Entry.objects.open().get(person=person, kind="assessment")
        assert (following.title, following.last) == ("ARMS assessment", date(2027, 6, 15))
        assert Task.objects.open().get(source__startswith="riskplans/approve").owner == supervisor

    def test_another_tool_does_not_meet_it(self, officer: User, person: Person) -> None:
        assessing.handed_in(officer, person, "rosh", levels={"children": "high"})
        assert Entry.objects.open().filter(person=person, key="assessments/assessment:first").exists()

    def test_a_day_ends_after_the_forces_own_number_of_days(self, person: Person, officer: User) -> None:
        assert not KEYS["arms.review"].waits
        world.decided("arms.review", 6, TODAY)
        assessing.handed_in(officer, person)
        assert Entry.objects.open().get(person=person, kind="assessment").last == date(2026, 12, 15)


class TestDeciding:
    def test_approved_it_stands_and_the_one_before_is_replaced(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        old = assessing.approved(
            officer, person, supervisor=supervisor, high={"hostility"}, on=TODAY - world.days(2)
        )
        new = assessing.approved(
            officer,
            person,
            supervisor=supervisor,
            high={"opportunity", "routine"},
            levels={"overall": "high"},
        )
        old.refresh_from_db()
        assert (old.state, old.superseded_on) == (AssessmentState.SUPERSEDED, TODAY)
        assert queries.standing(person) == [new]
        assert queries.high_priority(person) == {"opportunity", "routine"}

    def test_what_waits_does_not_stand(self, officer: User, person: Person) -> None:
        assessing.handed_in(officer, person, high={"opportunity"})
        assert queries.standing(person) == []
        assert queries.high_priority(person) == set()

    def test_returned_with_reasons_it_is_put_right_and_handed_in_again(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        made = assessing.handed_in(officer, person)
        with pytest.raises(ValidationError):
            actions.decide_assessment(
                supervisor, assessment=made, version=made.version, approve=False, note=" ", now=NOW
            )
        back = actions.decide_assessment(
            supervisor, assessment=made, version=made.version, approve=False, note="Who is at risk?", now=NOW
        )
        task = Task.objects.open().get(source__startswith="riskplans/returned")
        assert (task.owner, task.detail) == (officer, "Who is at risk?")
        with pytest.raises(ValidationError, match="Nothing has changed since"):
            actions.hand_in_assessment(officer, assessment=back, version=back.version, now=NOW)
        back = assessing.put_right(officer, back)
        again = actions.hand_in_assessment(officer, assessment=back, version=back.version, now=NOW)
        assert again.state == AssessmentState.SUBMITTED
        assert not Task.objects.open().filter(source__startswith="riskplans/returned").exists()
        assert Task.objects.open().filter(source__startswith="riskplans/approve").count() == 1

    def test_nobody_decides_on_their_own(self, person: Person) -> None:
        both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        made = assessing.handed_in(both, person)
        with pytest.raises(ValidationError, match="somebody else"):
            actions.decide_assessment(
                both, assessment=made, version=made.version, approve=True, note="", now=NOW
            )

    def test_nobody_decides_on_what_they_wrote_in(self, officer: User, person: Person) -> None:
        both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        made = assessing.begun(officer, person)
        assessing.gone_through(both, made.factors.all()[0])
        assessing.finished(officer, made)
        for state in ("returned", "submitted"):  # whoever hands it in again
            made.refresh_from_db()
            made = actions.hand_in_assessment(officer, assessment=made, version=made.version, now=NOW)
            with pytest.raises(ValidationError, match="You wrote in this assessment"):
                decided(both, made)
            with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
                Assessment.objects.update(state="approved", decided_at=NOW, decided_by=both)
            with pytest.raises(REFUSED, match="authors_stay"), transaction.atomic():
                Assessment.objects.update(authors=[officer.pk])
            if state == "returned":
                assessing.put_right(officer, decided(world.supervisor(), made, approve=False))

    def test_whoever_handed_it_in_first_stays_an_author(self, officer: User, person: Person) -> None:
        both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        made = assessing.written(officer, person)
        made = actions.hand_in_assessment(both, assessment=made, version=made.version, now=NOW)
        made = assessing.put_right(officer, decided(world.supervisor(), made, approve=False))
        made = actions.hand_in_assessment(officer, assessment=made, version=made.version, now=NOW)
        with pytest.raises(ValidationError, match="You wrote in this assessment"):
            decided(both, made)

    def test_an_older_one_entered_later_is_kept_beside_the_newer(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        new = assessing.approved(officer, person, supervisor=supervisor, levels={"overall": "high"})
        made = assessing.handed_in(officer, person, on=TODAY - world.days(9), now=NOW)
        with pytest.raises(REFUSED, match="a later assessment stands"), transaction.atomic():
            Assessment.objects.filter(pk=made.pk).update(
                state="approved", decided_at=NOW, decided_by=supervisor
            )
        old = decided(supervisor, made)
        assert (old.state, old.superseded_on) == (AssessmentState.SUPERSEDED, TODAY)
        assert decided(supervisor, old) == old
        assert queries.standing(person) == [new]
        assert queries.values(person)[1].level == Level.HIGH

    def test_given_up_it_makes_room(self, officer: User, person: Person) -> None:
        found = assessing.begun(officer, person)
        actions.drop_assessment(officer, assessment=found, version=1, why="Wrong tool", now=NOW)
        assert assessing.begun(officer, person).pk != found.pk


class TestWhatTheDatabaseHolds:
    @pytest.mark.parametrize("to", ["approved", "returned", "superseded"])
    def test_a_draft_takes_one_step_at_a_time(self, officer: User, person: Person, to: str) -> None:
        assessing.written(officer, person)
        with pytest.raises(REFUSED), transaction.atomic():
            Assessment.objects.update(state=to)

    def test_nor_is_it_handed_in_with_a_factor_open(self, officer: User, person: Person) -> None:
        assessing.begun(officer, person)
        whole = {"submitted_at": NOW, "submitted_by": officer, "assessed_on": TODAY, "evidence": "x"}
        with pytest.raises(REFUSED, match="gone through"), transaction.atomic():
            Assessment.objects.update(state="submitted", **whole)

    @pytest.mark.parametrize(
        ("model", "change"),
        [
            (Assessment, {"formulation": "Another"}),
            (Assessment, {"state": "draft"}),
            (AssessedFactor, {"priority": "low"}),
            (AssessedResult, {"level": "low"}),
        ],
    )
    def test_what_was_approved_changes_no_more(
        self, officer: User, supervisor: User, person: Person, model: type[Model], change: dict[str, str]
    ) -> None:
        assessing.approved(
            officer, person, supervisor=supervisor, high={"opportunity"}, levels={"overall": "high"}
        )
        with pytest.raises(REFUSED), transaction.atomic():
            model._default_manager.update(**change)
        with pytest.raises(REFUSED), transaction.atomic():
            model._default_manager.all().delete()

    def test_nothing_is_added_to_it_afterwards(self, officer: User, person: Person) -> None:
        made = assessing.handed_in(officer, person)
        for hour in (8, 11):  # nor what is said to be from before
            with pytest.raises(REFUSED, match="handed in"), transaction.atomic():
                AssessedFactor.objects.create(
                    person=person, assessment=made, factor="twelfth", recorded_at=world.at(TODAY, hour)
                )

    def test_nor_moved_out_of_it_or_into_it(self, officer: User, person: Person) -> None:
        made = assessing.handed_in(officer, person)
        other = assessing.written(officer, person, "rosh", levels={"children": "high"})
        for of, to in ((made, other), (other, made)):
            with pytest.raises(REFUSED, match="handed in"), transaction.atomic():
                AssessedResult.objects.filter(assessment=of).update(assessment=to)

    def test_approval_is_somebody_elses(self, officer: User, person: Person) -> None:
        assessing.handed_in(officer, person)
        with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
            Assessment.objects.update(state="approved", decided_at=NOW, decided_by=officer)


class TestTheFourValues:
    def test_each_is_what_the_latest_of_it_says(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        how = {"supervisor": supervisor}
        assessing.approved(officer, person, "rm2000", levels={"s": "medium", "v": "low"}, **how)
        assessing.approved(officer, person, levels={"overall": "high"}, **how)
        harm = {"children": "very_high", "public": "low", "staff": "none"}
        assessing.approved(officer, person, "rosh", levels=harm, **how)
        static, arms, rosh, level = queries.values(person)
        assert [each.level for each in (static, arms, rosh)] == [Level.MEDIUM, Level.HIGH, Level.VERY_HIGH]
        assert (arms.name, level.level) == ("ARMS priority", "high")
        newer = assessing.approved(
            officer, person, "osp", levels={"dc": "low", "iic": "low"}, now=world.at(TODAY, 15), **how
        )
        assert (queries.values(person)[0].level, queries.values(person)[0].assessment) == (
            Level.LOW,
            newer.pk,
        )

    def test_one_query(self, person: Person, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(1):  # type: ignore[operator]
            queries.values(person)


A, B, C = "A", "B", "C"  # each an officer and a supervisor at once; A has written it
STEPS = [(verb, who) for verb in ("rate", "write", "hand in", "return", "approve") for who in (A, B, C)]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.lists(st.sampled_from(STEPS), min_size=4, max_size=10))
@example(path=[("rate", B), ("hand in", A), ("approve", B), ("approve", C)])
@example(path=[("hand in", B), ("return", C), ("hand in", A), ("approve", B)])
@example(path=[("hand in", A), ("return", B), ("write", B), ("hand in", A), ("approve", B), ("approve", A)])
def test_no_path_leads_to_an_approval_by_somebody_who_wrote_in_it(path: list[tuple[str, str]]) -> None:
    sid = transaction.savepoint()
    try:
        people = {name: world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR) for name in (A, B, C)}
        made = assessing.written(people[A], world.person(people[A]))
        for verb, who in path:
            made.refresh_from_db()
            try:
                with transaction.atomic():
                    _take(verb, people[who], made)
            except ValidationError:
                continue
        made.refresh_from_db()
        if made.state == AssessmentState.APPROVED:
            assert str(made.decided_by_id) not in _writers(made)
    finally:
        transaction.savepoint_rollback(sid)


def _take(verb: str, by: User, made: Assessment) -> None:
    """One thing that somebody tries."""
    match verb:
        case "rate":
            factor = made.factors.get(factor="opportunity")
            assessing.gone_through(by, factor, evidence=f"As {by} knows")
        case "write":
            said = {"formulation": f"As {by} sees it"}
            actions.write_assessment(
                by, assessment=made, version=made.version, said=said, results={}, now=NOW
            )
        case "hand in":
            actions.hand_in_assessment(by, assessment=made, version=made.version, now=NOW)
        case "return" | "approve":
            decided(by, made, approve=verb == "approve")


def _writers(made: Assessment) -> set[str]:
    """Who has written in it, as the history has it, whatever the assessment says of its authors."""
    kept: list[Any] = world.steps_of(made, apart_from=["approved", "returned"])
    for model in (AssessedFactor, AssessedResult):
        kept += model.pgh_event_model.objects.filter(assessment=made)  # type: ignore[attr-defined]
    return {each.pgh_context.metadata["user"] for each in kept}


class TestTheReviewAfterAChange:
    @pytest.fixture
    def review(self, officer: User, person: Person) -> RiskReview:
        world.detail(officer, person, "device", kind="phone", make="Nokia")
        return RiskReview.objects.open().get(person=person)

    def test_is_answered_by_an_assessment_once_that_is_approved(
        self, officer: User, supervisor: User, person: Person, review: RiskReview
    ) -> None:
        made = assessing.handed_in(officer, person)
        assert RiskReview.objects.open().get(person=person) == review
        decided(supervisor, made)
        review.refresh_from_db()
        assert (review.outcome, review.assessment, review.settled_by) == ("assessed", made, supervisor)
        assert not Entry.objects.open().filter(person=person, kind="risk_review").exists()

    def test_is_not_by_a_tool_that_does_not_meet_the_duty(
        self, officer: User, supervisor: User, person: Person, review: RiskReview
    ) -> None:
        assessing.approved(officer, person, "rosh", supervisor=supervisor, levels={"children": "high"})
        assert RiskReview.objects.open().get(person=person) == review

    def test_is_not_by_one_handed_in_before_the_last_change(
        self, officer: User, supervisor: User, person: Person, review: RiskReview
    ) -> None:
        made = assessing.handed_in(officer, person)
        actions.report_change(
            officer,
            person=person,
            kind=ChangeKind.BEREAVEMENT,
            what="His father died",
            happened_on=TODAY,
            now=world.at(TODAY, 11),
        )
        decided(supervisor, made)
        assert RiskReview.objects.open().get(person=person) == review

    def test_asks_for_the_plan_too_where_it_is_older_than_the_change(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        """Assessing again is half of it: a newer plan, or why this one holds, is the other."""
        written.approved(officer, person, supervisor)
        review = self._after_a_change(officer, person)
        assessing.approved(officer, person, supervisor=supervisor, now=world.at(TODAY, 12))
        review.refresh_from_db()
        assert (review.outcome, review.assessment is None) == ("", False)
        with pytest.raises(ValidationError, match="plan still holds"):
            actions.settle_review(officer, review=review, version=review.version, note="It does", now=LATER)
        with pytest.raises(IntegrityError, match="older than the change"), transaction.atomic():
            RiskReview.objects.update(outcome="assessed", settled_at=LATER, settled_by=officer)
        actions.settle_review(
            officer, review=review, version=review.version, plan_note="It names the device", now=LATER
        )
        review.refresh_from_db()
        assert (review.outcome, review.plan_note) == ("assessed", "It names the device")

    def test_is_settled_by_the_newer_plan(self, officer: User, supervisor: User, person: Person) -> None:
        written.approved(officer, person, supervisor)
        review = self._after_a_change(officer, person)
        assessing.approved(officer, person, supervisor=supervisor, now=world.at(TODAY, 12))
        written.approved(officer, person, supervisor, now=LATER)
        review.refresh_from_db()
        assert review.outcome == "assessed"

    def test_collects_again_what_the_assessment_did_not_know(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        written.approved(officer, person, supervisor)
        review = self._after_a_change(officer, person)
        assessing.approved(officer, person, supervisor=supervisor, now=world.at(TODAY, 12))
        self._after_a_change(officer, person, at=13)
        review.refresh_from_db()
        assert (review.outcome, review.assessment) == ("", None)

    def test_another_level_asks_for_the_plan_again(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        assert person.management_level != "very_high"
        written.approved(officer, person, supervisor)
        actions.set_level(
            officer, person=person, level=ManagementLevel.VERY_HIGH, why="Alone with them", now=LATER
        )
        assert (
            RiskReview.objects.open().get(person=person).changes.get().what.startswith("Managed at another")
        )

    def _after_a_change(self, officer: User, person: Person, at: int = 11) -> RiskReview:
        actions.report_change(
            officer,
            person=person,
            kind=ChangeKind.BEREAVEMENT,
            what="His father died",
            happened_on=TODAY,
            now=world.at(TODAY, at),
        )
        return RiskReview.objects.open().get(person=person)


def decided(by: User, made: Assessment, *, approve: bool = True) -> Assessment:
    made.refresh_from_db()
    return actions.decide_assessment(
        by, assessment=made, version=made.version, approve=approve, note="Seen", now=world.at(TODAY, 12)
    )
