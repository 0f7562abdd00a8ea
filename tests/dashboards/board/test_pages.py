"""The pages of the board: who reads them, what they say, and that a number is its list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import AccessEvent
from accounts.choices import Role
from accounts.models import User
from dashboards.board.metrics import ALL
from tests import world
from tests.dashboards.test_pages import convicted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
MOST_QUERIES = 13


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.SUPERVISOR, True),
        (Role.DETECTIVE_INSPECTOR, True),
        (Role.OFFENDER_MANAGER, False),
        (Role.CHAIR, False),
        (Role.FRONT_COUNTER, False),
    ],
)
def test_whose_the_board_is(sign_in: SignIn, role: Role, sees: bool) -> None:
    client = sign_in(world.user(role))
    for url in ("/board/", "/board/visits-overdue/"):
        assert (client.get(url).status_code == 200) is sees
    assert ('href="/board/"' in client.get("/").content.decode()) is sees
    assert client.get("/board/no-such-figure/").status_code in ((404,) if sees else (403, 404))


def test_every_number_opens_its_list(sign_in: SignIn) -> None:
    for number in range(3):
        world.person(family_name=f"Late{number}", **convicted(date(2026, 3, 15)))
    client = sign_in(world.supervisor())
    figures = client.get("/board/").context["board"].figures
    assert figures["managed"].every.count == 3
    assert figures["notifications-overdue"].every.count == 3
    for metric in ALL:
        page = client.get(f"/board/{metric.name}/")
        assert len(page.context["listing"].rows) == figures[metric.name].every.count, metric.name
        assert page.context["figure"].every == figures[metric.name].every


def test_the_queries_of_the_board(sign_in: SignIn) -> None:
    world.person(**convicted(date(2026, 3, 15)))
    client = sign_in(world.supervisor())
    client.get("/board/")
    with CaptureQueriesContext(connection) as few:
        client.get("/board/")
    for _ in range(3):
        world.person(**convicted(date(2026, 3, 15)))
    with CaptureQueriesContext(connection) as more:
        client.get("/board/")
    assert len(more) <= len(few) <= MOST_QUERIES


def test_whom_the_pages_show_stands_in_the_log(sign_in: SignIn) -> None:
    person = world.person(**convicted(date(2026, 3, 15)))
    supervisor = world.supervisor()
    client = sign_in(supervisor)
    for url in ("/board/", "/board/notifications-overdue/"):
        text = client.get(url).content.decode()
        assert person.reference in text
        event = AccessEvent.objects.filter(actor_id=supervisor.pk).latest("seq")
        assert event.person_ids == [person.pk]
