"""What stands apart from the minutes is read by name: by nobody's role, and by no other way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from access.models import AccessEvent
from access.recording import Stale
from accounts import rotation
from accounts.choices import Role
from accounts.encryption import Undecipherable, decrypt
from accounts.models import User
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


def test_who_moves_to_another_agency_reads_it_no_more_until_named_again(person: Person) -> None:
    annex = opened(person)
    partner = AnnexNaming.objects.get(reader__agency__isnull=False).reader
    was, to = partner.agency, held.agency("health", "duty")
    User.objects.filter(pk=partner.pk).update(agency=to)
    partner.refresh_from_db()
    reads_as(partner)
    assert [model._default_manager.count() for model in (Annex, AnnexNote, AnnexNaming)] == [0, 0, 0]
    reads_as("vigil")
    assert not policies.annexes(partner, taken.AFTER).exists()
    held.asked_before(annex.case, to)
    annex = actions.name_annex_reader(
        annex.opened_by, annex=annex, version=1, reader=partner, reason="Moved", now=taken.AFTER
    )
    assert annex.agencies == [None, None, to.pk]
    assert policies.annexes(partner, taken.AFTER).exists()
    kept = AnnexNaming.objects.filter(reader=partner).order_by("at")
    assert {each.agency for each in kept} == {was, to}
    reads_as(partner)
    assert Annex.objects.count() == 1


def test_a_reader_of_the_police_who_joins_an_agency_reads_it_no_more(person: Person) -> None:
    annex = opened(person)
    chair = annex.case.sitting.chair
    User.objects.filter(pk=chair.pk).update(agency=held.agency())
    chair.refresh_from_db()
    reads_as(chair)
    assert not Annex.objects.exists()
    reads_as("vigil")
    assert not policies.annexes(chair, taken.AFTER).exists()


def test_the_database_keeps_whom_each_reader_works_for(person: Person) -> None:
    annex = opened(person)
    with pytest.raises(IntegrityError, match="annex_reader_of_an_agency"), transaction.atomic():
        Annex.objects.filter(pk=annex.pk).update(agencies=[None])


def test_an_agency_names_nobody_and_takes_nobodys_name_off(person: Person) -> None:
    annex = opened(person)
    partner = AnnexNaming.objects.get(reader__agency__isnull=False).reader
    said: dict[str, Any] = {"annex": annex, "version": 1, "reason": "So", "now": taken.AFTER}
    with pytest.raises(PermissionDenied):
        actions.remove_annex_reader(partner, reader=annex.case.sitting.chair, **said)
    with pytest.raises(PermissionDenied):
        actions.name_annex_reader(partner, reader=held.coordinator(), **said)
    actions.write_in_annex(partner, annex=annex, why="source", text="Theirs", now=taken.AFTER)
    actions.remove_annex_reader(annex.case.sitting.chair, reader=partner, **said)


def test_only_those_who_have_a_part_in_the_case_are_named(person: Person) -> None:
    annex = opened(person)
    third = held.agency("other", "other", "Village hall")
    held.asked_before(annex.case, third)
    uninvited = held.partner(held.agency("health", "duty"))
    for reader, why in (
        (uninvited, "no part in this case"),
        (held.partner(third), "Village hall is no agency of these arrangements"),
    ):
        with pytest.raises(ValidationError, match=why):
            actions.name_annex_reader(
                annex.opened_by, annex=annex, version=1, reader=reader, reason="So", now=taken.AFTER
            )
        with pytest.raises(ValidationError, match=why):
            actions.open_annex(
                annex.opened_by,
                case=annex.case,
                readers=[reader],
                why="other",
                text="It",
                reason="So",
                now=taken.AFTER,
            )


def test_a_naming_that_was_overtaken_is_stale_and_says_by_whom(person: Person) -> None:
    annex = opened(person)
    chair = annex.case.sitting.chair
    said: dict[str, Any] = {"annex": annex, "version": 1, "reason": "So", "now": taken.AFTER}
    actions.name_annex_reader(annex.opened_by, reader=held.coordinator(), **said)
    with pytest.raises(Stale, match="Someone else"):
        actions.name_annex_reader(chair, reader=world.supervisor(), **said)


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
