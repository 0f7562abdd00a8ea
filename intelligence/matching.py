"""Whom a typed name may mean. The one place that asks: `offenders.search` will answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower, Upper

from offenders.models import Name, Person

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REFERENCE = re.compile(r"\b[A-Z]{2}-\d{6}\b", re.IGNORECASE)
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Match:
    """`certain`: the reference, or every word of a name they use, and at least two."""

    person: UUID
    certain: bool


def find(typed: str, *, limit: int = 8) -> list[Match]:
    """Whom it may mean, the certain first, as far as whoever reads now may know of them by row-level security.

    Nothing found may be shown before a policy has been asked.
    """
    reference = _REFERENCE.search(typed)
    if reference:
        found = Person.objects.filter(reference=reference.group().upper()).values_list("pk", flat=True)
        return [Match(pk, True) for pk in found]
    words = [word for word in _WORD.findall(typed) if len(word) > 1][:_WORDS]
    if not words:
        return []
    names = Name.objects.standing().filter(person=OuterRef("pk"))
    whole = names.annotate(
        folded=Lower(Concat(Value(" "), "given_names", Value(" "), "family_name", Value(" ")))
    )
    for word in words:
        whole = whole.filter(folded__contains=f" {word.casefold()} ")
    people = Person.objects.annotate(certain=Exists(whole))
    for word in words:
        people = people.filter(Exists(_like(names, word)))
    rows = people.order_by("-certain", "reference").values_list("pk", "certain")[:limit]
    return [Match(pk, certain and len(words) > 1) for pk, certain in rows]


def _like(names: QuerySet[Name], word: str) -> QuerySet[Any]:
    """Names with the word in them, or one that is written much like it."""
    spelt = names.annotate(family=Upper("family_name"), given=Upper("given_names"))
    return spelt.filter(
        Q(family_name__icontains=word)
        | Q(given_names__icontains=word)
        | Q(family__trigram_similar=word.upper())
        | Q(given__trigram_similar=word.upper())
    )
