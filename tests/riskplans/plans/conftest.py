"""Whose plans they are, and who signs them."""

from __future__ import annotations

import pytest

from accounts.models import User
from offenders.models import Person
from tests import world


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def supervisor() -> User:
    return world.supervisor()


@pytest.fixture
def person(officer: User) -> Person:
    return world.person(officer)
