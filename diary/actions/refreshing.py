"""Keeping entries equal to what the providers say of the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from access.log.writing import ran
from access.recording import cause
from diary import providers
from diary.models import Entry, Moved
from diary.providers import Provider
from offenders.models import Person
from practice.policy import read_once

_STATED = [
    "kind",
    "title",
    "arises_on",
    "work_to",
    "last",
    "work_to_at",
    "last_at",
    "computed_last",
    "computed_last_at",
    "met_on",
    "met_at",
    "met_by",
    "rule",
    "ruleset",
    "citation",
    "owner_id",
    "field_class",
    "plain_title",
]
_BATCH = 500


@dataclass(slots=True)
class Drift:
    """How the diary differs from the facts: entries missing, wrong, and standing without a duty behind them."""

    missing: list[Entry] = field(default_factory=list)
    wrong: list[Entry] = field(default_factory=list)
    before: dict[str, Entry] = field(
        default_factory=dict
    )  # what the wrong ones said, by their person and key
    orphaned: list[Entry] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong or self.orphaned)

    def __len__(self) -> int:
        return len(self.missing) + len(self.wrong) + len(self.orphaned)


_only: ContextVar[str | None] = ContextVar("only", default=None)


@contextmanager
def refreshing_only(name: str) -> Iterator[None]:
    """While the body runs, the duties of this provider alone are kept equal to the facts. Only for what is done to be
    taken back: nobody would see the others."""
    token = _only.set(name)
    try:
        yield
    finally:
        _only.reset(token)


def refresh(people: Sequence[UUID], *, today: date) -> Drift:
    """Make the people's entries equal to their duties, in the caller's transaction; says what was changed.

    The people are locked first, so that two changes to one person follow each other and the second sees the facts
    of the first.
    """
    with transaction.atomic():
        list(
            Person.objects.filter(pk__in=people)
            .order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk", flat=True)
        )
        found = drift(people, today=today, asking=providers.concerned(people))
        Moved.objects.bulk_create(_moves(found, today))
        if found.orphaned:
            Entry.objects.filter(pk__in=[entry.pk for entry in found.orphaned]).delete()
        if found.missing or found.wrong:
            Entry.objects.bulk_create(
                [*found.missing, *found.wrong],
                update_conflicts=True,
                unique_fields=["person", "key"],
                update_fields=_STATED,
            )
    return found


def _moves(found: Drift, today: date) -> Iterator[Moved]:
    """The open dates that this change moves. A duty that was met keeps the date it was met by (its Answer)."""
    why = cause()
    if why is None:
        return
    said = {"moved_on": today, "by": why.actor, "verb": why.verb, "reason": why.reason}
    for entry in found.wrong:
        before = found.before[f"{entry.person_id} {entry.key}"]
        if before.last != entry.last and before.met_on is None:
            yield Moved(
                person_id=entry.person_id,
                key=entry.key,
                title=entry.title,
                was=before.last,
                now=entry.last,
                **said,
            )
    for entry in found.orphaned:
        if entry.met_on is None:
            yield Moved(
                person_id=entry.person_id, key=entry.key, title=entry.title, was=entry.last, gone=True, **said
            )


def drift(people: Sequence[UUID], *, today: date, asking: Mapping[str, Provider] | None = None) -> Drift:
    """What differs between the entries of these people and their duties, as all providers say, or those given.

    Writes nothing.
    """
    entries = Entry.objects.filter(person__in=people)
    if (name := _only.get()) is not None:
        entries = entries.filter(key__startswith=f"{name}/")
    standing = {(entry.person_id, entry.key): entry for entry in entries.iterator()}
    found = Drift()
    with read_once():
        expected = list(_expected(people, today, providers.registered() if asking is None else asking))
    for entry in expected:
        present = standing.pop((entry.person_id, entry.key), None)
        if present is None:
            found.missing.append(entry)
        elif any(getattr(present, name) != getattr(entry, name) for name in _STATED):
            found.wrong.append(entry)
            found.before[f"{entry.person_id} {entry.key}"] = present
    found.orphaned.extend(standing.values())
    return found


def rebuild(*, today: date, check: bool = False) -> Iterator[tuple[int, Drift]]:
    """Go over everyone in batches, giving `(people in the batch, drift)`; repairs unless `check`."""
    everyone = Person.objects.order_by("pk").values_list("pk", flat=True)
    after: UUID | None = None
    gone_over = 0
    put_right: set[UUID] = set()
    while batch := list((everyone.filter(pk__gt=after) if after else everyone)[:_BATCH]):
        found = drift(batch, today=today) if check else refresh(batch, today=today)
        gone_over += len(batch)
        put_right.update(entry.person_id for entry in (*found.missing, *found.wrong, *found.orphaned))
        yield len(batch), found
        after = batch[-1]
    ran(
        "check the diary" if check else "rebuild the diary",
        people=put_right,
        row_count=gone_over,
        sections=["duties"],
    )


def _expected(people: Sequence[UUID], today: date, asking: Mapping[str, Provider]) -> Iterator[Entry]:
    for name, provider in asking.items():
        if _only.get() not in (None, name):
            continue
        for person_id, duty in provider(people, today):
            assert duty.key.startswith(f"{name}/"), duty.key  # noqa: S101 - a provider's own mistake
            yield Entry(person_id=person_id, **asdict(duty))
