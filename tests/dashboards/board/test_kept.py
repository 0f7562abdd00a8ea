"""Of very many people a board is counted every few minutes, and says when; for each reader their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import Role
from accounts.models import RoleAssignment, User
from dashboards.board import kept, queries, reading
from dashboards.board.scope import Asked
from dashboards.models import KeptBoard
from offenders import actions as offenders
from tests import world
from tests.dashboards.board import seeded
from tests.dashboards.test_pages import convicted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
LATE = date(2026, 3, 15)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than nobody are many."""
    monkeypatch.setattr(reading, "FEW", 0)


def inspector() -> User:
    return world.user(Role.DETECTIVE_INSPECTOR, rank="DI")


def managed(user: User, now: Any = NOW, **asked: Any) -> int:
    return queries.board(user, Asked(**asked), now).figures["managed"].every.count


@pytest.mark.parametrize("day", [None, date(2024, 6, 15)])
def test_what_is_kept_is_what_is_counted(monkeypatch: pytest.MonkeyPatch, day: Any) -> None:
    reader, _ = seeded.county(2, world.TODAY)
    live = queries.board(reader, Asked(day=day), NOW)
    assert not live.kept
    monkeypatch.setattr(reading, "FEW", 0)
    for _ in range(2):  # counted and kept; then as it was kept
        found = queries.board(reader, Asked(day=day), NOW)
        assert found.kept
        assert (found.figures, found.officers, found.worst) == (live.figures, live.officers, live.worst)
        assert (found.moment, found.officers_in_all) == (live.moment, live.officers_in_all)
    assert KeptBoard.objects.count() == 1


@pytest.mark.usefixtures("many")
def test_it_is_counted_again_after_some_minutes_or_when_asked() -> None:
    reader = inspector()
    world.person(family_name="First")
    assert managed(reader) == 1
    world.person(family_name="Second")
    later = NOW + kept.KEPT_FOR
    assert managed(reader, later) == 1
    assert queries.board(reader, Asked(), later).computed_at == NOW
    assert managed(reader, later + timedelta(seconds=1)) == 2
    world.person(family_name="Third")
    soon = later + timedelta(seconds=31)
    assert queries.board(reader, Asked(), soon, again=True).figures["managed"].every.count == 2
    soon += timedelta(minutes=1)
    assert queries.board(reader, Asked(), soon, again=True).figures["managed"].every.count == 3


@pytest.mark.usefixtures("many")
def test_each_reader_has_their_own_and_each_question() -> None:
    one, other = inspector(), inspector()
    world.person(family_name="First")
    assert managed(one) == 1
    world.person(family_name="Second")
    assert managed(other) == 2
    assert managed(one) == 1
    assert managed(one, unit=world.unit().pk) == 2
    assert managed(one, day=world.TODAY - timedelta(days=1)) == 0


@pytest.mark.usefixtures("many")
def test_whoever_reaches_less_far_is_shown_nothing_kept() -> None:
    reader = inspector()
    world.person(world.officer(of=world.unit("Elsewhere")))
    assert managed(reader) == 1
    RoleAssignment.objects.filter(user=reader).update(role=Role.SUPERVISOR)
    assert managed(User.objects.get(pk=reader.pk)) == 0


@pytest.mark.usefixtures("many")
def test_nobody_is_named_whose_record_was_closed_since() -> None:
    reader = inspector()
    person = world.person(**convicted(LATE))
    board = queries.board(reader, Asked(), NOW)
    assert board.figures["notifications-overdue"].every.worst == person.reference
    offenders.restrict(inspector(), person=person, readers=[], reason="Staff", now=NOW)
    board = queries.board(reader, Asked(), NOW)
    assert board.figures["notifications-overdue"].every.count == 1
    assert not any(figure.every.worst or figure.every.worst_id for figure in board.figures.values())
    assert board.worst is None


