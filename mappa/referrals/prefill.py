"""What the record says of each part of a referral, and how far it can be relied on: the referrer confirms or amends it.

Each part is read with the classes of its own readers alone, so that nothing more guarded gets into it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Model

from access.policies import FieldClass
from accounts.encryption import EncryptedTextField
from frontend.dates import words
from mappa.referrals.choices import Part
from mappa.status import record
from mappa.status.choices import Group
from offenders.models import CourtOrder, Disposal, OtherConviction, Person, Trigger, Victim
from offenders.queries import conditions_in_force
from offenders.record import reading
from offenders.record.blocks import BLOCKS
from offenders.record.reading import BlockRead
from riskplans.assessments import queries as assessments
from riskplans.assessments.choices import Level
from riskplans.models import Plan
from riskplans.plans.conditions import in_short
from riskplans.plans.queries import whole
from riskplans.plans.sheet import sheet

_PLAIN = frozenset({FieldClass.GENERAL, FieldClass.MANAGEMENT})
_ASIDE = {"How is it known?"}
_MOST = 3500  # characters: what stands on the record is cut to what is worth reading aloud
# Who reads a part, besides those who read the record's management.
CLASSES: dict[Part, FieldClass] = {
    Part.HOSPITAL: FieldClass.HEALTH,
    Part.NEEDS: FieldClass.HEALTH,
    Part.REASON: FieldClass.VICTIMS,
    Part.RISK: FieldClass.VICTIMS,
    Part.VICTIMS: FieldClass.VICTIMS,
    Part.DISCLOSURE: FieldClass.VICTIMS,
}
# Which blocks of the record each part is made of.
_BLOCKS: dict[Part, tuple[str, ...]] = {
    Part.CATEGORY: ("decisions",),
    Part.OFFENDER: ("identity", "names", "addresses", "whereabouts"),
    Part.CONVICTIONS: ("offending",),
    Part.DATES: ("orders",),
    Part.HOSPITAL: ("health",),
    Part.VICTIMS: ("offending",),
    Part.CONDITIONS: ("orders",),
    Part.NEEDS: ("health", "safety"),
}


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The text that a part begins with, and when what it rests on was last confirmed."""

    text: str = ""
    trusted: str = ""


def parts(person: Person, today: date) -> dict[str, Prefilled]:
    """Every part of a referral of this person, as the reader who fetched them may read it."""
    blocks = {
        field_class: _read(person, field_class, today)
        for field_class in (FieldClass.MANAGEMENT, FieldClass.HEALTH, FieldClass.VICTIMS)
    }
    found = {}
    for part in Part:
        its = CLASSES.get(part, FieldClass.MANAGEMENT)
        read = [block for name in _BLOCKS.get(part, ()) if (block := blocks[its].get(name))]
        text = _TEXTS[part](person, read, today) if person.relationship.reads(its) else ""
        found[part.value] = Prefilled(cut(text), _trusted(read))
    return found


def cut(text: str) -> str:
    """To what a part holds, between words, and with a sign that the record says more."""
    return text if len(text) <= _MOST else f"{text[:_MOST].rsplit(' ', 1)[0]} … (the record says more)"


def _read(person: Person, field_class: FieldClass, today: date) -> dict[str, BlockRead]:
    """The blocks that parts of this class are made of, without anything of another class."""
    narrowed = copy.copy(person)
    only = (_PLAIN | {field_class}) & person.relationship.classes
    narrowed.relationship = replace(person.relationship, classes=only)
    narrowed.read_by, narrowed.read_at = person.read_by, person.read_at
    names = {
        name
        for part, blocks in _BLOCKS.items()
        if CLASSES.get(part, FieldClass.MANAGEMENT) is field_class
        for name in blocks
    }
    found = reading.read(narrowed, [block for name, block in BLOCKS.items() if name in names], today)
    return {each.block.name: each for each in found}


def _trusted(read: Iterable[BlockRead]) -> str:
    return " ".join(f"{each.block.title}: {each.trust.words}." for each in read)


def _entries(read: Iterable[BlockRead], *names: str) -> str:
    """The standing entries of these kinds (all, if none is named), one a line."""
    return "\n".join(
        f"{entry.title}: {_rows(entry.rows)}" if entry.rows else entry.title
        for block in read
        for entry in block.entries
        if (not names or entry.kind.name in names) and not _is_secret(entry.kind.model)
    )


def _is_secret(model: type[Model]) -> bool:
    """Whether the record keeps something of such an entry encrypted: nothing of it is copied out."""
    return any(isinstance(field, EncryptedTextField) for field in model._meta.concrete_fields)


def _rows(rows: list[dict[str, object]]) -> str:
    said = (f"{row['key']}: {_words(row['value'])}" for row in rows if row["key"] not in _ASIDE)
    return "; ".join(said)


