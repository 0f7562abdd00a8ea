"""Keeping entries equal to what the providers say of the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, astuple, dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from access.log.writing import ran
from access.recording import cause
from diary import endings, providers
from diary.models import Ending, Entry, Moved
from diary.providers import Ends, Provider
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
_ENDS = ["ends_on", "indefinite", "rule", "ruleset", "citation"]
_BATCH = 500


@dataclass(slots=True)
class Drift:
    """How the diary differs from the facts: entries missing, wrong, and standing without a duty behind them; and the
    people whose requirements end on another day than it says."""

    missing: list[Entry] = field(default_factory=list)
    wrong: list[Entry] = field(default_factory=list)
    before: dict[str, Entry] = field(
        default_factory=dict
    )  # what the wrong ones said, by their person and key
    orphaned: list[Entry] = field(default_factory=list)
    ends: list[Ending] = field(default_factory=list)  # as they should be
    no_ends: list[UUID] = field(default_factory=list)  # of people who should have none

    def __bool__(self) -> bool:
        return len(self) > 0

    def __len__(self) -> int:
        entries = len(self.missing) + len(self.wrong) + len(self.orphaned)
        return entries + len(self.ends) + len(self.no_ends)

    @property
    def people(self) -> set[UUID]:
        """Of whom something differs."""
        entries = {entry.person_id for entry in (*self.missing, *self.wrong, *self.orphaned)}
        return entries | {ending.person_id for ending in self.ends} | set(self.no_ends)


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
        if found.no_ends:
            Ending.objects.filter(pk__in=found.no_ends).delete()
        if found.ends:
            Ending.objects.bulk_create(
                found.ends, update_conflicts=True, unique_fields=["person"], update_fields=_ENDS
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
    asked = {
        name: provider
        for name, provider in (providers.registered() if asking is None else asking).items()
        if _only.get() in (None, name)
    }
    ends: dict[UUID, Ends] = {}
    with read_once():
        expected = list(_expected(people, today, asked, ends))
    if any(map(providers.says_ends, asked)):
        _compare_ends(people, ends, found)
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
        put_right |= found.people
        yield len(batch), found
        after = batch[-1]
    ran(
        "check the diary" if check else "rebuild the diary",
        people=put_right,
        row_count=gone_over,
        sections=["duties"],
    )


def _compare_ends(people: Sequence[UUID], ends: Mapping[UUID, Ends], found: Drift) -> None:
    """Which rows are to be written and taken away, so that each person's end is what was said; one query."""
    rows = Ending.objects.filter(pk__in=people).values_list(
        "pk", *_ENDS
    )  # as values: nobody looks at anybody here
    standing = {pk: Ends(*values) for pk, *values in rows}
    for person_id, said in ends.items():
        if standing.pop(person_id, None) != said:
            stated = zip(_ENDS, astuple(said), strict=True)
            found.ends.append(Ending(person_id=person_id, **dict(stated)))
    found.no_ends.extend(standing)


def _expected(
    people: Sequence[UUID], today: date, asking: Mapping[str, Provider], ends: dict[UUID, Ends]
) -> Iterator[Entry]:
    """What should stand in the diary; what is said of the end of requirements is put into `ends`."""
    for name, person_id, duty in endings.told(people, today, asking):
        if isinstance(duty, Ends):
            assert providers.says_ends(name), name  # noqa: S101 - a provider's own mistake
            ends[person_id] = duty
            continue
        assert duty.key.startswith(f"{name}/"), duty.key  # noqa: S101 - a provider's own mistake
        yield Entry(person_id=person_id, **asdict(duty))
