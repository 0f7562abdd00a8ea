"""Why somebody wants to see the log, and what of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from access.choices import Operation, Purpose
from frontend.fields import DatedForm, TextDateField, presented

MOST_DAYS = 366


class PurposeForm(forms.Form):
    """Asked before anything of the log is shown."""

    purpose = forms.ChoiceField(
        label="What do you need it for?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text="The log may be used for these alone. Your answer is kept in the log.",
        error_messages={"required": "Select what you need it for."},
    )
    note = presented(
        forms.CharField(
            label="Case or complaint (optional)",
            max_length=200,
            required=False,
            help_text="A number by which others can follow it. No names.",
        ),
        width=20,
    )


class AuditForm(DatedForm, PurposeForm):
    """The auditor's search."""

    reference = presented(
        forms.CharField(
            label="Record (optional)", max_length=12, required=False, help_text="Such as CU-000594"
        ),
        width=10,
    )
    actor = presented(
        forms.CharField(
            label="Who looked (optional)",
            max_length=60,
            required=False,
            help_text="A username, a collar number or a family name of someone who signs in",
        ),
        width=20,
    )
    since = TextDateField(label="From", called="The first day", past_only=True)
    until = TextDateField(label="To", called="The last day", past_only=True)
    operation = presented(
        forms.MultipleChoiceField(
            label="What was done (optional)",
            choices=Operation.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        small=True,
    )
    field_order = ["reference", "actor", "since", "until", "operation", "purpose", "note"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since: date | None = cleaned.get("since")
        until: date | None = cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day cannot be before the first.")
        elif since and until and (until - since).days >= MOST_DAYS:
            self.add_error("until", f"Choose at most {MOST_DAYS} days at a time.")
        return cleaned


class SignOffForm(forms.Form):
    """The supervisor's word on a month."""

    note = presented(
        forms.CharField(
            label="What did you find, and what did you do? (optional)",
            max_length=1000,
            required=False,
            widget=forms.Textarea,
            help_text="No names of people on record.",
        ),
        rows=3,
    )
