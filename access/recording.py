"""The one way to write: a transaction, the actor and the reason in the change history, an event in the access log,
and the database's own refusals turned into plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from access.choices import Operation
from access.log.writing import origin_of_now, write
from access.models import OfPerson
from access.policies import FieldClass
from accounts.models import User


class Stale(ValidationError):
    """The record was changed after this form was opened; nothing was written. `whose` begins a sentence that says by
    whom: oneself, perhaps, in another window."""

    def __init__(self, said: str = "", *, own: bool = False) -> None:
        self.whose = "You changed this in another window" if own else "Someone else changed this"
        super().__init__(said or f"{self.whose} after you opened it.", code="stale")


class SentOtherwise(ValidationError):
    """A submission came again with something else in it than the row that it made: nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "This was sent before and recorded, with something else in it. Nothing was changed now: read what was "
            "recorded, and correct it there.",
            code="reused",
        )


@dataclass(frozen=True, slots=True)
class Cause:
    """Who is changing the record, by which verb, and why: what is shown beside every date that moves."""

    actor: str
    verb: str
    reason: str
    user: str = ""  # the actor's id; empty for Vigil's own jobs


@dataclass(frozen=True, slots=True)
class Saved:
    """A row as the running verb has saved it; `fields` are the columns it named, None for all."""

    row: models.Model
    created: bool
    fields: frozenset[str] | None


@dataclass(slots=True)
class Changes:
    """What a verb has saved so far, of whom. Every row that is saved while it runs says so by itself."""

    people: dict[UUID, int | None] = field(default_factory=dict)  # and the version of the record
    sections: dict[str, None] = field(default_factory=dict)
    administered: dict[str, None] = field(default_factory=dict)  # rows that are about nobody on record
    rows: list[Saved] = field(default_factory=list)
    altered: bool = False
    operation: Operation | None = None  # set by a verb that is more than collection or alteration
    about: dict[str, Any] = field(default_factory=dict)  # further columns of the event

    def touches(self, people: Iterable[UUID], *sections: str) -> None:
        """Name those whose rows are written in bulk, which announces nothing."""
        self.people.update({person: self.people.get(person) for person in people})
        self.sections.update(dict.fromkeys(sections))
        self.altered = True

    def _saved(self, row: models.Model, *, created: bool) -> None:
        if isinstance(row, OfPerson) and row.concerns is not None:
            version = row.__dict__.get("version") if row.is_the_person else self.people.get(row.concerns)
            self.people[row.concerns] = version
            self.sections[row.in_the_log()] = None
            self.altered = self.altered or not created
        else:
            self.administered[str(row._meta.verbose_name)] = None


_cause: ContextVar[Cause | None] = ContextVar("cause", default=None)
_changes: ContextVar[Changes | None] = ContextVar("changes", default=None)


def cause() -> Cause | None:
    """The change that is being recorded; None outside `recording`, as in a nightly rebuild."""
    return _cause.get()


def saved_so_far() -> list[Saved]:
    """What the running verb has saved, in order; nothing outside `recording`."""
    changes = _changes.get()
    return list(changes.rows) if changes else []


