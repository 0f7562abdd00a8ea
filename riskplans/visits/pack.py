"""The pack for a visit: everything to know before knocking, as far as this reader reads it, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.policies import Capability, FieldClass
from diary.models import Task
from frontend.dates import age, plural_days, words
from intelligence import queries as intelligence
from offenders import kinds
from offenders.models import Fact, Person
from offenders.policies import Relationship
from offenders.queries import conditions_in_force
from offenders.record import reading
from practice.policy import policy_of
from riskplans.choices import System
from riskplans.classes import readable
from riskplans.keys import CHECKS_HOLD
from riskplans.matters import Matter, open_matters
from riskplans.models import PreVisitCheck, Visit
from riskplans.visits import queries

LAST = 3  # visits shown
_HELD_BACK = "Not for you to read"
_WANTED = (
    *("address", "address-note", "child", "household", "device", "monitoring", "order"),
    *("licence", "vehicle", "pet"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One system: when it was last looked at, and whether that is too long ago."""

    system: str
    words: str
    stale: bool
    found: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What the sheet shows. Facts come as they stand on the record, without what this reader does not read."""

    stands: queries.Standing
    matters: list[Matter]
    visits: list[Visit]
    habit: str
    address: list[tuple[str, str]]
    children: list[str]
    household: list[str]
    devices: list[str]
    conditions: list[tuple[str, str]]
    others: list[tuple[str, str]]
    tasks: list[Task]
    news: list[Any]
    checks: list[Checked]
    unchecked: list[str]


def is_for(relationship: Relationship) -> bool:
    """Whether somebody may take the pack: whoever works on the record, and those it was opened to with intelligence."""
    if relationship.may(Capability.RECORD):
        return True
    return relationship.by_exception and relationship.reads(FieldClass.INTELLIGENCE)


def pack_of(person: Person, today: date) -> Pack:
    """The pack of somebody who was fetched by `visible_person`; a fixed number of queries."""
    known = {kind.name: kind for kind in kinds.all_kinds()}
    read = [
        known[name]
        for name in _WANTED
        if name in known and person.relationship.reads(known[name].field_class)
    ]
    facts = {
        name: [fact for fact in rows if not reading.is_over(fact, today)]
        for name, rows in reading.standing(person, read).items()
    }
    visits = readable(queries.past(person, limit=20), person.relationship)
    checks = list(_checks(person, today))
    looked_at = {check.system for check in checks}
    return Pack(
        stands=queries.how_it_stands(person, today),
        matters=open_matters(person),
        visits=visits[:LAST],
        habit=queries.habit(person, visits, today),
        address=list(_address(facts)),
        children=[_child(child, today) for child in facts.get("child", ())],
        household=[str(each) for each in facts.get("household", ())],
        devices=[*map(str, facts.get("device", ())), *map(str, facts.get("monitoring", ()))],
        conditions=list(_conditions(person, today)),
        others=[
            ("Orders and licences", _list(facts, "order", "licence")),
            ("Vehicles", _list(facts, "vehicle")),
        ],
        tasks=list(Task.objects.open().filter(person=person)[:10]),
        news=intelligence.unread(person),
        checks=checks,
        unchecked=[str(system.label) for system in System if system.label not in looked_at],
    )


def _conditions(person: Person, today: date) -> Iterator[tuple[str, str]]:
    """Each with its words, but for the standard ones of a licence, which every officer knows: those on one line."""
    orders, licences = conditions_in_force(person, today)
    reads = person.relationship.reads
    orders = [each for each in orders if reads(kinds.kind_of(each).field_class)]
    licences = [each for each in licences if reads(kinds.kind_of(each).field_class)]
    for each in (*orders, *(each for each in licences if not each.standard)):
        yield str(each), each.wording
    if standard := ", ".join(str(each.number or each.standard) for each in licences if each.standard):
        yield "Standard conditions of the licence", f"{standard}."


def _list(facts: dict[str, list[Fact]], *names: str) -> str:
    return "; ".join(str(fact) for name in names for fact in facts.get(name, ()))


def _address(facts: dict[str, list[Any]]) -> Any:
    for stay in facts.get("address", ()):
        yield str(stay.get_kind_display()), str(stay.address)
    for note in facts.get("address-note", ()):
        for label, value in (
            ("How to get in", note.access),
            ("Dogs or other animals", note.dogs),
            ("Who else lives there", note.occupants),
            ("Dangers of the place", note.hazards),
            ("Near it", note.near),
        ):
            if value:
                yield label, value
    for pet in facts.get("pet", ()):
        yield "Animal", str(pet)


def _child(child: Any, today: date) -> str:
    old = (
        f", {age(child.date_of_birth, today)} years old"
        if child.date_of_birth
        else f", {child.age}"
        if child.age
        else ""
    )
    return f"{child}{old}"


def _checks(person: Person, today: date) -> Iterator[Checked]:
    """Each system that was ever looked at: the last look, and whether that no longer holds by the force's policy."""
    policy = policy_of(person.force_id, today)
    rows = PreVisitCheck.objects.standing().filter(person=person).select_related("recorded_by")
    latest = rows.order_by("system", "-checked_on", "-recorded_at").distinct("system")
    last = {row.system: row for row in readable(latest, person.relationship)}
    for system in System:
        if row := last.get(system):
            ago = (today - row.checked_on).days
            yield Checked(
                str(system.label),
                f"{words(row.checked_on)}, {'today' if not ago else f'{plural_days(ago)} ago'}, by {row.recorded_by}",
                stale=policy.after(CHECKS_HOLD, row.checked_on) < today,
                found=row.found or _HELD_BACK,
            )
