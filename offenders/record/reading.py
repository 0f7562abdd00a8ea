"""Reading the record: every standing entry of the kinds somebody reads, in one query however many tables hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db import connection
from django.db.models import Model, QuerySet, TextField, Value, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from access.policies import Capability
from accounts.models import User
from frontend.dates import words
from offenders.choices import Standing, TriggerKind, YesNoUnknown
from offenders.kinds import FactKind, OneOf, all_kinds, readable
from offenders.kinds.asking import HiddenNumberField, OtherPersonField
from offenders.models import Association, Confirmation, Disposal, Fact, Occupancy, Person, Trigger
from offenders.models.detail import Detail
from offenders.models.finance import CardNumberField
from offenders.record.blocks import Block, blocks_for
from offenders.record.neighbours import note_others_at
from offenders.record.ties import from_elsewhere, name_others
from practice.policy import Policy, policy_of

# The court's sentence follows from the plea in these: nobody records it afterwards.
_SENTENCED_AT_ONCE = (TriggerKind.CAUTION, TriggerKind.SRO_BREACH)


@dataclass(frozen=True, slots=True)
class Entry:
    """One card: what it is called, its answers, and what may be done about it."""

    kind: FactKind
    fact: Person | Fact
    title: str
    rows: list[dict[str, Any]]
    actions: list[dict[str, str]]
    over: bool  # no longer so
    recorded: str


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether a block can be relied on: when it was last found right and by whom, and whether that is too long ago."""

    words: str
    tag: str
    colour: str


@dataclass(frozen=True, slots=True)
class BlockRead:
    """One block as this reader sees it. `ways` are those to record another entry: text and address."""

    block: Block
    href: str
    entries: list[Entry]
    former: list[Entry]
    trust: Trust
    ways: list[dict[str, str]]

    @property
    def headline(self) -> str:
        """What stands in it, in a line."""
        titles = list(dict.fromkeys(entry.title for entry in self.entries if not entry.kind.beneath))
        more = len(titles) - _IN_A_LINE
        return "; ".join(titles[:_IN_A_LINE]) + (f"; and {more} more" if more > 0 else "")


_IN_A_LINE = 3


def read(person: Person, blocks: Iterable[Block], today: date) -> list[BlockRead]:
    """These blocks, without what whoever fetched the person does not read; five queries at most."""
    blocks = [block for block in blocks if block.kinds_for(person.relationship)]
    kinds = [kind for block in blocks for kind in block.kinds_for(person.relationship)]
    facts = standing(person, kinds)
    others = {}
    if "relationship" in facts:
        name_others(person, facts["relationship"])
        others = {"relationship": from_elsewhere(person)}
    names = _recorders(facts)
    confirmed = {
        row.block: row
        for row in person.confirmations.select_related("confirmed_by")
        .order_by("block", "-confirmed_at")
        .distinct("block")
    }
    policy = policy_of(person.force_id, today)
    return [
        _block_read(person, block, facts, others, names, confirmed.get(block.name), policy, today)
        for block in blocks
    ]


def whole(person: Person, today: date) -> list[BlockRead]:
    """The whole record, as far as whoever fetched the person reads it."""
    return read(person, blocks_for(person.relationship), today)


def standing(person: Person, kinds: Iterable[FactKind]) -> dict[str, list[Fact]]:
    """The standing facts of these kinds, newest first, by the kind's name; one query, and one for rows beside them."""
    wanted = {kind.name: kind for kind in kinds if kind.model is not Person}
    found: dict[str, list[Fact]] = {name: [] for name in wanted}
    if not wanted:
        return found
    first, *others = (_as_json(kind, person) for kind in wanted.values())
    for row in first.union(*others, all=True) if others else first:
        found[row["row_kind"]].append(_instance(wanted[row["row_kind"]].model, row["row_fields"]))
    for facts in found.values():
        facts.sort(key=_since, reverse=True)
    _join(wanted.values(), found)
    note_others_at(person, cast("list[Occupancy]", found.get("address", [])))
    return {name: readable(facts, person.relationship) for name, facts in found.items()}


def _join(kinds: Iterable[FactKind], found: dict[str, list[Fact]]) -> None:
    """Give facts the rows beside them: those that were read with them, and only the rest by a query."""
    read_already = {fact.pk: fact for facts in found.values() for fact in facts}
    for kind in kinds:
        for path in kind.beside:
            first = path.split("__")[0]
            for fact in found[kind.name]:
                if other := read_already.get(getattr(fact, f"{first}_id")):
                    setattr(fact, first, other)
            prefetch_related_objects(found[kind.name], path)


def _as_json(kind: FactKind, person: Person) -> QuerySet[Any, dict[str, Any]]:
    facts: Any = kind.model._default_manager
    columns = {field.attname: field.attname for field in kind.model._meta.concrete_fields}
    found: QuerySet[Any, dict[str, Any]] = (
        facts.standing()
        .filter(person=person)
        .order_by()
        .values(row_kind=Value(kind.name, TextField()), row_fields=JSONObject(**columns))
    )
    return found