def saved(
    sender: type[models.Model],
    instance: models.Model,
    created: bool,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Receives Django's post_save: what is saved within a verb becomes part of its event."""
    changes = _changes.get()
    if changes is not None:
        named = None if update_fields is None else frozenset(update_fields)
        changes.rows.append(Saved(instance, created, named))
        changes._saved(instance, created=created)


@contextmanager
def recording(
    actor: User | None, verb: str, *, reason: str = "", speaks_of: Collection[FieldClass] = ()
) -> Iterator[Changes]:
    """Run the body in one transaction whose history rows carry who, which verb and why, and log what it changed.

    The event is written in the same transaction: no change without its event, no event without its change. A body
    that saves nothing (the same form again) leaves none. `recording` within `recording` is part of the outer.

    Everybody who reads one of the rows reads the reason, unless it `speaks_of` classes that they do not read: then it
    stands in the history for those who read them all, and neither beside a date that moves nor in the log. What has a
    classed column of its own is no reason.

    `actor` is None only for Vigil's own jobs. Raises ValidationError, in the constraint's own words, when the
    database refuses the change; the transaction is then rolled back.
    """
    who = {"user": str(actor.pk), "actor": str(actor)} if actor else {"actor": "Vigil"}
    outer = _changes.get()
    changes = outer or Changes()
    for_all = "" if speaks_of else reason
    caused, gathered = (
        _cause.set(Cause(who["actor"], verb, for_all, who.get("user", ""))),
        _changes.set(changes),
    )
    try:
        said = {**who, "verb": verb, "reason": reason, "speaks_of": sorted(speaks_of)}
        with transaction.atomic(), pghistory.context(**said):
            yield changes
            if outer is None:
                _log(changes, actor, verb, for_all)
    except IntegrityError as error:
        raise in_plain_words(error) from error
    finally:
        _changes.reset(gathered)
        _cause.reset(caused)


def _log(changes: Changes, actor: User | None, verb: str, reason: str) -> None:
    if not (changes.people or changes.administered):
        return
    kind = Operation.ALTERATION if changes.altered else Operation.COLLECTION
    versions = list(changes.people.values())
    _changes.set(None)  # the log's own row is not part of the change
    write(
        operation=changes.operation or (kind if changes.people else Operation.ADMINISTRATION),
        actor=actor,
        origin=origin_of_now(verb),
        people=changes.people,
        **{
            "action": verb[:80],
            "sections": sorted(changes.sections if changes.people else changes.administered),
            "record_version": versions[0] if len(versions) == 1 else None,
            "reason": reason,
            **changes.about,
        },
    )


def in_plain_words(error: IntegrityError) -> ValidationError:
    """The message of the constraint that was violated; re-raises what no constraint of ours explains."""
    diagnostic = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostic, "constraint_name", None)
    for constraint in (c for model in apps.get_models() for c in model._meta.constraints):
        if constraint.name == name:
            return ValidationError(constraint.get_violation_error_message(), code=name)
    raise error


Row = TypeVar("Row", bound=models.Model)


def same_again(already: Row, *, written: Any = None, **sent: object) -> Row:
    """The row that the same submission made before, where what was `sent` now, by its fields, is what stands in it; or
    in `written`, where the row has moved on since (`as_first_written`).

    Raises SentOtherwise where it is not: whoever sent it would take their words for recorded.
    """
    said = already if written is None else written
    if any(getattr(said, name) != value for name, value in sent.items()):
        raise SentOtherwise
    return already


def as_first_written(row: models.Model) -> Any:
    """The first version of the row in its history: what its own submission said, whatever verbs made of it since; the
    row itself where its history begins later. For `same_again` of a row that moves on; one query."""
    return events_of(type(row)).filter(pgh_obj=row.pk).order_by("pgh_id").first() or row


def events_of(model: type[models.Model]) -> Any:
    """The table of a model's versions. Raises AttributeError where none are kept."""
    return next(iter(model.pgh_event_models.values())).objects  # type: ignore[attr-defined]


def lock(row: Row, *, expected_version: int | None = None) -> Row:
    """The row as it stands now, locked until the transaction ends.

    Raises Stale when `expected_version` is given and is no longer the row's: nobody overwrites a change they
    have not seen.
    """
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if expected_version is not None and current.version != expected_version:  # type: ignore[attr-defined]
        raise overtaken(current)
    return current


def overtaken(row: models.Model) -> Stale:
    """What keeps a verb from changing a row that has another version by now; its history says who came first."""
    newest = (
        events_of(type(row)).filter(pgh_obj=row.pk).order_by("-pgh_id").select_related("pgh_context").first()
    )
    said = newest.pgh_context.metadata if newest and newest.pgh_context else {}
    now = cause()
    return Stale(own=now is not None and bool(now.user) and said.get("user") == now.user)
