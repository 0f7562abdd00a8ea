"""Which providers are asked: those that rest on rows of their own only where there is one."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from diary import actions, providers
from diary.models import Task
from diary.providers import _rests_on
from offenders.models import Person
from tests import world

pytestmark = pytest.mark.django_db


def _task(officer: User, person: Person) -> Task:
    return actions.set_task(
        officer, person=person, title="Ring", due_on=world.TODAY, owner=officer, now=world.at(world.TODAY)
    )


# What tells whether a record is worked on, and how its force has decided.
_OF_EVERYBODY = {
    "accounts_force",
    "offenders_absence",
    "offenders_archiving",
    "offenders_gone",
    "offenders_person",
    "practice_setting",
}


@pytest.mark.parametrize("name", sorted(_rests_on))
def test_a_provider_names_every_table_that_may_give_it_a_duty(name: str) -> None:
    """It reads of somebody who has nothing; a table it looks into all the same is one that could have given a duty."""
    person = world.person(world.officer())
    with CaptureQueriesContext(connection) as said:
        assert list(providers.registered()[name]([person.pk], world.TODAY)) == []
    read = {table for query in said for table in re.findall(r'FROM "(\w+)"', query["sql"])}
    assert read - _OF_EVERYBODY <= {each._meta.db_table for each in _rests_on[name]}


def test_only_those_are_asked_that_have_something_to_say() -> None:
    officer = world.officer()
    person, other = world.person(officer), world.person(officer)
    assert not set(providers.concerned([person.pk])) & set(_rests_on)
    _task(officer, person)
    assert set(providers.concerned([other.pk, person.pk])) & set(_rests_on) == {"tasks"}
    assert set(providers.concerned([other.pk])) & set(_rests_on) == set()
