"""Reactive management: who decides, what the database holds, what ends it at once, what the visits make of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from access.recording import Stale
from accounts.models import User
from diary import actions as diary
from diary.models import Entry, OutboxMessage, Task
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.models import DeskReview, ReactiveCase, ReactiveStep
from riskplans.reactive import record
from riskplans.visits.clock import clock_of
from tests import world
from tests.intelligence import reported
from tests.riskplans import reacting, visiting
from tests.riskplans.reacting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
LATER = world.at(TODAY + world.days(30))
BEFORE = world.at(TODAY - world.days(10))


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30, management_level="low")


def visit_due(person: Person) -> Entry | None:
    return person.diary_entries.open().filter(kind="visit").first()


def duties(person: Person) -> set[str]:
    kinds = person.diary_entries.open().values_list("kind", flat=True)
    return {kind for kind in kinds if kind in ("visit", "desk_review", "reactive_told", "reactive_review")}


def overdue(person: Person, **dates: Any) -> None:
    """Their notifications ended yesterday, or as `dates` say."""
    ended = {"work_to": TODAY - world.days(2), "last": TODAY - world.days(1), **dates}
    Entry.objects.filter(person=person, key__startswith="notifications/", met_on=None).update(**ended)


class TestDeciding:
    def test_three_people_and_then_no_visit_falls_due(self, officer: User, person: Person) -> None:
        case = reacting.proposed(officer, person)
        assert duties(person) == {"visit"}
        case = reacting.decided(world.supervisor(), case)
        assert (case.state, duties(person)) == ("supported", {"visit"})
        case = reacting.decided(reacting.inspector(), case)
        assert (case.state, case.starts_on) == ("reactive", TODAY)
        assert duties(person) == {"desk_review", "reactive_told"}
        assert person.diary_entries.open().get(kind="desk_review").last == TODAY.replace(year=2027)
        clock = clock_of(person, TODAY)
        assert clock
        assert clock.next(TODAY).by is None
        assert clock.away_on(TODAY) == ""

    def test_annual_notification_stays(self, officer: User, person: Person) -> None:
        def law() -> set[str]:
            return set(
                person.diary_entries.filter(key__startswith="notifications/").values_list("key", flat=True)
            )

        before = law()
        reacting.in_force(officer, person)
        assert before
        assert law() == before

    def test_nobody_decides_on_their_own(self, person: Person) -> None:
        supervisor = world.supervisor()
        case = reacting.proposed(supervisor, person)
        with pytest.raises(ValidationError, match="Somebody else decides"):
            reacting.decided(supervisor, case)
        inspector, _another = reacting.inspector(), reacting.inspector()
        reacting.decided(inspector, case)
        with pytest.raises(ValidationError, match="Somebody else decides"):
            reacting.decided(inspector, case, note="And again.")

    def test_a_supervisor_does_not_authorise(self, officer: User, person: Person) -> None:
        case = reacting.decided(world.supervisor(), reacting.proposed(officer, person))
        with pytest.raises(PermissionDenied):
            reacting.decided(world.supervisor(), case)

    def test_an_inspector_supports_nothing_that_nobody_could_then_authorise(
        self, officer: User, person: Person
    ) -> None:
        case, alone = reacting.proposed(officer, person), reacting.inspector()
        with pytest.raises(ValidationError, match="not be able to authorise"):
            reacting.decided(alone, case)
        assert reacting.decided(alone, case, agree=False).state == "refused"

    def test_an_inspector_supports_what_another_can_authorise(self, officer: User, person: Person) -> None:
        case, another = reacting.proposed(officer, person), reacting.inspector()
        assert reacting.decided(reacting.inspector(), case).state == "supported"
        assert reacting.decided(another, case).state == "reactive"

    def test_the_inspector_is_blocked_until_they_override(self, officer: User, person: Person) -> None:
        case = reacting.decided(world.supervisor(), reacting.proposed(officer, person))
        inspector = reacting.inspector()
        with pytest.raises(ValidationError) as refused:
            reacting.decided(inspector, case, override="")
        assert "blocked" in refused.value.message_dict["override"][0]
        reacting.decided(inspector, case, override="No device in the house.")
        step = ReactiveStep.objects.get(case=case, kind="authorised")
        assert step.overrides
        assert "static" in step.unmet

    def test_a_proposal_against_a_criterion_says_why(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            reacting.proposed(officer, person, override="", said={})
        assert {"children_holds", "agreed_holds"} <= set(refused.value.message_dict)
        with pytest.raises(ValidationError) as refused:
            reacting.proposed(officer, person, override="")
        assert set(refused.value.message_dict) == {"override"}

    def test_each_task_says_what_was_decided(self, officer: User, person: Person) -> None:
        reacting.in_force(officer, person)
        done = Task.objects.filter(person=person, source__startswith="riskplans/reactive:")
        assert list(done.order_by("set_at", "source").values_list("done_note", flat=True)) == [
            "Supported",
            "Authorised",
        ]

    def test_refused_it_ends_and_can_be_proposed_again(self, officer: User, person: Person) -> None:
        case = reacting.decided(world.supervisor(), reacting.proposed(officer, person), agree=False)
        assert case.state == "refused"
        assert reacting.proposed(officer, person) != case

    def test_a_stale_or_double_decision_changes_nothing(self, officer: User, person: Person) -> None:
        supervisor = world.supervisor()
        case = reacting.proposed(officer, person)
        said = {"agree": True, "note": "Agreed.", "now": NOW}
        once = actions.decide_reactive(supervisor, case=case, version=case.version, **said)
        twice = actions.decide_reactive(supervisor, case=case, version=case.version, **said)
        assert once.version == twice.version
        with pytest.raises(Stale):
            actions.decide_reactive(reacting.inspector(), case=case, version=case.version, **said)

    def test_the_same_form_twice_is_one_proposal(self, officer: User, person: Person) -> None:
        one = uuid4()
        first = reacting.proposed(officer, person, submission=one)
        assert reacting.proposed(officer, person, submission=one) == first
        with pytest.raises(ValidationError, match="already"):
            reacting.proposed(officer, person)


class TestDatabase:
    """What the verbs refuse the database refuses too, were it of all rows at once."""

    @pytest.mark.parametrize("state", ["reactive", "review", "ended"])
    def test_no_step_is_skipped(self, officer: User, person: Person, state: str) -> None:
        reacting.proposed(officer, person)
        with pytest.raises(ProgrammingError, match="ransition"), transaction.atomic():
            ReactiveCase.objects.update(state=state, starts_on=TODAY, questioned_on=TODAY)

    def test_nobody_is_reactive_without_three_people(self, officer: User, person: Person) -> None:
        reacting.decided(world.supervisor(), reacting.proposed(officer, person))
        with pytest.raises(IntegrityError, match="three people"), transaction.atomic():
            ReactiveCase.objects.update(state="reactive", starts_on=TODAY)

    def test_the_three_are_different(self, officer: User, person: Person) -> None:
        case = reacting.proposed(officer, person)
        with pytest.raises(IntegrityError, match="three_different"), transaction.atomic():
            ReactiveStep.objects.create(
                person=person, case=case, round=1, kind="supported", note="I", at=NOW, by=officer
            )

    def test_it_begins_with_a_proposal(self, officer: User, person: Person) -> None:
        with pytest.raises(IntegrityError, match="begins with a proposal"), transaction.atomic():
            ReactiveCase.objects.create(
                person=person, recorded_at=NOW, recorded_by=officer, state="reactive", starts_on=TODAY
            )

    def test_a_new_round_needs_everybody_anew(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reported.report(officer, person)
        with pytest.raises(IntegrityError, match="another round"), transaction.atomic():
            ReactiveCase.objects.filter(pk=case.pk).update(state="proposed")

    def test_an_override_has_its_reason(self, officer: User, person: Person) -> None:
        case = reacting.proposed(officer, person)
        with pytest.raises(IntegrityError, match="override_with_reason"), transaction.atomic():
            ReactiveStep.objects.create(
                person=person,
                case=case,
                round=1,
                kind="authorised",
                note="Yes",
                at=NOW,
                by=world.supervisor(),
                unmet=["devices"],
            )

    def test_what_was_written_stays(self, officer: User, person: Person) -> None:
        reacting.reviewed(officer, reacting.in_force(officer, person))
        for model in (ReactiveStep, DeskReview):
            with pytest.raises(ProgrammingError, match="update or delete"), transaction.atomic():
                model.objects.update(person=person)


class TestExits:
    """Whatever happens, visits begin again in the transaction that records it, and the manager is told."""

    def _told(self, person: Person) -> int:
        return OutboxMessage.objects.filter(person=person, subject__contains="come under review").count()

    def test_any_intelligence(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reported.report(world.officer(), person)
        case.refresh_from_db()
        assert (case.state, case.questioned_on) == ("review", TODAY)
        assert duties(person) == {"visit", "reactive_review"}
        due = visit_due(person)
        assert due
        assert due.last == TODAY + world.days(15)
        assert self._told(person) == 1
        assert ReactiveStep.objects.get(case=case, kind="questioned").note == "Intelligence came in."

    def test_an_arrest(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        people.record_custody(
            officer, person=person, kind="police_detention", starts_on=TODAY, place="", now=NOW
        )
        case.refresh_from_db()
        assert case.state == "review"
        assert self._told(person) == 0  # the manager did it

    def test_a_new_home(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        people.record_move(
            world.supervisor(),
            person=person,
            address={"line_1": "4 High Street", "town": "Kirkby", "postcode": "CX1 2BB"},
            kind="residence",
            starts_on=TODAY,
            child_in_household="no",
            now=NOW,
        )
        case.refresh_from_db()
        assert (case.state, self._told(person)) == ("review", 1)

    def test_a_missed_notification_in_the_sweep_that_sees_it_and_once(
        self, officer: User, person: Person
    ) -> None:
        case = reacting.in_force(officer, person, now=BEFORE)
        overdue(person)
        diary.sweep(today=TODAY, now=NOW)
        case.refresh_from_db()
        assert (case.state, self._told(person)) == ("review", 1)
        assert actions.notice_missed(now=NOW) == 0

    def test_not_what_the_police_owe_about_notifications(self, officer: User, person: Person) -> None:
        reacting.in_force(officer, person, now=BEFORE)
        overdue(person, kind="review_determine")
        assert actions.notice_missed(now=NOW) == 0
        assert not record.missed(NOW).filter(person=person).exists()

    @pytest.mark.parametrize("computed", [TODAY, TODAY + world.days(20)])
    def test_not_what_was_overridden_to_an_earlier_day(
        self, officer: User, person: Person, computed: date
    ) -> None:
        reacting.in_force(officer, person, now=BEFORE)
        overdue(person, computed_last=computed)
        assert actions.notice_missed(now=NOW) == 0
        later = datetime.combine(computed + world.days(1), NOW.timetz())
        assert actions.notice_missed(now=later) == 1

    def test_what_was_missed_and_authorised_all_the_same_brings_it_back_no_more(
        self, officer: User, person: Person
    ) -> None:
        overdue(person)
        case = reacting.in_force(officer, person)
        assert "notified" in ReactiveStep.objects.get(case=case, kind="authorised").unmet
        overdue(person)  # as authorising left it to be computed again
        assert actions.notice_missed(now=NOW) == 0
        overdue(person, work_to=TODAY, last=TODAY)
        assert actions.notice_missed(now=world.at(TODAY + world.days(1))) == 1

    def test_a_change_said_by_hand_tells_nothing_of_its_class(self, officer: User, person: Person) -> None:
        reacting.in_force(officer, person)
        actions.report_change(
            officer, person=person, kind="pregnancy", what="She is pregnant", happened_on=TODAY, now=NOW
        )  # type: ignore[arg-type]
        assert "pregnant" not in ReactiveStep.objects.get(kind="questioned").note

    def test_who_only_waits_for_a_decision_goes_on_waiting(self, officer: User, person: Person) -> None:
        case = reacting.proposed(officer, person)
        reported.report(officer, person)
        case.refresh_from_db()
        assert case.state == "proposed"

    def test_to_stay_needs_both_approvals_anew(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reported.report(officer, person)
        again = reacting.proposed(officer, person)
        assert (again.pk, again.round, again.state) == (case.pk, 2, "proposed")
        assert "visit" in duties(person)
        reacting.decided(reacting.inspector(), reacting.decided(world.supervisor(), again))
        assert duties(person) == {"desk_review", "reactive_told"}

    def test_or_they_are_visited_from_now_on(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reported.report(officer, person)
        case.refresh_from_db()
        case = actions.end_reactive(
            officer, case=case, version=case.version, why="Moved in with a family", now=NOW
        )
        assert (case.state, duties(person)) == ("ended", {"visit"})


class TestDeskReview:
    def test_it_meets_its_duty_and_the_next_is_a_year_on(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        made = reacting.reviewed(officer, case, now=LATER)
        met = person.diary_entries.get(kind="desk_review", met_on__isnull=False)
        assert (met.last, met.met_on) == (TODAY.replace(year=2027), LATER.date())
        assert person.diary_entries.open().get(kind="desk_review").last == LATER.date().replace(year=2027)
        assert made.checks.count() == 4

    def test_what_it_finds_puts_them_under_review(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reacting.reviewed(officer, case, "question")
        case.refresh_from_db()
        assert (case.state, duties(person)) == ("review", {"visit", "reactive_review"})

    def test_or_ends_it(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        reacting.reviewed(officer, case, "visits")
        assert duties(person) == {"visit"}

    def test_what_was_looked_at_before_does_not_count(self, officer: User, person: Person) -> None:
        case = reacting.in_force(officer, person)
        with pytest.raises(ValidationError) as refused:
            reacting.reviewed(officer, case, said=reacting.looked(TODAY - world.days(1)))
        assert "pnc_on" in refused.value.message_dict


def test_being_told_meets_the_duty(officer: User, person: Person) -> None:
    case = reacting.in_force(officer, person)
    with pytest.raises(ValidationError) as refused:
        actions.record_told(
            officer, case=case, version=case.version, told_on=TODAY + world.days(1), told_how="", now=NOW
        )
    assert set(refused.value.message_dict) == {"told_on", "told_how"}
    actions.record_told(
        officer, case=case, version=case.version, told_on=TODAY, told_how="By letter", now=NOW
    )
    assert duties(person) == {"desk_review"}


def test_the_dead_are_not_looked_at_again(officer: User, person: Person) -> None:
    reacting.in_force(officer, person)
    world.detail(officer, person, "gone", kind="deceased", starts_on=TODAY, source="police")
    assert duties(person) == set()