def _words(value: object) -> str:
    return words(value) if isinstance(value, date) else " ".join(str(value).split())


def _category(person: Person, read: list[BlockRead], today: date) -> str:
    status = record.current(person, today)
    newest = record.convictions(person)[:1]
    lines = [f"Category {status.category}, level {status.level}"] if status else []
    for each in newest:
        sentence = Disposal.objects.standing().filter(trigger=each).first()
        lines.append(f"{each.offence}: {_sentence(sentence)}")
    return "\n".join(lines)


def _sentence(found: Disposal | None) -> str:
    if found is None:
        return "no sentence on record"
    length = found.length_in_words()
    return f"{found.get_kind_display().lower()}{f', {length}' if length else ''}, {words(found.date)}"


def _convictions(person: Person, read: list[BlockRead], today: date) -> str:
    sentences = {each.trigger_id: each for each in Disposal.objects.standing().filter(person=person)}
    lines = [
        f"{words(each.date)}: {each.get_kind_display().lower()}, {each.offence}; {_sentence(sentences.get(each.pk))}"
        for each in Trigger.objects.standing().filter(person=person)
    ]
    lines += [
        f"{words(each.starts_on) if each.starts_on else 'Day not known'}: {each}"
        f"{f'; {each.outcome}' if each.outcome else ''}"
        for each in OtherConviction.objects.standing().filter(person=person)
    ]
    return "\n".join(lines)


def _dates(person: Person, read: list[BlockRead], today: date) -> str:
    lines = []
    for licence in record.licences(today).filter(person=person):
        if licence.starts_on and licence.starts_on > today:
            lines.append(f"Release planned: {words(licence.starts_on)}")
        if licence.licence_ends_on:
            lines.append(f"Licence expires: {words(licence.licence_ends_on)}")
        if licence.sentence_ends_on:
            lines.append(f"Sentence expires: {words(licence.sentence_ends_on)}")
    for order in CourtOrder.objects.standing().filter(person=person, discharged_on__isnull=True):
        until = f"until {words(order.last_day)}" if order.last_day else "until further order"
        lines.append(f"{order.get_kind_display()}: {until}")
    subject = record.subject(person, today)
    if subject.status == "subject":
        ends = f"until {words(subject.last_day)}" if subject.last_day else "without end"
        lines.append(f"Notification requirements: {ends}")
    return "\n".join(lines)


def _risk(person: Person, read: list[BlockRead], today: date) -> str:
    lines = [
        f"{each.name}: {each.words}{f' ({each.source}, {words(each.since)})' if each.since else ''}"
        for each in assessments.values(person)
    ]
    lines += [
        f"Risk of serious harm, {Group(code).label.lower()}: {Level(level).label.lower()}"
        for code, level in record.harm_by_group(person).items()
    ]
    return "\n".join(lines)


def _plan(person: Person, read: list[BlockRead], today: date) -> str:
    plan = Plan.objects.in_force().filter(person=person).first()
    if plan is None:
        return ""
    lines = [f"Version {plan.number}, in force."]
    for section in sheet(whole(plan), reads=_PLAIN.__contains__, today=today):
        said = [*(f"{line.label}: {line.text}" for line in section.lines)]
        said += [each.in_words for each in section.actions]
        if said:
            lines += [f"{section.heading}.", *said]
    return "\n".join(lines)


def _conditions(person: Person, read: list[BlockRead], today: date) -> str:
    orders, licences = conditions_in_force(person, today)
    return "\n".join([*map(in_short, orders), *map(in_short, licences)])


def _victims(person: Person, read: list[BlockRead], today: date) -> str:
    """Who was harmed, as far as it identifies nobody: their name and where they are stay encrypted on the record."""
    return "\n".join(
        "; ".join(filter(None, [str(each), each.contact_rules, each.get_scheme_display(), each.liaison]))
        for each in Victim.objects.standing().filter(person=person)
    )


def _nothing(person: Person, read: list[BlockRead], today: date) -> str:
    return ""


_TEXTS: dict[Part, Callable[[Person, list[BlockRead], date], str]] = {
    Part.CATEGORY: _category,
    Part.OFFENDER: lambda person, read, today: _entries(read),
    Part.CONVICTIONS: _convictions,
    Part.DATES: _dates,
    Part.HOSPITAL: _nothing,
    Part.REASON: _nothing,
    Part.RISK: _risk,
    Part.VICTIMS: _victims,
    Part.PLAN: _plan,
    Part.CONDITIONS: _conditions,
    Part.AGENCIES: _nothing,
    Part.DISCLOSURE: _nothing,
    Part.NEEDS: lambda person, read, today: _entries(read),
}
