"""Tokens for programs: made by their user, good for what they were made for, and for no longer than the user is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.signals import authenticator_removed
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access import actions
from access.administration import actions as administration
from access.choices import Channel, Operation, Scope
from access.models import AccessEvent, ApiToken
from accounts import lockout
from accounts.choices import Role
from accounts.models import User
from tests import world
from tests.accounts.signing import guess, is_in
from tests.accounts.signing import sign_in as through_the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SignIn = Callable[[User], Client]
NOW = world.at(world.TODAY)
PROBLEM = "application/problem+json"
HERE = "127.0.0.1"  # the address of a client that says none


def token_of(user: User, *scopes: Scope, days: int = 30) -> tuple[ApiToken, str]:
    return actions.make_token(
        user, name="Rota", scopes=scopes or (Scope.READ_PEOPLE,), days=days, most_days=90
    )


def asks(secret: str, name: str = "api-people", client: Client | None = None, **sent: Any) -> Any:
    return (client or Client()).get(reverse(name), headers={"Authorization": f"Bearer {secret}"}, **sent)


def test_a_program_reads_what_its_user_reads_and_the_log_says_by_which_token() -> None:
    officer = world.officer()
    person = world.person(officer)
    world.person(world.officer(of=world.unit("East unit")))
    token, secret = token_of(officer)
    answer = asks(secret)
    assert [row["id"] for row in answer.json()["results"]] == [str(person.pk)]
    assert not answer.cookies
    event = AccessEvent.objects.filter(actor_id=officer.pk, channel=Channel.API).latest("seq")
    assert (event.person_ids, event.strength, event.session) == ([person.pk], f"token {token.pk}", "")
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_one_use_a_day_is_written_down() -> None:
    officer = world.officer()
    _, secret = token_of(officer)
    asks(secret)
    with CaptureQueriesContext(connection) as captured:
        assert asks(secret).status_code == 200
    assert not [query for query in captured if query["sql"].startswith('UPDATE "access_apitoken"')]
    assert len(captured) <= 20


def test_what_it_was_not_made_for_is_refused() -> None:
    _, secret = token_of(world.officer())
    answer = asks(secret, "api-duties")
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
    assert asks(secret, "api-schema").status_code == 200


def test_it_does_no_more_than_its_user_may() -> None:
    _, secret = token_of(world.user(Role.FRONT_COUNTER), Scope.READ_ACTIONS)
    assert asks(secret, "api-agreed-actions").status_code == 403


@pytest.mark.parametrize("sent", ["", "vigil_nothing", "Bearer", "x" * 5000])
def test_what_is_no_token_is_told_how_to_sign_in(sent: str) -> None:
    answer = asks(sent)
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def left(user: User, token: ApiToken) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def vetting_over(user: User, token: ApiToken) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    User.objects.filter(pk=user.pk).update(vetting_expires_on=yesterday)


def revoked(user: User, token: ApiToken) -> None:
    actions.revoke_token(user, token=token, now=NOW)


def signed_out_everywhere(user: User, token: ApiToken) -> None:
    by = world.user(Role.SYSTEM_ADMINISTRATOR)
    administration.end_sessions(by, user=user, reason="Lost the laptop", now=NOW)


def another_password(user: User, token: ApiToken) -> None:
    by = world.user(Role.SYSTEM_ADMINISTRATOR)
    administration.reset_password(by, user=user, reason="Forgotten", now=NOW)


def their_own_new_password(user: User, token: ApiToken) -> None:
    client = through_the_page(user)
    said = {"oldpassword": world.PASSWORD, "password1": "Nine-lapwings-4", "password2": "Nine-lapwings-4"}
    assert client.post(reverse("account_change_password"), said).status_code == 302


def a_factor_taken_off(user: User, token: ApiToken) -> None:
    request = SimpleNamespace(session={})
    authenticator_removed.send(sender=User, request=request, user=user, authenticator=None)


@pytest.mark.parametrize(
    "end",
    [
        *(left, vetting_over, revoked, signed_out_everywhere, another_password),
        *(their_own_new_password, a_factor_taken_off),
    ],
)
def test_it_ends_at_once_with(end: Callable[[User, ApiToken], None]) -> None:
    officer = world.officer()
    token, secret = token_of(officer)
    assert asks(secret).status_code == 200
    end(officer, token)
    assert asks(secret).status_code == 401


class TestRefused:
    """What lets nobody in leaves a trace, and cannot be tried for ever."""

    def events(self) -> Any:
        return AccessEvent.objects.filter(action="token", operation=Operation.DENIED).order_by("seq")

    @pytest.mark.parametrize(
        ("end", "why"),
        [
            (revoked, "It was revoked"),
            (left, "Its user may not come in"),
            (signed_out_everywhere, "Its user's sign-ins were ended since it was made"),
        ],
    )
    def test_the_log_says_whose_it_was_and_why(self, end: Callable[[User, ApiToken], None], why: str) -> None:
        officer = world.officer()
        token, secret = token_of(officer)
        end(officer, token)
        if end is signed_out_everywhere:  # ends by the moment, where nothing was revoked
            token, secret = token_of(officer)
            User.objects.filter(pk=officer.pk).update(sessions_ended_at=timezone.now() + timedelta(minutes=1))
        assert asks(secret).status_code == 401
        event = self.events().latest("seq")
        assert (event.actor_id, event.channel, event.object_id) == (officer.pk, Channel.API, str(token.pk))
        assert (event.reason, event.outcome, event.ip) == (why, "401", HERE)
        assert secret not in str(AccessEvent.objects.filter(pk=event.pk).values().get())

    def test_of_what_is_no_token_nothing_is_kept(self) -> None:
        asks("vigil_typed-into-the-wrong-window")
        event = self.events().latest("seq")
        assert (event.actor_id, event.actor, event.object_id) == (None, "Unknown", "")
        assert "typed" not in str(AccessEvent.objects.filter(pk=event.pk).values().get())

    def test_one_used_for_what_it_was_not_made_for_is_in_the_log(self) -> None:
        officer = world.officer()
        token, secret = token_of(officer)
        assert asks(secret, "api-duties").status_code == 403
        event = AccessEvent.objects.filter(actor_id=officer.pk, action="api-duties").latest("seq")
        assert (event.operation, event.outcome, event.strength) == (
            Operation.DENIED,
            "403",
            f"token {token.pk}",
        )

    def test_trying_is_counted_by_address_with_wrong_passwords(self) -> None:
        officer = world.officer(username="officer")
        _, secret = token_of(officer)
        statuses = [asks(f"vigil_{number}").status_code for number in range(lockout.OF_ONE_ADDRESS + 1)]
        assert statuses == [401] * lockout.OF_ONE_ADDRESS + [429]
        answer = asks("vigil_more")
        assert answer["Content-Type"] == PROBLEM
        assert int(answer["Retry-After"]) >= lockout.WINDOW.total_seconds()
        assert self.events().filter(actor="Unknown").count() == lockout.OF_ONE_ADDRESS
        assert "too many wrong passwords" in guess("somebody", address=HERE).content.decode()
        assert asks("vigil_more", client=Client(REMOTE_ADDR="192.0.2.7")).status_code == 401
        assert asks(secret).status_code == 200

    def test_one_program_that_goes_on_asking_leaves_the_others_of_its_address_in(self) -> None:
        officer = world.officer(username="officer")
        token, secret = token_of(officer)
        revoked(officer, token)
        statuses = {asks(secret).status_code for _ in range(lockout.OF_ONE_ADDRESS + 1)}
        assert statuses == {401, 429}
        assert is_in(through_the_page(officer, address=HERE))


def test_its_last_day_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    _, secret = token_of(world.officer(), days=2)
    now = timezone.now()
    monkeypatch.setattr("dashboards.api.bearer.timezone.now", lambda: now + timedelta(days=1))
    assert asks(secret).status_code == 200
    monkeypatch.setattr("dashboards.api.bearer.timezone.now", lambda: now + timedelta(days=2))
    assert asks(secret).status_code == 401
    assert AccessEvent.objects.filter(action="token").latest("seq").reason == "Its last day is over"


def test_a_session_beside_it_is_not_asked(sign_in: SignIn) -> None:
    manager, other = world.officer(), world.officer(of=world.unit("East unit"))
    world.person(manager)
    client = sign_in(manager)
    _, secret = token_of(other)
    assert asks(secret, client=client).json()["results"] == []
    assert asks("vigil_nothing", client=client).status_code == 401


class TestMaking:
    def test_it_is_shown_once_and_kept_as_a_digest(self) -> None:
        officer = world.officer()
        client = through_the_page(officer)
        typed = {"name": "Rota", "scopes": ["read:people"], "days": "30", "submission": str(uuid4())}
        page = client.post(reverse("make-token"), typed)
        secret = page.context["secret"]
        assert secret in page.content.decode()
        token = ApiToken.objects.get(user=officer)
        assert secret not in (token.digest, token.name)
        assert (token.expires_on - timezone.localdate()).days == 29
        listed = client.get(reverse("tokens")).content.decode()
        assert "Rota" in listed
        assert secret not in listed
        assert asks(secret).status_code == 200
        again = client.post(reverse("make-token"), typed)
        assert "made already" in again.content.decode()
        assert ApiToken.objects.filter(user=officer).count() == 1
        client.post(reverse("revoke-token", args=[token.pk]))
        assert asks(secret).status_code == 401

    def test_who_one_is_is_asked_first(self, sign_in: SignIn) -> None:
        officer = world.officer()
        answer = sign_in(officer).post(reverse("make-token"), {"name": "Rota"})
        assert "/account/reauthenticate/" in answer["Location"]
        assert not ApiToken.objects.filter(user=officer).exists()

    def test_it_lasts_no_longer_than_the_force_lets_it(self) -> None:
        client = through_the_page(world.officer())
        page = client.post(reverse("make-token"), {"name": "", "days": "91"})
        assert set(page.context["form"].errors) == {"name", "scopes"}
        page = client.post(reverse("make-token"), {"name": "Rota", "scopes": ["read:people"], "days": "91"})
        assert set(page.context["form"].errors) == {"days"}

    def test_a_scope_that_there_is_not_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            actions.make_token(world.officer(), name="Rota", scopes=["read:all"], days=1, most_days=1)


class TestRevoking:
    def test_an_administrator_revokes_that_of_somebody_they_look_after(self, sign_in: SignIn) -> None:
        officer = world.officer()
        token, secret = token_of(officer)
        client = sign_in(world.user(Role.SYSTEM_ADMINISTRATOR))
        user_page = reverse("user", args=[officer.pk])
        url = reverse("revoke-user-token", args=[officer.pk, token.pk])
        assert url in client.get(user_page).content.decode()
        client.post(url, {"reason": "The program was taken out of use"})
        assert asks(secret).status_code == 401
        page = client.get(user_page).content.decode()
        assert url not in page
        assert "The program was taken out of use" in page
        token.refresh_from_db()
        assert token.revoked_by != officer

    def test_nobody_else_does(self, sign_in: SignIn) -> None:
        officer, other = world.officer(), world.officer()
        token, _ = token_of(officer)
        assert sign_in(other).post(reverse("revoke-token", args=[token.pk])).status_code == 404
        far = world.user(Role.SYSTEM_ADMINISTRATOR, of=world.unit("Far unit", "FA"))
        for by in (other, far):
            with pytest.raises(PermissionDenied):
                actions.revoke_token(by, token=token, now=NOW)

    def test_the_database_lets_nobody_widen_one_or_bring_it_back(self) -> None:
        officer = world.officer()
        token, _ = token_of(officer)
        actions.revoke_token(officer, token=token, now=NOW)
        rows = ApiToken.objects.filter(pk=token.pk)
        for change in (
            {"scopes": [Scope.READ_DUTIES]},
            {"expires_on": timezone.localdate() + timedelta(days=900)},
            {"revoked_at": None, "revoked_by": None},
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows.update(**change)