def _instance(model: type[Model], values: dict[str, Any]) -> Fact:
    """A row of the table, as the table itself would have given it."""
    fields = model._meta.concrete_fields
    found = model.from_db(
        "default", [field.attname for field in fields], [_value(f, values[f.attname]) for f in fields]
    )
    return cast("Fact", found)


def _value(field: Any, raw: Any) -> Any:
    if raw is None:
        return None
    if hasattr(field, "from_db_value"):
        return field.from_db_value(raw, None, connection)
    return field.to_python(raw)


def _since(fact: Fact) -> tuple[date, datetime]:
    for name in ("starts_on", "date", "made_on", "used_from"):
        if day := getattr(fact, name, None):
            return day, fact.recorded_at
    return timezone.localdate(fact.recorded_at), fact.recorded_at


def _recorders(facts: dict[str, list[Fact]]) -> dict[Any, str]:
    wanted = {fact.recorded_by_id for each in facts.values() for fact in each if fact.recorded_by_id}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}


def _block_read(
    person: Person,
    block: Block,
    facts: dict[str, list[Fact]],
    others: dict[str, list[Association]],
    names: dict[Any, str],
    confirmed: Confirmation | None,
    policy: Policy,
    today: date,
) -> BlockRead:
    may_record = person.relationship.may(Capability.RECORD)
    held: list[tuple[FactKind, Person | Fact]] = []
    for kind in block.kinds_for(person.relationship):
        held += [(kind, person)] if kind.model is Person else [(kind, fact) for fact in facts[kind.name]]
    entries = list(_beneath(_entry(person, kind, fact, facts, names, today) for kind, fact in held))
    for kind in block.kinds_for(person.relationship):
        entries += [_mirrored(kind, tie, today) for tie in others.get(kind.name, ())]
    ways = [way for kind in block.kinds_for(person.relationship) for way in _ways(person, kind)]
    return BlockRead(
        block=block,
        href=reverse("record-block", args=[person.pk, block.name]),
        entries=[entry for entry in entries if not entry.over],
        former=[entry for entry in entries if entry.over],
        trust=_trust([fact for _, fact in held], confirmed, policy, block, today),
        ways=ways if may_record else [],
    )


def _entry(
    person: Person,
    kind: FactKind,
    fact: Person | Fact,
    facts: dict[str, list[Fact]],
    names: dict[Any, str],
    today: date,
) -> Entry:
    may_record = person.relationship.may(Capability.RECORD)
    by = names.get(fact.recorded_by_id, "an earlier system")
    return Entry(
        kind=kind,
        fact=fact,
        title=kind.title(fact),
        rows=[{"key": key, "value": value} for key, value in _rows(kind, fact)],
        actions=[*_elsewhere(fact), *(_actions(person, kind, fact, facts) if may_record else ())],
        over=is_over(fact, today),
        recorded=f"Recorded by {by} on {words(timezone.localdate(fact.recorded_at))}",
    )


_SAYS_NOTHING = (None, "", False, YesNoUnknown.UNKNOWN)
_ENDS = ("ends_on", "ended_on", "used_to", "discharged_on")
_LASTS = ("last_day", "licence_ends_on")


def is_over(fact: Person | Fact, today: date) -> bool:
    """Whether it ended by today, or its last day has passed."""
    if isinstance(fact, Detail):
        ended = fact.over_from
    else:
        ended = next((day for name in _ENDS if (day := getattr(fact, name, None))), None)
    last = next((day for name in _LASTS if (day := getattr(fact, name, None))), None)
    return (ended is not None and ended <= today) or (last is not None and last < today)


def _mirrored(kind: FactKind, tie: Association, today: date) -> Entry:
    """A tie that stands on the other's record: to be put right there."""
    rows = [
        ("How close is it?", tie.get_strength_display()),
        ("Since", words(tie.starts_on) if tie.starts_on else ""),
        ("Until", words(tie.ends_on) if tie.ends_on else ""),
        ("More about it", tie.note),
    ]
    return Entry(
        kind=kind,
        fact=tie,
        title=f"{tie.mirrored}: {tie.who}",
        rows=[{"key": key, "value": value} for key, value in rows if value],
        actions=_elsewhere(tie),
        over=is_over(tie, today),
        recorded="Recorded on their record: correct it there",
    )


def _elsewhere(fact: Person | Fact) -> list[dict[str, str]]:
    """The way to the record at the other end of a tie."""
    if not isinstance(fact, Association) or fact.named is None:
        return []
    return [{"text": "Open their record", "href": reverse("person", args=[fact.named.pk])}]


def _rows(kind: FactKind, fact: Person | Fact) -> Iterator[tuple[str, Any]]:
    """What was answered, in words: the kind's own rows or its questions, then where it comes from."""
    if kind.rows:
        yield from ((key, value) for key, value in kind.rows(fact) if value not in (None, ""))
    for name, ask in kind.asks.items():
        if kind.rows and name in kind.fields:
            continue
        value = getattr(fact, name)
        unsaid = value in _SAYS_NOTHING or (name, value) == ("standing", Standing.FACT)
        if not unsaid:
            field = ask()
            if name == kind.beneath or isinstance(field, OtherPersonField):
                continue  # said by where it stands, or by the title
            if isinstance(field, OneOf):
                value = field.called(getattr(fact, name.removesuffix("_id")))
            yield str(field.label).removesuffix(" (optional)"), in_words(field, value)


