"""Reminders: so many days before, as each user asked; once, however often the sweep runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import Cover, User
from diary import actions
from diary.choices import MailMode
from diary.models import Entry, MailChoice, OutboxMessage, RemindBefore, Reminder
from tests import world

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 1)


@pytest.fixture
def officer() -> User:
    """Whose one duty is an annual notification by 1 September, and who wants to know 28 days before."""
    officer = world.officer()
    person = world.person(officer)
    Entry.objects.filter(person=person).delete()
    Entry.objects.create(
        person=person,
        key="notifications/periodic:n1",
        kind="periodic",
        title="Annual notification",
        arises_on=date(2025, 9, 1),
        work_to=DUE,
        last=DUE,
    )
    actions.choose_reminders(officer, days={"periodic": 28, "task": None}, mail=MailMode.EACH)
    return officer


def sweep(day: date) -> int:
    return actions.sweep(today=day, now=world.at(day, 8)).messages


def test_it_is_noticed_on_its_day_and_once(officer: User) -> None:
    assert sweep(date(2026, 8, 3)) == 0
    assert sweep(date(2026, 8, 4)) == 1
    assert sweep(date(2026, 8, 4)) == 0
    assert sweep(date(2026, 8, 20)) == 0
    assert Reminder.objects.get().user == officer
    message = OutboxMessage.objects.get()
    assert "reminder of annual notification" in message.subject
    assert "Tuesday 1 September 2026" in message.body
    assert "marsh" not in (message.subject + message.body).lower()


def test_a_missed_day_is_caught_up_and_the_day_itself_is_the_sweeps(officer: User) -> None:
    assert sweep(date(2026, 8, 29)) == 1
    assert Reminder.objects.count() == 1
    sweep(DUE)
    assert Reminder.objects.count() == 1


def test_a_date_that_moves_is_reminded_of_anew(officer: User) -> None:
    sweep(date(2026, 8, 10))
    Entry.objects.update(work_to=date(2026, 9, 5), last=date(2026, 9, 5))
    assert sweep(date(2026, 8, 11)) == 1
    assert Reminder.objects.count() == 2


def test_who_stands_in_is_reminded_by_their_own_wish(officer: User) -> None:
    other = world.officer()
    days = {"starts_on": date(2026, 8, 1), "ends_on": date(2026, 8, 30), "reason": "Leave"}
    Cover.objects.create(
        manager=officer, covered_by=other, arranged_by=officer, recorded_at=world.at(world.TODAY), **days
    )
    actions.choose_reminders(other, days={"periodic": 10}, mail=MailMode.EACH)
    sweep(date(2026, 8, 21))
    assert set(Reminder.objects.values_list("user", flat=True)) == {officer.pk}
    sweep(date(2026, 8, 23))
    assert set(Reminder.objects.values_list("user", flat=True)) == {officer.pk, other.pk}


def test_nobody_is_reminded_of_somebody_elses(officer: User) -> None:
    actions.choose_reminders(world.officer(), days={"periodic": 28}, mail=MailMode.EACH)
    sweep(date(2026, 8, 10))
    assert Reminder.objects.get().user == officer


def test_it_cannot_be_changed_or_removed(officer: User) -> None:
    sweep(date(2026, 8, 10))
    for attempt in (lambda: Reminder.objects.update(due_on=DUE), lambda: Reminder.objects.all().delete()):
        with pytest.raises(Exception, match="append_only"), transaction.atomic():
            attempt()


class TestToday:
    def test_it_stands_there_though_no_sweep_has_run(
        self, officer: User, sign_in: Callable[[User], Client], clock: Callable[[date], None]
    ) -> None:
        clock(date(2026, 8, 3))
        assert "as you asked" not in sign_in(officer).get("/").content.decode()
        clock(date(2026, 8, 4))
        later = sign_in(officer).get("/").context["buckets"][3]
        assert (later.name, later.total) == ("later", 1)
        clock(date(2026, 8, 25))
        page = sign_in(officer).get("/").content.decode()
        assert "Reminder, as you asked" in page

    @pytest.mark.usefixtures("clock")
    def test_the_wishes_are_saved_and_said_wrongly_are_kept(
        self, officer: User, sign_in: Callable[[User], Client]
    ) -> None:
        client = sign_in(officer)
        wrong = client.post(
            "/account/reminders/", {"mail": "daily", "days_periodic": "ninety-one", "days_task": "3"}
        )
        assert "enter a whole number of days" in wrong.content.decode()
        assert 'value="ninety-one"' in wrong.content.decode()
        assert RemindBefore.objects.get(user=officer).days == 28
        client.post("/account/reminders/", {"mail": "daily", "days_periodic": "", "days_task": "3"})
        assert [(wish.kind, wish.days) for wish in RemindBefore.objects.filter(user=officer)] == [("task", 3)]
        assert MailChoice.objects.get(user=officer).mode == "daily"
