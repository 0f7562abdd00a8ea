"""Who reads which answer of the record: tests/offenders/record/classes.txt, tried on every page and in the file.

Each answer of each kind holds something that stands nowhere else, and is looked for in what each role is shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from frontend.dates import words
from intelligence.queries import found
from offenders import actions, kinds
from offenders.choices import NameKind, PersonKind, Sex, TriggerKind, WarningKind
from offenders.kinds import FactKind
from offenders.models import Address, Name, Person
from offenders.models.detail import Detail, Sourced
from offenders.search.queries import find
from tests import world
from tests.accounts import signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
TABLE = Path(__file__).with_name("classes.txt")
PROVENANCE = {"starts_on", "ends_on", "standing", "source", "source_detail"}
# A conviction that has every date was abroad, the database holds; a warning is told by its kind.
MUST_BE = {
    ("conviction", "kind"): TriggerKind.OVERSEAS_NOTICE,
    ("warning", "kind"): WarningKind.ALONE,
}
# What a column must say that no question asks.
UNASKED: dict[type[models.Model], dict[str, Any]] = {Name: {"kind": NameKind.ALIAS}}
NEVER_IN_A_FILE = "finance"
TAKES_FILES = {Role.SUPERVISOR, Role.DETECTIVE_INSPECTOR}


def table() -> tuple[dict[str, set[str]], dict[tuple[str, str], str]]:
    """The classes that each role reads, and the class of each answer."""
    readers: dict[str, set[str]] = {role: set() for role in Role.values}
    classes: dict[tuple[str, str], str] = {}
    for line in TABLE.read_text().splitlines():
        match line.split():
            case ["class", name, "is", "read", "by", *roles]:
                for role in roles:
                    readers[role].add(name)
            case [kind, name, *fields] if not kind.startswith("#"):
                classes |= {(kind, each): name for each in fields}
    return readers, classes


def answers() -> Iterator[tuple[FactKind, str]]:
    for kind in kinds.all_kinds():
        yield from ((kind, name) for name in kind.asks)


def of_kind(kind: FactKind, name: str) -> bool:
    """Whether an answer is the kind's own, and not where an entry comes from."""
    return name in kind.fields or not issubclass(kind.model, Detail | Sourced)


def test_every_answer_of_every_kind_has_its_class_in_the_table() -> None:
    _, classes = table()
    asked = {(kind.name, name) for kind, name in answers() if of_kind(kind, name)}
    # Floors above hold facts that are in no block of the record.
    assert {each for each in asked if kind_named(each[0]).block} == set(classes)


def test_every_role_reads_what_the_table_says() -> None:
    readers, classes = table()
    filled = Filled(world.person(world.officer()))
    for kind in kinds.all_kinds():
        if kind.block:
            filled.put(kind)
    wrong: list[str] = []
    for role in Role:
        shown = Shown(reader(role, filled.person), filled.person)
        for (called, name), sentinel in filled.sentinels.items():
            kind = kind_named(called)
            its = classes.get((kind.name, name)) or class_of_entry(kind, classes)
            reads = {its, class_of_entry(kind, classes)} <= readers[role]
            for where, text, expected in shown.places(kind, its, role, reads=reads):
                if (re.search(sentinel, text) is not None) is not expected:
                    wrong.append(
                        f"{role} {'should' if expected else 'should not'} see {kind.name}.{name} {where}"
                    )
            if name in kind.searched and not reads:
                wrong += shown.wrongly_found(f"{role}: {kind.name}.{name}", sentinel)
    assert not wrong


def kind_named(name: str) -> FactKind:
    found = kinds.named(name)
    assert found, name
    return found


def class_of_entry(kind: FactKind, classes: dict[tuple[str, str], str]) -> str:
    """The class of an entry's first answer: its dates and source are of the same."""
    return classes[kind.name, next(iter(kind.fields))]


def reader(role: Role, person: Person) -> User:
    """Somebody of the role in the person's unit; whoever sees by name alone has been shown the general class."""
    user = world.user(role)
    if role in (Role.PARTNER, Role.VICTIM_LIAISON):
        supervisor = world.supervisor()
        shared = {"purpose": "Joint visit", "classes": [FieldClass.GENERAL], "ends_on": None}
        actions.share(supervisor, person=person, user=user, starts_on=world.TODAY, now=NOW, **shared)
    return user


