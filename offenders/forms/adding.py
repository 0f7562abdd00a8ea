"""The steps of adding a person."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from frontend.fields import DatedForm, DateField, TextDateField, presented
from offenders import rules
from offenders.choices import (
    DETENTION_KINDS,
    EXTENSION_TAKEN,
    TERM_NEEDED,
    AbsenceKind,
    DisposalKind,
    ManagementLevel,
    PersonKind,
    Sex,
    TriggerKind,
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


def _number(label: str, hint: str = "") -> forms.IntegerField:
    field = forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=99, required=False)
    return presented(field, width=2)


class OffenceForm(DatedForm, forms.Form):
    """What the person was convicted, cautioned or found to have done, and what the court did."""

    kind = forms.ChoiceField(
        label="What happened?",
        choices=[c for c in TriggerKind.choices if c[0] != TriggerKind.SRO_BREACH],
        widget=forms.RadioSelect,
        initial=TriggerKind.CONVICTION,
        error_messages={"required": "Select what happened."},
    )
    notice_given_on = TextDateField(
        label="Day the section 96ZA notice was handed over", required=False, past_only=True
    )
    offence = forms.CharField(
        label="Offence",
        max_length=200,
        help_text="As on the certificate of conviction, for example: Sexual assault, Sexual Offences Act 2003 s.3",
        error_messages={"required": "Enter the offence."},
    )
    schedule_3 = presented(
        forms.TypedChoiceField(
            label="Is the offence listed in Schedule 3 to the Sexual Offences Act 2003?",
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda text: text == "yes",
            widget=forms.RadioSelect,
            initial="yes",
            help_text="Only a listed offence makes a person subject to the notification requirements.",
            error_messages={"required": "Select whether the offence is listed in Schedule 3."},
        ),
        inline=True,
    )
    offence_on = TextDateField(label="Date of the offence, or the first day of it (optional)", required=False)
    date = DateField(
        label="Date of the conviction, caution or finding",
        help_text="The day of the plea or verdict, not of the sentence: the period runs from it. Such as 27 3 2026",
    )
    court = forms.CharField(label="Court (optional)", max_length=120, required=False)
    disposal_kind = forms.ChoiceField(
        label="Sentence or other disposal",
        choices=[("", "Not sentenced yet, or a caution"), *DisposalKind.choices],
        required=False,
    )
    disposal_date = TextDateField(
        label="Date of the sentence", required=False, help_text="Leave empty if it was the same day."
    )
    term_years = _number("Length: years")
    term_months = _number("Length: months")
    term_weeks = _number("Length: weeks", "52 weeks count as 12 months.")
    extension_years = _number(
        "Extension: years", "Extended and special custodial sentences only: the extension counts too."
    )
    extension_months = _number("Extension: months")

    def __init__(self, *args: Any, born: datetime.date | None = None, **kwargs: Any) -> None:
        self.born = born
        super().__init__(*args, **kwargs)
        presented(self.fields["kind"], reveals={TriggerKind.OVERSEAS_NOTICE.value: ["notice_given_on"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, disposal = cleaned.get("kind"), cleaned.get("disposal_kind")
        if kind == TriggerKind.CAUTION and disposal:
            self.add_error(
                "disposal_kind", "A caution has no sentence. Choose “Not sentenced yet, or a caution”."
            )
        if kind == TriggerKind.OVERSEAS_NOTICE:
            if not cleaned.get("notice_given_on") and "notice_given_on" not in self.errors:
                self.add_error("notice_given_on", "Enter the day the notice was handed over.")
        else:
            cleaned["notice_given_on"] = None
        lengths = [cleaned.get(f"term_{unit}") or 0 for unit in ("years", "months", "weeks")]
        if disposal in TERM_NEEDED and not any(lengths):
            self.add_error("term_years", "Enter the length of the sentence: the period turns on it.")
        extension = [cleaned.get(f"extension_{unit}") or 0 for unit in ("years", "months")]
        if disposal not in EXTENSION_TAKEN and any(extension):
            self.add_error(
                "extension_years", "Only an extended or special custodial sentence has an extension."
            )
        if not disposal and (any(lengths) or cleaned.get("disposal_date")):
            self.add_error("disposal_kind", "Select what the sentence was, or clear its date and length.")
        if self.born:
            refuse(self, rules.trigger(cleaned, date_of_birth=self.born, today=self.today))
        return cleaned

    def trigger(self) -> dict[str, Any]:
        """The fields of a Trigger."""
        names = ("kind", "date", "offence", "offence_on", "court", "notice_given_on", "schedule_3")
        return {name: self.cleaned_data[name] for name in names}

    def disposal(self) -> dict[str, Any]:
        """The fields of a Disposal; empty before sentence and for a caution."""
        cleaned = self.cleaned_data
        if not cleaned["disposal_kind"]:
            return {}
        lengths = ("term_years", "term_months", "term_weeks", "extension_years", "extension_months")
        return {
            "kind": cleaned["disposal_kind"],
            "date": cleaned["disposal_date"] or cleaned["date"],
            **{name: cleaned[name] or 0 for name in lengths},
        }


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
