"""Every field of every kind of fact is seen by those who read its class, and by nobody else: page, paper and file.

`classes.txt` says which class that is. A kind or a field that it does not name fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from access.policies import FieldClass
from accounts.choices import Role
from accounts.models import User
from offenders import actions, kinds, queries
from offenders.kinds import FactKind
from offenders.models import Person
from offenders.models.finance import CardNumberField
from offenders.record import reading
from offenders.record.blocks import BLOCKS
from offenders.record.exports import lines
from tests import world

NOW = world.at(world.TODAY)
LONG_ENOUGH = 8  # characters in which a value that stands nowhere else fits

ALL = set(FieldClass)
# What each role reads of a record that it sees; None sees none. Who is shown one by name reads what was shared.
READS: dict[Role, set[FieldClass] | None] = {
    Role.OFFENDER_MANAGER: ALL,
    Role.SUPERVISOR: ALL,
    Role.DETECTIVE_INSPECTOR: ALL,
    Role.MAPPA_COORDINATOR: ALL - {FieldClass.FINANCE, FieldClass.INTELLIGENCE},
    Role.MAPPA_ADMINISTRATOR: {FieldClass.GENERAL, FieldClass.MANAGEMENT},
    Role.CHAIR: ALL - {FieldClass.FINANCE, FieldClass.INTELLIGENCE},
    Role.PARTNER: {FieldClass.GENERAL, FieldClass.HEALTH},
    Role.VICTIM_LIAISON: {FieldClass.GENERAL, FieldClass.VICTIMS},
    Role.FRONT_COUNTER: {FieldClass.GENERAL, FieldClass.MANAGEMENT},
    Role.BRIEFING_READER: {FieldClass.GENERAL},
    Role.AUDITOR: None,
    Role.SYSTEM_ADMINISTRATOR: None,
}


def table() -> dict[tuple[str, str], FieldClass]:
    """The class of each field, by kind and field."""
    found = {}
    for line in (Path(__file__).parent / "classes.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            kind, its, *fields = line.split()
            found.update({(kind, field): FieldClass(its) for field in fields})
    return found


def fields() -> Iterator[tuple[FactKind, str]]:
    for kind in kinds.all_kinds():
        if issubclass(kind.model, Person) or kind.model.__module__.startswith("offenders."):
            yield from ((kind, name) for name in kind.asks)


def test_every_field_of_every_kind_has_its_class() -> None:
    assert set(table()) == {(kind.name, name) for kind, name in fields()}


class Record:
    """One record with something of every kind, and a value that stands nowhere else in every long enough text."""

    def __init__(self) -> None:
        self.manager = world.officer()
        self.person = world.person(self.manager)
        self.other = world.person(self.manager, family_name="Elsewhere")
        self.marks: dict[tuple[str, str], str] = {}
        self.made: dict[type[models.Model], Any] = {}
        for kind in kinds.all_kinds():
            self.of(kind)

    def of(self, kind: FactKind) -> Any:
        """The entry of this kind, made now if it is not there."""
        model: Any = kind.model
        if model is Person or model in self.made:
            return self.made.get(model, self.person)
        columns = {name: model._meta.get_field(name) for name in kind.fields}
        values = {name: self.value(kind, name, column) for name, column in columns.items()}
        found = model._default_manager.filter(person=self.person).first() or model(
            person=self.person, recorded_at=NOW, recorded_by=self.manager
        )
        for name, value in values.items():
            if value is not None:
                setattr(found, name, value)
        if hasattr(found, "source"):
            found.source, found.source_detail = "document", self.mark(kind, "source_detail", 200)
        found.save()
        self.made[model] = found
        return found

    def value(self, kind: FactKind, name: str, column: Any) -> Any:
        """Something for the column; None leaves it as it is."""
        if kind.name == "relationship" and name in ("kind", "other_id"):
            return "victim" if name == "kind" else self.other.pk
        if column.is_relation:
            return self.of(next(each for each in kinds.all_kinds() if each.model is column.related_model)).pk
        if column.choices:
            return column.flatchoices[0][0] if column.blank else None
        if isinstance(column, models.DateField):
            return None if column.name in ("ends_on", "ended_on", "used_to") else date(2026, 6, 1)
        if isinstance(column, models.IntegerField):
            return 7
        if isinstance(column, models.CharField | models.TextField):
            return self.mark(kind, name, column.max_length or 200)
        return None

    def mark(self, kind: FactKind, name: str, length: int) -> str:
        if length < LONG_ENOUGH:
            return "7"[:length]
        return self.marks.setdefault((kind.name, name), f"zq{len(self.marks):04}zq")

    def shown(self, text: str) -> set[tuple[str, str]]:
        """The fields whose value stands in the text."""
        text = unescape(text)
        return {field for field, mark in self.marks.items() if mark in text}


def seen_by(record: Record, role: Role) -> User:
    reader = world.user(role)
    classes = READS[role] or set()
    if role in (Role.PARTNER, Role.VICTIM_LIAISON):
        actions.share(
            world.supervisor(),
            person=record.person,
            user=reader,
            purpose="A meeting",
            classes=sorted(classes),
            starts_on=world.TODAY,
            ends_on=None,
            now=NOW,
        )
    return reader


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_each_role_sees_the_classes_it_reads_and_no_others() -> None:
    record, classes = Record(), table()
    cards = {
        (kind.name, name)
        for kind, name in fields()
        if isinstance(kind.model._meta.get_field(name), CardNumberField)
    }
    told = set(record.marks) - cards  # of a card's number the page shows the last four digits
    for role in Role:
        reader, reads = seen_by(record, role), READS[role]
        client = Client()
        client.force_login(reader, backend="accounts.backends.VettedUserBackend")
        whole = client.get(reverse("whole-record", args=[record.person.pk]))
        if reads is None:
            assert whole.status_code == 404, role
            continue
        expected = {field for field in told if classes[field] in reads}
        assert record.shown(whole.content.decode()) == expected, role
        pages = [client.get(reverse("record-block", args=[record.person.pk, name])) for name in BLOCKS]
        assert record.shown("".join(page.content.decode() for page in pages)) == expected, role
        client.get(reverse("person-history", args=[record.person.pk]))
        person = queries.visible_person(reader, record.person.pk, NOW)
        blocks = reading.whole(person, world.TODAY)
        taken = "".join(line.answer for line in lines(blocks))
        assert record.shown(taken) == {f for f in expected if classes[f] is not FieldClass.FINANCE}, role
        history = client.get(reverse("person-history", args=[record.person.pk])).content.decode()
        assert {classes[field] for field in record.shown(history)} <= reads, role
        # Choices, dates and numbers: their question stands on a card only where its class is read.
        for entry in (entry for read in blocks for entry in (*read.entries, *read.former)):
            assert classes[entry.kind.name, next(iter(entry.kind.asks))] in reads or entry.kind.asks == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_every_block_keeps_its_budget_whatever_it_holds(
    sign_in: Callable[[User], Client], django_assert_max_num_queries: Any
) -> None:
    record = Record()
    client = sign_in(record.manager)
    pages = [reverse("record-block", args=[record.person.pk, name]) for name in BLOCKS]
    for page in (*pages, reverse("whole-record", args=[record.person.pk])):
        client.get(page)
        with django_assert_max_num_queries(14):
            assert client.get(page).status_code == 200
