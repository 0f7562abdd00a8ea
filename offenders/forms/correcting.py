"""Correcting a fact: its own fields, the version that was seen, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from frontend.fields import DatedForm, TextDateField
from offenders.actions.correcting import REASON_NEEDED
from offenders.choices import (
    AbsenceKind,
    DisposalKind,
    ManagementLevel,
    OccupancyKind,
    PersonKind,
    Sex,
    TriggerKind,
    YesNoUnknown,
)
from offenders.models import Absence, CourtOrder, Disposal, Fact, Name, Occupancy, Person, Trigger


def _dated(label: str, *, required: bool = True) -> TextDateField:
    return TextDateField(label=label if required else f"{label} (optional)", required=required, called=label)


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=99)


def _choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices.choices)


# What may be corrected of each kind of fact, with the words officers use for it.
CORRECTABLE: Mapping[type[Person] | type[Fact], Mapping[str, Any]] = {
    Person: {
        "date_of_birth": lambda: _dated("Date of birth"),
        "sex": lambda: _choice("Sex", Sex),
        "kind": lambda: _choice("Why managed", PersonKind),
        "management_level": lambda: _choice("Management level", ManagementLevel),
    },
    Name: {
        "given_names": lambda: forms.CharField(label="Given names", max_length=100, required=False),
        "family_name": lambda: forms.CharField(label="Family name", max_length=100),
        "used_from": lambda: _dated("Used from", required=False),
        "used_to": lambda: _dated("Used to", required=False),
    },
    Trigger: {
        "kind": lambda: forms.ChoiceField(
            label="What happened", choices=[c for c in TriggerKind.choices if c[0] != TriggerKind.SRO_BREACH]
        ),
        "date": lambda: _dated("Date of the conviction, caution or finding"),
        "offence": lambda: forms.CharField(label="Offence", max_length=200),
        "offence_on": lambda: _dated("Date of the offence", required=False),
        "court": lambda: forms.CharField(label="Court (optional)", max_length=120, required=False),
        "condition_met_on": lambda: _dated("Day the sentencing condition was met (s.132)", required=False),
        "notice_given_on": lambda: _dated("Section 96ZA notice given on", required=False),
        "ended_on": lambda: _dated("Quashed, or trial concluded, on", required=False),
    },
    Disposal: {
        "kind": lambda: _choice("Sentence or other disposal", DisposalKind),
        "date": lambda: _dated("Date of the sentence"),
        "term_years": lambda: _number("Length: years"),
        "term_months": lambda: _number("Length: months"),
        "term_weeks": lambda: _number("Length: weeks"),
        "extension_years": lambda: _number("Extension: years"),
        "extension_months": lambda: _number("Extension: months"),
    },
    Occupancy: {
        "kind": lambda: _choice("Kind of address", OccupancyKind),
        "starts_on": lambda: _dated("From"),
        "ends_on": lambda: _dated("Until", required=False),
        "child_in_household": lambda: _choice("Anyone under 18 there", YesNoUnknown),
    },
    Absence: {
        "kind": lambda: _choice("Where", AbsenceKind),
        "place": lambda: forms.CharField(label="Place (optional)", max_length=120, required=False),
        "starts_on": lambda: _dated("Since"),
        "ended_on": lambda: _dated("Until", required=False),
    },
    CourtOrder: {
        "made_on": lambda: _dated("Made on"),
        "served_on": lambda: _dated("Served on", required=False),
        "last_day": lambda: _dated("Last day", required=False),
        "discharged_on": lambda: _dated("Discharged on", required=False),
    },
}


class CorrectionForm(DatedForm, forms.Form):
    """The fact's fields as they stand, and why they are changed."""

    reason = forms.CharField(
        label="Why is it being corrected?",
        max_length=500,
        help_text="For example: the court register says 14 March, not 15 March.",
        error_messages={"required": REASON_NEEDED},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fact: Person | Fact, **kwargs: Any) -> None:
        self.fact = fact
        standing = {name: getattr(fact, name) for name in CORRECTABLE[type(fact)]}
        kwargs["initial"] = {**standing, "version": fact.version}
        super().__init__(*args, **kwargs)
        for name, field in CORRECTABLE[type(fact)].items():
            self.fields[name] = field()
        self.tell_today()
        self.order_fields([*CORRECTABLE[type(fact)], "reason", "version"])

    def changes(self) -> dict[str, Any]:
        """The corrected fields; an empty text stays a text."""
        return {name: self.cleaned_data[name] for name in CORRECTABLE[type(self.fact)]}

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        found = []
        for name in CORRECTABLE[type(self.fact)]:
            stands, typed = getattr(self.fact, name), self.cleaned_data.get(name)
            if stands != typed:
                field = self.fields[name]
                found.append((str(field.label), _shown(field, stands), _shown(field, typed)))
        return found


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value) if value not in (None, "") else "nothing"


def correction_form(fact: Person | Fact, *args: Any, today: date) -> CorrectionForm:
    return CorrectionForm(*args, fact=fact, today=today)
