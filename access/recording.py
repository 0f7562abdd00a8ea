"""The one way to write: a transaction, the actor and the reason in the change history, and the database's
own refusals turned into plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User


class Stale(ValidationError):
    """Someone else changed the record after this form was opened; nothing was written."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who is changing the record, by which verb, and why: what is shown beside every date that moves."""

    actor: str
    verb: str
    reason: str


_cause: ContextVar[Cause | None] = ContextVar("cause", default=None)


def cause() -> Cause | None:
    """The change that is being recorded; None outside `recording`, as in a nightly rebuild."""
    return _cause.get()


@contextmanager
def recording(actor: User | None, verb: str, *, reason: str = "") -> Iterator[None]:
    """Run the body in one transaction whose history rows carry who, which verb and why.

    `actor` is None only for Vigil's own jobs. Raises ValidationError, in the constraint's own words, when the
    database refuses the change; the transaction is then rolled back.
    """
    who = {"user": str(actor.pk), "actor": str(actor)} if actor else {"actor": "Vigil"}
    token = _cause.set(Cause(who["actor"], verb, reason))
    try:
        with transaction.atomic(), pghistory.context(**who, verb=verb, reason=reason):
            yield
    except IntegrityError as error:
        raise in_plain_words(error) from error
    finally:
        _cause.reset(token)


def in_plain_words(error: IntegrityError) -> ValidationError:
    """The message of the constraint that was violated; re-raises what no constraint of ours explains."""
    diagnostic = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostic, "constraint_name", None)
    for constraint in (c for model in apps.get_models() for c in model._meta.constraints):
        if constraint.name == name:
            return ValidationError(constraint.get_violation_error_message(), code=name)
    raise error


Row = TypeVar("Row", bound=models.Model)


def lock(row: Row, *, expected_version: int | None = None) -> Row:
    """The row as it stands now, locked until the transaction ends.

    Raises Stale when `expected_version` is given and is no longer the row's: nobody overwrites a change they
    have not seen.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if expected_version is not None and current.version != expected_version:  # type: ignore[attr-defined]
        raise Stale("Someone else changed this record after you opened it.", code="stale")
    return current
