"""Agreed actions: owned, done with evidence, verified by somebody else, escalated, never deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import rotation
from accounts.choices import Role
from accounts.models import User
from diary.models import Entry, OutboxMessage
from mappa import actions
from mappa.actions import agreeing
from mappa.agreed import queries
from mappa.models import ActionStep, AgreedAction
from mappa.sittings import policies
from offenders.actions import open_in_emergency, restrict
from offenders.choices import EmergencyReason
from offenders.models import Assignment, Person
from tests import world
from tests.mappa import held
from tests.mappa.held import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


def owner(action: AgreedAction) -> User:
    assert action.owner
    return action.owner


def duty(person: Person) -> Entry:
    found: Entry = person.diary_entries.get(kind="mappa_action")
    return found


class TestEscalation:
    """Scenario 21: an action due on 1 May, not done by 11 May."""

    def test_it_is_told_on_2_6_and_11_may(self, person: Person) -> None:
        boss = world.supervisor(of=person.unit)
        action = held.agreed(person, due_on=date(2026, 5, 1))
        told = {day: actions.notice_overdue(now=world.at(date(2026, 5, day))) for day in (1, 2, 3, 6, 11, 12)}
        assert told == {1: 0, 2: 1, 3: 0, 6: 1, 11: 1, 12: 0}
        steps = action.steps.filter(since__isnull=False).order_by("since")
        assert [(each.kind, each.since.day) for each in steps if each.since] == [
            ("to_manager", 2),
            ("to_contact", 6),
            ("to_board", 11),
        ]
        first = OutboxMessage.objects.filter(cause__endswith="to_manager")
        assert {each.recipient for each in first} == {owner(action), boss}
        assert "Find him another flat" not in "".join(each.body for each in first)

    def test_a_sweep_that_comes_late_writes_the_same_days(self, person: Person) -> None:
        action = held.agreed(person, due_on=date(2026, 5, 1))
        assert actions.notice_overdue(now=NOW) == 3
        days = action.steps.filter(since__isnull=False).values_list("since", flat=True)
        assert sorted(each.day for each in days if each) == [2, 6, 11]

    def test_one_that_cannot_be_told_of_keeps_nobody_from_hearing_of_the_others(
        self, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = held.managed(world.person(world.officer(), family_name="Other"))
        first, second = (held.agreed(each, due_on=date(2026, 6, 9)) for each in (person, other))
        told = agreeing.tell_those

        def broken(action: AgreedAction, *rest: Any) -> None:
            if action.pk == first.pk:
                raise RuntimeError("no such mailbox")
            told(action, *rest)

        monkeypatch.setattr(agreeing, "tell_those", broken)
        with pytest.raises(ExceptionGroup, match="1 overdue MAPPA actions could not be told of"):
            actions.notice_overdue(now=NOW)
        assert not first.steps.filter(since__isnull=False).exists()
        assert second.steps.filter(since__isnull=False).exists()
        monkeypatch.undo()
        assert actions.notice_overdue(now=NOW) > 0
        assert first.steps.filter(since__isnull=False).exists()

    def test_the_agencys_own_people_are_told(self, person: Person) -> None:
        housing = held.agency("housing", "duty")
        contact, board = held.partner(housing), held.partner(housing)
        actions.set_standing(
            held.coordinator(),
            agency=housing,
            said={"contact": contact, "board": board},
            version=1,
            now=NOW,
        )
        held.agreed(person, agency=housing, owner=None, owner_name="Lettings", due_on=date(2026, 5, 1))
        actions.notice_overdue(now=NOW)
        by = {step: OutboxMessage.objects.filter(cause__endswith=step) for step in ("to_contact", "to_board")}
        assert [each.recipient for each in by["to_contact"]] == [contact]
        assert [each.recipient for each in by["to_board"]] == [board]

    def test_it_begins_again_once_the_evidence_is_refused(self, person: Person) -> None:
        action = held.agreed(person, due_on=date(2026, 5, 1))
        actions.notice_overdue(now=world.at(date(2026, 5, 2)))
        fourth = world.at(date(2026, 5, 4))
        action = actions.finish_action(
            owner(action),
            action=action,
            version=action.version,
            evidence="Keys",
            done_on=date(2026, 5, 4),
            now=fourth,
        )
        assert (actions.notice_overdue(now=world.at(date(2026, 5, 5))), duty(person).met_on) == (
            0,
            date(2026, 5, 4),
        )
        actions.verify_action(
            held.coordinator(),
            action=action,
            version=action.version,
            shown=False,
            note="No keys seen",
            now=world.at(date(2026, 5, 5)),
        )
        assert (duty(person).met_on, duty(person).met_by) == (None, "")
        told = {day: actions.notice_overdue(now=world.at(date(2026, 5, day))) for day in (5, 6, 7, 11, 12)}
        assert told == {5: 1, 6: 1, 7: 0, 11: 1, 12: 0}
        steps = action.steps.filter(since__isnull=False).order_by("since", "refused")
        assert [(each.kind, each.refused) for each in steps] == [
            ("to_manager", 0),
            ("to_manager", 1),
            ("to_contact", 1),
            ("to_board", 1),
        ]

    def test_of_a_restricted_record_those_alone_who_may_see_it_are_told(self, person: Person) -> None:
        world.supervisor()
        held.coordinator(username="unnamed")
        named, _ = (world.user(Role.DETECTIVE_INSPECTOR) for _ in range(2))
        action = held.agreed(person, due_on=date(2026, 5, 1))
        restrict(named, person=person, readers=[], reason="Staff", now=NOW)
        OutboxMessage.objects.all().delete()
        with world.read_by("vigil"):
            assert actions.notice_overdue(now=NOW) == 3
            told = {each.recipient for each in OutboxMessage.objects.all()}
        assert told == {owner(action), named}

    def test_one_that_is_done_is_told_to_nobody(self, person: Person) -> None:
        action = held.agreed(person, due_on=date(2026, 5, 1))
        actions.finish_action(
            owner(action),
            action=action,
            version=action.version,
            evidence="Keys handed over",
            done_on=date(2026, 4, 30),
            now=world.at(date(2026, 4, 30)),
        )
        assert actions.notice_overdue(now=NOW) == 0


class TestAtRest:
    def test_who_reads_the_tables_reads_no_words_of_a_meeting(self, person: Person) -> None:
        """Nor of their history; and through the models it says what was said."""
        action = held.agreed(person)
        actions.notice_overdue(now=NOW)
        assert AgreedAction.objects.get(success__isnull=False).what == "Find him another flat"
        words = ("Find him another flat", "He has moved in", held.RISK["why"], *held.PLAN.values())
        words += (held.DISCLOSURE["why"], held.LEVEL["rationale"])
        with connection.cursor() as cursor:
            for table in ("agreedaction", "riskview", "planview", "disclosureview", "levelview"):
                for name in (table, f"{table}event"):
                    cursor.execute(f"SELECT string_agg(t::text, ' ') FROM mappa_{name} t")
                    stored = cursor.fetchone()[0]
                    assert str(person.pk) in stored
                    assert not [each for each in words if each in stored]
        with pytest.raises(FieldError):
            AgreedAction.objects.filter(what="Find him another flat").exists()
        assert action.evidence == ""

    def test_rotating_the_keys_leaves_what_is_empty(self, person: Person, settings: Any) -> None:
        action = held.agreed(person)
        settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
        assert rotation.rotate(batch=50)["mappa.AgreedAction.what"] == 1
        settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
        kept = AgreedAction.objects.get(pk=action.pk)
        assert (kept.what, kept.evidence) == ("Find him another flat", "")

    def test_that_nothing_was_said_is_still_refused(self, person: Person) -> None:
        action = held.agreed(person)
        with pytest.raises(IntegrityError, match="action_done_with_evidence"), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk).update(state="done", done_on=held.DAY)


class TestSteps:
    def test_done_needs_evidence_and_somebody_else_verifies(self, person: Person) -> None:
        action = held.agreed(person)
        by = owner(action)
        action = actions.acknowledge_action(by, action=action, version=action.version, now=NOW)
        with pytest.raises(ValidationError, match="what shows"):
            actions.finish_action(
                by, action=action, version=action.version, evidence=" ", done_on=held.DAY, now=NOW
            )
        with pytest.raises(IntegrityError, match="action_done_with_evidence"), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk).update(state="done")
        action = actions.finish_action(
            by, action=action, version=action.version, evidence="Keys", done_on=held.DAY, now=NOW
        )
        with pytest.raises(PermissionDenied):
            actions.verify_action(by, action=action, version=action.version, shown=True, note="", now=NOW)
        coordinator = held.coordinator()
        action = actions.verify_action(
            coordinator, action=action, version=action.version, shown=False, note="No keys seen", now=NOW
        )
        assert action.state == "in_progress"
        action = actions.finish_action(
            coordinator, action=action, version=action.version, evidence="A letter", done_on=held.DAY, now=NOW
        )
        with pytest.raises(ValidationError, match="Somebody else verifies"):
            actions.verify_action(
                coordinator, action=action, version=action.version, shown=True, note="", now=NOW
            )
        action = actions.verify_action(
            held.coordinator(), action=action, version=action.version, shown=True, note="", now=NOW
        )
        assert action.state == "verified"
        entry = duty(person)
        assert (entry.met_on, entry.title) == (held.DAY, "Agreed MAPPA action of Police")

    def test_the_database_holds_words_days_and_history(self, person: Person) -> None:
        action = held.agreed(person)
        with pytest.raises(ProgrammingError), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk).update(due_on=date(2027, 1, 1))
        with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk)._raw_delete("default")
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            ActionStep.objects.all().delete()
        with pytest.raises(IntegrityError, match="nothing carries"), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk).update(state="carried", ended_why="x")
        with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
            AgreedAction.objects.filter(pk=action.pk).update(state="verified")

    def test_only_a_chair_cancels(self, person: Person) -> None:
        action = held.agreed(person)
        with pytest.raises(PermissionDenied):
            actions.cancel_action(
                held.coordinator(), action=action, version=action.version, why="He has died", now=NOW
            )
        done = actions.cancel_action(
            held.chair(), action=action, version=action.version, why="He has died", now=NOW
        )
        assert done.state == "cancelled"

    def test_it_is_carried_from_day_to_day_and_every_day_stays(self, person: Person) -> None:
        action = held.agreed(person)
        chair = held.chair()
        for weeks in (1, 2):
            action = actions.carry_action(
                chair,
                action=action,
                version=action.version,
                due_on=held.DAY + world.days(7 * weeks),
                why=f"Week {weeks}",
                now=NOW,
            )
        last = one(chair, action)
        with CaptureQueriesContext(connection) as asked:
            before = [each.due_on for each in queries.history(last)]
        assert before == [held.DAY + world.days(7), held.BEFORE + world.days(14)]
        assert len(asked) == 1
        with pytest.raises(ValidationError, match="after the one it had"):
            actions.carry_action(
                chair, action=action, version=action.version, due_on=held.DAY, why="x", now=NOW
            )


class TestRefused:
    def test_nobody_of_another_force_owes_one(self, person: Person) -> None:
        case = held.begun(person)
        elsewhere = world.officer(of=world.unit("Far unit", "FA"))
        with pytest.raises(PermissionDenied):
            held.proposed(case, owner=elsewhere)

    def test_it_is_carried_to_a_meeting_about_somebody_else_by_nobody(self, person: Person) -> None:
        action = held.agreed(person)
        other = held.case(held.sitting(), held.managed(world.person(world.officer())))
        with pytest.raises(PermissionDenied):
            actions.carry_action(
                held.chair(),
                action=action,
                version=action.version,
                due_on=held.DAY + world.days(14),
                why="The landlord withdrew",
                case=other,
                now=NOW,
            )


class TestWhoSees:
    def test_partners_see_their_agencys_and_officers_their_people(self, person: Person) -> None:
        housing = held.agency("housing", "duty")
        mine, other = held.partner(housing), held.partner(held.agency())
        action = held.agreed(person, agency=housing, owner=mine, owner_name="")
        assert queries.lists(mine, NOW).mine == [action]
        assert not queries.lists(other, NOW).others
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        assert queries.lists(manager, NOW).others == [action]
        assert not queries.lists(world.officer(of=world.unit("East unit")), NOW).others
        with pytest.raises(PermissionDenied):
            actions.acknowledge_action(other, action=action, version=action.version, now=NOW)
        taken = actions.acknowledge_action(mine, action=action, version=action.version, now=NOW)
        assert taken.state == "acknowledged"

    def test_who_opened_the_record_in_an_emergency_reads_no_words_and_writes_nothing(
        self, person: Person
    ) -> None:
        outsider = world.officer(of=world.unit("East unit"))
        action = held.agreed(person, owner=outsider)
        beside = held.managed(world.person(world.officer()))
        another = held.agreed(beside)
        opened(outsider, person)
        opened(outsider, beside)
        seen = {
            each.pk: each for each in queries.lists(outsider, NOW).mine + queries.lists(outsider, NOW).others
        }
        assert (seen[action.pk].what, seen[another.pk].what) == ("Find him another flat", "")
        for each in (action, another):
            with pytest.raises(PermissionDenied):
                actions.acknowledge_action(outsider, action=each, version=each.version, now=NOW)

    def test_each_is_listed_once_whoever_kept_the_record_before(self, person: Person) -> None:
        """Every spell of the manager is an assignment of its own."""
        action = held.agreed(person)
        manager = User.objects.get(assignments__person=person, assignments__ends_on__isnull=True)
        Assignment.objects.create(
            person=person,
            manager=manager,
            starts_on=date(2024, 1, 1),
            ends_on=date(2024, 2, 1),
            recorded_at=NOW,
        )
        assert queries.lists(manager, NOW).mine == [action]

    def test_the_minute_taker_reads_them_in_the_meeting_alone(self, person: Person) -> None:
        before = held.agreed(person)
        taker = world.user(Role.MAPPA_ADMINISTRATOR, rank="Staff")
        case = held.begun(person)
        assert queries.one(taker, before.pk, NOW).what == ""
        assert queries.one(taker, before.pk, NOW, case).what == "Find him another flat"
        assert queries.one(held.chair(), before.pk, NOW).what == "Find him another flat"
        with pytest.raises(PermissionDenied):
            actions.verify_action(taker, action=before, version=before.version, shown=True, note="", now=NOW)

    def test_a_partner_sees_those_of_the_agency_they_work_for_now(self, person: Person) -> None:
        housing, health = held.agency("housing", "duty"), held.agency("health", "duty")
        mine = held.partner(housing)
        action = held.agreed(person, agency=housing, owner=mine, owner_name="")
        mine.agency = health
        mine.save()
        assert not queries.lists(mine, NOW).mine
        with pytest.raises(PermissionDenied):
            actions.acknowledge_action(mine, action=action, version=action.version, now=NOW)

    def test_a_partner_sees_one_that_has_ended_for_as_long_as_the_force_decides(self, person: Person) -> None:
        housing = held.agency("housing", "duty")
        mine = held.partner(housing)
        action = held.agreed(person, agency=housing, owner=mine, owner_name="")
        assert policies.actions(mine, NOW + world.days(400)).count() == 1  # it is open
        actions.cancel_action(held.chair(), action=action, version=action.version, why="He has died", now=NOW)
        found = [policies.actions(mine, NOW + world.days(days)).count() for days in (28, 29)]
        assert found == [1, 0]


class TestWhoIsTold:
    def told(self, cause: str) -> list[User]:
        return [each.recipient for each in OutboxMessage.objects.filter(cause__endswith=cause)]

    def test_victim_liaison_is_told_of_theirs(self, person: Person) -> None:
        victims = held.agency("victims", "responsible")
        liaison = world.user(Role.VICTIM_LIAISON, rank="Partner", force=None, unit=None, agency=victims)
        held.agreed(
            person, agency=victims, owner=None, owner_name="The duty officer", due_on=date(2026, 5, 1)
        )
        actions.notice_overdue(now=world.at(date(2026, 5, 2)))
        assert (self.told(" agreed"), self.told("to_manager")) == ([liaison], [liaison])

    def test_where_an_agency_has_nobody_the_coordinators_tell_it(self, person: Person) -> None:
        coordinator = held.coordinator(username="coordinates")
        housing = held.agency("housing", "duty")
        left = held.partner(housing, is_active=False)
        held.agreed(person, agency=housing, owner=left, owner_name="", due_on=date(2026, 5, 1))
        actions.notice_overdue(now=world.at(date(2026, 5, 11)))
        for cause in (" agreed", "to_manager", "to_contact", "to_board"):
            assert coordinator in self.told(cause), cause
        message = OutboxMessage.objects.get(recipient=coordinator, cause__endswith=" agreed")
        assert "Housing Service" in message.body
        assert "tell them yourself" in message.body

    def test_the_owner_is_told_that_the_evidence_is_refused_and_that_it_is_cancelled(
        self, person: Person
    ) -> None:
        mine = held.partner(held.agency("housing", "duty"))
        action = held.agreed(person, agency=mine.agency, owner=mine, owner_name="")
        action = actions.finish_action(
            mine, action=action, version=action.version, evidence="Keys", done_on=held.DAY, now=NOW
        )
        action = actions.verify_action(
            held.coordinator(), action=action, version=action.version, shown=False, note="No keys", now=NOW
        )
        actions.cancel_action(held.chair(), action=action, version=action.version, why="He has died", now=NOW)
        bodies = [each.body for each in OutboxMessage.objects.filter(recipient=mine).order_by("pk")][-2:]
        assert ["not shown to be done" in bodies[0], "need not be done" in bodies[1]] == [True, True]
        assert not any("No keys" in body or "died" in body for body in bodies)

    def test_one_that_was_never_agreed_is_cancelled_without_a_word(self, person: Person) -> None:
        action = held.proposed(held.begun(person))
        OutboxMessage.objects.all().delete()
        actions.cancel_action(held.chair(), action=action, version=action.version, why="Twice", now=NOW)
        assert not OutboxMessage.objects.exists()

    def test_whoever_works_for_another_agency_by_now_is_told_nothing(self, person: Person) -> None:
        housing, health = held.agency("housing", "duty"), held.agency("health", "duty")
        moved, stays, board = (held.partner(housing) for _ in range(3))
        said = {"contact": moved, "board": board}
        actions.set_standing(held.coordinator(), agency=housing, said=said, version=1, now=NOW)
        held.agreed(person, agency=housing, owner=moved, owner_name="", due_on=date(2026, 5, 1))
        User.objects.filter(pk=moved.pk).update(agency=health)
        OutboxMessage.objects.all().delete()
        actions.notice_overdue(now=NOW)
        assert moved not in {each.recipient for each in OutboxMessage.objects.all()}
        assert set(self.told("to_manager")) == {stays, board}
        assert self.told("to_board") == [board]


class TestScenario21:
    def test_from_its_day_to_the_next_meeting(self, person: Person) -> None:
        """Due 1 May, not done on 11 May: told on three days; the next meeting settles it; nothing of it is lost."""
        first = held.agreed(person, due_on=date(2026, 5, 1))
        told = [day for day in range(1, 15) if actions.notice_overdue(now=world.at(date(2026, 5, day)))]
        assert told == [2, 6, 11]
        case = held.complete(held.begun(person))
        chair, at = case.sitting.chair, world.at(held.DAY, 10, 18)
        with pytest.raises(ValidationError, match="from an earlier meeting has no outcome"):
            held.decided(case)
        second = actions.carry_action(
            chair,
            action=first,
            version=first.version,
            due_on=held.DAY + world.days(14),
            why="The landlord withdrew",
            case=case,
            now=at,
        )
        assert held.decided(held.again(case)).state == "decided"
        assert [(each.due_on, each.ended_why) for each in queries.history(one(chair, second))] == [
            (date(2026, 5, 1), "The landlord withdrew")
        ]
        kinds = set(first.steps.values_list("kind", flat=True))
        assert {"agreed", "to_manager", "to_contact", "to_board", "carried"} <= kinds
        for change in ({"evidence": "Keys"}, {"ended_why": "Never mind"}, {"carried_from": second}):
            with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
                AgreedAction.objects.filter(pk=first.pk).update(**change)
        for row in (first, second):
            with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
                AgreedAction.objects.filter(pk=row.pk)._raw_delete("default")


def one(user: User, action: AgreedAction) -> AgreedAction:
    return queries.one(user, action.pk, NOW)


def opened(by: User, person: Person) -> None:
    open_in_emergency(
        by, person_id=person.pk, why=EmergencyReason.RISK_TO_LIFE, reason="He was seen at a school", now=NOW
    )
