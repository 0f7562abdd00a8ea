"""Whose orders they are."""

from __future__ import annotations

import pytest

from accounts.models import User
from offenders.models import Person
from tests import world
from tests.riskplans import visiting


@pytest.fixture
def officer() -> User:
    return world.officer()


@pytest.fixture
def person(officer: User) -> Person:
    return visiting.known_for(officer, 30)
