"""Polygraph tests: their steps, who may not take part, what is disclosed, what follows; and what the database holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from dashboards.approvals import queue_of
from diary.models import Entry, OutboxMessage, Task
from offenders import actions as record
from offenders.models import Person
from riskplans import actions
from riskplans.assessments.choices import ChangeKind
from riskplans.choices import Asked
from riskplans.models import PolygraphDisclosure, PolygraphTest, RiskChange, RiskReview
from riskplans.polygraph.choices import STEPS, Gravity, Result, TestState, Triage, Unfit
from tests import world
from tests.riskplans.polygraph import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, NOW = world.TODAY, made.NOW
FOLLOWS = [TestState.REFERRED, *STEPS[TestState.REFERRED]]
ELSEWHERE = [each for each in TestState if each not in FOLLOWS]


@pytest.fixture
def officer() -> User:
    return world.officer(family_name="Reed")


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def refused(words: str) -> pytest.RaisesExc[ValidationError]:
    return pytest.raises(ValidationError, match=words)


def due(person: Person) -> Entry:
    return person.diary_entries.open().get(kind="polygraph")


def refuse(officer: User, test: PolygraphTest) -> PolygraphTest:
    said = {"agreed": False, "refused_why": "No reason", "risk_note": "He hides something"}
    return actions.answer_polygraph(officer, test=test, version=test.version, now=NOW, **said)


class TestConflict:
    def test_the_manager_never_examines(self, officer: User, person: Person) -> None:
        test = made.referred(officer, person)
        booking = {"version": test.version, "booked_for": world.at(TODAY, 15), "now": NOW}
        with refused("That is who manages them"):
            actions.book_polygraph(officer, test=test, examiner=officer, **booking)
        with refused("That is who manages them"):
            actions.book_polygraph(officer, test=test, examiner_name="DC Reed", **booking)

    @pytest.mark.parametrize("by", ["account", "name"])
    def test_nor_in_the_database(self, officer: User, person: Person, by: str) -> None:
        test = made.booked(officer, person)
        named = {"examiner": officer} if by == "account" else {"examiner_name": "Reed"}
        with pytest.raises(IntegrityError, match="examines whom they manage"), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(**named)

    def test_nor_does_who_stands_in_for_the_manager(self, officer: User, person: Person) -> None:
        cover, test = world.officer(family_name="Hale"), made.referred(officer, person)
        record.arrange_cover(
            world.supervisor(),
            manager=officer,
            covered_by=cover,
            starts_on=TODAY,
            ends_on=TODAY + world.days(3),
            reason="Leave",
            now=NOW,
        )
        with refused("That is who manages them"):
            actions.book_polygraph(
                officer, test=test, version=test.version, booked_for=NOW, examiner=cover, now=NOW
            )

    def test_who_has_taken_them_over_since_has_not_examined(self, officer: User, person: Person) -> None:
        examiner = world.officer(family_name="Hale")
        test = made.referred(officer, person)
        test = actions.book_polygraph(
            officer,
            test=test,
            version=test.version,
            booked_for=world.at(TODAY, 8),
            examiner=examiner,
            now=NOW,
        )
        record.assign_manager(world.supervisor(), person=person, manager=examiner, reason="Moved", now=NOW)
        with refused("That is who manages them"):
            actions.record_polygraph(
                officer, test=test, version=test.version, tested_on=TODAY, told=0, now=NOW
            )

    def test_what_they_heard_before_they_took_them_over_is_recorded(
        self, officer: User, person: Person
    ) -> None:
        examiner = world.officer(family_name="Hale")
        test = made.taken(officer, person, "", examiner=examiner)
        record.assign_manager(world.supervisor(), person=person, manager=examiner, reason="Moved", now=NOW)
        made.disclosed(examiner, test)
        test.refresh_from_db()
        assert (test.state, test.told) == (TestState.TESTED, 1)

    def test_another_examiner_checks_it(self, officer: User, person: Person) -> None:
        test = made.taken(officer, person)
        said = {"version": test.version, "checked_on": TODAY, "result": Result.NO_RESPONSE, "now": NOW}
        said["checker_standing"] = "Accredited examiner"
        with refused("Another examiner"):
            actions.check_polygraph(officer, test=test, checker_name="Lund", **said)
        with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(checker_name=made.EXAMINER.upper())
        for who in ({"checker": officer}, {"checker_name": "DC Reed"}):
            with refused("no part in the case"):
                actions.check_polygraph(officer, test=test, **who, **said)
        with pytest.raises(IntegrityError, match="checks the test of whom they manage"), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(checker_name="Reed", checker=officer)
        said["checker_standing"] = " "
        with refused("makes them an examiner"):
            actions.check_polygraph(officer, test=test, checker_name=made.CHECKER, **said)


class TestSteps:
    @pytest.mark.parametrize("after", ELSEWHERE)
    def test_the_database_takes_no_other_step(self, officer: User, person: Person, after: str) -> None:
        """Every state that cannot follow a referral, forced by an update in bulk."""
        test = made.referred(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(state=after)
        test.refresh_from_db()
        assert test.state == TestState.REFERRED

    def test_a_voluntary_test_needs_consent(self, officer: User, person: Person) -> None:
        test = made.begun(officer, person)
        with refused("a voluntary test needs it"):
            actions.answer_polygraph(officer, test=test, version=test.version, agreed=True, now=NOW)
        with pytest.raises(IntegrityError, match="consent_or_condition"), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(state=TestState.REFERRED)

    def test_one_on_a_condition_names_it(self, officer: User, person: Person) -> None:
        asks = made.condition(officer, person)
        test = made.begun(officer, person, asks=asks)
        test = actions.answer_polygraph(officer, test=test, version=test.version, agreed=True, now=NOW)
        assert (test.state, test.condition) == (TestState.REFERRED, asks)
        other = world.person(officer, family_name="Other")
        with refused("not in force"):
            made.begun(officer, other, asks=asks)

    def test_a_refusal_says_what_it_means(self, officer: User, person: Person) -> None:
        test = made.begun(officer, person)
        with refused("what the refusal means"):
            actions.answer_polygraph(
                officer, test=test, version=test.version, agreed=False, refused_why="No reason", now=NOW
            )
        assert refuse(officer, test).is_over
        assert made.begun(officer, person)  # may be offered again

    def test_not_attending_or_being_unfit_leads_to_another_day(self, officer: User, person: Person) -> None:
        test = made.booked(officer, person)
        test = actions.record_absence_from_polygraph(
            officer, test=test, version=test.version, why="", now=NOW
        )
        test = actions.defer_polygraph(
            officer,
            test=test,
            version=test.version,
            unfit_for="pregnancy",
            again_on=TODAY + world.days(90),
            now=NOW,
        )
        test = actions.book_polygraph(
            officer,
            test=test,
            version=test.version,
            booked_for=world.at(TODAY + world.days(91)),
            examiner_name=made.EXAMINER,
            now=NOW,
        )
        assert (test.state, test.unfit_for) == (TestState.BOOKED, "")

    def test_the_same_twice_is_one_and_somebody_elses_first_is_said(
        self, officer: User, person: Person
    ) -> None:
        test = made.begun(officer, person, offered_on=None)
        first = actions.offer_polygraph(officer, test=test, version=1, offered_on=TODAY, now=NOW)
        again = actions.offer_polygraph(officer, test=test, version=1, offered_on=TODAY, now=NOW)
        assert (again.pk, again.version) == (first.pk, first.version)
        with pytest.raises(Stale):
            actions.offer_polygraph(officer, test=test, version=1, offered_on=TODAY - world.days(1), now=NOW)

    def test_only_one_is_under_way(self, officer: User, person: Person) -> None:
        made.begun(officer, person)
        with refused("under way already"):
            made.begun(officer, person)

    def test_what_cannot_be_made_ends_with_the_reason(self, officer: User, person: Person) -> None:
        test = made.booked(officer, person)
        with refused("Say why"):
            actions.drop_polygraph(officer, test=test, version=test.version, why=" ", now=NOW)
        actions.drop_polygraph(officer, test=test, version=test.version, why="Recalled", now=NOW)
        tested = made.taken(officer, person)
        with refused("does not stand"):
            actions.drop_polygraph(officer, test=tested, version=tested.version, why="Recalled", now=NOW)


class TestFollows:
    def test_a_significant_response_raises_one_review(self, officer: User, person: Person) -> None:
        made.taken(officer, person, Result.RESPONSE)
        review = RiskReview.objects.open().get(person=person)
        assert review.changes.filter(kind=ChangeKind.POLYGRAPH).count() == 1
        test = PolygraphTest.objects.get(person=person)
        test = actions.check_polygraph(
            officer,
            test=test,
            version=test.version,
            checked_on=TODAY,
            result=Result.RESPONSE,
            checker_name=made.CHECKER,
            checker_standing="Accredited examiner",
            now=NOW,
        )
        assert test.state == TestState.ACTIONS
        assert RiskChange.objects.filter(person=person, kind=ChangeKind.POLYGRAPH).count() == 1

    def test_no_significant_response_raises_none(self, officer: User, person: Person) -> None:
        made.checked(officer, person)
        assert not RiskChange.objects.filter(person=person, kind=ChangeKind.POLYGRAPH).exists()

    def test_a_disclosure_is_triaged_within_a_day(self, officer: User, person: Person) -> None:
        told = made.disclosed(officer, made.taken(officer, person, told=1))
        duty = person.diary_entries.open().get(kind="polygraph_triage")
        assert duty.last_at == world.at(TODAY + world.days(1))
        assert RiskChange.objects.filter(person=person, kind=ChangeKind.POLYGRAPH).count() == 1
        actions.triage_polygraph_disclosure(
            officer, disclosure=told, version=1, triage=[Triage.CRIME], note="Crime 44/1", now=NOW
        )
        assert not person.diary_entries.open().filter(kind="polygraph_triage").exists()
        assert Task.objects.open().filter(person=person, title__contains="crime").exists()

    def test_it_may_be_several_things_and_be_triaged_again(self, officer: User, person: Person) -> None:
        told = made.disclosed(officer, made.taken(officer, person))
        told = triaged(officer, told, Triage.CRIME, Triage.INTELLIGENCE)
        assert Task.objects.open().filter(person=person, source__contains="polygraph-").count() == 2
        with refused("not both"):
            triaged(officer, told, Triage.CRIME, Triage.NOTHING)
        again = triaged(officer, told, Triage.NOTHING)
        assert again.is_settled
        assert [Triage.CRIME, Triage.INTELLIGENCE] in again.events.values_list("triage", flat=True)

    def test_where_somebody_may_be_at_risk_a_supervisor_agrees_that_nothing_is_done(
        self, officer: User, person: Person
    ) -> None:
        supervisor = world.supervisor()
        test = made.checked(officer, person, told=1)
        told = triaged(officer, made.disclosed(officer, test, gravity=Gravity.GRAVE), Triage.NOTHING)
        assert not told.is_settled
        assert "somebody may be at risk" in queue_of(supervisor, NOW).rows[0].words
        assert person.diary_entries.open().filter(kind="polygraph_triage").exists()
        test.refresh_from_db()
        with refused("or for a supervisor"):
            actions.close_polygraph(
                officer, test=test, version=test.version, actions="Seen", shared_with="", now=NOW
            )
        with pytest.raises(IntegrityError, match="not settled"), transaction.atomic():
            PolygraphTest.objects.filter(pk=test.pk).update(state=TestState.CLOSED, ended_at=NOW)
        with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
            PolygraphDisclosure.objects.filter(pk=told.pk).update(
                answer="approved", answer_note="No", answered_at=NOW, answered_by=officer
            )
        told = answer(supervisor, told, Asked.REFUSED)
        assert told.to_triage
        assert Task.objects.open().filter(person=person, title__contains="did not agree").exists()
        told = answer(supervisor, triaged(officer, told, Triage.NOTHING, note="Known"), Asked.APPROVED)
        assert told.is_settled
        assert not person.diary_entries.open().filter(kind="polygraph_triage").exists()

    def test_nobody_agrees_with_themselves(self, person: Person) -> None:
        supervisor = world.supervisor()
        told = made.disclosed(supervisor, made.taken(supervisor, person), gravity=Gravity.GRAVE)
        told = triaged(supervisor, told, Triage.NOTHING)
        with refused("Somebody else decides"):
            answer(supervisor, told, Asked.APPROVED)

    def test_danger_reaches_the_supervisors_at_once(self, officer: User, person: Person) -> None:
        supervisor = world.supervisor()
        made.disclosed(officer, made.taken(officer, person), gravity=Gravity.GRAVE)
        assert OutboxMessage.objects.filter(recipient=supervisor, at_once=True).exists()

    def test_it_is_closed_once_nothing_is_left(self, officer: User, person: Person) -> None:
        test = made.checked(officer, person, told=1)
        closing = {"actions": "Seen at home", "shared_with": "", "now": NOW}
        with refused("not recorded yet"):
            actions.close_polygraph(officer, test=test, version=test.version, **closing)
        told = made.disclosed(officer, test)
        with refused("wait for triage"):
            actions.close_polygraph(officer, test=test, version=test.version, **closing)
        actions.triage_polygraph_disclosure(
            officer, disclosure=told, version=1, triage=[Triage.NOTHING], note="Known", now=NOW
        )
        closed = actions.close_polygraph(officer, test=test, version=test.version, **closing)
        assert closed.state == TestState.CLOSED

    def test_a_check_that_changes_the_result_says_why(self, officer: User, person: Person) -> None:
        test = made.taken(officer, person)
        said = {"version": test.version, "checked_on": TODAY, "checker_name": made.CHECKER, "now": NOW}
        said["checker_standing"] = "Accredited examiner"
        with refused("say why"):
            actions.check_polygraph(officer, test=test, result=Result.RESPONSE, **said)
        actions.check_polygraph(officer, test=test, result=Result.RESPONSE, check_note="Chart 2", **said)
        assert RiskChange.objects.filter(person=person, kind=ChangeKind.POLYGRAPH).exists()


def triaged(by: User, told: PolygraphDisclosure, *triage: Triage, note: str = "Crime 44/1") -> Any:
    return actions.triage_polygraph_disclosure(
        by, disclosure=told, version=told.version, triage=triage, note=note, now=NOW
    )


def answer(by: User, told: PolygraphDisclosure, said: Asked) -> PolygraphDisclosure:
    return actions.answer_polygraph_disclosure(
        by, disclosure=told, version=told.version, answer=said, note="Spoke to social care", now=NOW
    )


class TestDue:
    def test_a_condition_asks_for_the_first_and_a_test_for_the_next(
        self, officer: User, person: Person
    ) -> None:
        asks = made.condition(officer, person)
        assert due(person).last == date(2026, 7, 16)
        made.closed(officer, person, asks=asks)
        assert due(person).last == date(2026, 12, 15)
        met = Entry.objects.get(person=person, kind="polygraph", met_on=TODAY)
        assert met.last == date(2026, 7, 16)

    def test_the_retest_comes_soon(self, officer: User, person: Person) -> None:
        made.condition(officer, person)
        made.taken(officer, person, Result.RESPONSE)
        assert due(person).last == date(2026, 7, 15)

    def test_consent_asks_for_it_until_they_refuse(self, officer: User, person: Person) -> None:
        made.closed(officer, person)
        assert due(person).last == date(2026, 12, 15)
        refuse(officer, made.begun(officer, person))
        assert not person.diary_entries.open().filter(kind="polygraph").exists()

    def test_a_test_that_will_not_be_made_moves_nothing(self, officer: User, person: Person) -> None:
        for made_so_far in (made.referred, made.begun):  # consent given for this one; then nothing said yet
            test = made_so_far(officer, person)
            actions.drop_polygraph(officer, test=test, version=test.version, why="Examiner ill", now=NOW)
            assert due(person).last == date(2026, 9, 15)

    def test_a_deferred_test_is_looked_at_again_on_its_day(self, officer: User, person: Person) -> None:
        test, day = made.referred(officer, person), TODAY + world.days(30)
        said = {"unfit_for": Unfit.HEALTH, "again_on": day, "now": NOW}
        test = actions.defer_polygraph(officer, test=test, version=test.version, **said)
        assert person.diary_entries.open().get(kind="polygraph_again").last == day
        actions.drop_polygraph(officer, test=test, version=test.version, why="Recalled", now=NOW)
        assert not person.diary_entries.open().filter(kind="polygraph_again").exists()

    def test_a_condition_after_the_last_test_begins_anew(self, officer: User, person: Person) -> None:
        made.closed(officer, person)
        refuse(officer, made.begun(officer, person))
        made.condition(officer, person, today=TODAY + world.days(200))
        assert due(person).last == date(2027, 4, 1)

    def test_nobody_is_tested_in_custody(self, officer: User, person: Person) -> None:
        made.condition(officer, person)
        held = record.record_custody(
            officer, person=person, kind="custody", starts_on=TODAY, place="", now=NOW
        )
        assert due(person).last is None
        released = TODAY + world.days(100)
        record.record_release(officer, absence=held, released_on=released, now=world.at(released))
        assert due(person).last == date(2026, 12, 23)


def test_a_reader_of_the_record_cannot_write(person: Person) -> None:
    counter = world.user(Role.FRONT_COUNTER)
    with pytest.raises(PermissionDenied):
        made.begun(counter, person)
    assert not PolygraphTest.objects.exists()
