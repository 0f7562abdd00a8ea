"""New records in the queue of approvals: who allocates them, by when, and that nobody does it for themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse

from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from diary.actions import set_task
from handovers import actions as handovers
from handovers.choices import Answer
from offenders import actions
from offenders.choices import ArchiveReason
from offenders.models import Archiving, Assignment, Person
from practice.models import Setting
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


def opened(by: User, **fields: str) -> Person:
    """A record as whoever opens it leaves it."""
    return actions.add_person(by, new=world.new(**fields), now=NOW)


def waiting(client: Client, called: str) -> list[str]:
    rows = client.get("/approvals/").context["queue"].rows
    return [row.line.family_name for row in rows if row.called == called and row.line]


class TestNewRecord:
    def test_it_waits_for_a_supervisor_who_confirms_or_names_another(self, sign_in: SignIn) -> None:
        officer, other, supervisor = world.officer(), world.officer(), world.supervisor()
        kept, moved = opened(officer, family_name="Kept"), opened(officer, family_name="Moved")
        client = sign_in(supervisor)
        assert waiting(client, "New record") == ["Kept", "Moved"]
        [row] = [
            each
            for each in client.get("/approvals/").context["queue"].rows
            if each.line and each.line.person_id == kept.pk
        ]
        assert row.by == world.TODAY + world.days(1)
        assert "There is room in the caseload" in client.get("/approvals/").content.decode()
        for person, manager in ((kept, officer), (moved, other)):
            said = {"manager": str(manager.pk), "reason": "New", "over_why": ""}
            assert client.post(row.href.replace(str(kept.pk), str(person.pk)), said).status_code == 302
        assert waiting(client, "New record") == []
        current = kept.assignments.get()
        assert (current.manager, current.confirmed_by) == (officer, supervisor)
        events = AccessEvent.objects.filter(actor_id=supervisor.pk, action="assign manager").order_by("seq")
        assert [(event.person_ids, event.reason) for event in events] == [
            ([kept.pk], "New"),
            ([moved.pk], "New"),
        ]

    def test_nobody_allocates_to_themselves(self, sign_in: SignIn) -> None:
        both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        person = opened(both, family_name="Own")
        assert waiting(sign_in(both), "New record") == []
        actions.assign_manager(both, person=person, manager=both, reason="Mine", now=NOW)
        current = person.assignments.get()
        assert current.confirmed_by is None
        current.confirmed_by, current.confirmed_at = both, NOW
        with pytest.raises(IntegrityError, match="allocation_confirmed_by_another"), transaction.atomic():
            current.save()
        assert waiting(sign_in(world.supervisor()), "New record") == ["Own"]

    def test_who_does_not_allocate_is_asked_nothing(self, sign_in: SignIn) -> None:
        opened(world.officer(), family_name="Kept")
        assert waiting(sign_in(world.officer()), "New record") == []
        assert waiting(sign_in(world.supervisor(of=world.unit("East unit"))), "New record") == []
        assert waiting(sign_in(world.user(Role.DETECTIVE_INSPECTOR)), "New record") == ["Kept"]


class TestTakenOver:
    """Who takes somebody's person over themselves waits for somebody else, as whoever opened a record does."""

    def test_it_waits_for_another_who_confirms(self, sign_in: SignIn) -> None:
        both, supervisor = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR), world.supervisor()
        person, client = world.person(family_name="Taken"), sign_in(both)
        page = reverse("assign-manager", args=[person.pk])
        said = client.post(page, {"manager": str(both.pk), "reason": "Mine"}, follow=True).content.decode()
        assert "Somebody else who names managers is to confirm it" in said
        assert waiting(client, "Taken over") == []
        others = sign_in(supervisor)
        assert (waiting(others, "Taken over"), waiting(others, "New record")) == (["Taken"], [])
        actions.assign_manager(both, person=person, manager=both, reason="Mine", now=NOW)
        assert waiting(others, "Taken over") == ["Taken"]
        actions.assign_manager(supervisor, person=person, manager=both, reason="So be it", now=NOW)
        assert waiting(others, "Taken over") == []
        assert person.assignments.get(ends_on__isnull=True).confirmed_by == supervisor

    def test_whoever_another_names_waits_for_nobody(self, sign_in: SignIn) -> None:
        supervisor, person = world.supervisor(), world.person(family_name="Given")
        actions.assign_manager(supervisor, person=person, manager=world.officer(), reason="New", now=NOW)
        assert not Assignment.objects.to_confirm().filter(person=person).exists()

    @pytest.mark.parametrize("themselves", [True, False])
    def test_a_handover_is_allocated_by_whoever_asked_for_it(self, themselves: bool) -> None:
        giver, receiver = world.officer(), world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        asks = receiver if themselves else world.supervisor()
        person = world.person(giver, management_level="medium")
        handover = handovers.ask(asks, person=person, receiver=receiver, why="Moves", now=NOW)
        said = {
            "matters": "Nothing new.",
            "first": "Ring him.",
            "risks": "None.",
            "people": "None.",
            "unwritten": "",
        }
        note = handovers.write(giver, handover=handover, said=said, now=NOW)
        handovers.answer(
            receiver, note=note, version=note.version, answer=Answer.ACCEPTED, missing="", now=NOW
        )
        current = person.assignments.get(ends_on__isnull=True)
        assert (current.manager, current.assigned_by) == (receiver, asks)
        assert Assignment.objects.to_confirm().filter(pk=current.pk).exists() is themselves


