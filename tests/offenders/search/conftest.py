"""The county of names, put into the database once for all tests that only search it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from accounts.choices import Role
from accounts.models import User
from tests import world
from tests.offenders.search import county


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[UUID, tuple[str, str]]]:
    """Each person's given and family name."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield county.settle()
        transaction.set_rollback(True)


@pytest.fixture
def inspector(people: object) -> User:
    """Somebody who may see them all."""
    return world.user(Role.DETECTIVE_INSPECTOR)
