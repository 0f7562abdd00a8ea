"""Writing what older keys encrypted anew under the newest, while Vigil runs.

Rows are taken in batches, each its own transaction; a row that somebody changes meanwhile is left as they wrote it,
because that is under the newest key already. History tables refuse changes by trigger; this alone goes past it, and
changes the writing, never what is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from accounts.encryption import BlindIndexField, EncryptedTextField, is_newest, rewritten

# Where allauth keeps secrets: JSON, with these members encrypted by accounts.adapter.
_SECRET_MEMBERS = ("secret", "seed", "migrated_codes")


def encrypted_columns() -> Iterator[tuple[type[models.Model], EncryptedTextField]]:
    """Every column that holds ciphertext, history tables' too."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field


def rotate(*, batch: int) -> dict[str, int]:
    """Rewrite every value that the newest key did not write; how many, by column. Raises Undecipherable.

    Afterwards the older keys open nothing any more and can be taken out of FIELD_KEYS.
    """
    done = {
        f"{model._meta.label}.{field.name}": _rotate(
            model, str(field.column), partial(_text, field.context), batch
        )
        for model, field in encrypted_columns()
    }
    return done | {"mfa.Authenticator.data": _rotate(Authenticator, "data", _secrets, batch)}


def reindex(*, batch: int) -> dict[str, int]:
    """Compute every blind index anew, after a change of FIELD_INDEX_KEY: until then nothing is found by one."""
    done = {}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, BlindIndexField) and field.source:
                rows = model._default_manager.only("pk", field.source).iterator(batch)
                count = 0
                for row in rows:
                    index = field.pre_save(row, False)
                    count += model._default_manager.filter(pk=row.pk).update(**{field.name: index})
                done[f"{model._meta.label}.{field.name}"] = count
    return done


def _text(context: str, token: str) -> str | None:
    # Empty words are kept as they are.
    return None if token == "" or is_newest(token, context) else rewritten(token, context)


def _secrets(stored: str) -> str | None:
    data = json.loads(stored)
    changed = False
    for member in _SECRET_MEMBERS:
        value = data.get(member)
        tokens = value if isinstance(value, list) else [value]
        if value is None or all(is_newest(token) for token in tokens):
            continue
        data[member] = [rewritten(token) for token in tokens] if isinstance(value, list) else rewritten(value)
        changed = True
    return json.dumps(data) if changed else None


def _rotate(model: type[models.Model], column: str, anew: Callable[[str], str | None], batch: int) -> int:
    """Go through one column by primary key; the number of values rewritten."""
    quote = connection.ops.quote_name
    table, name, key = quote(model._meta.db_table), quote(column), quote(str(model._meta.pk.column))
    # Nothing of these names comes from outside: they are the models' own.
    look = f"select {key}, {name}::text from {table} where {name} is not null and {key} > %s order by {key} limit %s"  # noqa: S608
    first = look.replace(f" and {key} > %s", "")
    write = f"update {table} set {name} = %s where {key} = %s and {name}::text = %s"  # noqa: S608
    if model is Authenticator:
        write = write.replace(f"{name} = %s where", f"{name} = %s::jsonb where")
    done, last = 0, None
    while True:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(
                look if last is not None else first, [last, batch] if last is not None else [batch]
            )
            rows = cursor.fetchall()
            for row_key, stored in rows:
                if (new := anew(stored)) is not None:
                    cursor.execute(write, [new, row_key, stored])
                    done += cursor.rowcount
        if not rows:
            return done
        last = rows[-1][0]
