"""A password alone opens nothing, and what cannot be taken back asks again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from access.administration import actions
from accounts.choices import Role
from accounts.models import KeptForm, User
from accounts.stepup import step_up
from tests import world
from tests.accounts.signing import code, is_in, sign_in, with_app

pytestmark = pytest.mark.django_db
SET_UP = "/account/set-up/"
APP = "/account/two-factor/totp/activate/"


@pytest.fixture(autouse=True)
def wall(clock: Callable[[date], None]) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(world.at(world.TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def officer() -> User:
    return world.officer(username="officer")


def with_code(user: User, secret: str) -> Client:
    """Signed in with password and app."""
    client = sign_in(user)
    client.post("/account/two-factor/authenticate/", {"code": code(secret, time.time())})
    return client


class TestWithoutOne:
    @pytest.mark.parametrize(
        "page", ["/", "/people/", "/people/export/", "/calculator/", "/account/sessions/"]
    )
    def test_nothing_opens_but_setting_one_up(self, officer: User, page: str) -> None:
        client = sign_in(officer)
        assert client.get(page)["Location"] == SET_UP
        assert client.post(page)["Location"] == SET_UP
        assert "Set up a second step" in client.get(SET_UP).content.decode()

    def test_nor_does_a_record_by_its_address_or_the_api(self, officer: User) -> None:
        client = sign_in(officer)
        person = world.person(officer)
        assert client.get(reverse("person", args=[person.pk]))["Location"] == SET_UP
        answer = client.post("/api/v1/statute/evaluate/", "{}", content_type="application/json")
        assert answer["Location"] == SET_UP

    def test_an_app_is_set_up_and_the_work_goes_on(self, officer: User) -> None:
        client = sign_in(officer)
        assert client.get(APP).status_code == 200  # having just signed in, nobody is asked again
        secret = client.session["mfa.totp.secret"]
        with_commits = {"code": code(secret, time.time())}
        client.post(APP, with_commits)
        assert Authenticator.objects.filter(user=officer, type="totp").exists()
        assert Authenticator.objects.filter(user=officer, type="recovery_codes").exists()

    def test_recovery_codes_alone_are_not_one(self, officer: User) -> None:
        RecoveryCodes.activate(officer)
        assert sign_in(officer).get("/")["Location"] == SET_UP

    def test_another_session_that_never_showed_it_is_over(self, officer: User) -> None:
        before = sign_in(officer)
        with_app(officer)
        assert before.get("/")["Location"] == "/account/login/"
        assert not is_in(before)

    def test_the_demonstration_does_not_ask(self, officer: User, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        client = sign_in(officer)
        assert client.get("/").status_code == 200
        assert "nobody is asked for a second step" in client.get("/account/two-factor/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_opens_the_session_that_did(officer: User) -> None:
    client = sign_in(officer)
    client.get(APP)
    client.post(APP, {"code": code(client.session["mfa.totp.secret"], time.time())})
    assert client.get("/").status_code == 200


class TestWithOne:
    def test_the_password_alone_does_not_sign_in(self, officer: User) -> None:
        with_app(officer)
        client = sign_in(officer)
        assert not is_in(client)
        assert client.get("/")["Location"].startswith("/account/login/")

    def test_with_the_code_everything_opens_and_asking_costs_no_query(self, officer: User) -> None:
        client = with_code(officer, with_app(officer))
        assert client.get("/").status_code == 200
        with CaptureQueriesContext(connection) as captured:
            is_in(client)
        assert len(captured) == 2

    def test_a_code_is_good_once(self, officer: User) -> None:
        secret = with_app(officer)
        assert is_in(with_code(officer, secret))
        assert not is_in(with_code(officer, secret))

    def test_guessing_codes_is_stopped(self, officer: User, wall: time_machine.Traveller) -> None:
        secret = with_app(officer)
        client = sign_in(officer)
        for _ in range(5):
            client.post("/account/two-factor/authenticate/", {"code": "000000"})
        client.post("/account/two-factor/authenticate/", {"code": code(secret, time.time())})
        assert not is_in(client)

    def test_a_recovery_code_lets_in_once(self, officer: User) -> None:
        with_app(officer)
        recovery = RecoveryCodes.activate(officer).generate_codes()[0]
        for lets_in in (True, False):
            client = sign_in(officer)
            client.post("/account/two-factor/authenticate/", {"code": recovery})
            assert is_in(client) is lets_in

    def test_the_last_one_cannot_be_turned_off(self, officer: User) -> None:
        client = with_code(officer, with_app(officer))
        client.post("/account/two-factor/totp/deactivate/")
        assert Authenticator.objects.filter(user=officer, type="totp").exists()

    def test_secrets_are_ciphertext_in_the_database(self, officer: User) -> None:
        secret = with_app(officer)
        RecoveryCodes.activate(officer)
        stored = json.dumps([row.data for row in Authenticator.objects.all()])
        assert secret not in stored
        assert stored.count("gAAAAA") == 2

    def test_an_administrator_resets_it_for_someone_who_lost_it(self, officer: User) -> None:
        client = with_code(officer, with_app(officer))
        admin = world.user(Role.SYSTEM_ADMINISTRATOR)
        actions.reset_second_factor(
            admin, user=officer, reason="Lost telephone", now=world.at(world.TODAY, 9, 1)
        )
        assert not is_in(client)
        assert officer.events.latest("pgh_id").pgh_context.metadata["verb"] == "reset second factor"


class TestStepUp:
    """Seen on the export of the people list, which asks for it."""

    EXPORT = "/people/export/"

    @pytest.fixture
    def supervisor(self, settings: Settings) -> User:
        settings.SECOND_FACTOR_REQUIRED = False
        return world.supervisor(username="supervisor")

    def test_signing_in_is_a_proof_for_five_minutes(
        self, supervisor: User, wall: time_machine.Traveller
    ) -> None:
        client = sign_in(supervisor)
        assert client.get(self.EXPORT).status_code == 200
        wall.shift(timedelta(minutes=5))
        answer = client.get(self.EXPORT + "?level=high")
        assert answer["Location"] == "/account/reauthenticate/?next=%2Fpeople%2Fexport%2F%3Flevel%3Dhigh"

    def test_after_confirming_one_comes_back_by_get(
        self, supervisor: User, wall: time_machine.Traveller
    ) -> None:
        client = sign_in(supervisor)
        wall.shift(timedelta(minutes=6))
        confirm = client.get(self.EXPORT)["Location"]
        back = client.post(confirm, {"password": world.PASSWORD, "next": self.EXPORT})
        assert back["Location"] == self.EXPORT
        assert client.get(self.EXPORT).status_code == 200

    def test_what_was_posted_waits(self, supervisor: User, wall: time_machine.Traveller) -> None:
        client = sign_in(supervisor)
        world.person(world.officer())
        wall.shift(timedelta(minutes=6))
        confirm = client.post(self.EXPORT + "?whose=all", {"form": "csv"})["Location"]
        form = KeptForm.objects.get()
        assert str(form.pk) in confirm
        where = reverse("kept-form", args=[form.pk])
        assert client.post(confirm, {"password": world.PASSWORD, "next": where})["Location"] == where
        assert "Send it now" in client.get(where).content.decode()
        sent = client.post(form.path, {"form": "csv", "kept_form": str(form.pk)})
        assert sent["Content-Type"].startswith("text/csv")
        assert not KeptForm.objects.exists()

    def test_a_view_is_marked_by_one_word(
        self, supervisor: User, wall: time_machine.Traveller, rf: RequestFactory
    ) -> None:
        grant = step_up(lambda request: HttpResponse("granted"))
        client = sign_in(supervisor)
        request = rf.post("/roles/?of=1", {"role": "auditor"})
        request.user, request.session = supervisor, client.session
        assert grant(request).content == b"granted"
        wall.shift(timedelta(minutes=5))
        answer = grant(request)
        assert answer["Location"] == "/account/reauthenticate/?next=%2Froles%2F%3Fof%3D1"

    def test_a_session_made_otherwise_is_no_proof(
        self, supervisor: User, sign_in: Callable[[User], Client]
    ) -> None:
        assert sign_in(supervisor).get(self.EXPORT)["Location"].startswith("/account/reauthenticate/")

    def test_another_persons_proof_in_the_same_browser_is_none(
        self, supervisor: User, wall: time_machine.Traveller
    ) -> None:
        client = sign_in(supervisor)
        client.force_login(world.supervisor(), backend="accounts.backends.VettedUserBackend")
        assert client.get(self.EXPORT).status_code == 302
