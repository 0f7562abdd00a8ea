"""Disclosure: its clocks, who decides, what the database holds, and who may know of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary.models import OutboxMessage
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
            pytest.raises(DatabaseError, match=r"Invalid transition|nobody has|nothing is"),
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
        assert not policies.reads_whole(elsewhere, case, NOW)
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
