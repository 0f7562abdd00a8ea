"""Screened, decided, lowered, ended: what the verbs write and refuse, and what the database holds by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from diary.models import Entry, Task
from mappa import actions
from mappa.models import CriticalCase, ExitLetter, LevelReduction, MappaDecision, Screening
from mappa.status import duties, record
from mappa.status.choices import Closing
from offenders.models import MappaStatus, Person, Trigger
from tests import world
from tests.mappa import held, levelled
from tests.mappa.levelled import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)


def now_of(person: Person) -> tuple[str, str] | None:
    found = MappaStatus.objects.on(world.TODAY).filter(person=person).first()
    return (found.category, found.level) if found else None


class TestScreening:
    def test_countersigned_it_sets_level_1_with_the_officers_reasons(
        self, officer: User, person: Person
    ) -> None:
        screening = levelled.screened(officer, person)
        assert now_of(person) is None
        levelled.countersigned(world.supervisor(), screening)
        assert now_of(person) == ("1", "1")
        decision = MappaDecision.objects.get(person=person)
        assert (decision.why, decision.lead_agency) == (levelled.WHY, "police")

    def test_nobody_countersigns_their_own(self, person: Person) -> None:
        supervisor = world.supervisor()
        screening = levelled.screened(supervisor, person)
        with pytest.raises(ValidationError, match="your own"):
            levelled.countersigned(supervisor, screening)
        with pytest.raises(IntegrityError), transaction.atomic():
            Screening.objects.filter(pk=screening.pk).update(
                answer="approved", answer_note="x", answered_at=NOW, answered_by=supervisor
            )

    def test_what_it_says_is_written_once(self, officer: User, person: Person) -> None:
        screening = levelled.screened(officer, person)
        with pytest.raises(DatabaseError), transaction.atomic():
            Screening.objects.filter(pk=screening.pk).update(rationale="Something else")

    def test_level_2_is_not_set_by_it(self, officer: User, person: Person) -> None:
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, level="2"))
        assert now_of(person) is None

    def test_it_lowers_nobody(self, officer: User, person: Person) -> None:
        levelled.stands(person, "2")
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
        assert now_of(person) == ("1", "2")

    def test_a_category_the_record_denies_is_refused(self, officer: User, person: Person) -> None:
        # Scenario 2, of somebody who need not notify: the form says why.
        fact = person.triggers.get()
        Trigger.objects.filter(pk=fact.pk).update(schedule_3=False)
        with pytest.raises(ValidationError, match="need not notify"):
            levelled.screened(officer, person)

    def test_a_doubtful_one_goes_to_the_coordinator(self, officer: User, person: Person) -> None:
        # Scenario 3: sentenced on 31 January 2025, still running on 3 February 2025.
        coordinator = levelled.coordinator()
        person = world.person(
            officer,
            trigger={
                "kind": "conviction",
                "date": date(2025, 1, 31),
                "offence": "Coercion",
                "schedule_3": False,
            },
            disposal={"kind": "imprisonment", "date": date(2025, 1, 31), "term_months": 14},
        )
        conviction = person.triggers.get()
        screening = levelled.screened(
            officer, person, category="2", conviction=conviction.pk, listed="ccb", level="1"
        )
        assert "Commencement rule: check" in screening.doubt
        levelled.countersigned(world.supervisor(), screening)
        assert now_of(person) is None
        # Who decides: with what the officer said of the offence.
        levelled.decided(coordinator, person, "1", category="2")
        assert now_of(person) == ("2", "1")

    def test_the_same_form_twice_is_one(self, officer: User, person: Person) -> None:
        number = person.pk  # any unique number
        first = levelled.screened(officer, person, submission=number)
        assert levelled.screened(officer, person, submission=number) == first


class TestDeciding:
    def test_a_level_changes_on_a_screening_alone(self, officer: User, person: Person) -> None:
        levelled.stands(person)
        coordinator = levelled.coordinator()
        with pytest.raises(ValidationError, match="Screen them first"):
            levelled.decided(coordinator, person, "2")
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, level="2"))
        levelled.decided(coordinator, person, "2", dissent="Health: level 1 is enough.")
        assert now_of(person) == ("1", "2")
        decision = MappaDecision.objects.get(person=person, level="2")
        assert (decision.level_before, decision.dissent) == ("1", "Health: level 1 is enough.")
        before = MappaStatus.objects.get(person=person, level="1")
        assert before.ends_on == world.TODAY

    def test_a_meeting_needs_no_screening_beside_it(self, person: Person) -> None:
        levelled.stands(person, "3")
        heard = levelled.heard(person, "2")
        assert now_of(person) == ("1", "2")
        assert MappaDecision.objects.get(person=person).heard == heard

    def test_a_screening_or_a_referral_lowers_nobody(self, officer: User, person: Person) -> None:
        levelled.stands(person, "2")
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
        with pytest.raises(ValidationError, match="A meeting lowers"):
            levelled.decided(levelled.chair(), person, "1")
        with pytest.raises(IntegrityError, match="a meeting lowers"), transaction.atomic():
            directly(person, level_before="2")

    def test_another_meeting_or_another_persons_lowers_nobody(self, officer: User, person: Person) -> None:
        levelled.stands(person, "3")
        other = levelled.stands(world.person(officer), "3").person
        for case in (levelled.heard(person, "3"), levelled.heard(other, "2")):
            with pytest.raises(ValidationError, match="No meeting has decided"):
                levelled.decided(levelled.chair(), person, "2", heard=case.pk, now=levelled.LATER)
            with pytest.raises(IntegrityError), transaction.atomic():
                directly(person, level="2", level_before="3", heard=case)

    def test_another_lead_is_no_new_level(self, officer: User, person: Person) -> None:
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
        due = Entry.objects.open().get(person=person, kind="mappa_screening").last
        later = world.at(world.TODAY + world.days(20))
        levelled.decided(levelled.chair(), person, "1", lead_agency="probation", now=later)
        review = Entry.objects.open().get(person=person, kind="mappa_screening")
        assert review.last == due
        status = MappaStatus.objects.get(person=person, ends_on=None)
        assert record.level_since(status) == world.TODAY

    def test_what_the_offence_is_stands_on_the_decision(self, officer: User) -> None:
        person = world.person(
            officer,
            trigger={
                "kind": "conviction",
                "date": date(2024, 1, 31),
                "offence": "Wounding",
                "schedule_3": False,
            },
            disposal={"kind": "imprisonment", "date": date(2024, 1, 31), "term_months": 30},
        )
        conviction = person.triggers.get()
        said = {"category": "2", "conviction": conviction.pk, "listed": "schedule_15"}
        refused = levelled.screened(officer, person, **said)
        levelled.countersigned(world.supervisor(), refused, "refused")
        with pytest.raises(ValidationError, match="whether the offence"):
            levelled.screened(officer, person, category="2")
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, **said, level="2"))
        listed = {conviction.pk: "ccb"}
        levelled.decided(levelled.coordinator(), person, "2", category="2", listed=listed)
        decision = MappaDecision.objects.get(person=person)
        assert (decision.conviction, decision.listed) == (conviction, "ccb")

    def test_the_same_again_is_a_decision_that_it_stays(self, person: Person) -> None:
        stands = levelled.stands(person, "2")
        assert levelled.decided(levelled.chair(), person, "2") == stands
        assert MappaDecision.objects.filter(person=person).count() == 1
        assert MappaStatus.objects.filter(person=person).count() == 1

    def test_officers_and_supervisors_do_not_decide(self, officer: User, person: Person) -> None:
        levelled.stands(person, "2")
        for user in (officer, world.supervisor(), levelled.inspector()):
            with pytest.raises(PermissionDenied):
                levelled.decided(user, person, "1")

    def test_category_3_at_level_1_is_rejected(self, officer: User, person: Person) -> None:
        # Scenario 4: by the verb, and by the database alone.
        levelled.stands(person, "2", category="3")
        with pytest.raises(ValidationError, match="Category 3"):
            levelled.decided(levelled.chair(), person, "1", category="3")
        with pytest.raises(IntegrityError), transaction.atomic():
            MappaStatus.objects.filter(person=person).update(level="1")

    def test_two_statuses_at_one_time_are_refused_by_the_database(self, person: Person) -> None:
        levelled.stands(person)
        with pytest.raises(IntegrityError), transaction.atomic():
            levelled.stands(person, "2", since=date(2026, 3, 1))

    def test_decisions_are_written_once(self, person: Person) -> None:
        levelled.stands(person, "2")
        levelled.decided(levelled.chair(), person, "2")
        with pytest.raises(DatabaseError), transaction.atomic():
            MappaDecision.objects.filter(person=person).update(why="Another reason")


class TestLowering:
    # Scenario 12: released three weeks ago.
    @pytest.fixture
    def released(self, officer: User, person: Person) -> Person:
        levelled.stands(person, "2")
        levelled.licensed(officer, person, world.TODAY - world.days(21))
        return person

    def test_a_chair_alone_cannot(self, released: Person) -> None:
        heard = levelled.heard(released)
        assert now_of(released) == ("1", "2")
        # Nor from a day before the release: what counts is the day too on which it is decided.
        for starts_on in (world.TODAY, world.TODAY - world.days(30)):
            with pytest.raises(ValidationError, match="stability checklist"):
                levelled.decided(
                    levelled.chair(), released, "1", heard=heard.pk, starts_on=starts_on, now=levelled.LATER
                )
            with pytest.raises(IntegrityError, match="inspector countersigns"), transaction.atomic():
                directly(released, level_before="2", heard=heard, takes_effect_on=starts_on)

    def test_without_a_meeting_nobody_is_asked(self, released: Person) -> None:
        with pytest.raises(ValidationError, match="A meeting lowers"):
            levelled.lowered(levelled.chair(), released, heard=None)

    def test_taken_back_the_level_stays_and_it_may_be_raised(self, officer: User, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        back = actions.take_back_lower_level(
            levelled.coordinator(),
            reduction=asked,
            version=asked.version,
            note="Arrested.",
            now=levelled.LATER,
        )
        assert (back.taken_back, back.answer) == ("Arrested.", "")
        assert not Task.objects.open().filter(person=released, source__startswith="mappa/lower:").exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            LevelReduction.objects.filter(pk=asked.pk).update(taken_back="", voided_at=None)

    def test_what_waits_falls_with_a_higher_level(self, officer: User, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        levelled.countersigned(world.supervisor(), levelled.screened(officer, released, level="3"))
        levelled.decided(levelled.chair(), released, "3", now=levelled.LATER)
        asked.refresh_from_db()
        assert asked.taken_back == "Their level was decided anew."

    def test_what_was_decided_while_it_waited_stands(self, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        later = world.at(world.TODAY, 17)
        levelled.decided(levelled.chair(), released, "2", lead_agency="probation", now=later)
        self.answer(asked, "approved")
        status = MappaStatus.objects.get(person=released, ends_on=None)
        assert (status.level, status.lead_agency) == ("1", "probation")

    def test_another_area_takes_a_case_on_by_a_transfer_alone(self, released: Person) -> None:
        with pytest.raises(ValidationError, match="by a transfer"):
            levelled.decided(levelled.chair(), released, "2", area="Fell")

    def test_answered_it_is_written_once(self, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        with pytest.raises(DatabaseError), transaction.atomic():
            LevelReduction.objects.filter(pk=asked.pk).update(level="2", level_before="3")
        self.answer(asked, "refused")
        with pytest.raises(DatabaseError), transaction.atomic():
            LevelReduction.objects.filter(pk=asked.pk).update(answer="approved")

    def test_with_the_checklist_and_an_inspector_it_is_lowered(self, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        assert now_of(released) == ("1", "2")
        self.answer(asked, "approved")
        assert now_of(released) == ("1", "1")
        decision = MappaDecision.objects.get(person=released, reduction=asked)
        assert decision.decided_by == asked.recorded_by
        # Eight weeks later they are screened again.
        due = Entry.objects.open().get(person=released, kind="mappa_screening")
        assert due.last == world.TODAY + world.days(56)

    def test_refused_they_stay(self, released: Person) -> None:
        self.answer(levelled.lowered(levelled.chair(), released), "refused")
        assert now_of(released) == ("1", "2")

    def test_what_is_not_stable_needs_its_reason(self, released: Person) -> None:
        with pytest.raises(ValidationError, match="Not all of the checklist"):
            levelled.lowered(levelled.chair(), released, stable=["home"])

    def test_a_supervisor_does_not_countersign(self, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        with pytest.raises(PermissionDenied):
            self.answer(asked, "approved", world.supervisor())

    def test_the_database_holds_the_countersignature(self, released: Person) -> None:
        asked = levelled.lowered(levelled.chair(), released)
        with pytest.raises(IntegrityError, match="nobody has countersigned"), transaction.atomic():
            directly(released, level_before="2", reduction=asked, heard=asked.heard)

    def answer(self, asked: LevelReduction, answer: str, by: User | None = None) -> LevelReduction:
        return actions.answer_lower_level(
            by or levelled.inspector(),
            reduction=asked,
            version=asked.version,
            answer=answer,
            note="I have read the visits since release.",
            now=world.at(world.TODAY, 18),
        )


class TestLeaving:
    def test_with_trigger_day_and_checklist(self, officer: User, person: Person) -> None:
        levelled.stands(person, "3")
        coordinator = levelled.coordinator()
        actions.mark_critical(coordinator, person=person, why="National press", now=NOW)
        ended = actions.end_management(
            coordinator,
            person=person,
            trigger="died",
            why="Found at home.",
            closed=list(Closing),
            ended_on=world.TODAY,
            now=NOW,
        )
        assert now_of(person) is None
        assert ended.status.ends_on == world.TODAY
        assert not CriticalCase.objects.filter(person=person, ends_on__isnull=True).exists()
        task = person.diary_entries.get(title__startswith="Tidy the national record (ViSOR or MAPPS)")
        assert task.met_on is None

    def test_who_is_told_is_listed_and_sent(self, officer: User, person: Person) -> None:
        # Scenario 26: the licence has ended, and nothing else holds them.
        levelled.stands(person, "2", category="2")
        heard = levelled.heard(person, "2")
        probation = heard.invitations.get(agency__isnull=False).agency
        assert probation
        # Who was never sent an invitation has never heard of them: nor do they now.
        coming = held.case(held.sitting(held_on=world.TODAY + world.days(7), now=NOW), person, now=NOW)
        (unsent,) = held.invited(coming, held.agency("housing", "duty"))
        assert unsent.opens_on is None
        last = world.TODAY - world.days(1)
        levelled.licensed(officer, person, world.TODAY - world.days(400), licence_ends_on=last)
        ended = actions.end_management(
            levelled.coordinator(),
            person=person,
            trigger="licence",
            why="The licence has ended, and the risk with it.",
            closed=list(Closing),
            told="The school\n\nHis sister",
            confirmed_by="Probation, Ms Example",
            ended_on=world.TODAY,
            now=levelled.LATER,
        )
        letters = {each.to: each for each in ended.letters.all()}
        assert set(letters) == {"The person themselves", probation.name, "The school", "His sister"}
        task = Task.objects.get(person=person, source=f"mappa/letters:{ended.pk}")
        for letter in letters.values():
            assert task.done_at is None
            actions.send_letter(
                officer,
                letter=letter,
                version=letter.version,
                sent_on=world.TODAY,
                by="police",
                how="By post; copy on the file",
                now=levelled.LATER,
            )
            task.refresh_from_db()
        assert task.done_at is not None
        with pytest.raises(DatabaseError), transaction.atomic():
            ended.letters.update(sent_on=None)

    def test_nobody_is_told_who_has_not_left(self, person: Person) -> None:
        levelled.stands(person, "2")
        levelled.decided(levelled.chair(), person, "2")
        stays = MappaDecision.objects.get(person=person)
        with pytest.raises(IntegrityError, match="have not left"), transaction.atomic():
            ExitLetter.objects.create(person=person, decision=stays, to="The school", by="police")

    def test_a_supervisor_ends_level_1_and_no_more(self, person: Person) -> None:
        levelled.stands(person, "2")
        with pytest.raises(PermissionDenied):
            self.end(world.supervisor(), person, trigger="died")
        MappaStatus.objects.filter(person=person).update(level="1")
        assert self.end(world.supervisor(), person, trigger="died")

    def test_the_record_may_contradict_it(self, person: Person) -> None:
        levelled.stands(person)
        with pytest.raises(ValidationError, match="they must notify"):
            self.end(levelled.coordinator(), person, trigger="notification")

    def test_that_the_risk_has_fallen_a_meeting_decides(self, person: Person) -> None:
        status = levelled.stands(person, "2", category="3")
        with pytest.raises(ValidationError, match="A meeting decides"):
            self.end(levelled.coordinator(), person, trigger="decision")
        with pytest.raises(IntegrityError, match="no meeting has decided"), transaction.atomic():
            directly(person, kind="ended", status=status, trigger="decision", closed=list(Closing.values))
        heard = levelled.heard(person, "2", outcome="exits")
        ended = self.end(levelled.coordinator(), person, trigger="decision", now=levelled.LATER)
        assert ended.heard == heard

    def test_a_screening_of_before_brings_nobody_back(self, officer: User, person: Person) -> None:
        levelled.stands(person)
        waits = levelled.screened(officer, person)
        self.end(levelled.coordinator(), person, trigger="died")
        supervisor = world.supervisor()
        with pytest.raises(ValidationError, match="They have left MAPPA since"):
            levelled.countersigned(supervisor, waits)
        assert now_of(person) is None
        with pytest.raises(IntegrityError, match="left MAPPA"), transaction.atomic():
            Screening.objects.filter(pk=waits.pk).update(
                answer="approved", answer_note="x", answered_at=NOW, answered_by=supervisor
            )

    def end(self, by: User, person: Person, trigger: str, now: datetime = NOW) -> MappaDecision:
        return actions.end_management(
            by,
            person=person,
            trigger=trigger,
            why="It has ended.",
            closed=list(Closing),
            ended_on=world.TODAY,
            now=now,
        )


def directly(person: Person, **said: Any) -> MappaDecision:
    """A decision past the verbs: what the database lets stand."""
    return MappaDecision.objects.create(
        **{
            "person": person,
            "kind": "set",
            "status": MappaStatus.objects.get(person=person, ends_on=None),
            "category": "1",
            "level": "1",
            "lead_agency": "police",
            "area": "Cumberfell",
            "takes_effect_on": world.TODAY,
            "why": "Quietly",
            "decided_at": levelled.LATER,
            "decided_by": levelled.chair(),
            **said,
        }
    )


def test_critical_is_at_level_3_alone(person: Person) -> None:
    levelled.stands(person, "2")
    with pytest.raises(ValidationError, match="at level 3"):
        actions.mark_critical(levelled.coordinator(), person=person, why="The press", now=NOW)
    with pytest.raises(IntegrityError, match="one at level 3"), transaction.atomic():
        CriticalCase.objects.create(
            person=person, starts_on=world.TODAY, why="x", began_at=NOW, began_by=levelled.chair()
        )


def test_nobody_below_level_3_stays_critical(person: Person) -> None:
    levelled.stands(person, "3")
    actions.mark_critical(levelled.coordinator(), person=person, why="The press", now=NOW)
    with pytest.raises(IntegrityError, match="one at level 3"), transaction.atomic():
        directly(person, level="2")
    levelled.heard(person, "2")
    assert not CriticalCase.objects.filter(person=person, ends_on=None).exists()


class TestDuties:
    def test_before_release(self, officer: User, person: Person) -> None:
        # Scenario 1, with a release nine months ahead.
        levelled.licensed(officer, person, date(2027, 3, 15))
        due = Entry.objects.get(person=person, kind="mappa_release")
        assert (due.work_to, due.last, due.met_on) == (date(2026, 7, 15), date(2026, 9, 15), None)
        early = world.at(date(2026, 7, 20))
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, now=early), now=early)
        due.refresh_from_db()
        assert due.met_on == date(2026, 7, 20)

    def test_at_level_1_and_after_a_change(self, officer: User, person: Person) -> None:
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person))
        review = Entry.objects.open().get(person=person, kind="mappa_screening")
        assert review.last == world.TODAY + world.days(60)
        world.detail(officer, person, "allegation", allegation="Exposure", starts_on=world.TODAY)
        change = Entry.objects.get(person=person, kind="mappa_change")
        assert change.met_on == world.TODAY  # screened that day: what a screening says it has weighed
        later = world.at(world.TODAY + world.days(30))
        levelled.countersigned(world.supervisor(), levelled.screened(officer, person, now=later), now=later)
        met = Entry.objects.get(person=person, kind="mappa_screening", met_on__isnull=False)
        assert (met.last, met.met_on) == (world.TODAY + world.days(60), world.TODAY + world.days(30))

    def test_a_licence_that_ends_of_somebody_in_category_2(self, officer: User, person: Person) -> None:
        # Scenario 26.
        levelled.stands(person, category="2")
        levelled.licensed(officer, person, world.TODAY - world.days(400), licence_ends_on=date(2026, 6, 30))
        due = Entry.objects.get(person=person, kind="mappa_licence")
        assert (due.work_to, due.last) == (date(2026, 5, 5), date(2026, 6, 30))

    def test_what_was_not_done_by_its_day_stays(self, officer: User, person: Person) -> None:
        levelled.stands(person, category="2")
        last = world.TODAY + world.days(30)
        levelled.licensed(officer, person, world.TODAY + world.days(10), licence_ends_on=last)
        for day in (world.TODAY + world.days(12), last + world.days(5)):
            found = {duty.kind: duty for _, duty in duties.duties_for([person.pk], day)}
            assert found["mappa_licence"].last == last
            # The release was to be screened for as long as there is a licence to be managed under.
            assert ("mappa_release" in found) is (day <= last)
        # Decided anew once it had ended: another order holds them in category 2.
        after = world.at(last + world.days(1))
        levelled.decided(levelled.chair(), person, "1", category="2", now=after)
        assert "mappa_licence" not in {duty.kind for _, duty in duties.duties_for([person.pk], after.date())}
