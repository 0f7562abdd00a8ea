"""Which kinds of fact a record holds, and what of each may be corrected.

Floors above add theirs, so that one page corrects every fact and one page tells every history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.db.models import Model

from access.policies import FieldClass
from frontend.fields import LongTextField, TextDateField
from offenders.choices import (
    AbsenceKind,
    ContactDirection,
    ContactKind,
    ContactOutcome,
    DisposalKind,
    ManagementLevel,
    OccupancyKind,
    PersonKind,
    Sex,
    TriggerKind,
    YesNoUnknown,
)
from offenders.models import Absence, Contact, CourtOrder, Disposal, Fact, Name, Occupancy, Person, Trigger
from offenders.policies import Relationship

Row = TypeVar("Row", bound=Fact)
Refusals = dict[str, str]
Fields = Mapping[str, Callable[[], forms.Field]]


@dataclass(frozen=True, slots=True)
class FactKind:
    """`name` stands in addresses; `called` follows "Correct"; `fields` are those that may be corrected."""

    name: str
    model: type[Person] | type[Fact]
    called: str
    fields: Fields
    # What the floor that adds the kind refuses of a correction, beyond what the database holds.
    refusals: Callable[[Any, datetime], Refusals] = lambda fact, now: {}
    # Who reads such a fact at all; and, of one with these values, the fields that only some of them read.
    field_class: FieldClass = FieldClass.GENERAL
    sealed: Callable[[Mapping[str, Any]], Mapping[str, FieldClass]] = lambda values: {}


_kinds: dict[str, FactKind] = {}


_told: dict[type[Model], FieldClass] = {}


def add(kind: FactKind) -> None:
    _kinds[kind.name] = kind


def named(name: str) -> FactKind | None:
    return _kinds.get(name)


def all_kinds() -> list[FactKind]:
    return list(_kinds.values())


def tell(model: type[Model], field_class: FieldClass) -> None:
    """Have the history tell who reads `field_class` of rows that are no facts: decisions about the person."""
    _told[model] = field_class


def told_besides() -> dict[type[Model], FieldClass]:
    """The models that `tell` added, with the class of each."""
    return dict(_told)


def kind_of(fact: Person | Fact) -> FactKind:
    return next(kind for kind in _kinds.values() if kind.model is type(fact))


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


def fields_of(fact: Person | Fact) -> Fields:
    """What may be corrected of a fact of this kind."""
    return kind_of(fact).fields


def moment(label: str, *, required: bool = True) -> forms.DateTimeField:
    """A day and a time in one box, as 17/5/2024 14:30."""
    shape = "%d/%m/%Y %H:%M"
    return forms.DateTimeField(
        label=label if required else f"{label} (optional)",
        required=required,
        input_formats=[shape],
        widget=forms.DateTimeInput(format=shape),
        help_text="For example, 17/5/2024 14:30",
        error_messages={"invalid": "Enter a day and a time, like 17/5/2024 14:30."},
    )


def dated(label: str, *, required: bool = True) -> TextDateField:
    return TextDateField(label=label if required else f"{label} (optional)", required=required, called=label)


def number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=99)


def choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices.choices)


for _kind in (
    FactKind(
        "person",
        Person,
        "date of birth, level or kind",
        {
            "date_of_birth": lambda: dated("Date of birth"),
            "sex": lambda: choice("Sex", Sex),
            "kind": lambda: choice("Why managed", PersonKind),
            "management_level": lambda: choice("Management level", ManagementLevel),
        },
    ),
    FactKind(
        "name",
        Name,
        "a name",
        {
            "given_names": lambda: forms.CharField(label="Given names", max_length=100, required=False),
            "family_name": lambda: forms.CharField(label="Family name", max_length=100),
            "used_from": lambda: dated("Used from", required=False),
            "used_to": lambda: dated("Used to", required=False),
        },
    ),
    FactKind(
        "conviction",
        Trigger,
        "a conviction, caution or finding",
        {
            "kind": lambda: forms.ChoiceField(
                label="What happened",
                choices=TriggerKind.choices,
            ),
            "date": lambda: dated("Date of the conviction, caution or finding"),
            "offence": lambda: forms.CharField(label="Offence", max_length=200),
            "offence_on": lambda: dated("Date of the offence", required=False),
            "court": lambda: forms.CharField(label="Court (optional)", max_length=120, required=False),
            "schedule_3": lambda: forms.BooleanField(
                label="Listed in Schedule 3 to the Sexual Offences Act 2003", required=False
            ),
            "condition_met_on": lambda: dated("Day the sentencing condition was met (s.132)", required=False),
            "notice_given_on": lambda: dated("Section 96ZA notice given on", required=False),
            "ended_on": lambda: dated("Quashed, or trial concluded, on", required=False),
        },
    ),
    FactKind(
        "sentence",
        Disposal,
        "a sentence",
        {
            "kind": lambda: choice("Sentence or other disposal", DisposalKind),
            "date": lambda: dated("Date of the sentence"),
            "term_years": lambda: number("Length: years"),
            "term_months": lambda: number("Length: months"),
            "term_weeks": lambda: number("Length: weeks"),
            "extension_years": lambda: number("Extension: years"),
            "extension_months": lambda: number("Extension: months"),
        },
    ),
    FactKind(
        "address",
        Occupancy,
        "an address",
        {
            "kind": lambda: choice("Kind of address", OccupancyKind),
            "starts_on": lambda: dated("From"),
            "ends_on": lambda: dated("Until", required=False),
            "child_in_household": lambda: choice("Anyone under 18 there", YesNoUnknown),
        },
        field_class=FieldClass.MANAGEMENT,
    ),
    FactKind(
        "custody",
        Absence,
        "custody, hospital or absence",
        {
            "kind": lambda: choice("Where", AbsenceKind),
            "place": lambda: forms.CharField(label="Place (optional)", max_length=120, required=False),
            "starts_on": lambda: dated("Since"),
            "ended_on": lambda: dated("Until", required=False),
        },
    ),
    FactKind(
        "order",
        CourtOrder,
        "a court order",
        {
            "made_on": lambda: dated("Made on"),
            "served_on": lambda: dated("Served on", required=False),
            "last_day": lambda: dated("Last day", required=False),
            "discharged_on": lambda: dated("Discharged on", required=False),
        },
    ),
    FactKind(
        "contact",
        Contact,
        "a contact",
        {
            "happened_at": lambda: moment("When"),
            "kind": lambda: choice("How", ContactKind),
            "direction": lambda: choice("Who began it", ContactDirection),
            "with_whom": lambda: forms.CharField(label="With whom", max_length=120),
            "by_whom": lambda: forms.CharField(label="By whom", max_length=120),
            "said": lambda: LongTextField(label="What was said", max_length=4000),
            "outcome": lambda: choice("What follows", ContactOutcome),
        },
        lambda contact, now: (
            {"happened_at": "The contact cannot be in the future."} if contact.happened_at > now else {}
        ),
        FieldClass.MANAGEMENT,
    ),
):
    add(_kind)
