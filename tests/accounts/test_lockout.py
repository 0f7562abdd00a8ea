"""Guessing is stopped where it happens, and nobody can lock an officer out elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts import lockout
from accounts.models import SignInAttempt, User
from tests import world
from tests.accounts.signing import guess, is_in, sign_in

pytestmark = pytest.mark.django_db
LOCKED = "too many wrong passwords"


@pytest.fixture
def wall() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(world.at(world.TODAY), tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return world.officer(username="officer")


def test_five_wrong_passwords_lock_the_account_at_that_address(
    wall: time_machine.Traveller, officer: User
) -> None:
    for _ in range(lockout.OF_ONE_ACCOUNT):
        assert LOCKED not in guess("officer").content.decode()
    assert LOCKED in guess("officer").content.decode()
    assert not is_in(sign_in(officer))  # the right password is not even looked at
    wall.shift(lockout.WINDOW)
    assert is_in(sign_in(officer))


def test_nobody_is_locked_out_from_elsewhere(officer: User) -> None:
    for place in range(10):
        for _ in range(lockout.OF_ONE_ACCOUNT + 1):
            guess("officer", address=f"192.0.2.{place}")
    assert is_in(sign_in(officer, address="10.0.0.1"))


def test_one_address_may_not_try_account_after_account(wall: time_machine.Traveller, officer: User) -> None:
    for number in range(lockout.OF_ONE_ADDRESS):
        guess(f"somebody{number}")
    assert LOCKED in guess("somebody else").content.decode()
    assert not is_in(sign_in(officer))
    assert is_in(sign_in(officer, address="10.0.0.2"))


def test_waiting_counts_from_each_guess_and_is_not_made_longer_by_trying(
    wall: time_machine.Traveller, officer: User
) -> None:
    for _ in range(lockout.OF_ONE_ACCOUNT):
        guess("officer")
    for _ in range(4):
        wall.shift(timedelta(minutes=3))
        assert LOCKED in guess("officer").content.decode()
    wall.shift(timedelta(minutes=3))
    assert is_in(sign_in(officer))


def test_a_right_password_cleans_the_slate_of_its_account_alone(officer: User) -> None:
    for _ in range(4):
        guess("officer")
        guess("another")
    assert is_in(sign_in(officer))
    assert SignInAttempt.objects.count() == 4


@pytest.mark.parametrize("typed", ["OFFICER", " officer ", "Officer"])
def test_writing_the_name_otherwise_is_no_way_round(officer: User, typed: str) -> None:
    for _ in range(lockout.OF_ONE_ACCOUNT):
        guess("officer")
    assert LOCKED in guess(typed).content.decode()


def test_an_account_that_does_not_exist_answers_alike(officer: User) -> None:
    def answers(username: str) -> list[str]:
        pages = [guess(username).content.decode() for _ in range(lockout.OF_ONE_ACCOUNT + 1)]
        return ["locked" if LOCKED in page else "wrong" if "do not match" in page else page for page in pages]

    assert answers("officer") == answers("nobody") == ["wrong"] * 5 + ["locked"]


def test_a_password_typed_as_the_name_is_not_stored() -> None:
    guess("my secret password")
    assert "secret" not in str(SignInAttempt.objects.values().get())


def test_confirming_who_one_is_counts_too(officer: User) -> None:
    client = sign_in(officer)
    for _ in range(lockout.OF_ONE_ACCOUNT):
        client.post("/account/reauthenticate/", {"password": "wrong"})
    assert LOCKED in client.post("/account/reauthenticate/", {"password": world.PASSWORD}).content.decode()


def test_what_others_mistype_at_the_station_keeps_nobody_signed_in_from_confirming_it(officer: User) -> None:
    client = sign_in(officer)
    for number in range(lockout.OF_ONE_ADDRESS):
        guess(f"somebody{number}")
    assert not is_in(sign_in(officer))
    assert client.post("/account/reauthenticate/", {"password": world.PASSWORD}).status_code == 302
    for _ in range(lockout.OF_ONE_ACCOUNT):
        client.post("/account/reauthenticate/", {"password": "wrong"})
    assert LOCKED in client.post("/account/reauthenticate/", {"password": world.PASSWORD}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_guesses_at_once_are_a_hundred_attempts() -> None:
    now = timezone.now()

    def attempt(_: int) -> bool:
        try:
            return lockout.begin("officer", address="10.0.0.1", now=now) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(attempt, range(100)))
    assert taken.count(True) == lockout.OF_ONE_ACCOUNT
