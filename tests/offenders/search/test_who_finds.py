"""Who finds by what: no search tells of an answer that its user does not read (tests/offenders/record/classes.txt)."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.choices import Role
from intelligence.queries import found
from offenders import kinds
from offenders.kinds import FactKind
from offenders.search.queries import find
from tests import world
from tests.offenders.record.test_classes import Filled, class_of_entry, kind_named, reader, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = world.at(world.TODAY)
# By kind and question: what stands there and nowhere else.
WRITTEN = {
    ("sought", "circulation"): "WX774411",
    ("other-conviction", "reference"): "TQ260017",
    ("allegation", "reference"): "LB881122",
    ("relationship", "name"): "Ottoline",
    ("bank-account", "account_number"): "83726155",
    ("card", "number"): "4111111111111111",
    ("vehicle", "registration"): "CX12ABC",
    ("occupation", "organisation"): "Thwaitebeck",
    ("occupation", "place"): "Garsdale",
    ("occupation", "telephone"): "01632960555",
    ("routine", "place"): "Dentwick",
    ("digital-service", "account"): "zorgonaut",
    ("device", "serial"): "SNQ7781K",
    ("device", "imei_1"): "356938035643809",
    ("device", "imei_2"): "490154203237518",
    ("device", "mac"): "AA11BB22CC33",
    ("online-account", "handle"): "marmaduke",
    ("online-account", "profile"): "plumage",
    ("email", "address"): "hexham@pobox.example",
    ("telephone", "number"): "07700900123",
    ("telephone", "imei"): "868932036356090",
    ("address", "line_1"): "Ravenglass",
    ("insurance-number", "number"): "QQ123456C",
    ("nhs-number", "number"): "9434765919",
    ("identity-document", "number"): "AB1234567",
    ("reference", "number"): "KZ553311",
}
# A column that several questions fill.
ASKED_AS = {("address", "address"): ("address", "line_1")}
# Of every record, and read by everybody who sees it.
OF_ALL = {"person", "name"}


class Findable(Filled):
    """A person with an entry of every kind by which people are found."""

    def _value(self, kind: FactKind, name: str) -> Any:
        return WRITTEN.get((kind.name, name)) or super()._value(kind, name)


def searched() -> set[tuple[str, str]]:
    """The questions by whose answers people are found."""
    found = {(kind.name, field) for kind in kinds.searched().values() for field in kind.searched}
    return {ASKED_AS.get(each, each) for each in found if each[0] not in OF_ALL}


def test_each_role_finds_by_what_it_reads_and_by_nothing_else() -> None:
    assert searched() <= set(WRITTEN)
    readers, classes = table()
    filled = Findable(world.person(world.officer()))
    for kind in kinds.all_kinds():
        if kind.block and kind.searched and kind.name not in OF_ALL:
            filled.put(kind)
    wrong: list[str] = []
    for role in Role:
        user = reader(role, filled.person)
        for called, name in sorted(searched()):
            typed = WRITTEN[called, name]
            reads = {classes[called, name], class_of_entry(kind_named(called), classes)} <= readers[role]
            rows = [row.person for row in find(user, NOW, typed).rows]
            if rows != ([filled.person] if reads else []):
                wrong.append(f"{role} {'should' if reads else 'should not'} find by {called}.{name}")
            if not reads and found(user, NOW, typed):
                wrong.append(f"{role} should not be offered anybody in a report by {called}.{name}")
    assert not wrong


def test_by_a_victims_name_only_who_reads_of_victims() -> None:
    readers, _ = table()
    officer = world.officer()
    person = world.person(officer)
    world.detail(officer, person, "relationship", kind="victim", name="Peregrine Holtby", source="document")
    for role in Role:
        user = reader(role, person)
        reads = role in {each for each, its in readers.items() if {"victims", "management"} <= its}
        assert bool(find(user, NOW, "Peregrine Holtby").rows) is reads, role
        if not reads:
            assert not found(user, NOW, "Peregrine Holtby"), role