@pytest.mark.usefixtures("many")
def test_the_page_says_when_and_counts_again(sign_in: SignIn) -> None:
    world.person(family_name="First")
    client = sign_in(inspector())
    text = client.get("/board/").content.decode()
    assert "done every few minutes" in text
    assert 'action="/board/again/"' in text
    KeptBoard.objects.update(counted_at=NOW - timedelta(minutes=5))
    world.person(family_name="Second")
    assert client.get("/board/").context["board"].figures["managed"].every.count == 1
    assert client.post("/board/again/?level=high").headers["Location"] == "/board/?level=high"
    assert client.post("/board/again/").headers["Location"] == "/board/"
    assert client.get("/board/").context["board"].figures["managed"].every.count == 2
    assert client.get("/board/managed/").context["figure"].every.count == 2


def test_of_a_few_every_page_is_counted_as_it_is_made(sign_in: SignIn) -> None:
    world.person(family_name="First")
    client = sign_in(inspector())
    assert "as this page was made" in client.get("/board/").content.decode()
    assert "Count again" not in client.get("/board/").content.decode()
    assert not KeptBoard.objects.exists()


@pytest.mark.usefixtures("many")
def test_what_is_kept_is_shown_with_few_queries(sign_in: SignIn) -> None:
    world.person(**convicted(LATE))
    client = sign_in(inspector())
    client.get("/board/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/board/")
    assert not any("percentile_disc" in each["sql"] for each in captured)
    assert len(captured) <= 14


@pytest.mark.usefixtures("many")
def test_what_is_read_is_renewed_before_anybody_waits() -> None:
    reader = inspector()
    world.person(family_name="First")
    managed(reader)
    world.person(family_name="Second")
    assert kept.renew(now=NOW + timedelta(minutes=4)) == 0
    later = NOW + timedelta(minutes=6)
    assert kept.renew(now=later) == 1
    assert queries.board(reader, Asked(), later).computed_at == later
    assert managed(reader, later) == 2
    assert kept.renew(now=later + timedelta(hours=2)) == 0  # nobody has read it for an hour


@pytest.mark.usefixtures("many")
def test_before_work_it_is_counted_of_the_new_day() -> None:
    reader = inspector()
    world.person(family_name="First")
    managed(reader)
    morning = world.at(world.TODAY + timedelta(days=1), 6, 10)
    assert kept.renew(now=morning) == 1
    found = queries.board(reader, Asked(), morning + timedelta(minutes=5))
    assert (found.computed_at, found.moment.day) == (morning, morning.date())
    assert kept.renew(now=world.at(world.TODAY + timedelta(days=9), 6, 10)) == 0
    assert not KeptBoard.objects.exists()


@pytest.mark.usefixtures("many")
def test_who_reads_no_board_any_more_has_none_renewed() -> None:
    reader = inspector()
    world.person()
    managed(reader)
    RoleAssignment.objects.filter(user=reader).update(role=Role.OFFENDER_MANAGER)
    assert kept.renew(now=NOW + timedelta(minutes=6)) == 0
    assert not KeptBoard.objects.exists()


@pytest.mark.usefixtures("many")
def test_it_is_renewed_as_its_reader() -> None:
    """A record that is closed to the reader is not counted, though the job itself reads every record."""
    reader = inspector()
    world.person(family_name="First")
    offenders.restrict(
        inspector(), person=world.person(family_name="Second"), readers=[], reason="Staff", now=NOW
    )
    assert managed(reader) == 1
    later = NOW + timedelta(minutes=6)
    assert kept.renew(now=later) == 1
    assert managed(reader, later) == 1


@pytest.mark.usefixtures("many")
def test_one_that_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = inspector(), inspector()
    world.person()
    managed(first)
    managed(second, NOW + timedelta(seconds=1))
    count = kept.tallies.count

    def failing(user: User, *rest: Any) -> Any:
        if user == first:
            raise DatabaseError
        return count(user, *rest)

    monkeypatch.setattr(kept.tallies, "count", failing)
    assert kept.renew(now=NOW + timedelta(minutes=6)) == 1
