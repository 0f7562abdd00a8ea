"""Correcting a fact: its own fields, the version that was seen, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm
from offenders.actions.correcting import REASON_NEEDED
from offenders.kinds import fields_of
from offenders.models import Fact, Person


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
        self.row = fact
        standing = {name: getattr(fact, name) for name in fields_of(fact)}
        kwargs["initial"] = {**standing, "version": fact.version}
        super().__init__(*args, **kwargs)
        for name, field in fields_of(fact).items():
            self.fields[name] = field()
        self.tell_today()
        self.order_fields([*fields_of(fact), "reason", "version"])

    def changes(self) -> dict[str, Any]:
        """The corrected fields; an empty text stays a text."""
        return {name: self.cleaned_data[name] for name in fields_of(self.row)}

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        found = []
        for name in fields_of(self.row):
            stands, typed = getattr(self.row, name), self.cleaned_data.get(name)
            if stands != typed:
                field = self.fields[name]
                found.append((str(field.label), in_words(field, stands), in_words(field, typed)))
        return found


def in_words(field: forms.Field, value: Any) -> str:
    """A value of a field as it is read."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value) or "nothing")  # type: ignore[arg-type]
    if isinstance(value, date):
        return words(value)
    return str(value) if value not in (None, "") else "nothing"


def correction_form(fact: Person | Fact, *args: Any, today: date) -> CorrectionForm:
    return CorrectionForm(*args, fact=fact, today=today)
