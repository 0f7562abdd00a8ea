"""What each person is found by, kept equal to the facts: in the same transaction, whichever verb saves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Q

from access.log.writing import ran
from accounts.encryption import blind_index
from offenders import kinds
from offenders.choices import NameKind, SearchKind
from offenders.kinds import FactKind
from offenders.models import Fact, Name, Person, Term
from offenders.models.detail import Detail
from offenders.search.normal import SPELLINGS, compact

_BATCH = 500
_NAMES = {NameKind.LEGAL: SearchKind.NAME, NameKind.ONLINE: SearchKind.ONLINE}


class Row(NamedTuple):
    """One term, by the names of its columns."""

    person_id: UUID
    fact: UUID
    kind: str
    folded: str
    written: str
    field_class: str
    until: date | None


def terms_of(fact: Person | Fact, kind: FactKind) -> Iterator[Row]:
    """What the person is found by because of this fact: nothing, if it was entered in error."""
    if getattr(fact, "voided_at", None) or fact.concerns is None:
        return
    sealed = kind.sealed(vars(fact))
    for field, searched in kind.searched.items():
        value = getattr(fact, field)
        if value in (None, ""):
            continue
        if isinstance(fact, Name):
            searched = _NAMES.get(NameKind(fact.kind), SearchKind.ALIAS)
        said, text = str(fact) if isinstance(fact, Name) else str(value), str(value)
        encrypted = kinds.is_encrypted(kind.model, field)
        for folded in [sealed_text(text, searched)] if encrypted else SPELLINGS[searched](text):
            if folded:
                yield Row(
                    fact.concerns,
                    fact.pk,
                    searched.value,
                    folded,
                    "" if encrypted else said[:400],
                    sealed.get(field, kind.field_class).value,
                    _until(fact),
                )


def sealed_text(text: str, kind: SearchKind) -> str:
    """Under what an encrypted value is on record: its blind index, by which alone it is found, and only whole."""
    return blind_index(compact(text), of=f"search.{kind.value}")


def _until(fact: Person | Fact) -> date | None:
    """The first day on which the fact was no longer so, if it is over: each model says its end in its own words. An
    entry says its last day; a name is a former one from the day on which another took its place."""
    if isinstance(fact, Detail):
        return fact.over_from
    found: date | None = next(
        (day for name in ("ends_on", "ended_on", "used_to") if (day := getattr(fact, name, None))), None
    )
    return found


def keep(sender: Any, instance: models.Model, created: bool, **kwargs: Any) -> None:
    """Receives Django's post_save: the terms of a fact follow it, whichever verb saved it."""
    kind = kinds.searched().get(sender)
    if kind is None or not isinstance(instance, Person | Fact):
        return
    fields: Iterable[str] | None = kwargs.get("update_fields")
    if (
        fields is not None
        and not created
        and isinstance(instance, Person)
        and not set(fields) & set(kind.searched)
    ):
        return
    wanted = _once(terms_of(instance, kind))
    if not created:
        standing = _rows(Q(person=instance.concerns, fact=instance.pk))
        _forget(standing - wanted)
        wanted -= standing
    _add(wanted)


def drift(people: Sequence[UUID]) -> tuple[set[Row], set[Row]]:
    """The terms that these people lack, and those they have and should not; writes nothing."""
    wanted, standing = wanted_of(people), _rows(Q(person__in=people))
    return wanted - standing, standing - wanted


def wanted_of(people: Sequence[UUID]) -> set[Row]:
    """What these people are to be found by, as the facts stand."""
    found: set[Row] = set()
    for model, kind in kinds.searched().items():
        facts: Any = model._default_manager.filter(**{f"{model.PERSON}__in": people})
        if related := [name for name in kind.searched if model._meta.get_field(name).is_relation]:
            facts = facts.select_related(*related)  # with no name it would follow them all
        for fact in facts:
            found |= _once(terms_of(fact, kind))
    return found


def rebuild(*, check: bool = False) -> Iterator[tuple[int, int, int]]:
    """Go over everyone in batches, giving `(people, terms missing, terms too many)`; repairs unless `check`.

    Last of all go the words that nobody is found by any more.
    """
    everyone = Person.objects.order_by("pk").values_list("pk", flat=True)
    after: UUID | None = None
    gone_over = 0
    put_right: set[UUID] = set()
    while batch := list((everyone.filter(pk__gt=after) if after else everyone)[:_BATCH]):
        with transaction.atomic():
            if not check:
                list(
                    Person.objects.filter(pk__in=batch)
                    .order_by("pk")
                    .select_for_update(no_key=True)
                    .values("pk")
                )
            missing, surplus = drift(batch)
            if not check:
                _forget(surplus)
                _add(missing)
        gone_over += len(batch)
        put_right.update(row.person_id for row in missing | surplus)
        yield len(batch), len(missing), len(surplus)
        after = batch[-1]
    if not check:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM offenders_word word"
                " WHERE NOT EXISTS (SELECT FROM offenders_term WHERE folded = word.text)"
            )
    ran(
        "check what people are found by" if check else "rebuild what people are found by",
        people=put_right,
        row_count=gone_over,
        sections=["search"],
    )


def _once(rows: Iterable[Row]) -> set[Row]:
    """One row for each key: a first and a family name that are the same word are one term."""
    return set({(row.fact, row.kind, row.folded): row for row in rows}.values())


def _rows(which: Q) -> set[Row]:
    return set(map(Row._make, Term.objects.filter(which).values_list(*Row._fields)))


def _add(rows: Iterable[Row]) -> None:
    Term.objects.bulk_create([Term(**row._asdict()) for row in sorted(rows, key=lambda row: row.folded)])


def _forget(rows: Iterable[Row]) -> None:
    for row in rows:
        Term.objects.filter(person=row.person_id, fact=row.fact, kind=row.kind, folded=row.folded).delete()
