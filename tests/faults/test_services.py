"""What happens when a service is not there, or a process dies at the worst moment."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from diary import actions
from diary.models import Entry, Flag, SweepRun
from tests import world


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_with_valkey_stopped_every_page_works_and_is_right(
    sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page opens a socket of its own at all; PostgreSQL's client library does not go through Python's."""

    def refused(*args: object) -> None:
        raise ConnectionRefusedError("nothing listens here")

    officer = world.officer()
    person = world.person(officer)
    client = sign_in(officer)
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "connect_ex", refused)
    assert "12 days overdue" in client.get("/").content.decode()
    for name in ("person", "person-record", "person-history", "record-notification", "record-custody"):
        assert client.get(reverse(name, args=[person.pk])).status_code == 200
    given = {
        "answers": Entry.objects.get(kind="initial").key,
        "given_on": "15/6/2026",
        "given_time": "08:00",
        "station": "Kirkby",
        "submission": "0b54bd53-5be3-4a4c-9d8d-9d1c63b93f2f",
        "gave": "no",  # it is late
    }
    assert client.post(reverse("record-notification", args=[person.pk]), given).status_code == 302
    assert "Nothing is overdue." in client.get("/").content.decode()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_sweep_whose_connection_is_cut_leaves_nothing_and_the_next_completes() -> None:
    manager = world.officer()
    for number in range(5):
        world.person(manager, family_name=f"Person{number}")
    day = date(2026, 6, 20)
    backend: list[int] = []
    failures: list[BaseException] = []

    def sweep() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                backend.append(cursor.fetchone()[0])
            actions.sweep(today=day, now=world.at(day))
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    with connection.cursor() as cursor:
        # The sweep writes its flags, then waits here to write down that it has run: half-way is exactly there.
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE diary_sweeprun IN EXCLUSIVE MODE")
        thread = threading.Thread(target=sweep)
        thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = ANY(%s)"
        for _ in range(10_000):
            cursor.execute(waiting, [backend])
            if cursor.fetchone()[0]:
                break
            thread.join(0.01)
        else:
            pytest.fail("the sweep never came to its half-way")
        cursor.execute("SELECT pg_terminate_backend(%s)", backend)
        thread.join(30)
        cursor.execute("ROLLBACK")

    assert isinstance(failures[0], OperationalError)
    assert Flag.objects.count() == 0
    assert SweepRun.objects.count() == 0
    assert actions.sweep(today=day, now=world.at(day)).flags == 20
