"""A country as people write it; another on the list, or one less; and as on which day the list is shown."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from practice.choices import CountryChangeKind
from practice.countries.names import NAMES, code_of


class CountryField(forms.CharField):
    """A country by its name or its two letters; gives the letters."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"required": "Enter the country.", **kwargs.pop("error_messages", {})}
        super().__init__(max_length=60, error_messages=said, **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        code = code_of(text)
        if code not in NAMES:
            raise ValidationError(f"“{text}” is not a country that Vigil knows. Check the spelling.")
        return code

    def prepare_value(self, value: Any) -> Any:
        return NAMES.get(str(value), value) if value else value


class ProposeCountryForm(DatedForm, forms.Form):
    """Put a country on the list, or take one off it, from a day on."""

    country = CountryField(label="Which country?")
    kind = presented(
        forms.ChoiceField(
            label="What do you propose?",
            choices=CountryChangeKind.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it is put on the list or taken off."},
        ),
        inline=True,
    )
    effective_from = TextDateField(
        label="From which day?",
        called="Day",
        help_text="Today or later. For example, 1/4/2027",
        error_messages={"required": "Enter the day from which it holds."},
    )
    reason = LongTextField(
        label="Why?",
        max_length=500,
        rows=4,
        help_text="Whoever approves decides by this, and it stays with the history.",
        error_messages={"required": "Say why: whoever approves it needs to know."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < self.today:
            raise forms.ValidationError("Choose today or a later day: what held before stays as it was.")
        return day


class OnForm(DatedForm, forms.Form):
    """As on which day the list is shown; empty is today."""

    on = TextDateField(label="The list as on", called="The list as on", required=False)
