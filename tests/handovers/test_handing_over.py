"""A person moves to another manager when the note is accepted, or a supervisor decides; no due date moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary import actions as diary
from diary.models import Entry, OutboxMessage
from handovers import actions
from handovers.choices import Answer, Outcome
from handovers.models import Handover, Note
from handovers.queries import turns_of
from handovers.rules import Waits, goes_together, joint_visit, waits_for
from offenders import actions as offenders
from offenders.models import Assignment, Person
from practice.keys import HANDOVER_AHEAD
from tests import world

NOW = world.at(world.TODAY)
LATER = world.at(world.TODAY, 15)
SAID = {
    "matters": "He is seeing somebody new.",
    "first": "Ring her social worker by Friday.",
    "risks": "A dog. Hostile at the door.",
    "people": "Lives alone; a sister in Kirkby.",
    "unwritten": "",
}


class TestWhoseTurn:
    @pytest.mark.parametrize(
        ("outcome", "given_by_manager", "note", "waits"),
        [
            ("", True, "", Waits.NOTE),
            ("", True, "waits", Waits.ANSWER),
            ("", True, "accepted", Waits.CONFIRMATION),
            ("", False, "waits", Waits.OVERTAKEN),
            ("", False, "accepted", Waits.OVERTAKEN),
            ("", False, "", Waits.OVERTAKEN),
            ("accepted", False, "accepted", Waits.NOBODY),
            ("stopped", True, "waits", Waits.NOBODY),
        ],
    )
    def test_by_table(self, outcome: str, given_by_manager: bool, note: str, waits: Waits) -> None:
        assert self.waits(outcome, given_by_manager, note) is waits

    @given(st.sampled_from(["", *Outcome.values]), st.booleans(), st.sampled_from(["", "waits", "accepted"]))
    def test_what_has_ended_waits_for_nobody_and_what_has_not_for_somebody(
        self, outcome: str, given_by_manager: bool, note: str
    ) -> None:
        waits = self.waits(outcome, given_by_manager, note)
        assert (waits is Waits.NOBODY) == bool(outcome)
        assert waits is not Waits.ANSWER or note == "waits"
        assert waits is not Waits.CONFIRMATION or note == "accepted"

    def waits(self, outcome: str, given_by_manager: bool, note: str) -> Waits:
        return waits_for(
            outcome=outcome,
            given_by_manager=given_by_manager,
            note_waits=note == "waits",
            note_accepted=note == "accepted",
        )


class TestGoingTogether:
    @pytest.mark.parametrize(
        ("level", "asked"),
        [("very_high", True), ("high", True), ("unassessed", True), ("medium", False), ("low", False)],
    )
    def test_at_high_risk_and_of_those_not_assessed(self, level: str, asked: bool) -> None:
        assert goes_together(level) is asked

    @pytest.mark.parametrize(
        ("choice", "days", "why", "refused"),
        [
            ("", None, "", "joint_visit"),
            ("planned", None, "", "joint_visit_on"),
            ("planned", -1, "", "joint_visit_on"),
            ("planned", 0, "", ""),
            ("made", None, "", "joint_visit_on"),
            ("made", 1, "", "joint_visit_on"),
            ("made", 0, "", ""),
            ("none", None, "", "joint_visit_why"),
            ("none", None, "She is on sick leave", ""),
        ],
    )
    def test_what_is_refused(self, choice: str, days: int | None, why: str, refused: str) -> None:
        on = None if days is None else world.TODAY + world.days(days)
        assert list(joint_visit(choice, on, why, today=world.TODAY)) == ([refused] if refused else [])


class Case:
    """Somebody managed by the giver, whom a supervisor wants the receiver to have."""

    def __init__(self, level: str = "medium") -> None:
        self.giver, self.receiver, self.supervisor = world.officer(), world.officer(), world.supervisor()
        self.person = world.person(self.giver, management_level=level)

    def asked(self, **said: Any) -> Handover:
        said = {"receiver": self.receiver, "why": "Moves to another unit", "now": NOW, **said}
        return actions.ask(self.supervisor, person=self.person, **said)

    def written(self, by: User | None = None, **said: str) -> Note:
        handover = Handover.objects.filter(person=self.person, outcome="").first() or self.asked()
        return actions.write(by or self.giver, handover=handover, said={**SAID, **said}, now=NOW)

    def answered(self, note: Note, answer: Answer = Answer.ACCEPTED, missing: str = "", **said: Any) -> Note:
        said = {"version": note.version, "now": LATER, **said}
        return actions.answer(self.receiver, note=note, answer=answer, missing=missing, **said)

    @property
    def manager(self) -> User:
        return Assignment.objects.get(person=self.person, ends_on__isnull=True).manager


def entries(person: Person) -> list[dict[str, Any]]:
    return list(Entry.objects.filter(person=person).order_by("key").values())


@pytest.mark.django_db
class TestHandingOver:
    @pytest.fixture
    def case(self) -> Case:
        return Case()

    def own(self, case: Case) -> dict[str, Any]:
        return {"owner": case.giver, "now": NOW}

    def test_another_persons_submission_is_not_given_back(self, case: Case) -> None:
        submission = uuid4()
        case.asked(submission=submission)
        case.person = world.person(case.giver)
        with pytest.raises(ValidationError):
            case.asked(submission=submission)

    def test_the_person_moves_at_the_moment_of_acceptance_and_no_date_moves(self, case: Case) -> None:
        diary.set_task(case.giver, person=case.person, title="Ring her", due_on=world.TODAY, **self.own(case))
        before = entries(case.person)
        note = case.written()
        assert case.manager == case.giver
        case.answered(note)
        assert case.manager == case.receiver
        assert entries(case.person) == before
        assert not any(len(found) for _, found in diary.rebuild(today=world.TODAY, check=True))
        handover = Handover.objects.get()
        assert handover.outcome == Outcome.ACCEPTED
        moments = {
            handover.settled_at,
            Note.objects.get().answered_at,
            Assignment.objects.get(manager=case.receiver).recorded_at,
        }
        assert moments == {LATER}
        assert handover.assignment == Assignment.objects.get(manager=case.receiver)

    def test_the_note_holds_what_is_due_as_the_diary_stood(self, case: Case) -> None:
        for days, title in ((0, "Soon"), (28, "On the last day"), (29, "Too far")):
            due = world.TODAY + world.days(days)
            diary.set_task(case.giver, person=case.person, title=title, due_on=due, **self.own(case))
        note = case.written()
        told = {(each["title"], each["task"]) for each in note.ahead}
        assert {("Soon", True), ("On the last day", True)} < told
        assert ("Too far", True) not in told
        assert any(not task for _, task in told)

    def test_how_far_it_looks_is_the_forces_policy(self, case: Case) -> None:
        world.decided(HANDOVER_AHEAD, 40)
        due = world.TODAY + world.days(39)
        diary.set_task(case.giver, person=case.person, title="Far", due_on=due, **self.own(case))
        assert "Far" in {each["title"] for each in case.written().ahead}

    def test_returned_once_then_accepted(self, case: Case) -> None:
        note = case.written()
        with pytest.raises(ValidationError, match="Say what is missing"):
            case.answered(note, Answer.RETURNED)
        case.answered(note, Answer.RETURNED, "Who is the sister?")
        assert case.manager == case.giver
        second = case.written(people="A sister, Ann.")
        assert second.round == 2
        case.answered(second)
        assert case.manager == case.receiver
        assert [each.answer for each in Handover.objects.get().notes.all()] == ["accepted", "returned"]

    def test_a_supervisor_decides_while_it_waits(self, case: Case) -> None:
        handover = case.asked()
        actions.settle(
            case.supervisor, handover=handover, version=1, move=True, reason="He has left", now=LATER
        )
        assert case.manager == case.receiver
        assert Handover.objects.get().outcome == Outcome.MOVED
        assert Handover.objects.get().settled_at == Assignment.objects.get(manager=case.receiver).recorded_at

    def test_a_supervisor_stops_it(self, case: Case) -> None:
        note = case.written()
        handover = Handover.objects.get()
        actions.settle(
            case.supervisor, handover=handover, version=1, move=False, reason="He stays", now=LATER
        )
        assert case.manager == case.giver
        with pytest.raises(ValidationError, match="has ended"):
            case.answered(note)

    def test_only_who_names_managers_asks_and_decides(self, case: Case) -> None:
        with pytest.raises(PermissionDenied):
            actions.ask(case.giver, person=case.person, receiver=case.receiver, why="Why not", now=NOW)
        with pytest.raises(PermissionDenied):
            actions.settle(case.giver, handover=case.asked(), version=1, move=True, reason="Why not", now=NOW)

    def test_only_the_receiver_answers(self, case: Case) -> None:
        note = case.written()
        for other in (case.giver, case.supervisor, world.officer()):
            with pytest.raises(PermissionDenied):
                actions.answer(other, note=note, version=1, answer=Answer.ACCEPTED, missing="", now=NOW)

    def test_a_colleague_does_not_write_the_note_and_who_covers_does(self, case: Case) -> None:
        cover = world.officer()
        case.asked()
        with pytest.raises(PermissionDenied):
            case.written(cover)
        offenders.arrange_cover(
            case.supervisor,
            manager=case.giver,
            covered_by=cover,
            starts_on=world.TODAY,
            ends_on=world.TODAY + world.days(10),
            reason="Sickness",
            now=NOW,
        )
        cover = User.objects.get(pk=cover.pk)
        assert [each.person_id for each in turns_of(cover, NOW).to_write] == [case.person.pk]
        assert case.written(cover).written_by == cover

    @pytest.mark.parametrize("who", ["giver", "elsewhere", "counter"])
    def test_who_cannot_manage_them_cannot_receive_them(self, case: Case, who: str) -> None:
        receiver = {
            "giver": case.giver,
            "elsewhere": world.officer(of=world.unit("East unit")),
            "counter": world.user(Role.FRONT_COUNTER),
        }[who]
        with pytest.raises(ValidationError) as refused:
            case.asked(receiver=receiver)
        assert list(refused.value.message_dict) == ["receiver"]

    def test_of_a_restricted_record_only_who_is_named_receives(self, case: Case) -> None:
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=case.person, readers=[], reason="Staff", now=NOW)
        said = {"person": case.person, "receiver": case.receiver, "why": "Leaves", "now": NOW}
        with (
            world.read_by(inspector),
            pytest.raises(ValidationError, match="cannot write on this record"),
            transaction.atomic(),
        ):
            actions.ask(inspector, **said)

    def test_another_manager_named_meanwhile_overtakes_it(self, case: Case) -> None:
        note, other = case.written(), world.officer()
        offenders.assign_manager(case.supervisor, person=case.person, manager=other, reason="Urgent", now=NOW)
        with pytest.raises(ValidationError, match="Another manager was named"):
            case.answered(note)
        assert not turns_of(case.receiver, NOW)
        again = case.asked()
        assert again.giver == other
        assert set(Handover.objects.values_list("outcome", flat=True)) == {"stopped", ""}

    def test_once_at_a_time(self, case: Case) -> None:
        case.asked()
        with pytest.raises(ValidationError, match="being handed over already"):
            case.asked(receiver=world.officer())

    def test_the_same_answer_twice_is_one_and_a_late_one_is_told(self, case: Case) -> None:
        note = case.written()
        case.answered(note)
        case.answered(note)
        assert Assignment.objects.filter(manager=case.receiver).count() == 1
        with pytest.raises(Stale):
            case.answered(note, Answer.RETURNED, "Too late")

    def test_everybody_learns_when_it_is_their_turn_and_no_message_names_anybody(self, case: Case) -> None:
        case.answered(case.written())
        told = list(OutboxMessage.objects.filter(cause__startswith="handover").order_by("pk"))
        assert [message.recipient for message in told[:2]] == [case.giver, case.receiver]
        assert {message.recipient for message in told[2:]} == {case.giver, case.supervisor}
        assert all("Marsh" not in message.subject + message.body for message in told)

    def test_all_the_people_of_one_who_leaves(self, case: Case) -> None:
        second = world.person(case.giver, family_name="Webb")
        submission = uuid4()
        for _ in range(2):  # the same form twice
            made = actions.ask_for_all(
                case.supervisor,
                people=[case.person, second],
                receiver=case.receiver,
                why="Leaves",
                now=NOW,
                submission=submission,
            )
        assert {each.person_id for each in made} == {case.person.pk, second.pk}
        assert Handover.objects.count() == 2

    def test_all_or_none(self, case: Case) -> None:
        case.asked()
        second = world.person(case.giver, family_name="Webb")
        with pytest.raises(ValidationError):
            actions.ask_for_all(
                case.supervisor,
                people=[second, case.person],
                receiver=case.receiver,
                why="Leaves",
                now=NOW,
                submission=uuid4(),
            )
        assert Handover.objects.count() == 1


PLANNED: dict[str, Any] = {"joint_visit": "planned", "joint_visit_on": world.TODAY + world.days(3)}


@pytest.mark.django_db
class TestAtHighRisk:
    @pytest.fixture
    def case(self) -> Case:
        return Case("high")

    def test_the_person_stays_until_a_supervisor_confirms(self, case: Case) -> None:
        note = case.written()
        with pytest.raises(ValidationError) as refused:
            case.answered(note)
        assert list(refused.value.message_dict) == ["joint_visit"]
        case.answered(note, **PLANNED)
        assert case.manager == case.giver
        handover = Handover.objects.get()
        assert [each.pk for each in turns_of(case.supervisor, LATER).to_confirm] == [handover.pk]
        assert not turns_of(case.receiver, LATER)
        for _ in range(2):  # the same form twice
            actions.confirm(case.supervisor, handover=handover, version=1, now=LATER)
        assert case.manager == case.receiver
        assert Handover.objects.get().outcome == Outcome.ACCEPTED
        assert not turns_of(case.supervisor, LATER)

    def test_nobody_confirms_what_they_take_or_what_was_not_accepted(self, case: Case) -> None:
        note = case.written()
        with pytest.raises(ValidationError, match="Nobody has accepted"):
            actions.confirm(case.supervisor, handover=note.handover, version=1, now=LATER)
        other = Case("high")
        other.receiver = world.supervisor()
        accepted = other.written()
        other.answered(accepted, **PLANNED)
        with pytest.raises(PermissionDenied):
            actions.confirm(other.receiver, handover=accepted.handover, version=1, now=LATER)

    def test_an_officer_confirms_nothing(self, case: Case) -> None:
        note = case.written()
        case.answered(note, joint_visit="none", joint_visit_why="She has left the force")
        for officer in (case.giver, case.receiver, world.officer()):
            with pytest.raises(PermissionDenied):
                actions.confirm(officer, handover=note.handover, version=1, now=LATER)

    def test_the_database_holds_both(self, case: Case) -> None:
        note = case.written()
        accepted = {"answer": "accepted", "answered_by": case.receiver, "answered_at": NOW}
        with pytest.raises(IntegrityError, match="see the person together"), transaction.atomic():
            Note.objects.update(**accepted)
        with pytest.raises(IntegrityError, match="joint_visit_whole"), transaction.atomic():
            Note.objects.update(joint_visit="planned", **accepted)
        case.answered(note, **PLANNED)
        case.person.assignments.update(ends_on=world.TODAY)
        assigned = Assignment.objects.create(
            person=case.person, manager=case.receiver, starts_on=world.TODAY, recorded_at=NOW
        )
        with pytest.raises(IntegrityError, match="a supervisor confirms"), transaction.atomic():
            Handover.objects.update(
                outcome="accepted", settled_at=NOW, settled_by=case.receiver, assignment=assigned
            )


@pytest.mark.django_db
class TestWhatTheDatabaseRefuses:
    @pytest.fixture
    def case(self) -> Case:
        return Case()

    def test_what_was_asked_and_written_stays(self, case: Case) -> None:
        note = case.written()
        for change in (
            lambda: Handover.objects.update(why="Rewritten"),
            lambda: Note.objects.update(matters="Rewritten"),
            lambda: Note.objects.update(ahead=[]),
            lambda: note.delete(),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
        case.answered(note)
        for change in (
            lambda: Handover.objects.update(settled_because="Rewritten"),
            lambda: Note.objects.update(missing="Rewritten"),
        ):
            with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
                change()

    def test_nobody_but_the_receiver_answers(self, case: Case) -> None:
        case.written()
        with pytest.raises(IntegrityError, match="who receives"), transaction.atomic():
            Note.objects.update(answer="accepted", answered_by=case.supervisor, answered_at=NOW)

    def test_a_handover_does_not_end_by_a_word_alone(self, case: Case) -> None:
        case.written()
        by = {"settled_by": case.supervisor, "settled_at": NOW, "settled_because": "Said so"}
        with pytest.raises(IntegrityError, match="handover_settled_whole"), transaction.atomic():
            Handover.objects.update(outcome="moved", **by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Handover.objects.update(outcome="moved", assignment=case.person.assignments.get(), **by)
        case.person.assignments.update(ends_on=world.TODAY)
        assigned = Assignment.objects.create(
            person=case.person, manager=case.receiver, starts_on=world.TODAY, recorded_at=NOW
        )
        with pytest.raises(IntegrityError, match="no note of this handover"), transaction.atomic():
            Handover.objects.update(outcome="accepted", assignment=assigned, **{**by, "settled_because": ""})

    def test_one_note_waits_at_a_time(self, case: Case) -> None:
        case.written()
        with pytest.raises(ValidationError, match="waits to be accepted"):
            case.written()


@pytest.mark.django_db(transaction=True)
def test_the_same_note_sent_at_the_same_time_is_one() -> None:
    case, submission = Case(), uuid4()
    handover = case.asked()

    def send(_: int) -> Note:
        try:
            return actions.write(case.giver, handover=handover, said=SAID, now=NOW, submission=submission)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len({note.pk for note in pool.map(send, range(4))}) == 1
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_and_deciding_at_the_same_time_moves_the_person_once() -> None:
    case = Case()
    note = case.written()
    handover = Handover.objects.get()

    def end(which: int) -> str:
        try:
            if which:
                case.answered(note)
            else:
                actions.settle(
                    case.supervisor, handover=handover, version=1, move=True, reason="Now", now=LATER
                )
            return "done"
        except ValidationError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(end, range(2))) == ["done", "refused"]
    assert Assignment.objects.filter(person=case.person, manager=case.receiver).count() == 1
