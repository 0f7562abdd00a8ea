"""How long a session lasts, how many there are, and what ends all of them at the next request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.administration import actions
from accounts import sessions
from accounts.actions import tidy
from accounts.choices import Role
from accounts.models import RoleAssignment, User
from tests import world
from tests.accounts.signing import is_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall() -> Iterator[time_machine.Traveller]:
    """The machine's own clock, which sessions go by, stopped at nine in the morning."""
    with time_machine.travel(world.at(world.TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return world.officer(username="officer")


class TestItEnds:
    def test_after_15_minutes_without_use(self, wall: time_machine.Traveller, officer: User) -> None:
        client = sign_in(officer)
        wall.shift(sessions.IDLE - timedelta(seconds=1))
        assert is_in(client)
        wall.shift(sessions.IDLE - timedelta(seconds=1))
        assert is_in(client)
        wall.shift(sessions.IDLE)
        answer = client.get("/", follow=True)
        assert answer.redirect_chain[-1][0].startswith("/account/login/")
        assert "nothing had happened for 15 minutes" in answer.content.decode()
        assert not is_in(client)
        assert not UserSession.objects.exists()

    def test_after_ten_hours_however_much_it_is_used(
        self, wall: time_machine.Traveller, officer: User
    ) -> None:
        client = sign_in(officer)
        for _ in range(59):
            wall.shift(timedelta(minutes=10))
            assert is_in(client)
        wall.shift(timedelta(minutes=10))
        assert not is_in(client)

    def test_when_it_carries_no_stamps(self, officer: User) -> None:
        client = sign_in(officer)
        session = client.session
        del session[sessions.BEGAN]
        session.save()
        assert not is_in(client)

    def test_with_its_row_gone_from_the_server(self, wall: time_machine.Traveller, officer: User) -> None:
        client = sign_in(officer)
        key = client.session.session_key
        wall.shift(sessions.IDLE)
        client.get("/")
        assert not Session.objects.filter(session_key=key).exists()

    def test_looking_costs_nothing_and_noting_use_little(
        self, wall: time_machine.Traveller, officer: User
    ) -> None:
        client = sign_in(officer)
        is_in(client)
        with CaptureQueriesContext(connection) as within_the_minute:
            is_in(client)
        wall.shift(sessions.NOTED_EVERY)
        with CaptureQueriesContext(connection) as after_it:
            is_in(client)
        assert len(within_the_minute) == 2  # the session and its user
        assert [q["sql"][:6] for q in after_it if q["sql"][:6] in {"UPDATE", "INSERT"}] == ["UPDATE"] * 2
        assert UserSession.objects.get().last_seen_at == timezone.now()


class TestAtOnce:
    def test_two_and_the_one_least_lately_used_makes_room(
        self, wall: time_machine.Traveller, officer: User
    ) -> None:
        first, second = sign_in(officer), sign_in(officer)
        wall.shift(timedelta(minutes=2))
        assert is_in(first)
        third = sign_in(officer)
        assert [is_in(each) for each in (first, second, third)] == [True, False, True]
        assert UserSession.objects.count() == 2

    def test_who_made_room_is_told_why_and_once(self, officer: User) -> None:
        first = sign_in(officer)
        for _ in range(2):
            sign_in(officer)
        page = first.get("/", follow=True)
        assert page.redirect_chain[-1][0].startswith("/account/login/")
        assert "two at once is the most" in page.content.decode()
        assert "two at once" not in first.get("/", follow=True).content.decode()

    def test_another_persons_sessions_are_left_alone(self, officer: User) -> None:
        other = sign_in(world.officer())
        for _ in range(3):
            sign_in(officer)
        assert is_in(other)


WHY = "Left the tablet on a train"


# What may happen to somebody while they are signed in, and must hold from their next request.
def closed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def vetting_run_out(user: User) -> None:
    User.objects.filter(pk=user.pk).update(vetting_expires_on=timezone.localdate() - timedelta(days=1))


def password_changed(user: User) -> None:
    user.set_password("quite another password")
    user.save()


def ended_by_an_administrator(user: User) -> None:
    actions.end_sessions(world.user(Role.SYSTEM_ADMINISTRATOR), user=user, reason=WHY, now=timezone.now())


def second_factor_reset(user: User) -> None:
    actions.reset_second_factor(
        world.user(Role.SYSTEM_ADMINISTRATOR), user=user, reason=WHY, now=timezone.now()
    )


class TestFromTheNextRequest:
    @pytest.mark.parametrize(
        "happens",
        [closed, vetting_run_out, password_changed, ended_by_an_administrator, second_factor_reset],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_every_open_session_is_over(
        self, officer: User, happens: Callable[[User], None], method: str
    ) -> None:
        person = world.person(officer)
        custody = reverse("record-custody", args=[person.pk])
        clients = [sign_in(officer), sign_in(officer)]
        assert all(is_in(client) for client in clients)
        happens(officer)
        for client in clients:
            answer = getattr(client, method)(custody, {"kind": "custody", "starts_on_0": "1"})
            assert answer.status_code in {302, 403}
            assert not is_in(client)
        assert not person.absences.exists()

    def test_a_role_that_has_ended_opens_nothing(self, clock: Callable[[date], None], officer: User) -> None:
        person = world.person(officer)
        page = reverse("person", args=[person.pk])
        clients = [sign_in(officer), sign_in(officer)]
        assert [client.get(page).status_code for client in clients] == [200, 200]
        RoleAssignment.objects.filter(user=officer).update(ends_on=world.TODAY)
        assert [client.get(page).status_code for client in clients] == [404, 404]

    def test_a_role_granted_opens_what_it_opens(self, clock: Callable[[date], None]) -> None:
        person = world.person()
        clerk = world.user()
        clients = [sign_in(clerk), sign_in(clerk)]
        page = reverse("person", args=[person.pk])
        assert [client.get(page).status_code for client in clients] == [404, 404]
        RoleAssignment.objects.create(user=clerk, role=Role.FRONT_COUNTER, starts_on=world.TODAY)
        assert [client.get(page).status_code for client in clients] == [200, 200]

    def test_the_last_day_of_vetting_is_a_day_of_vetting(
        self, wall: time_machine.Traveller, officer: User
    ) -> None:
        User.objects.filter(pk=officer.pk).update(vetting_expires_on=world.TODAY)
        wall.move_to(world.at(world.TODAY, 23, 59))
        client = sign_in(officer)
        assert is_in(client)
        wall.shift(timedelta(minutes=1))
        answer = client.get("/")
        assert answer.status_code == 403
        assert "Your vetting has run out" in answer.content.decode()

    def test_whoever_changes_their_password_stays_and_is_out_elsewhere(self, officer: User) -> None:
        here, elsewhere = sign_in(officer), sign_in(officer)
        new = "a longer phrase than before"
        here.post(
            "/account/password/change/",
            {"oldpassword": world.PASSWORD, "password1": new, "password2": new},
        )
        assert is_in(here)
        assert not is_in(elsewhere)


class TestEnding:
    def test_an_administrators_act_stands_in_the_history(self, officer: User) -> None:
        admin = world.user(Role.SYSTEM_ADMINISTRATOR)
        sign_in(officer)
        assert actions.end_sessions(admin, user=officer, reason=WHY, now=timezone.now()) == 1
        context = officer.events.latest("pgh_id").pgh_context.metadata
        assert context["user"] == str(admin.pk)
        assert context["verb"] == "end sessions"

    def test_it_reaches_a_session_that_no_list_knows(self, officer: User) -> None:
        client = sign_in(officer)
        UserSession.objects.all().delete()
        ended_by_an_administrator(officer)
        assert not is_in(client)

    def test_they_sign_in_again_as_usual(self, officer: User) -> None:
        sign_in(officer)
        ended_by_an_administrator(officer)
        assert is_in(sign_in(officer))

    def test_a_user_sees_where_they_are_signed_in_and_signs_out_the_others(self, officer: User) -> None:
        here, elsewhere = sign_in(officer), sign_in(officer, address="10.0.0.9")
        page = here.get("/account/sessions/").content.decode()
        assert "10.0.0.9" in page
        assert "Sign out the others" in page
        here.post("/account/sessions/")
        assert is_in(here)
        assert not is_in(elsewhere)

    def test_what_has_had_its_time_is_deleted(self, wall: time_machine.Traveller, officer: User) -> None:
        sign_in(officer)
        tidy(now=timezone.now())
        assert Session.objects.count() == 1
        wall.shift(timedelta(hours=11))
        tidy(now=timezone.now())
        assert not Session.objects.exists()


def test_the_signing_key_changes_and_nobody_is_signed_out(officer: User, settings: object) -> None:
    used, unused = sign_in(officer), sign_in(officer)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer key", [project.SECRET_KEY]
    assert is_in(used)
    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(used)  # signed anew meanwhile
    assert not is_in(unused)


def test_a_cookie_is_not_for_scripts(officer: User) -> None:
    cookies = sign_in(officer).cookies
    for name in ("sessionid", "csrftoken", "vigil_browser"):
        assert cookies[name]["httponly"]
        assert cookies[name]["samesite"] == "Lax"


def test_signed_out_is_signed_out(officer: User) -> None:
    client = sign_in(officer)
    stolen = Client()
    stolen.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(stolen)
    client.post("/account/logout/")
    assert not is_in(stolen)
