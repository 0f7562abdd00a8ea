"""Meeting days: who chairs, what is listed when, who is invited, what is returned and chased."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from access.recording import Stale
from accounts.choices import Role
from diary.models import OutboxMessage
from mappa import actions
from mappa.models import CaseReview, Invitation, Sitting
from mappa.room.choices import Method
from mappa.sittings import policies, queries
from mappa.sittings.calendar import calendar
from mappa.sittings.choices import Purpose, SittingState
from offenders import actions as offenders
from offenders.models import Person
from tests import world
from tests.mappa import held
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


class TestChair:
    """Scenario 7."""

    def test_an_inspector_does_not_chair_level_3_unless_the_board_says_why(self, person: Person) -> None:
        on = held.sitting(level="3", chair=held.chair(rank="DI"))
        held.case(on, person)
        assert on.below_grade
        with pytest.raises(ValidationError, match="superintendent or above"):
            held.brought(on, SittingState.NOTICED)
        with pytest.raises(IntegrityError, match="sitting_chair_of_grade"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(state="noticed")
        with pytest.raises(PermissionDenied):
            actions.override_chair(on.recorded_by, sitting=on, version=1, why="Nobody else", now=NOW)
        inspector = world.user(Role.DETECTIVE_INSPECTOR, rank="DI")
        with pytest.raises(ValidationError, match="Say why"):
            actions.override_chair(inspector, sitting=on, version=1, why=" ", now=NOW)
        actions.override_chair(inspector, sitting=on, version=1, why="The superintendent is ill", now=NOW)
        assert held.brought(on, SittingState.NOTICED).state == "noticed"
        # It stays counted, whatever was said.
        assert Sitting.objects.filter(below_grade=True).count() == 1

    def test_nobody_lets_themselves_chair_below_the_grade(self) -> None:
        both = world.user(Role.CHAIR, Role.DETECTIVE_INSPECTOR, rank="DI")
        on = held.sitting(level="3", chair=both)
        with pytest.raises(PermissionDenied):
            actions.override_chair(both, sitting=on, version=1, why="I can", now=NOW)

    def test_the_supervisor_of_the_case_holder_is_warned_of(self, person: Person) -> None:
        supervises = world.user(Role.CHAIR, Role.SUPERVISOR, rank="DI")
        on = held.sitting(chair=supervises)
        held.case(on, person)
        (row,) = queries.day_of(on.recorded_by, on, NOW).rows
        assert row.warning.startswith("The chair supervises the unit")

    def test_only_who_plans_meetings_plans_one(self) -> None:
        for role in (Role.SUPERVISOR, Role.CHAIR, Role.DETECTIVE_INSPECTOR):
            with pytest.raises(PermissionDenied):
                actions.plan_sitting(world.user(role), said=held.said(chair=held.chair()), now=NOW)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"held_on": date(2026, 6, 14)}, "held_on"),
            ({"held_on": date(2026, 8, 31)}, "held_on"),  # a bank holiday
            ({"held_on": date(2026, 6, 1)}, "held_on"),
            ({"ends_at": time(9)}, "ends_at"),
            ({"place": ""}, "place"),
        ],
    )
    def test_a_day_that_cannot_be(self, said: dict[str, Any], field: str) -> None:
        with pytest.raises(ValidationError) as refusal:
            held.sitting(now=NOW, **said)
        assert field in refusal.value.message_dict

    def test_returns_are_due_five_working_days_before(self) -> None:
        # Thursday 30 April 2026, with Easter long over: the Thursday before.
        assert held.sitting(held_on=date(2026, 4, 30)).returns_due_on == date(2026, 4, 23)
        # Tuesday 14 April: Good Friday and Easter Monday are no working days.
        assert held.sitting(held_on=date(2026, 4, 14)).returns_due_on == date(2026, 4, 7)


class TestStates:
    def test_one_step_at_a_time_and_nothing_is_deleted(self, person: Person) -> None:
        on = held.sitting()
        held.case(on, person)
        with pytest.raises(ValidationError, match="Another step comes first"):
            held.brought(on, SittingState.OPEN)
        with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(state="open", opened_at=world.at(held.DAY))
        with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk)._raw_delete("default")

    def test_the_same_step_twice_is_one(self, person: Person) -> None:
        on = held.sitting()
        held.case(on, person)
        first = held.brought(on, SittingState.NOTICED)
        again = actions.advance_sitting(
            on.recorded_by, sitting=on, version=1, to=SittingState.NOTICED, now=NOW
        )
        assert again.version == first.version

    def test_a_meeting_called_off_takes_its_cases_off(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person)
        held.invited(case)
        held.partner(held.agency())
        held.brought(on, SittingState.NOTICED)
        other = held.sitting(on.recorded_by, held_on=held.DAY + world.days(7))
        on.refresh_from_db()
        actions.call_off(
            on.recorded_by, sitting=on, version=on.version, why="Snow", postponed_to=other, now=NOW
        )
        case.refresh_from_db()
        assert (case.state, case.adjourned_why) == ("adjourned", "Snow")
        assert OutboxMessage.objects.filter(body__contains="is not held").count() == 2
        with pytest.raises(ValidationError, match="over"):
            held.case(on, person, at=11)

    def test_a_change_that_somebody_overtook_is_refused(self) -> None:
        on = held.sitting()
        said = held.said(chair=on.chair, place="Room 1")
        actions.change_sitting(on.recorded_by, sitting=on, version=1, said=said, now=NOW)
        with pytest.raises(Stale):
            actions.change_sitting(
                on.recorded_by, sitting=on, version=1, said={**said, "place": "Room 3"}, now=NOW
            )

    def test_another_day_moves_cases_and_invitations_and_is_told_once(self, person: Person) -> None:
        held.partner(held.agency())
        on = held.sitting()
        case = held.case(on, person)
        held.invited(case, held.agency())
        on = held.brought(on, SittingState.NOTICED)
        said = held.said(chair=on.chair, held_on=held.DAY + world.days(7))
        on = actions.change_sitting(on.recorded_by, sitting=on, version=on.version, said=said, now=NOW)
        actions.change_sitting(
            on.recorded_by, sitting=on, version=on.version, said={**said, "place": "Room 3"}, now=NOW
        )
        case.refresh_from_db()
        assert case.begins_at == world.at(held.DAY + world.days(7), 10)
        assert case.invitations.get().closes_on == held.DAY + world.days(35)
        told = OutboxMessage.objects.filter(body__contains="has changed").order_by("pk")
        assert [each.body.partition("changed: ")[2].partition(".")[0] for each in told] == [
            "the day",
            "the place",
        ]


class TestItsDay:
    def test_a_meeting_is_opened_on_its_day_or_says_why_it_is_held_late(self, person: Person) -> None:
        on = held.sitting()
        held.case(on, person)
        for to in (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED):
            on = held.brought(on, to)
        late = world.at(held.DAY + world.days(2))
        said: dict[str, Any] = {"sitting": on, "version": on.version, "now": late}
        with pytest.raises(ValidationError, match="Its day, 15 June 2026, is over"):
            actions.advance_sitting(on.recorded_by, to=SittingState.OPEN, **said)
        with pytest.raises(IntegrityError, match="on its day"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(state="open", opened_at=late)
        new = held.said(chair=on.chair, held_on=late.date())
        with pytest.raises(ValidationError, match="why it is held late"):
            actions.change_sitting(on.recorded_by, said=new, **said)
        on = actions.change_sitting(on.recorded_by, said=new, why="Snow", **said)
        on = actions.advance_sitting(
            on.recorded_by, sitting=on, version=on.version, to=SittingState.OPEN, now=late
        )
        assert (on.held_on, on.moved_why, on.opened_at) == (late.date(), "Snow", late)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(held_on=held.DAY)

    def test_an_emergency_is_heard_on_the_day_of_its_meeting(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person, purpose=Purpose.EMERGENCY)
        held.invited(case)
        early = world.at(held.DAY - world.days(3))
        said: dict[str, Any] = {"case": case, "came": held.came(case), "chair_is_there": True}
        with pytest.raises(ValidationError, match="on the day of its meeting"):
            actions.record_attendance(on.recorded_by, now=early, **said)
        actions.record_attendance(on.recorded_by, now=NOW, **said)
        actions.confirm_confidentiality(on.recorded_by, case=case, method=Method.READ, now=NOW)
        with pytest.raises(IntegrityError, match="not open"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(state="in_session", quorum="quorate", began_at=early)
        case = actions.begin_case(on.recorded_by, case=case, version=1, now=NOW)
        # And the day it was heard on stays.
        with pytest.raises(ValidationError, match="its day stays"):
            actions.change_sitting(
                on.recorded_by,
                sitting=on,
                version=on.version,
                said=held.said(chair=on.chair, held_on=held.DAY + world.days(7)),
                now=NOW,
            )
        with pytest.raises(IntegrityError, match="was heard on its day"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(held_on=held.DAY + world.days(7))
        with pytest.raises(ValidationError, match="closed, not called off"):
            actions.call_off(on.recorded_by, sitting=on, version=on.version, why="Snow", now=NOW)

    def test_its_hours_hold_its_cases(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person, at=12)
        said = held.said(chair=on.chair, ends_at=time(12, 15))
        with pytest.raises(ValidationError, match="listed until after that"):
            actions.change_sitting(on.recorded_by, sitting=on, version=1, said=said, now=NOW)
        with pytest.raises(IntegrityError, match="outside the hours"), transaction.atomic():
            Sitting.objects.filter(pk=on.pk).update(ends_at=time(12, 15))
        with pytest.raises(IntegrityError, match="outside the hours"), transaction.atomic():
            CaseReview.objects.filter(pk=case.pk).update(ends_at=world.at(held.DAY, 14))

    def test_one_meeting_stands_for_one_that_was_called_off(self) -> None:
        by, chair = held.coordinator(), held.chair()
        one, other, last = (
            held.sitting(by, chair=chair, held_on=held.DAY + world.days(day)) for day in (0, 7, 14)
        )
        actions.call_off(by, sitting=one, version=1, why="Snow", postponed_to=last, now=NOW)
        with pytest.raises(ValidationError) as refusal:
            actions.call_off(by, sitting=other, version=1, why="Snow", postponed_to=last, now=NOW)
        assert "postponed_to" in refusal.value.message_dict


class TestRestricted:
    """A case whose record was restricted after it was listed goes with its day, and nobody is told whose it is."""

    def test_it_takes_every_step_and_keeps_the_day_open(self, person: Person) -> None:
        on = held.sitting()
        other = held.managed(world.person(world.officer(), family_name="Other"))
        held.case(on, other, at=11)
        case = held.case(on, person)
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=person, readers=[on.chair], reason="Staff", now=NOW)
        by = on.recorded_by
        with world.read_by(by):
            assert CaseReview.objects.count() == 1
            on = held.brought(on, SittingState.NOTICED)
            said = held.said(chair=on.chair, held_on=held.DAY + world.days(1))
            on = actions.change_sitting(by, sitting=on, version=on.version, said=said, now=NOW)
            for to in (SittingState.PACK_OPEN, SittingState.PACK_LOCKED, SittingState.OPEN):
                on = held.brought(on, to)
            rest = CaseReview.objects.get()
            actions.adjourn_case(by, case=rest, version=rest.version, why="No time", now=NOW)
            with pytest.raises(ValidationError) as refusal:
                held.brought(on, SittingState.CLOSED)
            with pytest.raises(IntegrityError, match="not finished"), transaction.atomic():
                Sitting.objects.filter(pk=on.pk).update(state="closed")
        assert "Not all of them are open to you" in refusal.value.messages[0]
        assert person.reference not in refusal.value.messages[0]
        with world.read_by(on.chair):
            case = held.again(case)
            assert (case.state, case.begins_at) == ("ready", world.at(held.DAY + world.days(1), 10))
            actions.adjourn_case(on.chair, case=case, version=case.version, why="Elsewhere", now=NOW)
        with world.read_by(by):
            assert held.brought(on, SittingState.CLOSED).state == "closed"

    def test_called_off_it_is_taken_off_with_the_others(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person)
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=person, readers=[], reason="Staff", now=NOW)
        with world.read_by(on.recorded_by):
            actions.call_off(on.recorded_by, sitting=on, version=1, why="Snow", now=NOW)
        with world.read_by("vigil"):
            case.refresh_from_db()
        assert case.state == "adjourned"


class TestCases:
    def test_only_somebody_about_whom_agencies_meet_is_listed(self, person: Person) -> None:
        on = held.sitting()
        one = held.managed(world.person(world.officer(), family_name="Other"), level="1")
        with pytest.raises(ValidationError, match="neither level 2 nor 3"):
            held.case(on, one)
        with pytest.raises(IntegrityError, match="no level at which"), transaction.atomic():
            CaseReview.objects.create(
                person=one,
                sitting=on,
                begins_at=world.at(held.DAY, 10),
                ends_at=world.at(held.DAY, 11),
                recorded_at=NOW,
                recorded_by=on.recorded_by,
            )
        assert held.case(on, one, purpose=Purpose.EMERGENCY).state == "scheduled"

    def test_two_cases_never_have_the_same_time(self, person: Person) -> None:
        on = held.sitting()
        held.case(on, person)
        other = held.managed(world.person(world.officer(), family_name="Other"))
        with pytest.raises(ValidationError, match="Another case has that time"):
            held.case(on, other, begins_at=time(10, 15), ends_at=time(10, 45))
        with pytest.raises(ValidationError, match="outside the meeting"):
            held.case(on, other, at=14)
        assert held.case(on, other, begins_at=time(10, 30), ends_at=time(11)).state == "scheduled"

    def test_one_that_was_taken_off_leaves_its_time(self, person: Person) -> None:
        on = held.sitting()
        case = held.case(on, person)
        actions.adjourn_case(on.recorded_by, case=case, version=1, why="In hospital", now=NOW)
        assert held.case(on, person).pk != case.pk
        assert CaseReview.objects.count() == 2

    def test_after_the_pack_is_locked_only_an_emergency_is_listed(self, person: Person) -> None:
        on = held.sitting()
        held.case(on, person)
        for to in (SittingState.NOTICED, SittingState.PACK_OPEN, SittingState.PACK_LOCKED):
            on = held.brought(on, to)
        other = held.managed(world.person(world.officer(), family_name="Other"))
        with pytest.raises(ValidationError, match="only an emergency"):
            held.case(on, other, at=11)
        assert held.case(on, other, at=11, purpose=Purpose.EMERGENCY).pk


class TestReturns:
    """Scenario 8."""

    def test_two_of_six_are_missing_one_click_chases_and_nothing_known_is_a_return(
        self, person: Person
    ) -> None:
        agencies = [held.agency(body, "duty") for body in ("health", "housing", "children", "education")]
        users = {agency: held.partner(agency) for agency in [held.agency(), *agencies]}
        on = held.sitting(held_on=date(2026, 6, 18), now=world.at(held.DAY - world.days(20)))
        case = held.case(on, person)
        invitations = held.invited(case, None, held.agency(), *agencies)
        held.brought(on, SittingState.NOTICED)
        for invitation in invitations[:3]:
            by = users[invitation.agency] if invitation.agency else on.recorded_by
            actions.give_return(
                by, invitation=invitation, nothing_known=False, text="Seen", so_what="Nothing", now=NOW
            )
        nothing = invitations[3]
        actions.give_return(
            users[nothing.agency],  # type: ignore[index]
            invitation=nothing,
            nothing_known=True,
            text="",
            so_what="",
            now=NOW,
        )
        day = queries.day_of(on.recorded_by, on, NOW)
        assert (len(day.rows[0].returned), day.missing) == (4, 2)
        OutboxMessage.objects.all().delete()
        assert actions.chase_returns(on.recorded_by, sitting=on, now=NOW) == 2
        assert actions.chase_returns(on.recorded_by, sitting=on, now=NOW) == 0
        messages = list(OutboxMessage.objects.all())
        assert {each.recipient for each in messages} == {users[agencies[2]], users[agencies[3]]}
        assert all("has not come in" in each.body for each in messages)

    def test_a_message_names_nobody(self, person: Person) -> None:
        held.partner(held.agency())
        on = held.sitting()
        held.invited(held.case(on, person))
        held.brought(on, SittingState.NOTICED)
        actions.chase_returns(on.recorded_by, sitting=on, now=world.at(held.DAY - world.days(3)))
        text = " ".join(f"{each.subject} {each.body}" for each in OutboxMessage.objects.all())
        assert person.reference in text
        for name in ("MARSH", "Marsh", "Alan", "Ewe Close"):
            assert name not in text

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"nothing_known": True, "text": "Seen"}, "text"),
            ({"nothing_known": False, "text": ""}, "text"),
            ({"nothing_known": False, "text": "Seen", "so_what": ""}, "so_what"),
        ],
    )
    def test_a_return_says_one_thing(self, person: Person, said: dict[str, Any], field: str) -> None:
        (invitation,) = held.invited(held.case(held.sitting(), person), held.agency())
        with pytest.raises(ValidationError) as refusal:
            actions.give_return(
                invitation.recorded_by,
                invitation=invitation,
                now=NOW,
                **{"nothing_known": False, "text": "", "so_what": "", **said},
            )
        assert field in refusal.value.message_dict


class TestInvited:
    def test_nobody_is_asked_to_a_case_that_is_finished(self, person: Person) -> None:
        case = held.decided(held.complete(held.begun(person)))
        health = held.agency("health", "duty")
        with pytest.raises(ValidationError, match="heard or taken off meanwhile"):
            held.invited(case, health)
        assert not case.invitations.filter(agency=health).exists()

    def test_withdrawn_twice_it_is_withdrawn_once(self, person: Person) -> None:
        on = held.sitting()
        (asked,) = held.invited(held.case(on, person), held.agency())
        said: dict[str, Any] = {"invitation": asked, "version": asked.version, "why": "In error", "now": NOW}
        first = actions.withdraw_invitation(on.recorded_by, **said)
        again = actions.withdraw_invitation(on.recorded_by, **said)
        assert (again.pk, again.version) == (first.pk, first.version)


class TestPartners:
    def test_a_partner_sees_what_their_agency_is_invited_to_while_that_runs(self, person: Person) -> None:
        probation, housing = held.agency(), held.agency("housing", "duty")
        user, stranger = held.partner(probation), held.partner(housing)
        on = held.sitting()
        case = held.case(on, person)
        other = held.case(on, held.managed(world.person(world.officer(), family_name="Other")), at=11)
        held.invited(case, probation)
        last = held.DAY + world.days(28)
        # Not before the meeting was sent out.
        assert not policies.cases(user, NOW).exists()
        assert not policies.sittings(user, NOW).exists()
        held.brought(on, SittingState.NOTICED)
        assert list(policies.cases(user, NOW)) == [case]
        assert list(policies.sittings(user, NOW)) == [on]
        assert list(policies.cases(user, world.at(last, 23))) == [case]
        assert not policies.cases(user, world.at(last + world.days(1))).exists()
        assert not policies.sittings(stranger, NOW).exists()
        assert other.pk not in policies.cases(user, NOW).values_list("pk", flat=True)

    def test_a_partner_answers_for_their_own_agency_alone(self, person: Person) -> None:
        stranger = held.partner(held.agency("housing", "duty"))
        (invitation,) = held.invited(held.case(held.sitting(), person), held.agency())
        with pytest.raises(PermissionDenied):
            actions.give_return(
                stranger, invitation=invitation, nothing_known=True, text="", so_what="", now=NOW
            )

    def test_a_restricted_record_is_hidden_from_all_who_are_not_named(self, person: Person) -> None:
        user = held.partner(held.agency())
        on = held.sitting()
        case = held.case(on, person)
        held.invited(case, held.agency())
        held.brought(on, SittingState.NOTICED)
        inspector = world.user(Role.DETECTIVE_INSPECTOR)
        offenders.restrict(inspector, person=person, readers=[], reason="Staff", now=NOW)
        for reader in (user, on.recorded_by):
            assert not policies.cases(reader, NOW).exists()
            with world.read_by(reader):
                assert not CaseReview.objects.exists()
                assert not Invitation.objects.exists()


def test_a_calendar_file_says_nothing_of_anybody(person: Person) -> None:
    on = held.sitting(joining="https://video.invalid/123, code 456")
    held.case(on, person)
    text = calendar(on, NOW).decode()
    assert f"MAPPA meeting {on.reference}" in text
    assert "20260615T100000" in text
    for secret in ("Marsh", "MARSH", person.reference, "456"):
        assert secret not in text