class TestFromWhenOn:
    """Whether somebody else is asked is policy of the day on which the record was opened."""

    def test_what_came_before_the_rule_is_asked_of_nobody(self, sign_in: SignIn) -> None:
        client = sign_in(world.supervisor())
        before = world.decided("allocation.confirmed", 0, world.TODAY, today=world.TODAY).effective_from
        opened(world.officer(), family_name="Before")
        tomorrow = world.TODAY + world.days(1)
        world.decided("allocation.confirmed", 1, tomorrow, today=world.TODAY)
        actions.add_person(world.officer(), new=world.new(family_name="After"), now=world.at(tomorrow))
        assert before == world.TODAY
        assert waiting(client, "New record") == ["After"]

    def test_another_force_decides_for_itself(self, sign_in: SignIn) -> None:
        far = world.unit("Far unit", "FA")
        world.decided("allocation.confirmed", 0, world.TODAY, today=world.TODAY)
        opened(world.officer(of=far), family_name="Far")
        assert waiting(sign_in(world.supervisor(of=far)), "New record") == ["Far"]

    def settled(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, date]]:
        """What the migration sets in a database as this one stands, where it has set nothing yet."""
        migration = import_module("offenders.migrations.0015_ask_from_a_day_on")
        monkeypatch.setattr(migration, "KEY", "allocation.tried")
        with connection.schema_editor() as editor:
            migration.settle(apps, editor)
            migration.settle(apps, editor)
        rows = Setting.objects.filter(key="allocation.tried").order_by("effective_from")
        return list(rows.values_list("value", "effective_from"))

    def test_a_fresh_database_asks_about_every_record(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not Assignment.objects.exists()
        assert self.settled(monkeypatch) == [(1, date(2020, 1, 1))]

    def test_an_upgraded_one_from_the_day_on_which_it_learnt_to(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened(world.officer(), family_name="Old")
        ran = MigrationRecorder(connection).migration_qs.filter(name="0013_confirm_who_opened_a_record")
        ran.update(applied=world.at(date(2026, 3, 2)))
        assert self.settled(monkeypatch) == [(0, date(2020, 1, 1)), (1, date(2026, 3, 2))]


class TestWithoutAManager:
    def test_they_wait_since_the_last_manager_went_or_the_record_was_opened(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        client = sign_in(supervisor)
        opened(supervisor, family_name="Nobodys")
        person = world.person(family_name="Left")
        Assignment.objects.filter(person=person).update(ends_on=world.TODAY)
        assert sorted(waiting(client, "No manager")) == ["Left", "Nobodys"]
        actions.assign_manager(supervisor, person=person, manager=world.officer(), reason="New", now=NOW)
        assert waiting(client, "No manager") == ["Nobodys"]

    def test_an_archived_record_waits_for_nobody(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        person = opened(supervisor, family_name="Gone")
        Archiving.objects.create(person=person, reason="moved", archived_by=supervisor, archived_at=NOW)
        assert waiting(sign_in(supervisor), "No manager") == []


class TestToClose:
    def test_the_record_of_somebody_who_died_waits_until_it_is_closed(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        person = world.person(officer, family_name="Dead")
        client = sign_in(supervisor)
        assert waiting(client, "Close the record") == []
        world.detail(officer, person, "gone", kind="deceased", starts_on=world.TODAY - world.days(1))
        [row] = [
            each
            for each in client.get("/approvals/").context["queue"].rows
            if each.called == "Close the record"
        ]
        assert (row.line.person_id, row.stuck) == (person.pk, "")
        assert row.href == f"/people/{person.pk}/access/archive/"
        assert "no order or licence is still in force" in client.get("/approvals/").content.decode()
        assert waiting(sign_in(officer), "Close the record") == []
        actions.archive(supervisor, person=person, why=ArchiveReason.DECEASED, note="", now=NOW)
        assert waiting(client, "Close the record") == []

    def test_one_says_why_it_cannot_be_closed_yet(self, sign_in: SignIn) -> None:
        supervisor, officer = world.supervisor(), world.officer()
        person = world.person(officer, family_name="Dead")
        world.detail(officer, person, "gone", kind="deceased", starts_on=world.TODAY - world.days(1))
        set_task(
            officer,
            person=person,
            title="Tell the court",
            detail="",
            due_on=world.TODAY,
            owner=officer,
            now=NOW,
        )
        [row] = sign_in(supervisor).get("/approvals/").context["queue"].rows
        assert row.stuck == "Cannot be closed yet: a duty or a task is open"

    def test_nobody_closes_the_record_of_their_own_person(self, sign_in: SignIn) -> None:
        both = world.user(Role.OFFENDER_MANAGER, Role.SUPERVISOR)
        person = world.person(both, family_name="Own")
        world.detail(both, person, "gone", kind="deceased", starts_on=world.TODAY - world.days(1))
        assert waiting(sign_in(both), "Close the record") == []
        with pytest.raises(ValidationError, match="Somebody else closes"):
            actions.archive(both, person=person, why=ArchiveReason.DECEASED, note="", now=NOW)
        with pytest.raises(IntegrityError, match="Somebody else closes"), transaction.atomic():
            Archiving.objects.create(person=person, reason="deceased", archived_by=both, archived_at=NOW)
