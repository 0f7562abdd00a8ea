"""A county small enough for tests and large enough to hold every kind of case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from ops.demo.county import County
from ops.demo.histories import history
from ops.demo.loading import load
from ops.demo.rows import Row

AS_OF = date(2026, 6, 15)
COUNTY = County(seed=5227, people=300, as_of=AS_OF)


@pytest.fixture(autouse=True)
def _visits_fall_due() -> None:
    """The county is loaded with every duty there is."""


@pytest.fixture(autouse=True)
def _risk_is_assessed() -> None:
    """With assessments too."""


@pytest.fixture(scope="session")
def county() -> County:
    return COUNTY


@pytest.fixture(scope="session")
def lives() -> list[list[Row]]:
    """The history of each person, in order."""
    return [history(COUNTY, ordinal) for ordinal in range(COUNTY.people)]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The county in the database, for all the tests of a module; each sees it as it was loaded."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTY)
        yield
        transaction.set_rollback(True)
