"""What is filled in about an agreed action."""

from __future__ import annotations

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField
from riskplans.visits.forms import Versioned


class _Step(Versioned):
    def differences(self) -> list[tuple[str, str, str]]:
        return [("How it stands", self.row.get_state_display(), "")]


class AcknowledgeForm(_Step):
    """That its owner takes it on."""


class StartForm(_Step):
    note = LongTextField(label="How far are you? (optional)", max_length=1000, rows=3, required=False)


class DoneForm(DatedForm, _Step):
    done_on = TextDateField(
        label="Done on", past_only=True, error_messages={"required": "Enter the day on which it was done."}
    )
    evidence = LongTextField(
        label="What shows that it is done?",
        max_length=1000,
        rows=4,
        error_messages={"required": "Say what shows that it is done."},
    )


class VerifyForm(_Step):
    shown = forms.ChoiceField(
        label="Does the evidence show it?",
        choices=[("yes", "Yes: it is done"), ("no", "No: it goes on")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the evidence shows it."},
    )
    note = LongTextField(label="If not, what is missing?", max_length=1000, rows=3, required=False)


class CarryForm(DatedForm, _Step):
    due_on = TextDateField(label="New day", error_messages={"required": "Enter the new day."})
    why = LongTextField(
        label="Why was it not done in time?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it was not done in time."},
    )


class CancelForm(_Step):
    why = LongTextField(
        label="Why need it not be done?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it need not be done."},
    )
