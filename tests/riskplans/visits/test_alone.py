"""Going alone: authority, its lack, and the silence that is noticed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, OutboxMessage, Task
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.actions.telling import supervisors_of
from riskplans.choices import Outcome, Reviewed, VisitState
from riskplans.models import (
    Alone,
    Silence,
    Visit,
)
from tests import world
from tests.riskplans import visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY
NOW = world.at(TODAY)
NOON = world.at(TODAY, 12)


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

    def test_nobody_is_left_to_answer_for_a_visit_that_is_called_off(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="")
        actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        asked = Task.objects.open().filter(source__startswith="riskplans/alone:")
        assert asked.exists()
        actions.call_off_visit(officer, visit=visit, version=1, why="Ill", now=NOW)
        assert not asked.exists()

    def test_the_database_refuses_to_start_without_authority(self, officer: User, person: Person) -> None:
        visit = visiting.planned(officer, person, second="")
        with pytest.raises(IntegrityError, match="alone needs authority"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(state=VisitState.STARTED, started_at=NOW)

    def test_who_goes_authorises_nothing_by_the_database_too(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="", officer=supervisor)
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        said = {"answer": "approved", "answer_note": "Yes", "answered_at": NOW, "answered_by": supervisor}
        with pytest.raises(IntegrityError, match="authorises their own"), transaction.atomic():
            Alone.objects.update(**said)
        actions.answer_alone(
            world.supervisor(), alone=asked, version=1, answer="refused", note="Not alone", now=NOW
        )
        with pytest.raises(IntegrityError, match="authorises their own"), transaction.atomic():
            Alone.objects.bulk_create(
                [
                    Alone(
                        person=person,
                        visit=visit,
                        why="x",
                        safeguards="x",
                        recorded_at=NOW,
                        recorded_by=officer,
                        **said,
                    )
                ]
            )

    def test_authority_is_void_for_whoever_gave_it(
        self, officer: User, supervisor: User, person: Person
    ) -> None:
        visit = visiting.planned(officer, person, second="")
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="Yes", now=NOW)
        with pytest.raises(IntegrityError, match="alone needs authority"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(
                officer=supervisor, state=VisitState.STARTED, started_at=NOW
            )

    def test_a_visit_alone_is_not_entered_as_begun_without_authority(
        self, officer: User, person: Person
    ) -> None:
        begun = Visit(
            person=person,
            planned_for=NOW,
            place="x",
            officer=officer,
            state=VisitState.STARTED,
            started_at=NOW,
            recorded_at=NOW,
            recorded_by=officer,
        )
        with pytest.raises(IntegrityError, match="alone needs authority"), transaction.atomic():
            Visit.objects.bulk_create([begun])

    def test_nobody_authorises_themselves_by_the_database_too(self, supervisor: User) -> None:
        person = world.person(supervisor)
        visit = visiting.planned(supervisor, person, second="", officer=world.officer())
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

    def test_one_made_already_is_recorded_with_the_reason_and_a_supervisor_looks_at_it(
        self, officer: User, supervisor: User
    ) -> None:
        person = world.person(officer, management_level="low")
        alone = {"plan": {"second": ""}}
        with pytest.raises(ValidationError) as refused:
            visiting.made(officer, person, **alone)
        assert set(refused.value.message_dict) == {"alone_why"}
        visit = Visit.objects.get()
        asked = actions.ask_to_visit_alone(officer, visit=visit, why="Leave", safeguards="Car", now=NOW)
        said = {"arrived_at": NOW, "happened": "Calm", "risk": "same", "risk_why": "", "safeguarding": ""}
        made = actions.record_outcome(
            officer,
            visit=visit,
            version=1,
            outcome=Outcome.SEEN_HOME,
            said={**said, "alone_why": "My colleague was called away"},
            now=NOON,
        )
        [task] = Task.objects.open().filter(owner=supervisor)
        assert task.source == f"riskplans/unauthorised:{made.pk}"
        assert OutboxMessage.objects.filter(recipient=supervisor, cause__startswith="unauthorised").exists()
        assert visiting.waits(supervisor, NOON).reviews == [made]
        with pytest.raises(ValidationError, match="nothing is left to authorise"):
            actions.answer_alone(supervisor, alone=asked, version=1, answer="approved", note="x", now=NOON)
        actions.review_visit(
            supervisor, visit=made, version=made.version, reviewed=Reviewed.FINE, note="", now=NOON
        )
        assert not Task.objects.open().filter(pk=task.pk).exists()

    @pytest.mark.parametrize("second", ["DC {number}", "robin {name}", "{name}, Robin", "Nobody", "n/a"])
    def test_nobody_goes_along_with_themselves(self, officer: User, person: Person, second: str) -> None:
        own = second.format(number=officer.collar_number, name=officer.family_name.lower())
        with pytest.raises(ValidationError) as refused:
            visiting.planned(officer, person, second=own)
        assert set(refused.value.message_dict) == {"second"}
        visit = visiting.planned(officer, person)
        with pytest.raises(ValidationError):
            actions.move_visit(
                officer, visit=visit, version=1, planned_for=NOON, second=own, why="Ill", now=NOW
            )
        with pytest.raises(IntegrityError, match=r"themselves|visit_second"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(second=own)


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
