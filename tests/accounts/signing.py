"""Signing in as a person would, through the pages, without a browser."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from accounts.models import User
from tests import world

LOGIN = "/account/login/"


def sign_in(user: User, *, address: str = "10.0.0.1", client: Client | None = None, **posted: str) -> Client:
    """A client that has posted the right password from `address`."""
    client = client or Client(REMOTE_ADDR=address)
    client.post(LOGIN, {"login": user.username, "password": world.PASSWORD, **posted})
    return client


def guess(username: str, *, address: str = "10.0.0.1", typed: str = "wrong") -> Any:
    """Somebody types a password for `username` at `address`."""
    return Client(REMOTE_ADDR=address).post(LOGIN, {"login": username, "password": typed})


def is_in(client: Client) -> bool:
    return client.get("/account/stay/").status_code == 204


def with_app(user: User) -> str:
    """Give `user` an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code(secret: str, at: float) -> str:
    """What the app shows at a moment."""
    return format_hotp_value(hotp_value(secret, int(at) // 30))
