"""Columns that hold ciphertext: who reads the database, a backup or a history table without the keys reads nothing.

Keys are settings of their own (`FIELD_KEYS`, newest first; each 32 random bytes in url-safe base64), so that the
signing key and these rotate apart. The newest key writes, all of them read; `manage.py fields rotate` writes older
rows anew. Fernet is AES-128-CBC with HMAC-SHA256, encrypt-then-MAC: https://github.com/fernet/spec.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact


class Undecipherable(Exception):
    """A value that no key in FIELD_KEYS opens: a key is missing, or the value is not ours. Never shown as it stands."""


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...], context: str = "") -> tuple[Fernet, MultiFernet]:
    """The newest key, and all of them; of a `context`, those derived for it (HKDF-SHA256, RFC 5869), which open nothing
    else. Cached by value: a change of settings is seen at once."""
    try:
        fernets = [Fernet(_derived(key, context) if context else key) for key in keys]
    except (ValueError, binascii.Error):
        # `from None`: the cause would carry the key into a log.
        raise ImproperlyConfigured(
            "FIELD_KEYS: each key is 32 random bytes in url-safe base64; .env.example says how to make one."
        ) from None
    if not fernets:
        raise ImproperlyConfigured("FIELD_KEYS is empty: no column can be encrypted.")
    return fernets[0], MultiFernet(fernets)


def _derived(key: str, context: str) -> bytes:
    Fernet(key)  # refuses a malformed one
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=context.encode())
    return base64.urlsafe_b64encode(made.derive(base64.urlsafe_b64decode(key)))


def keys(context: str = "") -> MultiFernet:
    """The keys in force. Raises ImproperlyConfigured when there is none, or one is malformed."""
    return _ring(tuple(settings.FIELD_KEYS), context)[1]


def encrypt(text: str, context: str = "") -> str:
    """`text` under the newest key; under one of its own for a `context`."""
    return keys(context).encrypt(text.encode()).decode("ascii")


def decrypt(token: str, context: str = "") -> str:
    """What `encrypt` was given. Raises Undecipherable, which carries neither the value nor a key."""
    try:
        return keys(context).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Undecipherable("A stored value opens with none of the keys in FIELD_KEYS.") from None


def is_newest(token: str, context: str = "") -> bool:
    """Whether the newest key wrote this."""
    try:
        _ring(tuple(settings.FIELD_KEYS), context)[0].decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def rewritten(token: str, context: str = "") -> str:
    """The same value under the newest key. Raises Undecipherable."""
    try:
        return keys(context).rotate(token.encode()).decode("ascii")
    except InvalidToken:
        raise Undecipherable("A stored value opens with none of the keys in FIELD_KEYS.") from None


def blind_index(text: str, *, of: str) -> str:
    """64 hexadecimal digits by which a value is found again without being readable; `of` says of what.

    Case and outer spaces do not count. Keyed apart from the ciphertext (`FIELD_INDEX_KEY`): it must not change when
    those keys do, and who has only one of the two learns nothing.
    """
    if not settings.FIELD_INDEX_KEY:
        raise ImproperlyConfigured("FIELD_INDEX_KEY is empty: nothing can be found by its blind index.")
    message = f"{of}\0{text.strip().casefold()}".encode()
    return hmac.new(settings.FIELD_INDEX_KEY.encode(), message, hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text in Python, ciphertext in the database and in the history that triggers keep of it.

    The same text is never the same ciphertext twice, so nothing can be looked up or ordered by it: put a
    BlindIndexField beside it for that. Null stays null; the empty text is encrypted like any other. In the history of
    a tracked model it stays ciphertext; to read it there too, give the tracker `attrs={"name": EncryptedTextField()}`.
    A column with a `context` is under keys derived for that alone: those of other columns do not open it.
    """

    def __init__(self, *args: Any, context: str = "", **options: Any) -> None:
        self.context = context
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """In a migration it is the column it is, text: migrations import nothing of ours."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(value, self.context)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return None if prepared is None else encrypt(str(prepared), self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: look it up by a BlindIndexField.")
        return super().get_lookup(lookup_name)


class EncryptedWordsField(EncryptedTextField):
    """The same, but for the empty text, which stays the empty text: that nothing was said is no secret, and a
    constraint can ask for words. `filter(why="")` finds the rows without."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if value == "" else super().from_db_value(value, expression, connection)

    def get_prep_value(self, value: Any) -> Any:
        return value if value == "" else super().get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        return _Empty if lookup_name == "exact" else super().get_lookup(lookup_name)


class _Empty(Exact):
    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("An encrypted column is looked up by nothing but being empty.")
        return self.rhs


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """The blind index of another field of the row, kept as that field is saved: `BlindIndexField(source="passport")`.

    Find by it with `filter(passport_index=Model._meta.get_field("passport_index").of("..."))`.
    """

    def __init__(self, *, source: str = "", **options: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 64, "editable": False, "db_index": True, **options})

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def of(self, text: str) -> str:
        """What stands in this column for a row whose source is `text`."""
        return blind_index(text, of=f"{self.model._meta.label_lower}.{self.source}")

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        text = getattr(model_instance, self.source)
        index = None if text is None else self.of(text)
        setattr(model_instance, self.attname, index)
        return index
