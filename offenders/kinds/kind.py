"""Which kinds of fact a record holds: what of each is asked, who reads it, and in which block it stands.

Floors above add theirs, so that one page corrects every fact and one page tells every history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model

from access.policies import Capability, FieldClass
from accounts.encryption import EncryptedTextField
from offenders.choices import SearchKind
from offenders.kinds.asking import Fields, asked, source
from offenders.models import Fact, Person
from offenders.models.detail import Detail, Sourced
from offenders.policies import Relationship

Row = TypeVar("Row", bound=Fact)
Refusals = dict[str, str]
# Of a row with these values, the columns that only some of its readers read, each with its class.
Sealed = Callable[[Mapping[str, Any]], Mapping[str, FieldClass]]


def _titled(fact: Any) -> str:
    return str(fact)


@dataclass(frozen=True, slots=True)
class FactKind:
    """`name` stands in addresses; `called` follows "Record" and "Correct"; `fields` are what the forms ask.

    A kind with a `block` is shown there, and recorded by the general form unless `add_at` names a way of its own.
    """

    name: str
    model: type[Person] | type[Fact]
    called: str
    fields: Fields
    # What is refused of such a fact, recorded or corrected, beyond what the database holds.
    refusals: Callable[[Any, datetime], Refusals] = lambda fact, now: {}
    # Who reads such a fact at all; and, of one with these values, the fields that only some of them read.
    field_class: FieldClass = FieldClass.GENERAL
    sealed: Sealed = lambda values: {}
    # Where each fact has a class of its own, the way to its column: who does not read it learns nothing of the fact.
    each_class: str = ""
    # What somebody needs to take such a fact off the record, as entered in error.
    void_needs: Capability = Capability.RECORD
    block: str = ""
    page: str = "person-record"  # where a fact that stands in no block is shown
    title: Callable[[Any], str] = _titled
    # The rows of its card, where the questions and their answers are not how it reads best.
    rows: Callable[[Any], list[tuple[str, Any]]] | None = None
    add_at: str | None = None
    add_words: str = ""
    # Written by verbs of its own alone: the general forms neither record nor correct nor end one.
    by_its_verbs: bool = False
    also: tuple[tuple[str, str], ...] = ()  # further ways to record one: words, and the page's name
    order: int = 100
    # How what was typed into a field is written down: spaces, capitals.
    tidy: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    # The column that names the entry under which such a fact stands: a condition stands under its order.
    beneath: str = ""
    # What else may be done with such a fact: words, and the name of the page.
    further: tuple[tuple[str, str], ...] = ()
    # The fields by which the person is found, and as what; an encrypted field only by its whole value.
    searched: Mapping[str, SearchKind] = field(default_factory=dict)
    # The related rows that its cards show, read for all of them at once.
    beside: tuple[str, ...] = ()
    # Questions whose answers are no columns of the fact: how they stand now, and which columns they become.
    answers: Callable[[Any], Mapping[str, Any]] = lambda fact: {}
    columns: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda answers: answers

    @property
    def asks(self) -> Fields:
        """Every question: the kind's own, then where it comes from."""
        if issubclass(self.model, Detail):
            after = asked(self.model, *self.model.PROVENANCE)
            return {**self.fields, **after, **({"source": source} if "source" in after else {})}
        if issubclass(self.model, Sourced):
            return {**self.fields, **asked(self.model, "source", "source_detail")}
        return self.fields

    def standing(self, fact: Any) -> dict[str, Any]:
        """What the record answers to each question now."""
        said = self.answers(fact)
        return {name: said[name] if name in said else getattr(fact, name) for name in self.asks}

    @property
    def ends(self) -> bool:
        """Whether such a fact can be said to be so no longer, without having been wrong."""
        return issubclass(self.model, Detail) and "ends_on" in self.model.PROVENANCE

    def tidied(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as they are written down."""
        return {
            name: tidy(value) if value and (tidy := self.tidy.get(name)) else value
            for name, value in values.items()
        }


def refused(**said: str) -> Refusals:
    """The refusals among these: whatever is wrong with a field in words, or the empty text."""
    return {name: words for name, words in said.items() if words}


def another_persons(fact: Fact, other: Fact | None) -> str:
    """What is refused of an entry about an entry of somebody else's record."""
    strange = other is not None and other.person_id != fact.person_id
    return "That is on another person's record." if strange else ""


_kinds: dict[str, FactKind] = {}
_told: dict[type[Model], FieldClass] = {}
_sealed: dict[type[Model], Sealed] = {}


def add(kind: FactKind) -> None:
    """Raises ValueError for a name or a model that another kind has: one of the two would be on no page."""
    if any(kind.name == known.name or kind.model is known.model for known in _kinds.values()):
        raise ValueError(f"{kind.name}: there is a kind of this name or model already")
    _kinds[kind.name] = kind


def named(name: str) -> FactKind | None:
    return _kinds.get(name)


def all_kinds() -> list[FactKind]:
    return list(_kinds.values())


def tell(model: type[Model], field_class: FieldClass, *, sealed: Sealed = lambda values: {}) -> None:
    """Have the history tell who reads `field_class` of rows that are no facts: decisions about the person."""
    _told[model], _sealed[model] = field_class, sealed


def told_besides() -> dict[type[Model], FieldClass]:
    """The models that `tell` added, with the class of each."""
    return dict(_told)


def sealed_besides(model: type[Model]) -> Sealed:
    """What of such a model's rows only some of their readers read."""
    return _sealed[model]


def kind_of(fact: Person | Fact) -> FactKind:
    return next(kind for kind in _kinds.values() if kind.model is type(fact))


def searched() -> dict[type[Person] | type[Fact], FactKind]:
    """The kinds by which people are found, by their models."""
    return {kind.model: kind for kind in reversed(_kinds.values()) if kind.searched}


def is_encrypted(model: type[Model], field: str) -> bool:
    return isinstance(model._meta.get_field(field), EncryptedTextField)


def readable(facts: Iterable[Row], relationship: Relationship) -> list[Row]:
    """The facts this reader may see, without the values of classes they do not read."""
    shown = []
    for fact in facts:
        kind = kind_of(fact)
        if relationship.reads(kind.field_class):
            for name, field_class in kind.sealed(vars(fact)).items():
                if not relationship.reads(field_class):
                    setattr(fact, name, "")
            shown.append(fact)
    return shown
