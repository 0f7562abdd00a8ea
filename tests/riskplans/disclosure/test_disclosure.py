"""Disclosure: its clocks, who decides, what the database holds, and who may know of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from access.models import AccessEvent
from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from diary.models import Mail, OutboxMessage
from offenders import actions as people
from offenders.models import Person
from riskplans import actions
from riskplans.disclosure import policies
from riskplans.models import DisclosureCase, DisclosureDecision, DisclosureTold
from tests import world
from tests.access.test_relationships import reads_as
from tests.riskplans import disclosing, reacting
from tests.riskplans.disclosing import LATER, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = world.TODAY


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def due(person: Person) -> dict[str, object]:
    open_ = person.diary_entries.open().filter(kind__startswith="disclosure_")
    return dict(open_.values_list("kind", "last"))


class TestClocks:
    def test_a_day_ten_days_and_twenty_eight(self, officer: User, person: Person) -> None:
        case = disclosing.received(officer, person, at=world.at(TODAY, 9))
        assert case.checks_due_at == world.at(TODAY + world.days(1), 9)
        assert due(person) == {
            "disclosure_checks": TODAY + world.days(1),
            "disclosure_decide": TODAY + world.days(28),
        }
        disclosing.checked(officer, case)
        assert due(person) == {
            "disclosure_meet": TODAY + world.days(10),
            "disclosure_decide": TODAY + world.days(28),
        }

    def test_decided_it_is_to_be_told_and_then_nothing_is_due(self, officer: User, person: Person) -> None:
        case = disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person))
        assert due(person) == {"disclosure_tell": TODAY + world.days(7)}
        said = {**disclosing.TOLD, "told_at": LATER}
        case = actions.record_disclosed(officer, case=case, version=case.version, said=said, now=LATER)
        assert (case.state, due(person)) == ("disclosed", {})
        met = person.diary_entries.filter(kind__startswith="disclosure_", met_on__isnull=False)
        assert met.count() == 4

    def test_of_nobody_known_no_duty_stands_until_somebody_is_named(
        self, officer: User, person: Person
    ) -> None:
        case = disclosing.received(officer)
        assert due(person) == {}
        actions.name_subject(officer, case=case, version=case.version, person=person, now=NOW)
        assert set(due(person)) == {"disclosure_checks", "disclosure_decide"}

    def test_nobody_is_met_where_nobody_asks(self, officer: User, person: Person) -> None:
        case = disclosing.checked(officer, disclosing.received(officer, person, scheme="proactive"))
        assert (case.state, case.applicant, case.interview_due_on) == ("assessment", None, None)


class TestTelling:
    def test_other_words_need_a_reason_and_whoever_decided_learns_of_them(
        self, officer: User, person: Person
    ) -> None:
        inspector = reacting.inspector()
        case = disclosing.decided(inspector, disclosing.proposed(officer, person))
        said = {**disclosing.TOLD, "told_at": LATER, "words": "He must not be alone with them."}
        with pytest.raises(ValidationError, match="not the words"):
            actions.record_disclosed(officer, case=case, version=case.version, said=said, now=LATER)
        said["words_why"] = "She asked what that means."
        case = actions.record_disclosed(officer, case=case, version=case.version, said=said, now=LATER)
        assert case.told.words_why == "She asked what that means."
        assert OutboxMessage.objects.filter(recipient=inspector, subject__contains="other words").exists()

    def test_the_log_calls_it_a_disclosure(self, officer: User, person: Person) -> None:
        case = disclosing.disclosed(officer, person)
        event = AccessEvent.objects.filter(action="record disclosure").latest("seq")
        assert (event.operation, event.recipients) == ("disclosure", [f"As decided in {case.reference}"])
        assert event.lawful_basis == case.get_scheme_display()
        assert (event.object_id, event.person_ids) == (str(case.told.pk), [person.pk])

    def test_first_checks_made_in_time_are_not_late_however_late_they_are_entered(
        self, officer: User, person: Person
    ) -> None:
        case = disclosing.received(officer, person)
        case = actions.record_first_checks(
            officer,
            case=case,
            version=case.version,
            checks="Nothing on PNC",
            checked_at=LATER,
            now=NOW + world.days(3),
        )
        assert case.checked_at == LATER
        entry = person.diary_entries.get(kind="disclosure_checks")
        assert (entry.met_on, entry.met_at) == (TODAY, LATER)


class TestDeciding:
    def test_disclosing_is_an_inspectors(self, officer: User, person: Person) -> None:
        case = disclosing.proposed(officer, person)
        with pytest.raises(PermissionDenied):
            disclosing.decided(world.supervisor(), case)
        assert disclosing.decided(reacting.inspector(), case).state == "authorised"

    def test_not_disclosing_is_a_supervisors_too(self, officer: User, person: Person) -> None:
        case = disclosing.proposed(officer, person, outcome="not", presumption="The child lives abroad.")
        assert disclosing.decided(world.supervisor(), case).state == "not_disclosed"

    def test_nobody_decides_on_their_own(self, person: Person) -> None:
        inspector = reacting.inspector()
        with pytest.raises(ValidationError, match="Somebody else decides"):
            disclosing.decided(inspector, disclosing.proposed(inspector, person))

    def test_returned_it_is_assessed_again(self, officer: User, person: Person) -> None:
        case = disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person), agree=False)
        assert case.state == "assessment"
        again = disclosing.proposed(officer, case=case)
        assert (again.round, again.decisions.count()) == (2, 2)

    def test_one_about_nobody_known_ends_without_disclosure(self, officer: User) -> None:
        with pytest.raises(ValidationError) as refused:
            disclosing.proposed(officer)
        assert set(refused.value.message_dict) == {"outcome"}
        case = DisclosureCase.objects.get()
        case = disclosing.proposed(officer, case=case, outcome="route", serious_harm=False)
        assert disclosing.decided(world.supervisor(), case).state == "other_route"

    def test_a_stale_or_double_step_changes_nothing(self, officer: User, person: Person) -> None:
        case = disclosing.received(officer, person)
        disclosing.checked(officer, case)
        with pytest.raises(Stale):
            disclosing.checked(officer, case)
        waits = disclosing.proposed(officer, person)
        inspector = reacting.inspector()
        once, twice = (disclosing.decided(inspector, waits) for _ in range(2))
        assert once.version == twice.version


class TestNothingComesOfIt:
    """Whoever decides closes what nobody has decided; a decision to disclose can be taken back until it was made."""

    def drop(self, by: User, case: DisclosureCase) -> DisclosureCase:
        return actions.drop_disclosure(
            by, case=case, version=case.version, why="She no longer asks.", now=NOW
        )

    def take_back(self, by: User, case: DisclosureCase) -> DisclosureCase:
        return actions.take_back_disclosure(
            by, case=case, version=case.version, why="They have parted.", now=NOW
        )

    @pytest.mark.parametrize("about", [True, False])
    def test_a_supervisor_closes_it_and_nothing_is_due_any_more(
        self, officer: User, person: Person, about: bool
    ) -> None:
        case, supervisor = disclosing.received(officer, person if about else None), world.supervisor()
        with pytest.raises(PermissionDenied):
            self.drop(world.officer(), case)
        with pytest.raises(ValidationError, match="reasons"):
            actions.drop_disclosure(supervisor, case=case, version=case.version, why=" ", now=NOW)
        once = self.drop(supervisor, case)
        assert (once.state, once.closed_by, once.closed_note) == ("closed", supervisor, "She no longer asks.")
        assert self.drop(supervisor, case).version == once.version
        assert due(person) == {}

    def test_not_whoever_took_it_in_or_proposed_something(self, officer: User, person: Person) -> None:
        taker, proposer = world.supervisor(), world.supervisor()
        case = disclosing.met(officer, disclosing.checked(officer, disclosing.received(taker, person)))
        disclosing.decided(reacting.inspector(), disclosing.proposed(proposer, case=case), agree=False)
        case.refresh_from_db()
        for by in (taker, proposer):
            with pytest.raises(PermissionDenied):
                self.drop(by, case)
            with pytest.raises(IntegrityError, match="somebody else closes"), transaction.atomic():
                DisclosureCase.objects.update(state="closed", closed_at=NOW, closed_by=by, closed_note="Over")
        assert self.drop(world.supervisor(), case).state == "closed"

    def test_not_while_somebody_is_in_danger(self, officer: User, person: Person) -> None:
        case = disclosing.received(officer, person, danger="He is with them now.")
        with pytest.raises(ValidationError, match="in danger"):
            self.drop(world.supervisor(), case)

    def test_nor_without_saying_who_and_why(self, officer: User, person: Person) -> None:
        disclosing.received(officer, person)
        with pytest.raises(IntegrityError, match="closed_whole"), transaction.atomic():
            DisclosureCase.objects.update(state="closed", closed_at=NOW, closed_by=world.supervisor())

    def test_an_inspector_takes_a_decision_to_disclose_back_and_it_is_decided_anew(
        self, officer: User, person: Person
    ) -> None:
        case = disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person))
        with pytest.raises(PermissionDenied):
            self.take_back(world.supervisor(), case)
        inspector = reacting.inspector()
        back = self.take_back(inspector, case)
        assert (back.state, back.tell_due_on) == ("assessment", None)
        assert due(person) == {"disclosure_decide": TODAY + world.days(28)}
        assert OutboxMessage.objects.filter(recipient=officer, subject__contains="taken back").exists()
        assert self.take_back(inspector, case).version == back.version
        with pytest.raises(PermissionDenied):  # it was an inspector's to decide
            self.drop(world.supervisor(), back)
        again = disclosing.decided(reacting.inspector(), disclosing.proposed(officer, case=back))
        assert due(person) == {"disclosure_tell": TODAY + world.days(7)}
        assert again.state == "authorised"

    def test_the_database_wants_it_taken_back_before_it_is_assessed_anew(
        self, officer: User, person: Person
    ) -> None:
        disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person))
        with pytest.raises(IntegrityError, match="taken the decision back"), transaction.atomic():
            DisclosureCase.objects.update(state="assessment")
        with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
            DisclosureDecision.objects.update(verdict_why="Another reason")
        with pytest.raises(IntegrityError, match="taken_back_whole"), transaction.atomic():
            DisclosureDecision.objects.update(withdrawn_at=NOW, withdrawn_by=officer)

    def test_what_was_disclosed_is_taken_back_no_more(self, officer: User, person: Person) -> None:
        case, inspector = disclosing.disclosed(officer, person), reacting.inspector()
        with pytest.raises(ValidationError, match="gone further"):
            self.take_back(inspector, case)
        with pytest.raises(IntegrityError, match="still to be disclosed"), transaction.atomic():
            DisclosureDecision.objects.update(withdrawn_at=NOW, withdrawn_by=inspector, withdrawn_why="No")


class TestDanger:
    def test_it_is_told_at_once_and_comes_first(self, officer: User, person: Person) -> None:
        world.supervisor()
        case = disclosing.received(officer, person, danger="He is with them now.")
        assert OutboxMessage.objects.filter(person=person, at_once=True).count() == 1
        case = disclosing.met(officer, disclosing.checked(officer, case))
        with pytest.raises(ValidationError, match="in danger"):
            disclosing.proposed(officer, case=case)
        safe = actions.record_made_safe(
            officer, case=case, version=case.version, safeguarding="A patrol is there.", now=NOW
        )
        assert disclosing.proposed(officer, case=safe).state == "decision"

    def test_of_nobody_known_it_is_told_to_those_who_see_to_it_and_to_the_manager_once_named(
        self, officer: User, person: Person
    ) -> None:
        supervisor, inspector = world.supervisor(), reacting.inspector()
        world.officer()  # who is told nothing
        taker = world.officer()
        case = disclosing.received(taker, danger="He is with them now.")
        told = OutboxMessage.objects.filter(at_once=True)
        assert {message.recipient for message in told} == {supervisor, inspector}
        assert {message.person for message in told} == {None}
        assert all(case.reference in message.subject and case.reference in message.body for message in told)
        actions.name_subject(taker, case=case, version=case.version, person=person, now=NOW)
        told = told.filter(person=person)
        assert {message.recipient for message in told} == {supervisor, officer}
        diary.compose(now=NOW)
        assert {tuple(mail.people) for mail in Mail.objects.all()} == {(), (person.pk,)}

    def test_it_can_come_up_later(self, officer: User, person: Person) -> None:
        case = disclosing.received(officer, person)
        case = actions.raise_danger(
            officer, case=case, version=case.version, danger="He is with them now.", now=NOW
        )
        assert case.in_danger


class TestDatabase:
    """What the verbs refuse the database refuses too, were it of all rows at once."""

    @pytest.mark.parametrize("state", ["decision", "authorised", "disclosed", "closed"])
    def test_no_step_is_skipped(self, officer: User, person: Person, state: str) -> None:
        disclosing.received(officer, person)
        with (
            pytest.raises(DatabaseError, match=r"Invalid transition|nobody has|nothing is|closed_whole"),
            transaction.atomic(),
        ):
            DisclosureCase.objects.update(state=state)

    def test_nothing_is_decided_by_nobody(self, officer: User, person: Person) -> None:
        disclosing.proposed(officer, person)
        for state in ("authorised", "not_disclosed", "other_route"):
            with pytest.raises(IntegrityError, match="nobody has decided"), transaction.atomic():
                DisclosureCase.objects.update(state=state)

    def test_nobody_decides_alone(self, officer: User, person: Person) -> None:
        disclosing.proposed(officer, person)
        with pytest.raises(IntegrityError, match="decided_by_another"), transaction.atomic():
            DisclosureDecision.objects.update(
                verdict="agreed", verdict_why="Yes", decided_at=NOW, decided_by=officer
            )

    def test_nothing_is_disclosed_without_its_words(self, officer: User, person: Person) -> None:
        disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person))
        with pytest.raises(IntegrityError, match="nothing is on record"), transaction.atomic():
            DisclosureCase.objects.update(state="disclosed")

    def test_nobody_is_assessed_before_they_are_met(self, officer: User, person: Person) -> None:
        disclosing.checked(officer, disclosing.received(officer, person))
        with pytest.raises(IntegrityError, match="spoken_with"), transaction.atomic():
            DisclosureCase.objects.update(state="assessment")

    def test_nobody_is_told_before_it_was_decided(self, officer: User, person: Person) -> None:
        case = disclosing.decided(reacting.inspector(), disclosing.proposed(officer, person), now=LATER)
        said = {
            **disclosing.TOLD,
            "person": person,
            "case": case,
            "recorded_by": officer,
            "recorded_at": LATER,
        }
        for wrong in ({"told_at": NOW}, {"told_at": LATER, "undertaking_on": TODAY - world.days(1)}):
            with pytest.raises(IntegrityError, match="nobody had decided"), transaction.atomic():
                DisclosureTold.objects.create(**{**said, **wrong})
        DisclosureTold.objects.create(**said, told_at=LATER)

    def test_nothing_is_checked_or_said_before_it_came_in(self, officer: User, person: Person) -> None:
        disclosing.met(officer, disclosing.checked(officer, disclosing.received(officer, person)))
        for column in ("checked_at", "interviewed_at"):
            with pytest.raises(IntegrityError, match="after_it_came"), transaction.atomic():
                DisclosureCase.objects.update(**{column: NOW - world.days(1)})

    def test_of_somebody_known_it_is_said_whether_they_were_asked(
        self, officer: User, person: Person
    ) -> None:
        disclosing.proposed(officer, person)
        with pytest.raises(IntegrityError, match="person_asked_of"), transaction.atomic():
            DisclosureDecision.objects.update(asked="")

    def test_what_was_disclosed_stays(self, officer: User, person: Person) -> None:
        disclosing.disclosed(officer, person)
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            DisclosureTold.objects.update(told_by="Somebody else")

    def test_whom_it_is_about_is_settled_by_the_proposal(self, officer: User, person: Person) -> None:
        case = disclosing.proposed(officer, person)
        with pytest.raises(IntegrityError, match="settled"), transaction.atomic():
            DisclosureCase.objects.update(person=world.person(officer))
        with pytest.raises(ValidationError, match="settled"):
            actions.name_subject(officer, case=case, version=case.version, person=person, now=NOW)

    def test_names_are_not_readable_in_a_backup(self, officer: User, person: Person) -> None:
        case = disclosing.received(officer, person)
        with connection.cursor() as cursor:
            for table in ("riskplans_disclosurecase", "riskplans_disclosurecaseevent"):
                cursor.execute(f"SELECT applicant, at_risk, subject, worry FROM {table}")
                assert "Kit" not in str(cursor.fetchall())
        case.refresh_from_db()
        assert case.at_risk == "Kit, 7, and Lou, 4"


class TestSight:
    """That somebody asked is for those who read of victims; whom nobody knows, for who runs the scheme."""

    def sees(self, user: User) -> bool:
        return policies.visible_to(user, NOW).exists()

    def test_about_nobody_known(self, officer: User) -> None:
        disclosing.received(officer)
        assert self.sees(officer)
        assert self.sees(world.supervisor())
        assert self.sees(reacting.inspector())
        assert not self.sees(world.officer())
        assert not self.sees(world.user(Role.MAPPA_COORDINATOR))
        assert not self.sees(world.user(Role.FRONT_COUNTER))

    def test_about_somebody_on_record(self, officer: User, person: Person) -> None:
        disclosing.received(officer, person)
        assert self.sees(world.officer())  # of the unit
        assert self.sees(world.user(Role.MAPPA_COORDINATOR))
        assert not self.sees(world.officer(of=world.unit("East unit")))
        assert not self.sees(world.user(Role.MAPPA_ADMINISTRATOR))

    def test_whoever_took_it_in_is_not_told_what_they_may_not_see(self, person: Person) -> None:
        elsewhere = world.officer(of=world.unit("East unit"))
        case = disclosing.received(elsewhere)
        actions.name_subject(reacting.inspector(), case=case, version=case.version, person=person, now=NOW)
        case.refresh_from_db()
        assert self.sees(elsewhere)
        assert not policies.read_whole(elsewhere, NOW).exists()
        with pytest.raises(PermissionDenied):
            disclosing.checked(elsewhere, case)

    def test_nobody_is_named_whom_one_may_not_see(self, person: Person) -> None:
        elsewhere = world.officer(of=world.unit("East unit"))
        with pytest.raises(PermissionDenied):
            disclosing.received(elsewhere, person)

    def test_the_database_hides_it_with_a_restricted_record(self, officer: User, person: Person) -> None:
        inspector, colleague = world.user(Role.DETECTIVE_INSPECTOR), world.officer()
        disclosing.proposed(officer, person)
        disclosing.received(colleague)
        people.restrict(inspector, person=person, readers=[], reason="Staff", now=NOW)
        reads_as(colleague)
        assert list(DisclosureCase.objects.values_list("person", flat=True)) == [None]
        assert not DisclosureDecision.objects.exists()
        reads_as(inspector)
        assert DisclosureCase.objects.count() == 2
        assert DisclosureDecision.objects.count() == 1
        reads_as("nobody")
