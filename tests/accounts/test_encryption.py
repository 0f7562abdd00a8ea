"""Encrypted columns: ciphertext at rest, keys that rotate while Vigil runs, and never plaintext by mistake."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator

import pghistory.models
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import isolate_apps
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts import encryption
from accounts.encryption import BlindIndexField, EncryptedTextField, Undecipherable
from accounts.models import KeptForm
from accounts.rotation import encrypted_columns
from offenders import actions
from tests import world
from tests.accounts.signing import with_app

pytestmark = pytest.mark.django_db


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@pytest.fixture
def passports() -> Iterator[type[models.Model]]:
    """A table as an app would declare one: a number that is encrypted, and found by its blind index."""
    with isolate_apps("accounts"):

        class Passport(models.Model):  # noqa: DJ008
            number = EncryptedTextField(null=True)
            number_index = BlindIndexField(source="number", null=True)

            class Meta:
                app_label = "accounts"

        with connection.schema_editor() as editor:
            editor.create_model(Passport)
        yield Passport


def stored(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table} order by 1")
        return [row[0] for row in cursor.fetchall()]


class TestField:
    def test_it_comes_back_and_is_ciphertext_at_rest(self, passports: type[models.Model]) -> None:
        for text in ("123456789", "", "naïve “quote” \N{GRINNING FACE}", "x" * 10_000):
            passports.objects.create(number=text)
            assert passports.objects.latest("pk").number == text
        assert all(value.startswith("gAAAAA") for value in stored("accounts_passport", "number"))

    def test_nothing_stays_nothing(self, passports: type[models.Model]) -> None:
        passports.objects.create(number=None)
        assert stored("accounts_passport", "number") == [None]
        assert passports.objects.get().number_index is None

    def test_the_same_text_twice_cannot_be_seen_to_be_the_same(self, passports: type[models.Model]) -> None:
        passports.objects.create(number="1")
        passports.objects.create(number="1")
        first, second = stored("accounts_passport", "number")
        assert first != second

    def test_looking_one_up_is_refused_rather_than_empty(self, passports: type[models.Model]) -> None:
        with pytest.raises(FieldError, match="BlindIndexField"):
            passports.objects.filter(number="1")
        assert not passports.objects.filter(number__isnull=True).exists()

    def test_bulk_writes_are_encrypted_too(self, passports: type[models.Model]) -> None:
        passports.objects.bulk_create([passports(number="1")])
        passports.objects.update(number="2")
        assert stored("accounts_passport", "number")[0].startswith("gAAAAA")
        assert passports.objects.get().number == "2"

    def test_a_trigger_that_copies_the_row_copies_ciphertext(self, passports: type[models.Model]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "create table copied (number text);"
                "create function copy_it() returns trigger language plpgsql as"
                " $$ begin insert into copied values (new.number); return null; end $$;"
                "create trigger copying after insert on accounts_passport for each row execute function copy_it();"
            )
        passports.objects.create(number="123456789")
        assert stored("copied", "number")[0].startswith("gAAAAA")

    def test_in_a_migration_it_is_plain_text_of_djangos_own(self) -> None:
        assert KeptForm._meta.get_field("typed").deconstruct()[1] == "django.db.models.TextField"


class TestBlindIndex:
    def test_a_value_is_found_however_it_is_written(self, passports: type[models.Model]) -> None:
        passports.objects.create(number="ab123456")
        index = passports._meta.get_field("number_index")
        for typed in ("ab123456", "AB123456", "  Ab123456 "):
            assert passports.objects.filter(number_index=index.of(typed)).exists()
        assert not passports.objects.filter(number_index=index.of("ab123457")).exists()

    def test_it_says_nothing_without_its_key_nor_between_columns(self, settings: Settings) -> None:
        one = encryption.blind_index("1", of="a")
        assert one != encryption.blind_index("1", of="b")
        settings.FIELD_INDEX_KEY = "another"
        assert one != encryption.blind_index("1", of="a")
        settings.FIELD_INDEX_KEY = ""
        with pytest.raises(ImproperlyConfigured, match="FIELD_INDEX_KEY"):
            encryption.blind_index("1", of="a")


class TestKeys:
    def test_the_newest_writes_and_all_read(self, settings: Settings) -> None:
        old, new = new_key(), new_key()
        settings.FIELD_KEYS = [old]
        before = encryption.encrypt("kept")
        settings.FIELD_KEYS = [new, old]
        assert encryption.decrypt(before) == "kept"
        assert Fernet(new).decrypt(encryption.encrypt("later")) == b"later"

    def test_without_its_key_a_value_is_an_error_that_says_nothing(self, settings: Settings) -> None:
        token = encryption.encrypt("a secret")
        settings.FIELD_KEYS = [new_key()]
        for value in (token, token[:-4] + "AAAA", "plain text", ""):
            with pytest.raises(Undecipherable) as error:
                encryption.decrypt(value)
            assert "secret" not in str(error.value)
            assert error.value.__suppress_context__

    def test_plain_text_in_an_encrypted_column_is_refused(self, passports: type[models.Model]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("insert into accounts_passport (number) values ('written past Vigil')")
        with pytest.raises(Undecipherable):
            passports.objects.get()

    @pytest.mark.parametrize("keys", [[], [""], ["short"], ["not base64 at all, and far from 32 bytes"]])
    def test_a_malformed_key_is_said_without_showing_it(self, settings: Settings, keys: list[str]) -> None:
        settings.FIELD_KEYS = keys
        with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS") as error:
            encryption.encrypt("x")
        assert not any(key in str(error.value) for key in keys if key)


class TestRotation:
    def test_everything_is_written_anew_and_the_old_key_can_go(self, settings: Settings) -> None:
        old, new = new_key(), new_key()
        settings.FIELD_KEYS = [old]
        officer = world.officer()
        secret = with_app(officer)
        codes = RecoveryCodes.activate(officer).generate_codes()
        at = world.at(world.TODAY)
        for number in range(25):
            KeptForm.objects.create(owner=officer, path="/", typed=str(number), kept_at=at)

        settings.FIELD_KEYS = [new, old]
        out = io.StringIO()
        call_command("fields", "rotate", batch=4, stdout=out)
        assert "accounts.KeptForm.typed: 25" in out.getvalue()
        assert "mfa.Authenticator.data: 2" in out.getvalue()
        again = io.StringIO()
        call_command("fields", "rotate", stdout=again)
        assert "accounts.KeptForm.typed: 0" in again.getvalue()
        assert "mfa.Authenticator.data: 0" in again.getvalue()

        settings.FIELD_KEYS = [new]
        assert {form.typed for form in KeptForm.objects.all()} == {str(number) for number in range(25)}
        app = Authenticator.objects.get(type="totp")
        assert encryption.decrypt(app.data["secret"]) == secret
        assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes

    def test_it_finds_the_history_of_every_encrypted_column(self) -> None:
        found = {(model, field.name) for model, field in encrypted_columns()}
        missed = [
            f"{model.__name__}.{field.name}"
            for model in apps.get_models()
            if issubclass(model, pghistory.models.Event)
            for field in getattr(model, "pgh_tracked_model", model)._meta.local_fields
            if isinstance(field, EncryptedTextField)
            and field.name in {each.name for each in model._meta.fields}
            if (model, field.name) not in found
        ]
        assert not missed

    def test_what_was_said_of_money_and_victims_is_read_after_the_old_key_has_gone(
        self, settings: Settings, client: Client
    ) -> None:
        old, new = new_key(), new_key()
        settings.FIELD_KEYS = [old]
        officer = world.officer()
        person = world.person(officer)
        account = world.detail(
            officer, person, "bank-account", source="observed", bank="Bank", account_number="12345678"
        )
        world.detail(officer, person, "card", source="observed", issuer="Bank", number="4111 1111 1111 1111")
        world.detail(officer, person, "victim", source="observed", identity="Lee Fell", zone="Fell Lane")
        now = world.at(world.TODAY)
        changes = {"account_number": "87654321"}
        actions.correct(officer, fact=account, version=1, changes=changes, reason="Misread", now=now)
        settings.FIELD_KEYS = [new, old]
        call_command("fields", "rotate", stdout=io.StringIO())
        settings.FIELD_KEYS = [new]
        client.force_login(officer, backend="accounts.backends.VettedUserBackend")
        text = client.get(reverse("person-history", args=[person.pk])).content.decode()
        for said in ("12345678", "87654321", "ending 1111", "Lee Fell", "Fell Lane"):
            assert said in text

    def test_a_missing_key_stops_it_and_says_what_to_do(self, settings: Settings) -> None:
        KeptForm.objects.create(owner=world.officer(), path="/", typed="x", kept_at=world.at(world.TODAY))
        before = stored("accounts_keptform", "typed")
        settings.FIELD_KEYS = [new_key()]
        with pytest.raises(CommandError, match="Put the missing key back"):
            call_command("fields", "rotate")
        assert stored("accounts_keptform", "typed") == before
