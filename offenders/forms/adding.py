"""The steps of adding a person."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from frontend.fields import DatedForm, DateField, TextDateField, presented
from offenders import rules
from offenders.choices import (
    DETENTION_KINDS,
    AbsenceKind,
    ManagementLevel,
    PersonKind,
    Sex,
)
from offenders.forms.fields import AddressFields, refuse


class IdentityForm(DatedForm, forms.Form):
    """Who this is."""

    given_names = forms.CharField(
        label="Given names", max_length=100, error_messages={"required": "Enter the given names."}
    )
    family_name = forms.CharField(
        label="Family name", max_length=100, error_messages={"required": "Enter the family name."}
    )
    date_of_birth = DateField(label="Date of birth", birthday=True, help_text="For example, 31 3 1980")
    sex = presented(
        forms.ChoiceField(
            label="Sex",
            choices=Sex.choices,
            widget=forms.RadioSelect,
            initial=Sex.UNKNOWN,
            error_messages={"required": "Select the sex, or Not known."},
        ),
        inline=True,
    )
    kind = forms.ChoiceField(
        label="Why is this person managed?",
        choices=PersonKind.choices,
        widget=forms.RadioSelect,
        initial=PersonKind.REGISTERED_SEXUAL_OFFENDER,
        error_messages={"required": "Select why this person is managed."},
    )
    management_level = forms.ChoiceField(
        label="Management level",
        choices=ManagementLevel.choices,
        widget=forms.RadioSelect,
        initial=ManagementLevel.UNASSESSED,
        help_text="Until somebody has assessed them, they are treated as high.",
        error_messages={"required": "Select the management level."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if born := cleaned.get("date_of_birth"):
            refuse(self, rules.identity(date_of_birth=born, today=self.today))
        return cleaned


class HomeStep(DatedForm, AddressFields):
    """Where the person lives, or lived before custody."""

    known = presented(
        forms.ChoiceField(
            label="Is the home address known?",
            choices=[("yes", "Yes"), ("no", "No, not yet")],
            initial="yes",
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether the home address is known."},
        ),
        inline=True,
    )
    starts_on = TextDateField(label="Since when do they live there?", required=False)

    field_order = ["known", "line_1", "line_2", "town", "postcode", "kind", "starts_on", "child_in_household"]

    def __init__(self, *args: Any, born: datetime.date | None = None, **kwargs: Any) -> None:
        self.born = born
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("known") == "no":
            # Whatever was typed below does not count, so neither do its faults.
            for name in list(self.errors):
                if name != "known":
                    del self.errors[name]
            return cleaned
        if not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", "Enter since when they live there; the nearest day you know will do.")
        if self.born:
            refuse(
                self,
                rules.home(starts_on=cleaned.get("starts_on"), date_of_birth=self.born, today=self.today),
            )
        return cleaned

    def home(self) -> dict[str, Any]:
        """The fields of an Occupancy; empty when the address is not known."""
        names = ("kind", "starts_on", "child_in_household")
        return {} if self.cleaned_data["known"] == "no" else {n: self.cleaned_data[n] for n in names}


class CustodyStep(DatedForm, forms.Form):
    """Whether time is running: custody and detention in hospital suspend it."""

    detained = forms.ChoiceField(
        label="Is this person in custody or detained in hospital, or were they since the conviction?",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        initial="no",
        error_messages={"required": "Select whether this person is or was in custody."},
    )
    kind = forms.ChoiceField(
        label="What kind of custody?",
        choices=[(k.value, k.label) for k in AbsenceKind if k in DETENTION_KINDS],
        required=False,
    )
    place = forms.CharField(label="Prison or hospital (optional)", max_length=120, required=False)
    starts_on = TextDateField(label="Since", required=False)
    ended_on = TextDateField(label="Released on (leave empty if still there)", required=False)

    def __init__(self, *args: Any, born: datetime.date | None = None, **kwargs: Any) -> None:
        self.born = born
        super().__init__(*args, **kwargs)
        presented(self.fields["detained"], reveals={"yes": ["kind", "place", "starts_on", "ended_on"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("detained") == "no":
            for name in list(self.errors):
                if name != "detained":
                    del self.errors[name]
            return cleaned
        if not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", "Enter the day the custody began.")
        if self.born:
            refuse(
                self,
                rules.absence(
                    starts_on=cleaned.get("starts_on"),
                    ended_on=cleaned.get("ended_on"),
                    date_of_birth=self.born,
                    today=self.today,
                ),
            )
        return cleaned

    def absence(self) -> dict[str, Any]:
        """The fields of an Absence; empty for someone at liberty throughout."""
        names = ("kind", "place", "starts_on", "ended_on")
        return {} if self.cleaned_data["detained"] == "no" else {n: self.cleaned_data[n] for n in names}