def in_words(field: forms.Field, value: Any) -> str:
    """A value of a form's field as it is read."""
    if isinstance(value, (list, tuple, set)):
        return "; ".join(in_words(field, each) for each in value) or "nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, HiddenNumberField):
        return CardNumberField.shown(str(value)) or "nothing"
    if isinstance(field, OtherPersonField):
        return str(field.prepare_value(value) or "nothing")
    if isinstance(field, forms.ChoiceField):
        chosen = str(value) if isinstance(field, OneOf) else value
        return str(dict(field.choices).get(chosen, chosen) or "nothing")  # type: ignore[arg-type]
    if isinstance(value, date):
        return words(value)
    return str(value) if value not in (None, "") else "nothing"


def _actions(
    person: Person, kind: FactKind, fact: Person | Fact, facts: dict[str, list[Fact]]
) -> Iterator[dict[str, str]]:
    here, hidden = [person.pk, kind.name, fact.pk], kind.title(fact)
    sentenced = {cast("Disposal", each).trigger_id for each in facts.get("sentence", [])}
    if isinstance(fact, Trigger) and fact.kind not in _SENTENCED_AT_ONCE and fact.pk not in sentenced:
        yield {
            "text": "Record the sentence",
            "href": reverse("record-sentence", args=[person.pk, fact.pk]),
            "hidden": hidden,
        }
    yield from _further(person, kind, fact, hidden)
    if kind.by_its_verbs:
        return
    if isinstance(fact, Detail) and kind.ends and fact.ends_on is None:
        yield {"text": "No longer so", "href": reverse("end-fact", args=here), "hidden": hidden}
    if kind.asks:
        yield {"text": "Correct", "href": reverse("correct-fact", args=here), "hidden": hidden}


def _ways(person: Person, kind: FactKind) -> Iterator[dict[str, str]]:
    words = kind.add_words or f"Record {kind.called}"
    if kind.beneath:
        return
    if kind.add_at is None and issubclass(kind.model, Detail):
        yield {"text": words, "href": reverse("record-detail", args=[person.pk, kind.name])}
    elif kind.add_at:
        for text, page in ((words, kind.add_at), *kind.also):
            yield {"text": text, "href": reverse(page, args=[person.pk])}


def _further(person: Person, kind: FactKind, fact: Person | Fact, hidden: str) -> Iterator[dict[str, str]]:
    """What is added beneath such an entry, and what else its kind offers."""
    for below in all_kinds():
        column = below.model._meta.get_field(below.beneath) if below.beneath else None
        if column is not None and column.related_model is type(fact) and below.add_at is None:
            href = f"{reverse('record-detail', args=[person.pk, below.name])}?{below.beneath}={fact.pk}"
            yield {"text": below.add_words, "href": href, "hidden": hidden}
    for text, url_name in kind.further:
        yield {"text": text, "href": reverse(url_name, args=[person.pk, fact.pk]), "hidden": hidden}


def _beneath(entries: Iterator[Entry]) -> Iterator[Entry]:
    """Each entry after the one that it belongs to: sentences and conditions; everything else as it comes."""
    held = list(entries)
    above = {entry.fact.pk for entry in held}
    below: dict[Any, list[Entry]] = {}
    for entry in held:
        below.setdefault(_above(entry), []).append(entry)
    for entry in held:
        if _above(entry) in above:
            continue
        yield entry
        for each in sorted(below.get(entry.fact.pk, ()), key=_number):
            yield replace(each, over=each.over or entry.over)


def _number(entry: Entry) -> int:
    return getattr(entry.fact, "number", None) or 0


def _above(entry: Entry) -> Any:
    return getattr(entry.fact, entry.kind.beneath) if entry.kind.beneath else None


def _trust(
    facts: list[Person | Fact], confirmed: Confirmation | None, policy: Policy, block: Block, today: date
) -> Trust:
    newest = max((timezone.localdate(fact.recorded_at) for fact in facts), default=None)
    if confirmed:
        last = timezone.localdate(confirmed.confirmed_at)
        how = f" ({confirmed.how})" if confirmed.how else ""
        said = f"Last confirmed {words(last)} by {confirmed.confirmed_by}{how}"
    elif newest:
        last, said = newest, f"Never confirmed. Last recorded {words(newest)}"
    else:
        return Trust(
            "Nothing is recorded and nobody has confirmed that there is nothing", "Not asked yet", "grey"
        )
    until = policy.after(block.policy, last)
    if until < today:
        return Trust(f"{said}. To be confirmed again by {words(until)}", "Out of date", "orange")
    return Trust(
        f"{said}. Holds until {words(until)}",
        "Current" if confirmed else "Recorded",
        "green" if confirmed else "blue",
    )
