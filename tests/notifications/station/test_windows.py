"""Two windows of one notification, a session that ends in the middle of it, and what is begun and left."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import sessions
from accounts.models import User
from notifications.actions import beginning
from notifications.models import Begun
from notifications.tasks import let_go_of_begun
from practice.models import Setting
from tests import world
from tests.accounts.signing import sign_in as sign_in_by_hand
from tests.accounts.test_kept import form_of
from tests.notifications.station.counter import ATTENDANCE, Counter, front_counter
from tests.notifications.station.test_pages import MOVED, settled

SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)


@pytest.mark.django_db(transaction=True)
def test_pages_answered_at_once_in_many_windows_are_all_kept() -> None:
    counter, person, begun_id = front_counter(), world.person(world.officer()), uuid4()
    pages = [f"part-{number}" for number in range(12)]
    together = threading.Barrier(len(pages))
    failures: list[BaseException] = []

    def answer(page: str) -> None:
        try:
            together.wait(60)
            said = {"page": page, "answer": "answer=still", "seen": ""}
            beginning.keep_page(counter, person=person, begun_id=begun_id, now=NOW, **said)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[page]) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures
    assert set(json.loads(Begun.objects.get().answers)) == set(pages)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestTheSamePage:
    def test_answered_in_both_shows_both_and_keeps_the_first_until_decided(self, sign_in: SignIn) -> None:
        counter = Counter(sign_in(front_counter()), settled(world.officer()))
        counter.answer("happened", happened=["moved"])
        counter.answer("attendance", given_on="15/6/2026", **ATTENDANCE)
        opened = counter.client.get(counter.url("moved")).context["seen"]
        assert opened == ""
        counter.answer("moved", **MOVED)
        other = {**MOVED, "line_1": "4 Mill Lane", "version": opened}
        page = counter.client.post(counter.url("moved"), other)
        text = page.content.decode()
        assert "You changed this in another window" in text
        assert 'value="4 Mill Lane"' in text
        assert ("9 New Road", "4 Mill Lane") in [row[1:] for row in page.context["overtaken"]]
        assert "New+Road" in json.loads(Begun.objects.get().answers)["moved"]
        decided = {**other, "version": page.context["seen"]}
        assert counter.client.post(counter.url("moved"), decided).status_code == 302
        assert "Mill+Lane" in json.loads(Begun.objects.get().answers)["moved"]

    def test_answered_alike_is_no_matter(self, sign_in: SignIn) -> None:
        counter = Counter(sign_in(front_counter()), settled(world.officer()))
        for _ in range(2):
            said = {"happened": ["moved"], "version": ""}
            assert counter.client.post(counter.url("happened"), said).status_code == 302


@pytest.mark.django_db
class TestBegunAndLeft:
    def test_looking_deletes_nothing_and_the_night_does(
        self, sign_in: SignIn, clock: Callable[[date], None]
    ) -> None:
        counter = Counter(sign_in(front_counter()), settled(world.officer()))
        counter.answer("happened", happened=["moved"])
        start = reverse("start-notification", args=[counter.person.pk])
        clock(world.TODAY + world.days(30))
        let_go_of_begun()
        assert "You began one" in counter.client.get(start).content.decode()
        clock(world.TODAY + world.days(31))
        assert counter.client.get(start).status_code == 302  # too old to go on with, and still there
        assert Begun.objects.exists()
        let_go_of_begun()
        assert not Begun.objects.exists()

    def test_for_how_long_is_the_forces_own(self) -> None:
        counter, person = front_counter(), world.person(world.officer())
        said = {"begun_id": uuid4(), "page": "happened", "answer": "happened=moved", "seen": ""}
        beginning.keep_page(counter, person=person, now=NOW, **said)
        assert beginning.let_go_of_begun(now=NOW + timedelta(days=8)) == 0
        Setting.objects.create(key="station.begun_kept", value=7, effective_from=date(2026, 6, 1))
        assert beginning.let_go_of_begun(now=NOW + timedelta(days=8)) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_session_that_ends_between_two_pages_loses_neither() -> None:
    user = front_counter(username="counter")
    with time_machine.travel(NOW, tick=False) as wall:
        client = sign_in_by_hand(user)
        counter = Counter(client, settled(world.officer()))
        counter.answer("happened", happened=["moved"])
        counter.answer("attendance", given_on="15/6/2026", **ATTENDANCE)
        wall.shift(sessions.IDLE)
        where = client.post(counter.url("moved"), {**MOVED, "version": ""})["Location"].partition("next=")[2]
        client.post("/account/login/", {"login": "counter", "password": world.PASSWORD, "next": where})
        # What was typed is shown to whoever typed it, and sent on with one button.
        assert "9 New Road" in client.get(where).content.decode()
        sent = client.post(counter.url("moved"), form_of(client, where))
        assert sent["Location"].endswith("/part-born/")
        # Every page answered before and after is there.
        kept = json.loads(Begun.objects.get().answers)
        assert set(kept) == {"happened", "attendance", "moved"}
        assert "kept_form" not in kept["moved"]
        counter.walk("moved", moved=MOVED)
        assert counter.record().items.get(called="Home address").new.startswith("9 New Road")
