"""Sign-in by a force's identity provider: those with an account, and nobody else."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.adapter import IdentityAdapter
from accounts.models import User
from tests import world
from tests.accounts.signing import is_in, with_app

pytestmark = pytest.mark.django_db
PROVIDER = "https://identity.force.example"
LOGIN = "/account/identity/oidc/force/login/"


class Answer:
    def __init__(self, body: dict[str, Any]) -> None:
        self.body, self.status_code, self.headers, self.text = (
            body,
            200,
            {"content-type": "application/json"},
            "",
        )

    def raise_for_status(self) -> None: ...

    def json(self) -> dict[str, Any]:
        return self.body


class Provider:
    """Answers as an OpenID Connect provider does, without a network."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None: ...

    def request(self, method: str, url: str, **_: Any) -> Answer:
        self.asked.append(url)
        if url.endswith("openid-configuration"):
            ends = {
                f"{name}_endpoint": f"{PROVIDER}/{name}" for name in ("authorization", "token", "userinfo")
            }
            return Answer({"issuer": PROVIDER, "jwks_uri": f"{PROVIDER}/keys", **ends})
        if url.endswith("/token"):
            claims = {**self.claims, "iss": PROVIDER, "aud": "vigil", "exp": 4102444800, "iat": 1}
            signed = jwt.encode(claims, "a key of the provider, long enough for HS256")
            return Answer({"access_token": "made-up", "token_type": "Bearer", "id_token": signed})
        return Answer(self.claims)

    def get(self, url: str, **options: Any) -> Answer:
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> Answer:
        return self.request("POST", url, **options)


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Provider:
    app = {
        "provider_id": "force",
        "name": "Cumberland Constabulary",
        "client_id": "vigil",
        "secret": "made-up",
        "settings": {"server_url": PROVIDER},
    }
    settings.OIDC_SERVER_URL = PROVIDER
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    made = Provider()
    monkeypatch.setattr(IdentityAdapter, "get_requests_session", lambda self: made)
    return made


def come_back(client: Client, next_page: str = "") -> Any:
    """Go to the provider and come back from it."""
    away = client.post(f"{LOGIN}?next={next_page}" if next_page else LOGIN)
    query = parse_qs(urlsplit(away["Location"]).query)
    assert away["Location"].startswith(f"{PROVIDER}/authorization?")
    assert query["code_challenge_method"] == ["S256"]
    return client.get(LOGIN + "callback/", {"code": "made-up", "state": query["state"][0]})


def test_it_is_off_until_it_is_configured(client: Client) -> None:
    assert client.get(LOGIN).status_code == 404
    assert "/account/identity/" not in client.get("/account/login/").content.decode()


def test_someone_with_an_account_signs_in_and_is_known_by_the_subject(provider: Provider) -> None:
    officer = world.officer(username="officer")
    assert "Sign in with Cumberland" in Client().get("/account/login/").content.decode()
    provider.claims = {"sub": "4417", "preferred_username": "Officer"}
    client = Client()
    assert come_back(client, "/people/")["Location"] == "/people/"
    assert is_in(client)
    assert SocialAccount.objects.get().user == officer

    # The username changes there; the subject does not.
    provider.claims = {"sub": "4417", "preferred_username": "married"}
    again = Client()
    come_back(again)
    assert is_in(again)
    assert User.objects.count() == 1


@pytest.mark.parametrize("claims", [{"preferred_username": "stranger"}, {"preferred_username": ""}, {}])
def test_nobody_is_given_an_account(provider: Provider, claims: dict[str, str]) -> None:
    world.officer(username="officer")
    provider.claims = {"sub": "1", "email": "user1@vigil.invalid", "email_verified": True, **claims}
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


def test_a_username_given_to_somebody_new_opens_nothing(provider: Provider) -> None:
    world.officer(username="officer")
    provider.claims = {"sub": "4417", "preferred_username": "officer"}
    come_back(Client())
    provider.claims = {"sub": "9999", "preferred_username": "officer"}
    client = Client()
    assert come_back(client).status_code == 403
    assert not is_in(client)


def test_a_leaver_is_told_and_stays_out(provider: Provider) -> None:
    world.officer(username="officer", is_active=False)
    provider.claims = {"sub": "4417", "preferred_username": "officer"}
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 403
    assert "Your account is closed" in answer.content.decode()
    assert not is_in(client)


def test_a_link_elsewhere_signs_nobody_in(provider: Provider) -> None:
    """Going there is a form, and coming back needs the state this browser was given."""
    assert Client().get(LOGIN).status_code == 200
    client = Client()
    client.get(LOGIN + "callback/", {"code": "made-up", "state": "made-up"})
    assert not is_in(client)


def test_vigils_own_second_factor_is_asked_for(provider: Provider, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    officer = world.officer(username="officer")
    provider.claims = {"sub": "4417", "preferred_username": "officer"}
    client = Client()
    come_back(client)
    assert client.get("/")["Location"] == "/account/set-up/"
    with_app(officer)
    client = Client()
    come_back(client)
    assert not is_in(client)


def test_unless_the_provider_brings_one(provider: Provider, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = settings.OIDC_BRINGS_SECOND_FACTOR = True
    world.officer(username="officer")
    provider.claims = {"sub": "4417", "preferred_username": "officer"}
    client = Client()
    come_back(client)
    assert client.get("/").status_code == 200
    assert not Authenticator.objects.exists()