@dataclass
class Filled:
    """A person with an entry of every kind, and by what each answer is known again: a pattern."""

    person: Person
    sentinels: dict[tuple[str, str], str] = field(default_factory=dict)
    made: dict[type[models.Model], Any] = field(default_factory=dict)
    count: int = 0

    def put(self, kind: FactKind) -> None:
        if kind.model is Person:
            return self._put_person(kind)
        values = {name: self._value(kind, name) for name in kind.asks}
        values = dict(kind.columns({name: value for name, value in values.items() if value is not None}))
        if values.get("offence_on"):  # the database holds that an offence precedes its conviction
            values["offence_on"], values["date"] = values["date"], values["offence_on"]
        if values.get("review_on", date.max) < values.get(
            "starts_on", date.min
        ):  # nor a review what it reviews
            values["review_on"], values["starts_on"] = values["starts_on"], values["review_on"]
        self.made[kind.model] = self._made(kind.model, values)
        return None

    def _put_person(self, kind: FactKind) -> None:
        said = {
            "date_of_birth": date(1961, 2, 3),
            "sex": Sex.FEMALE,
            "kind": PersonKind.VIOLENT,
        }
        Person.objects.filter(pk=self.person.pk).update(**said)
        for name, value in said.items():
            shown = words(value) if isinstance(value, date) else str(getattr(value, "label", value))
            self.sentinels[kind.name, name] = rf"\b{shown}\b"

    def _made(self, model: Any, values: dict[str, Any]) -> Any:
        if model is Name:  # what it is, its own way of recording says
            values["kind"] = NameKind.ALIAS
        for column in model._meta.concrete_fields:
            given = {column.name, column.attname} & {"person", "recorded_by", *values}
            if column.is_relation and not column.null and not given:
                values[column.attname] = self._existing(column.related_model).pk
        return model.objects.create(
            person=self.person,
            recorded_at=NOW,
            recorded_by=world.officer(username=f"by{self.count}"),
            **{**UNASKED.get(model, {}), **values},
        )

    def _existing(self, model: type[models.Model]) -> Any:
        if model is Address:
            return Address.once(line_1="Elsewhere", line_2="", town="", postcode="")
        if model not in self.made:
            self.put(next(kind for kind in kinds.all_kinds() if kind.model is model))
        return self.made[model]

    def _value(self, kind: FactKind, name: str) -> Any:
        """Something that stands nowhere else; None for what is only a pointer to another entry."""
        self.count += 1
        if value := MUST_BE.get((kind.name, name)):
            self.sentinels[kind.name, name] = re.escape(str(value.label))
            return value
        try:
            column = kind.model._meta.get_field(name)
        except FieldDoesNotExist:  # a question whose answer becomes another column
            column = models.TextField()
        if column.related_model is Person:
            return None
        if column.is_relation:
            return self._existing(column.related_model).pk
        if isinstance(column, models.BooleanField):
            if kind.rows is None:  # otherwise it is a Yes among others
                self.sentinels[kind.name, name] = re.escape(str(kind.asks[name]().label))
            return True
        if isinstance(column, models.DateField):
            day = date(1901, 1, 1) + timedelta(days=9 * self.count)
            self.sentinels[kind.name, name] = rf"\b{words(day)}\b"
            return day
        if isinstance(column, models.IntegerField):
            self.sentinels[kind.name, name] = rf"\b{30_000 + self.count}\b"
            return 30_000 + self.count
        self.sentinels[kind.name, name] = sign = chr(0x4E00 + self.count)
        return sign


class Shown:
    """What one reader is shown of a person."""

    def __init__(self, user: User, person: Person) -> None:
        self.user = user
        self.client, self.person, self._pages = signing.sign_in(user), person, dict[str, str]()

    def places(self, kind: FactKind, its: str, role: Role, *, reads: bool) -> Iterator[tuple[str, str, bool]]:
        """Where the answer might stand, the text there, and whether it should."""
        yield "in its block", self.page("record-block", kind.block), reads
        yield "in the whole record", self.page("whole-record"), reads
        may_leave = its != NEVER_IN_A_FILE and kind.field_class.value != NEVER_IN_A_FILE
        yield "in the file", self.file(), reads and may_leave and role in TAKES_FILES
        if not reads:
            yield "in the history", self.page("person-history"), False
            yield "on the timeline", self.page("person-timeline", query="?print=yes"), False
            yield "on the summary", self.page("person"), False

    def wrongly_found(self, what: str, typed: str) -> Iterator[str]:
        """By what is not read, nobody is found: neither within sight nor as a tile, nor by the box of a report."""
        answer = find(self.user, NOW, typed)
        if answer.rows or answer.elsewhere:
            yield f"{what} finds in the search"
        if found(self.user, NOW, typed):
            yield f"{what} finds in the box of a report"

    def page(self, name: str, *arguments: str, query: str = "") -> str:
        url = reverse(name, args=[self.person.pk, *arguments]) + query
        if url not in self._pages:
            self._pages[url] = in_text(self.client.get(url).content.decode())
        return self._pages[url]

    def file(self) -> str:
        if "file" not in self._pages:
            answer = self.client.post(reverse("take-record", args=[self.person.pk]), {"form": "csv"})
            is_file = answer.get("Content-Type", "").startswith("text/csv")
            self._pages["file"] = b"".join(answer).decode("utf-8-sig") if is_file else ""
        return self._pages["file"]


def in_text(page: str) -> str:
    """What a page says to a reader, without its addresses and attributes."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page))
