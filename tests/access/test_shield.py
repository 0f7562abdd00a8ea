"""The last line covers every table about a person, its history too, or says why it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from access.models import OfPerson
from accounts.choices import Role
from offenders import actions
from offenders.models import Assignment, PersonUserObjectPermission
from tests import world
from tests.access.test_relationships import reads_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)

# What is not hidden by the database, and why.
READ_BY_THE_SHIELD = "the shield itself reads it"
HISTORY_OF_IT = "history of what the shield reads: written by those who are not named, as in an emergency"
OPEN = {
    "offenders_restriction": READ_BY_THE_SHIELD,
    "offenders_personuserobjectpermission": READ_BY_THE_SHIELD,
    "offenders_emergencyopening": READ_BY_THE_SHIELD,
    "offenders_restrictionevent": HISTORY_OF_IT,
    "offenders_personuserobjectpermissionevent": HISTORY_OF_IT,
    "offenders_emergencyopeningevent": HISTORY_OF_IT,
    "diary_outboxmessage": "written to those who review an emergency and need not be named; it holds no name",
}


def tables() -> Iterator[str]:
    """Every table about a person, and every table of its history."""
    for model in apps.get_models():
        if issubclass(model, OfPerson):
            yield model._meta.db_table
            events: dict[str, type[models.Model]] = getattr(model, "pgh_event_models", {})
            yield from (event._meta.db_table for event in events.values())


def test_every_table_about_a_person_is_shielded_or_says_why_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        shielded = {name for (name,) in cursor.fetchall()}
    assert set(tables()) - shielded == set(OPEN)


def test_who_manages_them_and_what_stood_on_record_is_hidden_too() -> None:
    inspector, colleague = world.user(Role.DETECTIVE_INSPECTOR), world.officer()
    person = world.person(world.officer())
    actions.restrict(inspector, person=person, readers=[], reason="A protected person", now=NOW)

    def rows(reader: object) -> list[int]:
        reads_as(reader)  # type: ignore[arg-type]
        found = [Assignment.objects.filter(person=person).count()]
        with connection.cursor() as cursor:
            for table, column in (("personevent", "pgh_obj_id"), ("nameevent", "person_id")):
                cursor.execute(f"SELECT count(*) FROM offenders_{table} WHERE {column} = %s", [person.pk])
                found.append(cursor.fetchone()[0])
        return found

    assert all(rows(inspector))
    assert not any(rows(colleague))
    reads_as("nobody")


def test_a_name_has_no_end_because_the_shield_reads_no_days() -> None:
    inspector = world.user(Role.DETECTIVE_INSPECTOR)
    actions.restrict(inspector, person=world.person(world.officer()), readers=[], reason="Staff", now=NOW)
    with pytest.raises(IntegrityError, match="named_without_end"), transaction.atomic():
        PersonUserObjectPermission.objects.update(ends_on=world.TODAY)
