"""Planning, making and recording visits through the verbs: what they refuse, what follows, what the database holds."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from notifications.models import Breach
from offenders import actions as people
from offenders.models import Device, Person
from riskplans import actions
from riskplans.actions.telling import supervisors_of
from riskplans.choices import NextStep, Outcome, Reviewed, VisitState
from riskplans.models import (
    Alone,
    AttemptsDecision,
    DeviceSeen,
    PersonPresent,
    RiskChange,
    RiskReview,
    Silence,
    Visit,
    VisitInterval,
)
from riskplans.visits.clock import clock_of
from riskplans.visits.outcomes import left_after
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.visits, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def duty(person: Person) -> Entry:
    return person.diary_entries.open().get(kind="visit")


class TestTheClock:
    def test_the_first_visit_is_due_fifteen_days_after_the_record_is_opened(self, person: Person) -> None:
        assert duty(person).last == TODAY + world.days(15)

    def test_being_seen_meets_the_duty_and_sets_the_next(self, officer: User, person: Person) -> None:
        before = duty(person)
        visit = visiting.made(officer, person)
        before.refresh_from_db()
        assert (before.met_on, before.met_by, before.last) == (TODAY, str(visit.pk), TODAY + world.days(15))
        assert duty(person).last == TODAY.replace(month=9)

    def test_a_failed_attempt_never_moves_it(self, officer: User, person: Person) -> None:
        before = duty(person).last
        for days, outcome in ((0, "not_in"), (1, "refused")):
            visiting.made(officer, person, outcome, TODAY + world.days(days))
            assert duty(person).last == before

    def test_custody_suspends_it_and_the_release_asks_for_a_visit(
        self, officer: User, person: Person
    ) -> None:
        visiting.made(officer, person)
        absence = people.record_custody(
            officer,
            person=person,
            kind="custody",
            starts_on=TODAY + world.days(1),
            place="",
            now=world.at(TODAY + world.days(1)),
        )
        assert duty(person).last is None
        out = TODAY + world.days(20)
        people.record_release(officer, absence=absence, released_on=out, now=world.at(out))
        assert duty(person).last == out + world.days(15)

    def test_nobody_visits_the_dead(self, officer: User, person: Person) -> None:
        world.detail(officer, person, "gone", kind="deceased", starts_on=TODAY, source="police")
        assert not person.diary_entries.open().filter(kind="visit").exists()
        with pytest.raises(ValidationError, match="died"):
            visiting.planned(officer, person)

    def test_the_level_decides_and_a_corrected_level_moves_it(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        person.refresh_from_db()
        people.correct(
            officer,
            fact=person,
            version=person.version,
            changes={"management_level": "low"},
            reason="Assessed",
            now=NOON,
        )
        assert duty(person).last == TODAY.replace(year=2027)

    def test_a_visit_due_keeps_no_record_from_being_archived(self, officer: User, supervisor: User) -> None:
        from offenders.choices import ArchiveReason

        person = world.person(officer)
        for fact in (person.disposals.get(), person.triggers.get()):
            people.void(officer, fact=fact, version=1, reason="Another person's", now=NOW)
        assert duty(person)
        people.archive(supervisor, person=person, why=ArchiveReason.ERRONEOUS, note="", now=NOW)
        assert not person.diary_entries.open().exists()
        people.reopen(supervisor, person=person, reason="Wrongly archived", now=NOW)
        assert duty(person)


class TestIntervals:
    def test_a_shorter_one_counts_at_once(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        actions.set_interval(
            officer, person=person, amount=6, span_of="weeks", why="Isolated since May", now=NOON
        )
        assert duty(person).last == TODAY + world.days(42)

    def test_a_longer_one_waits_for_a_supervisor(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visiting.made(officer, person)
        asked = actions.set_interval(
            officer, person=person, amount=6, span_of="months", why="Stable", now=NOON
        )
        assert duty(person).last == TODAY.replace(month=9)
        task = Task.objects.open().get(source=f"riskplans/interval:{asked.pk}")
        assert task.owner == supervisor
        with pytest.raises(PermissionDenied):
            actions.answer_interval(
                officer, interval=asked, version=1, answer="approved", note="Yes", now=NOON
            )
        actions.answer_interval(
            supervisor, interval=asked, version=1, answer="approved", note="Stable", now=NOON
        )
        assert duty(person).last == TODAY.replace(month=12)
        assert not Task.objects.open().filter(pk=task.pk).exists()

    def test_one_refused_changes_nothing(self, officer: User, supervisor: User, person: Person) -> None:
        visiting.made(officer, person)
        asked = actions.set_interval(
            officer, person=person, amount=6, span_of="months", why="Stable", now=NOON
        )
        actions.answer_interval(
            supervisor, interval=asked, version=1, answer="refused", note="Not yet", now=NOON
        )
        assert duty(person).last == TODAY.replace(month=9)

    def test_nobody_approves_their_own(self, supervisor: User) -> None:
        person = world.person(supervisor)
        asked = actions.set_interval(
            supervisor, person=person, amount=6, span_of="months", why="Stable", now=NOW
        )
        with pytest.raises(ValidationError, match="yourself"):
            actions.answer_interval(
                supervisor, interval=asked, version=1, answer="approved", note="Yes", now=NOW
            )
        with pytest.raises(IntegrityError, match="interval_answered_by_another"), transaction.atomic():
            VisitInterval.objects.update(
                answer="approved", answer_note="Yes", answered_at=NOW, answered_by=supervisor
            )

    def test_one_nobody_approved_gives_way_to_a_stricter_level(self, officer: User, supervisor: User) -> None:
        person = world.person(officer, management_level="low")
        visiting.made(officer, person)
        actions.set_interval(officer, person=person, amount=6, span_of="months", why="Isolated", now=NOON)
        person.refresh_from_db()
        people.correct(
            officer,
            fact=person,
            version=person.version,
            changes={"management_level": "high"},
            reason="Assessed",
            now=NOON,
        )
        assert duty(person).last == TODAY.replace(month=9)
        clock = clock_of(person, TODAY)
        assert clock
        assert "nobody has approved it" in " ".join(clock.next(TODAY).reasons)

    def test_back_to_the_forces(self, officer: User, person: Person) -> None:
        visiting.made(officer, person)
        held = actions.set_interval(
            officer, person=person, amount=6, span_of="weeks", why="Isolated", now=NOON
        )
        actions.end_interval(officer, interval=held, version=1, why="Has work again", now=NOON)
        assert duty(person).last == TODAY.replace(month=9)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [({"amount": 0}, "amount"), ({"amount": 105}, "amount"), ({"why": " "}, "why")],
    )
    def test_nonsense_is_refused_by_its_field(
        self, officer: User, person: Person, asked: dict[str, Any], field: str
    ) -> None:
        said = {"amount": 6, "span_of": "weeks", "why": "Isolated", **asked}
        with pytest.raises(ValidationError) as refused:
            actions.set_interval(officer, person=person, now=NOW, **said)
        assert set(refused.value.message_dict) == {field}


class TestPlanning:
    def test_the_same_form_twice_is_one_visit(self, officer: User, person: Person) -> None:
        plan, one = {**visiting.PLAN, "planned_for": NOON}, uuid4()
        first, second = (
            actions.plan_visit(officer, person=person, plan=plan, now=NOW, submission=one) for _ in range(2)
        )
        assert first == second
        assert Visit.objects.count() == 1

    def test_announced_needs_a_reason_by_the_database_too(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            visiting.planned(officer, person, announced=True)
        assert set(refused.value.message_dict) == {"announced_why"}
        visit = visiting.planned(officer, person)
        with pytest.raises(IntegrityError, match="visit_announced_with_reason"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(announced=True)

    def test_one_at_a_time(self, officer: User, person: Person) -> None:
        visiting.planned(officer, person)
        with pytest.raises(ValidationError, match="planned already"):
            visiting.planned(officer, person, world.at(TODAY, 15))
        with pytest.raises(IntegrityError, match="one_open_visit"), transaction.atomic():
            Visit.objects.create(
                person=person,
                planned_for=NOON,
                place="x",
                officer=officer,
                recorded_at=NOW,
                recorded_by=officer,
            )

    def test_nobody_is_visited_at_home_in_custody(self, officer: User, person: Person) -> None:
        people.record_custody(officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOW)
        with pytest.raises(ValidationError, match="nobody is visited at home"):
            visiting.planned(officer, person)

    def test_beyond_reach_is_refused(self, person: Person) -> None:
        with pytest.raises(PermissionDenied):
            visiting.planned(world.officer(of=world.unit("East unit")), person)

    def test_moved_and_called_off_with_reasons(self, officer: User, supervisor: User, person: Person) -> None:
        visit = visiting.planned(officer, person)
        moved = actions.move_visit(
            officer,
            visit=visit,
            version=1,
            planned_for=world.at(TODAY, 19),
            second="DC 9",
            why="Court",
            now=NOW,
        )
        assert (moved.planned_for, moved.version) == (world.at(TODAY, 19), 2)
        with pytest.raises(Stale):
            actions.call_off_visit(officer, visit=visit, version=1, why="Ill", now=NOW)
        off = actions.call_off_visit(officer, visit=visit, version=2, why="Ill", now=NOW)
        assert off.state == VisitState.CALLED_OFF
        assert OutboxMessage.objects.filter(recipient=supervisor, subject__contains="called off").count() == 1
        visiting.planned(officer, person)


class TestGoingAlone:
    def test_blocked_until_a_supervisor_authorises(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="")
        with pytest.raises(ValidationError, match="ask a supervisor"):
            actions.start_visit(officer, visit=visit, version=1, now=NOW)
        asked = actions.ask_to_visit_alone(
            officer, visit=visit, why="Leave", safeguards="Car outside", now=NOW
        )
        with pytest.raises(ValidationError, match="No supervisor"):
            actions.start_visit(officer, visit=visit, version=1, now=NOW)
        with pytest.raises(PermissionDenied):
            actions.answer_alone(officer, alone=asked, version=1, answer="approved", note="Yes", now=NOW)
        actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Short", now=NOW)
        started = actions.start_visit(officer, visit=visit, version=1, now=NOW)
        assert started.check_in_by == world.at(TODAY, 10)

    def test_refused_is_refused_and_may_be_asked_again(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="")
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        actions.answer_alone(supervisor, alone=asked, version=1, answer="refused", note="Weapons", now=NOW)
        with pytest.raises(ValidationError, match="ask a supervisor"):
            actions.start_visit(officer, visit=visit, version=1, now=NOW)
        assert (
            actions.ask_to_visit_alone(officer, visit=visit, why="Still", safeguards="Two cars", now=NOW)
            != asked
        )

    def test_the_database_refuses_to_start_without_authority(self, officer: User, person: Person) -> None:
        visit = visiting.planned(officer, person, second="")
        with pytest.raises(IntegrityError, match="alone needs authority"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(state=VisitState.STARTED, started_at=NOW)

    def test_nobody_authorises_themselves_by_the_database_too(self, supervisor: User) -> None:
        person = world.person(supervisor)
        visit = visiting.planned(supervisor, person, second="")
        asked = actions.ask_to_visit_alone(supervisor, visit=visit, why="Leave", safeguards="Car", now=NOW)
        with pytest.raises(ValidationError, match="yourself"):
            actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Yes", now=NOW)
        with pytest.raises(IntegrityError, match="alone_answered_by_another"), transaction.atomic():
            Alone.objects.update(
                answer="approved", answer_note="Yes", answered_at=NOW, answered_by=supervisor
            )

    def test_who_goes_alone_does_not_authorise_what_another_asked(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="", officer=supervisor)
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        assert not Task.objects.open().filter(source=f"riskplans/alone:{asked.pk}", owner=supervisor).exists()
        with pytest.raises(ValidationError, match="go alone yourself"):
            actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Yes", now=NOW)

    def test_authority_for_one_occasion_covers_no_other(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="")
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Short", now=NOW)
        late = {"planned_for": world.at(TODAY, 23), "second": "", "why": "Court", "now": NOW}
        moved = actions.move_visit(officer, visit=visit, version=1, **late)
        with pytest.raises(ValidationError, match="ask a supervisor"):
            actions.start_visit(officer, visit=moved, version=2, now=NOW)


class TestSilence:
    @pytest.fixture
    def under_way(self, officer: User, supervisor: User, person: Person) -> Visit:
        """Alone, since nine; to be heard from by ten."""
        visit = visiting.planned(officer, person, second="")
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Short", now=NOW)
        return actions.start_visit(officer, visit=visit, version=1, now=NOW)

    def test_it_is_noticed_once_however_often_it_is_looked_for(
        self, under_way: Visit, supervisor: User
    ) -> None:
        assert actions.notice_silences(now=world.at(TODAY, 10)) == 0
        late = world.at(TODAY, 10, 1)
        assert [actions.notice_silences(now=late) for _ in range(3)] == [1, 0, 0]
        task = Task.objects.open().get(source__startswith="riskplans/silence:")
        assert (task.owner, task.due_on) == (supervisor, TODAY)
        assert OutboxMessage.objects.filter(recipient=supervisor, cause__startswith="silence").count() == 1
        assert supervisor.pk in Entry.objects.filter(key=f"tasks/{task.pk}").values_list("owner", flat=True)

    def test_it_is_said_at_once_to_who_wants_no_mail(self, under_way: Visit, supervisor: User) -> None:
        actions.notice_silences(now=world.at(TODAY, 10, 1))
        assert OutboxMessage.objects.get(recipient=supervisor, cause__startswith="silence").at_once
        assert not OutboxMessage.objects.filter(cause__startswith="alone", at_once=True).exists()

    def test_the_only_supervisor_is_not_asked_to_ring_themselves(self, officer: User) -> None:
        supervisor = world.supervisor()
        inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI")
        visit = visiting.planned(supervisor, world.person(officer), second="")
        asked = actions.ask_to_visit_alone(supervisor, visit=visit, why="Leave", safeguards="Car", now=NOW)
        actions.answer_alone(inspector, alone=asked, version=1, answer="approved", note="Short", now=NOW)
        actions.start_visit(supervisor, visit=visit, version=1, now=NOW)
        actions.notice_silences(now=world.at(TODAY, 10, 1))
        assert Task.objects.open().get(source__startswith="riskplans/silence:").owner == inspector
        told = OutboxMessage.objects.filter(cause__startswith="silence")
        assert [(each.recipient, each.at_once) for each in told] == [(inspector, True)]

    def test_of_a_restricted_record_the_inspectors_are_told_where_nobody_else_may_open_it(
        self, person: Person
    ) -> None:
        named, other = (world.user(Role.DETECTIVE_INSPECTOR, rank="DI") for _ in range(2))
        people.restrict(named, person=person, readers=[], reason="An informant", now=NOW)
        assert supervisors_of(person, TODAY) == [named]
        assert supervisors_of(person, TODAY, apart_from=[named]) == [other]

    def test_checking_in_begins_the_time_again_and_ends_the_alarm(
        self, under_way: Visit, officer: User
    ) -> None:
        actions.notice_silences(now=world.at(TODAY, 10, 1))
        actions.check_in(officer, visit=under_way, now=world.at(TODAY, 10, 5))
        assert not Task.objects.open().filter(source__startswith="riskplans/silence:").exists()
        assert actions.notice_silences(now=world.at(TODAY, 11)) == 0
        assert actions.notice_silences(now=world.at(TODAY, 11, 6)) == 1
        assert Silence.objects.count() == 2

    def test_a_visit_recorded_is_silent_no_more(self, under_way: Visit, officer: User) -> None:
        said = {"arrived_at": NOW, "happened": "At home", "risk": "same", "risk_why": "", "safeguarding": ""}
        actions.record_outcome(
            officer,
            visit=under_way,
            version=under_way.version,
            outcome=Outcome.SEEN_HOME,
            said=said,
            now=world.at(TODAY, 9, 50),
        )
        assert actions.notice_silences(now=NOON) == 0

    def test_two_officers_have_no_timer(self, officer: User, person: Person) -> None:
        started = actions.start_visit(officer, visit=visiting.planned(officer, person), version=1, now=NOW)
        assert started.check_in_by is None
        assert actions.notice_silences(now=world.at(TODAY + world.days(3))) == 0


class TestAttempts:
    def test_the_second_forces_a_decision_and_nothing_can_be_planned_before_it(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        first = visiting.made(officer, person, "not_in", TODAY)
        assert (first.attempt, first.follows) == (1, None)
        assert OutboxMessage.objects.filter(recipient=supervisor, subject__contains="attempt 1").exists()
        second = visiting.made(officer, person, "refused", TODAY + world.days(1))
        assert (second.attempt, second.follows) == (2, first)
        decision = AttemptsDecision.objects.waiting().get()
        assert decision.visit == second
        later = world.at(TODAY + world.days(2))
        with pytest.raises(ValidationError, match="wait for a supervisor"):
            visiting.planned(officer, person, later, now=later)
        with pytest.raises(IntegrityError, match="wait for a decision"), transaction.atomic():
            Visit.objects.create(
                person=person,
                planned_for=later,
                place="x",
                officer=officer,
                recorded_at=later,
                recorded_by=officer,
            )
        with pytest.raises(PermissionDenied):
            actions.decide_attempts(
                officer, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=later
            )
        actions.decide_attempts(
            supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=later
        )
        assert not Task.objects.open().filter(source__startswith="riskplans/decision:").exists()
        third = visiting.made(officer, person, "not_in", TODAY + world.days(3))
        assert (third.attempt, third.follows) == (3, second)
        assert AttemptsDecision.objects.waiting().get().visit == third

    def test_the_series_begins_again_once_they_have_been_seen(self, officer: User, person: Person) -> None:
        visiting.made(officer, person, "not_in", TODAY)
        visiting.made(officer, person, on=TODAY + world.days(1))
        assert visiting.made(officer, person, "not_in", TODAY + world.days(2)).attempt == 1
        assert not AttemptsDecision.objects.exists()

    def test_an_attempt_must_say_whether_entry_was_sought(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError) as refused:
            visiting.made(officer, person, "not_in", entry_sought="")
        assert set(refused.value.message_dict) == {"entry_sought"}

    @pytest.mark.parametrize("step", NextStep)
    def test_each_decision_but_another_try_is_somebodys_task(
        self, officer: User, supervisor: User, person: Person, step: NextStep
    ) -> None:
        decision = visiting.twice_not_in(officer, person)
        actions.decide_attempts(
            supervisor, decision=decision, version=1, step=step, reasons="As discussed", now=NOON
        )
        set_for = Task.objects.open().filter(source=f"riskplans/{step}:{decision.pk}").count()
        assert set_for == (0 if step == NextStep.AGAIN else 1)

    def test_an_empty_home_that_they_left_is_a_move_to_find_out_about(
        self, officer: User, person: Person
    ) -> None:
        visit = visiting.made(officer, person, "moved")
        assert not Breach.objects.exists()
        assert "record the move" in Task.objects.open().get(source=f"riskplans/moved:{visit.pk}").title

    def test_whoever_made_them_decides_nothing(self, supervisor: User, person: Person) -> None:
        decision = visiting.twice_not_in(supervisor, person)
        with pytest.raises(ValidationError, match="Somebody else decides"):
            actions.decide_attempts(
                supervisor, decision=decision, version=1, step=NextStep.AGAIN, reasons="Evening", now=NOON
            )

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("planned", "seen"),
            ("planned", "attempted"),
            ("seen", "planned"),
            ("seen", "attempted"),
            ("attempted", "seen"),
            ("attempted", "planned"),
        ],
    )
    def test_the_database_takes_one_step_at_a_time(
        self, officer: User, person: Person, before: str, after: str
    ) -> None:
        outcome = {"seen": "seen_home", "attempted": "not_in"}.get(before)
        visit = visiting.made(officer, person, outcome) if outcome else visiting.planned(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(state=after)

    def test_a_visit_is_never_deleted(self, officer: User, person: Person) -> None:
        visit = visiting.planned(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            visit.delete()


class TestSeen:
    @pytest.mark.risk
    def test_an_undeclared_device_a_breach_and_a_review_follow_at_once(
        self, officer: User, person: Person
    ) -> None:
        order = people.record_order(
            officer, person=person, order={"kind": "shpo", "made_on": TODAY - world.days(9)}, now=NOW
        )
        condition = world.detail(
            officer,
            person,
            "order-condition",
            order_id=order.pk,
            kind="places",
            wording="No undeclared device",
            source="document",
        )
        visit = visiting.made(
            officer,
            person,
            follows={
                "devices": [{"kind": "phone", "make": "Nokia 3"}],
                "breach": "In a drawer",
                "condition": condition,
            },
        )
        device = Device.objects.get(person=person)
        assert (device.state, device.starts_on) == ("found", TODAY)
        assert DeviceSeen.objects.get(visit=visit).declared is False
        breach = Breach.objects.get(person=person)
        assert (breach.of, breach.order_condition, breach.device, breach.found) == (
            "order",
            condition,
            device,
            "visit",
        )
        collected = RiskChange.objects.filter(review__in=RiskReview.objects.open().filter(person=person))
        assert set(collected.values_list("kind", flat=True)) == {"device", "arrest"}

    def test_what_is_refused_leaves_nothing(self, officer: User, person: Person) -> None:
        with pytest.raises(ValidationError):
            visiting.made(
                officer, person, risk="up", follows={"devices": [{"kind": "phone", "make": "Nokia 3"}]}
            )
        assert not Device.objects.exists()
        assert Visit.objects.get().state == VisitState.PLANNED

    def test_the_same_record_twice_is_one(self, officer: User, person: Person) -> None:
        visit = visiting.planned(officer, person)
        said = {
            "arrived_at": world.at(TODAY, 10),
            "happened": "Fine",
            "risk": "same",
            "risk_why": "",
            "safeguarding": "",
        }
        for _ in range(2):
            actions.record_outcome(
                officer, visit=visit, version=1, outcome=Outcome.SEEN_HOME, said=said, now=NOON,
                devices=[{"kind": "phone", "make": "Nokia 3"}],
            )  # fmt: skip
        assert Device.objects.count() == 1
        assert Breach.objects.count() == 1

    def test_recorded_late_asks_why_and_the_supervisor_sees_it(self, officer: User, supervisor: User) -> None:
        from riskplans.visits.queries import waiting_for

        person = world.person(officer, management_level="low")
        late = world.at(TODAY + world.days(6))
        with pytest.raises(ValidationError) as refused:
            visiting.made(officer, person, now=late)
        assert set(refused.value.message_dict) == {"late_why"}
        Visit.objects.update(state=VisitState.CALLED_OFF, called_off_why="Begun again")
        visit = visiting.made(officer, person, now=late, late_why="On leave")
        assert visit.late_why == "On leave"
        waiting = waiting_for(supervisor, late)
        assert waiting is not None
        assert waiting.reviews == [visit]

    def test_in_time_needs_no_reason_and_keeps_none(self, officer: User, person: Person) -> None:
        assert (
            visiting.made(officer, person, now=world.at(TODAY + world.days(5)), late_why="x").late_why == ""
        )

    def test_safeguarding_alerts_the_supervisor(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visiting.made(officer, person, safeguarding="A boy of nine stays there")
        task = Task.objects.open().get(source__startswith="riskplans/safeguarding:")
        assert (task.owner, task.due_on) == (supervisor, TODAY)
        message = OutboxMessage.objects.get(recipient=supervisor, cause__startswith="safeguarding")
        assert message.at_once
        assert "nine" not in message.subject + message.body

    def test_the_full_record_and_its_effects_once(self, officer: User, person: Person) -> None:
        visit = visiting.made(officer, person)
        known = world.detail(
            officer, person, "device", kind="laptop", state="declared", make="Dell", source="self"
        )
        found = actions.Found(
            people=[
                {
                    "name": "Jo Reed",
                    "relation": "Partner",
                    "child": False,
                    "aware": "no",
                    "date_of_birth": None,
                }
            ],
            devices={known.pk: {"examined": "By hand: nothing", "seized": False}},
            undeclared=[{"kind": "phone", "make": "Nokia 3", "serial": ""}],
        )
        actions.complete_visit(
            officer, visit=visit, version=0, record={"rooms": "All"}, found=found, now=NOON
        )
        assert {str(row) for row in DeviceSeen.objects.all()} == {
            "Laptop: Dell",
            "Phone: Nokia 3 (found, not declared)",
        }
        assert PersonPresent.objects.get().name == "Jo Reed"
        assert Breach.objects.count() == 1
        with pytest.raises(Stale):
            actions.complete_visit(
                officer, visit=visit, version=0, record={}, found=actions.Found(), now=NOON
            )
        again = actions.Found(people=found.people, devices=found.devices)
        actions.complete_visit(
            officer, visit=visit, version=1, record={"rooms": "Two"}, found=again, now=NOON
        )
        assert PersonPresent.objects.count() == 1
        assert DeviceSeen.objects.count() == 2

    def test_a_supervisor_reviews_and_may_ask(self, officer: User, supervisor: User, person: Person) -> None:
        visit = visiting.made(officer, person)
        with pytest.raises(PermissionDenied):
            actions.review_visit(
                officer, visit=visit, version=visit.version, reviewed=Reviewed.FINE, note="", now=NOON
            )
        actions.review_visit(
            supervisor,
            visit=visit,
            version=visit.version,
            reviewed=Reviewed.QUERY,
            note="Which rooms?",
            now=NOON,
        )
        assert Task.objects.open().get(source__startswith="riskplans/query:").owner == officer


def test_who_leaves_after_midnight_leaves_the_next_day() -> None:
    arrived = world.at(TODAY, 23, 40)
    assert left_after(arrived, time(0, 20)) == world.at(TODAY + world.days(1), 0, 20)
    assert left_after(world.at(TODAY, 14), time(13)) == world.at(TODAY, 13)


class TestWarrants:
    def test_prepared_from_the_attempts_that_count(self, officer: User, person: Person) -> None:
        visiting.made(officer, person, "not_in", TODAY - world.days(1), entry_sought="no")
        decision = visiting.made(officer, person, "not_in", TODAY).decision
        with pytest.raises(ValidationError, match="1 attempt counts"):
            actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)
        actions.decide_attempts(
            world.supervisor(), decision=decision, version=1, step=NextStep.AGAIN, reasons="Again", now=NOON
        )
        visiting.made(officer, person, "refused", TODAY, hour=18)
        made = actions.prepare_warrant(
            officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 20)
        )
        assert made.rests_on.count() == 2

    def test_its_steps_follow_each_other(self, officer: User, person: Person) -> None:
        visiting.twice_not_in(officer, person)
        made = actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)

        def take(step: str, **said: Any) -> None:
            made.refresh_from_db()
            actions.take_warrant_further(
                officer, warrant=made, version=made.version, step=step, said=said, now=world.at(TODAY, 16)
            )

        with pytest.raises(ValidationError, match="does not stand"):
            take("executed", executed_on=TODAY, result="Searched")
        with pytest.raises(ValidationError, match="still to come"):
            take("applied", applied_on=TODAY + world.days(1), applicant="Supt 7", court="Kirkby")
        take("applied", applied_on=TODAY, applicant="Supt 7", court="Kirkby")
        take("answered", answered_on=TODAY, answer="granted")
        take("executed", executed_on=TODAY, result="Searched: two devices")
        made.refresh_from_db()
        assert made.stands == "Executed"
        actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=world.at(TODAY, 17))

    def test_nobody_in_custody_is_searched_for(self, officer: User, person: Person) -> None:
        visiting.twice_not_in(officer, person)
        people.record_custody(officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOON)
        with pytest.raises(ValidationError, match="in custody, in hospital or outside"):
            actions.prepare_warrant(officer, person=person, fields=visiting.WARRANT, now=NOON)
