"""What stands apart from the minutes is read by name: by nobody's role, and by no other way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from access.models import AccessEvent
from accounts import rotation
from accounts.choices import Role
from accounts.encryption import Undecipherable, decrypt
from mappa import actions
from mappa.actions.annexing import VERB
from mappa.minutes import policies
from mappa.models import Annex, AnnexNaming, AnnexNote
from offenders.models import Person
from tests import world
from tests.access.test_relationships import reads_as
from tests.mappa import held
from tests.mappa.minutes import taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECRET = "The officer who watches the house"


@pytest.fixture
def person() -> Person:
    return held.managed(world.person(world.officer()))


@pytest.fixture(autouse=True)
def by_its_own_jobs() -> Iterator[None]:
    """What the database shows of an annex depends on who reads: here, unless a test says so, Vigil itself."""
    reads_as("vigil")
    yield
    reads_as("nobody")


def opened(person: Person) -> Annex:
    """Scenario 17: three readers, of whom one is a partner."""
    case = taken.heard(person)
    sergeant = world.supervisor()
    probation = held.partner(held.agency())
    return actions.open_annex(
        sergeant,
        case=case,
        readers=[case.sitting.chair, probation],
        why="tactics",
        text=SECRET,
        reason="They lead on it.",
        now=taken.AFTER,
    )


def test_three_read_it_and_no_role_opens_it(person: Person) -> None:
    annex = opened(person)
    health = held.partner(held.agency("health", "duty"))
    others = [health, world.supervisor(), world.user(Role.DETECTIVE_INSPECTOR), held.coordinator()]
    named = [
        annex.opened_by,
        annex.case.sitting.chair,
        AnnexNaming.objects.get(reader__agency__isnull=False).reader,
    ]
    assert len(annex.readers) == 3
    for user in (*named, *others):
        reads_as(user)
        seen = [model._default_manager.count() for model in (Annex, AnnexNote, AnnexNaming)]
        assert seen == ([1, 1, 3] if user in named else [0, 0, 0]), user
        assert policies.annexes(user, taken.AFTER).exists() == (user in named)


def test_its_words_are_under_keys_of_its_own(person: Person) -> None:
    opened(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM mappa_annexnote")
        [token] = cursor.fetchone()
    assert SECRET not in token
    with pytest.raises(Undecipherable):
        decrypt(token)
    assert AnnexNote.objects.get().text == SECRET


def test_what_is_logged_of_it_names_no_annex(person: Person) -> None:
    opened(person)
    event = AccessEvent.objects.filter(action=VERB).latest("seq")
    assert event.person_ids == [person.pk]
    assert "annex" not in f"{event.action} {event.sections} {event.object_type}".lower()


def test_readers_name_and_remove_others_and_never_themselves(person: Person) -> None:
    annex = opened(person)
    by, other = annex.opened_by, held.coordinator()
    with pytest.raises(PermissionDenied):
        actions.write_in_annex(other, annex=annex, why="tactics", text="More", now=taken.AFTER)
    annex = actions.name_annex_reader(
        by, annex=annex, version=1, reader=other, reason="Plans it", now=taken.AFTER
    )
    actions.write_in_annex(other, annex=annex, why="source", text="More", now=taken.AFTER)
    with pytest.raises(ValidationError, match="Another reader"):
        actions.remove_annex_reader(by, annex=annex, version=2, reader=by, reason="Gone", now=taken.AFTER)
    actions.remove_annex_reader(by, annex=annex, version=2, reader=other, reason="Moved", now=taken.AFTER)
    assert not policies.annexes(other, taken.AFTER).exists()


def test_who_has_no_part_in_the_case_opens_none(person: Person) -> None:
    case = taken.heard(person)
    for by in (held.partner(held.agency()), world.user(Role.FRONT_COUNTER)):
        with pytest.raises(PermissionDenied):
            actions.open_annex(
                by, case=case, readers=[], why="other", text="It", reason="So", now=taken.AFTER
            )


def test_its_words_are_read_after_the_old_key_has_gone(person: Person, settings: Any) -> None:
    opened(person)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    rotation.rotate(batch=50)
    settings.FIELD_KEYS = [new]
    assert AnnexNote.objects.get().text == SECRET
