"""Files at rest: nobody reads them without their row, nothing is left on the way, keys rotate."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts import rotation
from accounts.models import User
from offenders import actions
from offenders.actions import filing
from offenders.documents import storing
from offenders.documents.storing import CHUNK, NoRoom, Unreadable, keeping, opened
from offenders.models import Document, DocumentVersion, Person, StoredFile
from tests import world
from tests.offenders.documents.conftest import left, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
SECRET = b"Condition 4: no contact. "


def put(content: bytes) -> storing.Kept:
    with keeping([content]) as kept:
        kept.belongs = True
    return kept


def on_disk(kept: storing.Kept | StoredFile) -> Path:
    return storing._path(kept.name)


class TestAtRest:
    @pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 7])
    def test_what_was_put_away_comes_back(self, size: int) -> None:
        content = os.urandom(size)
        kept = put(content)
        assert b"".join(opened(kept.name, kept.key)) == content
        assert kept.size == size

    def test_however_it_arrives(self) -> None:
        pieces = [b"a" * 7, b"", b"b" * (2 * CHUNK), b"c"]
        with keeping(iter(pieces)) as kept:
            kept.belongs = True
        assert b"".join(opened(kept.name, kept.key)) == b"".join(pieces)

    def test_on_the_disk_is_nothing_to_read_and_no_name(self, folder: Path) -> None:
        kept = put(SECRET * 5000)
        written = on_disk(kept).read_bytes()
        assert SECRET.strip() not in written
        assert len(kept.name) == 32
        assert on_disk(kept).suffix == ""
        assert oct(on_disk(kept).stat().st_mode)[-3:] == "600"

    @pytest.mark.parametrize("harm", ["changed", "shortened", "lengthened", "reordered", "another's"])
    def test_what_is_not_what_was_kept_is_not_handed_out(self, harm: str) -> None:
        kept = put(os.urandom(3 * CHUNK))
        path, step = on_disk(kept), CHUNK + 16
        whole = path.read_bytes()
        path.write_bytes(
            {
                "changed": whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
                "shortened": whole[: 2 * step],
                "lengthened": whole + whole[:step],
                "reordered": whole[step : 2 * step] + whole[:step] + whole[2 * step :],
                "another's": on_disk(put(os.urandom(3 * CHUNK))).read_bytes(),
            }[harm]
        )
        with pytest.raises(Unreadable):
            list(opened(kept.name, kept.key))

    def test_a_file_that_is_gone(self) -> None:
        with pytest.raises(Unreadable):
            opened("0" * 32, "")


class TestNothingIsLeft:
    def test_of_a_file_that_no_row_names(self, folder: Path) -> None:
        with keeping([SECRET]):
            pass
        assert left(folder) == ([], 0)

    def test_when_the_transaction_fails(self, folder: Path, officer: User, person: Person) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            world.document(officer, person, field_class="much too long a class")
        assert left(folder) == ([], 0)

    def test_when_what_arrives_ends_in_an_error(self, folder: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield SECRET
            raise RuntimeError

        with pytest.raises(RuntimeError), keeping(broken()):
            pytest.fail("never begins")
        assert left(folder) == ([], 0)

    def test_when_the_disk_is_full(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(NoRoom), keeping([SECRET]):
            pytest.fail("never begins")
        assert left(folder) == ([], 0)

    def test_the_same_form_twice_is_one_document_and_one_file(
        self, folder: Path, officer: User, person: Person
    ) -> None:
        said = {"title": "Letter", "kind": "letter", "marking": "official", "field_class": "general"}
        number = world.document(officer, person).pk
        filed = [
            actions.file_document(
                officer, person=person, document=said, content=world.text(b"a"), now=NOW, submission=number
            )
            for _ in range(2)
        ]
        assert filed[0] == filed[1]
        assert len(left(folder)[0]) == 2


class TestClearing:
    def old(self, path: Path) -> None:
        then = (NOW - storing.LEFT_AFTER).timestamp() - 60
        os.utime(path, (then, then))

    def test_what_no_row_knows_goes_after_a_day(self, folder: Path, officer: User, person: Person) -> None:
        world.document(officer, person)
        kept = on_disk(StoredFile.objects.get())
        orphan, fresh = on_disk(put(SECRET)), on_disk(put(SECRET))
        half = Path(folder / "documents" / "incoming" / "half")
        half.write_bytes(b"half")
        for path in (kept, orphan, half):
            self.old(path)
        os.utime(fresh, (NOW.timestamp(), NOW.timestamp()))
        assert filing.clear_files(now=NOW) == 2
        assert (kept.exists(), fresh.exists()) == (True, True)
        assert (orphan.exists(), half.exists()) == (False, False)
        assert not (folder / "documents" / "incoming" / "half").exists()

    def test_what_another_database_does_not_know_comes_back_within_30_days(
        self, folder: Path, officer: User, person: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.document(officer, person, content=SECRET)
        file = StoredFile.objects.get()
        self.old(on_disk(file))
        with monkeypatch.context() as wrong:
            wrong.setattr(StoredFile, "objects", StoredFile.objects.none())
            assert filing.clear_files(now=NOW) == 1
            assert not on_disk(file).exists()
            assert filing.clear_files(now=NOW + storing.KEPT_ASIDE) == 0
        assert filing.clear_files(now=NOW + storing.KEPT_ASIDE) == 0
        assert b"".join(opened(file.name, file.key)) == SECRET

    def test_what_is_missed_by_nobody_for_30_days_is_removed(
        self, folder: Path, officer: User, person: Person
    ) -> None:
        orphan = on_disk(put(SECRET))
        self.old(orphan)
        filing.clear_files(now=NOW)
        aside = folder / "documents" / "set-aside" / orphan.name
        assert aside.read_bytes()
        filing.clear_files(now=NOW + storing.KEPT_ASIDE)
        assert aside.exists()
        filing.clear_files(now=NOW + storing.KEPT_ASIDE + timedelta(seconds=1))
        assert not aside.exists()

    def test_a_restricted_records_files_stay_whoever_asks(self, officer: User, person: Person) -> None:
        world.document(officer, person)
        kept = on_disk(StoredFile.objects.get())
        self.old(kept)
        inspector = world.user("detective_inspector")
        actions.restrict(inspector, person=person, readers=[], reason="A protected person", now=NOW)
        with world.read_by(world.officer()):
            assert not StoredFile.objects.exists()
            assert filing.clear_files(now=NOW) == 0
        assert kept.exists()


class TestKeys:
    def test_the_key_is_ciphertext_in_the_row_and_nowhere_in_the_history(
        self, officer: User, person: Person
    ) -> None:
        world.document(officer, person)
        key = StoredFile.objects.get().key
        with connection.cursor() as cursor:
            cursor.execute("SELECT f::text, e::text FROM offenders_storedfile f, offenders_storedfileevent e")
            row, event = cursor.fetchone()
        assert key not in row
        assert "gAAAA" in row  # Fernet's first bytes
        assert "gAAAA" not in event

    def test_rotation_covers_files_and_the_old_key_can_go(
        self, officer: User, person: Person, settings: Settings
    ) -> None:
        world.document(officer, person, content=SECRET)
        newest = Fernet.generate_key().decode()
        settings.FIELD_KEYS = [newest, *settings.FIELD_KEYS]
        assert rotation.rotate(batch=10)["offenders.StoredFile.key"] == 1
        settings.FIELD_KEYS = [newest]
        file = StoredFile.objects.get()
        assert b"".join(opened(file.name, file.key)) == SECRET


class TestTheDatabaseHolds:
    def test_that_a_file_is_written_once_and_never_deleted(self, officer: User, person: Person) -> None:
        world.document(officer, person)
        for change in ({"sha256": "0" * 64}, {"name": "0" * 32}, {"size": 1}):
            with pytest.raises(DatabaseError), transaction.atomic():
                StoredFile.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            StoredFile.objects.all().delete()

    def test_that_nothing_held_is_let_out_by_a_change_of_mind(self, officer: User, person: Person) -> None:
        world.document(officer, person)
        StoredFile.objects.update(scan="infected", scanned_at=NOW)
        for state in ("clean", "waiting", "not_scanned"):
            with pytest.raises(DatabaseError), transaction.atomic():
                StoredFile.objects.update(scan=state, scanned_at=NOW if state == "clean" else None)


def test_a_file_that_cannot_be_read_is_said_and_the_page_works(
    client: Client, officer: User, person: Person
) -> None:
    document = world.document(officer, person)
    on_disk(StoredFile.objects.get()).unlink()
    answer = client.get(reverse("document", args=[person.pk, document.pk]), follow=True)
    assert "The file of this document cannot be read" in answer.content.decode()
    photograph = world.photograph(officer, person)
    on_disk(photograph.thumbnail).unlink()
    assert client.get(reverse("photograph-thumbnail", args=[person.pk, photograph.pk])).status_code == 404
    assert client.get(reverse("person", args=[person.pk])).status_code == 200


def test_it_is_handed_out_as_it_was_kept(client: Client, officer: User, person: Person) -> None:
    document = world.document(officer, person, content=SECRET * 10_000)
    answer = client.get(reverse("document", args=[person.pk, document.pk]))
    assert read(answer) == SECRET * 10_000
    assert DocumentVersion.objects.get().file.size == len(SECRET) * 10_000
    assert Document.objects.count() == 1
