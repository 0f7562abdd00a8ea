"""Tasks: who may set, do, hand on and cancel them; whose Today they stand on; what messages say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from access.recording import Stale
from accounts.choices import Role
from accounts.models import User
from diary import actions
from diary.models import Entry, OutboxMessage, Task
from offenders import actions as offenders
from offenders.models import Person
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
TOMORROW = world.TODAY + world.days(1)


def set_by(actor: User, person: Person, **fields: Any) -> Task:
    return actions.set_task(
        actor,
        **{
            "person": person,
            "title": "Ring his sister",
            "due_on": TOMORROW,
            "owner": actor,
            "now": NOW,
            **fields,
        },
    )


def titles(client: Client) -> set[str]:
    return {entry.title for bucket in client.get("/").context["buckets"] for entry in bucket.entries}


def test_the_timeline_says_what_became_of_it(sign_in: SignIn) -> None:
    manager = world.officer()
    person = world.person(manager)
    task = set_by(manager, person)
    actions.finish_task(manager, task=task, version=1, note="She has not seen him", now=NOW)
    told = sign_in(manager).get(reverse("person-timeline", args=[person.pk])).content.decode()
    assert "Task done: Ring his sister" in told
    assert "Task set: Ring his sister" in told


class TestSetting:
    def test_for_oneself_it_stands_on_ones_own_today_and_nobody_elses(self, sign_in: SignIn) -> None:
        manager, colleague = world.officer(), world.officer()
        person = world.person(manager)
        world.person(colleague, family_name="Reed")
        set_by(colleague, person)
        assert "Ring his sister" in titles(sign_in(colleague))
        assert "Ring his sister" not in titles(sign_in(manager))

    def test_for_the_manager_it_follows_whoever_manages(self, sign_in: SignIn) -> None:
        first, second, supervisor = world.officer(), world.officer(), world.supervisor()
        person = world.person(first)
        world.person(first, family_name="Reed")  # so that both go on managing somebody
        set_by(supervisor, person, owner=None)
        assert "Ring his sister" in titles(sign_in(first))
        offenders.assign_manager(supervisor, person=person, manager=second, reason="Workload", now=NOW)
        assert "Ring his sister" in titles(sign_in(second))
        assert "Ring his sister" not in titles(sign_in(first))

    def test_what_a_leaver_was_to_do_falls_to_the_manager(self, sign_in: SignIn) -> None:
        manager, leaver = world.officer(), world.officer()
        person = world.person(manager)
        set_by(leaver, person)
        User.objects.filter(pk=leaver.pk).update(is_active=False)
        assert "Ring his sister" in titles(sign_in(manager))

    def test_an_officer_gives_nobody_else_work(self) -> None:
        manager, colleague = world.officer(), world.officer()
        person = world.person(manager)
        for owner in (None, manager):
            with pytest.raises(PermissionDenied):
                set_by(colleague, person, owner=owner)

    @pytest.mark.parametrize(
        "role", [Role.FRONT_COUNTER, Role.BRIEFING_READER, Role.MAPPA_COORDINATOR, Role.AUDITOR]
    )
    def test_who_cannot_write_sets_none(self, role: Role) -> None:
        with pytest.raises(PermissionDenied):
            set_by(world.user(role), world.person())

    def test_nobody_is_given_what_they_could_not_do(self) -> None:
        with pytest.raises(ValidationError, match="cannot write"):
            set_by(world.supervisor(), world.person(), owner=world.user(Role.FRONT_COUNTER))

    @pytest.mark.parametrize(
        ("typed", "field"), [({"title": "  "}, "title"), ({"due_on": world.TODAY - world.days(1)}, "due_on")]
    )
    def test_what_cannot_be_is_refused_by_its_field(self, typed: dict[str, Any], field: str) -> None:
        officer = world.officer()
        with pytest.raises(ValidationError) as refused:
            set_by(officer, world.person(officer), **typed)
        assert field in refused.value.message_dict

    def test_the_same_form_twice_and_the_same_source_twice_are_one(self) -> None:
        officer, reader = world.officer(), world.user(Role.BRIEFING_READER)
        person = world.person(officer)
        sent = uuid4()
        assert set_by(officer, person, submission=sent) == set_by(officer, person, submission=sent)
        # An app answers for its own actors: here one who cannot write.
        of_app = {"source": "somewhere/thing:1", "owner": None}
        assert set_by(reader, person, **of_app) == set_by(reader, person, **of_app)
        assert Task.objects.count() == 2


class TestBecoming:
    def test_done_says_what_came_of_it_and_meets_the_duty(self) -> None:
        officer = world.officer()
        task = set_by(officer, world.person(officer))
        done = actions.finish_task(officer, task=task, version=1, note="She has not seen him.", now=NOW)
        entry = Entry.objects.get(key=f"tasks/{task.pk}")
        assert (entry.met_on, entry.was_late) == (world.TODAY, False)
        assert (
            actions.finish_task(officer, task=task, version=1, note="Again", now=NOW).done_note
            == done.done_note
        )
        with pytest.raises(ValidationError, match="already"):
            actions.cancel_task(officer, task=done, version=2, reason="No need", now=NOW)

    def test_overdue_is_asked_of_the_date(self, sign_in: SignIn, clock: Callable[[Any], None]) -> None:
        officer = world.officer()
        set_by(officer, world.person(officer))
        clock(TOMORROW + world.days(2))
        overdue = sign_in(officer).get("/").context["buckets"][0]
        assert "Ring his sister" in {entry.title for entry in overdue.entries}

    def test_cancelled_it_is_no_duty_any_more(self) -> None:
        officer = world.officer()
        task = set_by(officer, world.person(officer))
        actions.cancel_task(officer, task=task, version=1, reason="She rang herself", now=NOW)
        assert not Entry.objects.filter(key=f"tasks/{task.pk}").exists()

    def test_what_another_set_only_a_supervisor_cancels(self) -> None:
        manager, supervisor = world.officer(), world.supervisor()
        task = set_by(supervisor, world.person(manager), owner=None)
        with pytest.raises(PermissionDenied):
            actions.cancel_task(manager, task=task, version=1, reason="No time", now=NOW)
        assert (
            actions.cancel_task(supervisor, task=task, version=1, reason="Done", now=NOW).cancelled_by
            == supervisor
        )

    def test_handed_on_it_moves_to_the_others_today_and_keeps_its_day(self, sign_in: SignIn) -> None:
        manager, colleague = world.officer(), world.officer()
        person = world.person(manager)
        task = set_by(manager, person)
        actions.hand_on_task(manager, task=task, version=1, owner=colleague, reason="Leave", now=NOW)
        assert "Ring his sister" in titles(sign_in(colleague))
        assert "Ring his sister" not in titles(sign_in(manager))
        assert Entry.objects.get(key=f"tasks/{task.pk}").last == TOMORROW

    def test_whoever_has_seen_an_older_state_is_told(self) -> None:
        manager, colleague = world.officer(), world.officer()
        task = set_by(manager, world.person(manager))
        actions.hand_on_task(manager, task=task, version=1, owner=colleague, reason="Leave", now=NOW)
        with pytest.raises(Stale):
            actions.finish_task(manager, task=task, version=1, note="Done", now=NOW)

    @pytest.mark.parametrize(
        "half",
        [{"done_at": NOW}, {"cancelled_at": NOW, "cancel_reason": "x"}, {"done_note": "x"}],
    )
    def test_half_an_end_is_refused_by_the_database(self, half: dict[str, Any]) -> None:
        officer = world.officer()
        task = set_by(officer, world.person(officer))
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**half)


class TestMessages:
    def test_typed_words_leave_by_no_message(self) -> None:
        manager, supervisor = world.officer(), world.supervisor()
        set_by(supervisor, world.person(manager), owner=None, title="Ring Alan Marsh's sister")
        actions.sweep(today=TOMORROW, now=world.at(TOMORROW))
        sent = OutboxMessage.objects.filter(subject__contains="task")
        assert {message.recipient for message in sent} == {manager}
        assert sent.count() == 2  # when it was set, and on the day
        assert not any("sister" in f"{message.subject} {message.body}" for message in sent)

    def test_the_sweep_tells_whoever_is_to_do_it(self) -> None:
        manager, colleague = world.officer(), world.officer()
        set_by(colleague, world.person(manager))
        actions.sweep(today=TOMORROW, now=world.at(TOMORROW))
        assert OutboxMessage.objects.get(subject__endswith="task is due").recipient == colleague


class TestReaders:
    def test_a_role_that_reads_the_legal_status_alone_is_not_told_of_tasks(self, sign_in: SignIn) -> None:
        officer = world.officer()
        # Of these dates the task's is the next.
        trigger = {"kind": "conviction", "date": world.TODAY, "offence": "Sexual assault (s.3)"}
        person = world.person(officer, trigger=trigger, disposal={"kind": "fine", "date": world.TODAY})
        set_by(officer, person)
        briefing, counter = world.user(Role.BRIEFING_READER), world.user(Role.FRONT_COUNTER)
        for reader, told in ((briefing, False), (counter, True)):
            client = sign_in(reader)
            # The counter's own day holds what is done there alone.
            assert "Ring his sister" not in titles(client)
            assert ("Ring his sister" in client.get("/people/").content.decode()) is told
            page = client.get(reverse("person-tasks", args=[person.pk]))
            assert (page.status_code == 200) is told


class TestPages:
    def test_set_do_and_read(self, sign_in: SignIn) -> None:
        officer = world.officer()
        person = world.person(officer)
        client = sign_in(officer)
        page = reverse("set-task", args=[person.pk])
        refused = client.post(page, {"title": "Ring him", "due_on": "1/1/2020", "submission": str(uuid4())})
        assert "Enter today or a later day" in refused.content.decode()
        assert "Ring him" in refused.content.decode()
        sent = {"title": "Ring him", "detail": "", "due_on": "16/6/2026", "submission": str(uuid4())}
        assert client.post(page, sent).status_code == client.post(page, sent).status_code == 302
        task = Task.objects.get()
        assert "Ring him" in client.get(reverse("person", args=[person.pk])).content.decode()
        done = {"note": "He answered.", "version": "1"}
        assert client.post(reverse("task", args=[person.pk, task.pk]), done).status_code == 302
        assert "He answered." in client.get(reverse("person-tasks", args=[person.pk])).content.decode()

    def test_a_supervisor_may_set_it_for_the_manager(self, sign_in: SignIn) -> None:
        supervisor = world.supervisor()
        person = world.person(world.officer())
        sent = {"title": "Ring", "due_on": "16/6/2026", "owner": "manager", "submission": str(uuid4())}
        sign_in(supervisor).post(reverse("set-task", args=[person.pk]), sent)
        assert Task.objects.get().owner is None

    def test_an_older_page_shows_what_was_typed_and_can_be_sent_again(self, sign_in: SignIn) -> None:
        officer, colleague = world.officer(), world.officer()
        person = world.person(officer)
        task = set_by(officer, person)
        actions.hand_on_task(officer, task=task, version=1, owner=colleague, reason="Leave", now=NOW)
        client, page = sign_in(officer), reverse("task", args=[person.pk, task.pk])
        answer = client.post(page, {"note": "Rang her.", "version": "1"})
        assert "Rang her." in answer.content.decode()
        assert 'name="version" value="2"' in answer.content.decode()
        assert client.post(page, {"note": "Rang her.", "version": "2"}).status_code == 302
