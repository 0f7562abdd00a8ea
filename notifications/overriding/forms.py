"""What an officer asks for, what a supervisor decides, and why it is taken back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from diary.models import Entry
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from notifications.choices import OverrideDecision
from notifications.models import Override
from notifications.rules import LEAST_REASON


class RequestForm(DatedForm, forms.Form):
    """Another date than the computed one, and why."""

    new_date = TextDateField(
        label="Which date is to be worked to?",
        called="Date",
        help_text="The last day, which counts. For example, 17/5/2027",
        error_messages={"required": "Enter the date to be worked to."},
    )
    reason = LongTextField(
        label="Why?",
        max_length=500,
        min_length=LEAST_REASON,
        rows=4,
        help_text=f"At least {LEAST_REASON} characters. Whoever approves decides by this, and it stays on the record.",
        error_messages={
            "required": "Enter the reason for working to another date.",
            "min_length": f"Give the reason in at least {LEAST_REASON} characters: a supervisor decides by it.",
        },
    )
    # The computed last day that was seen: what is asked is asked of that date.
    seen = forms.DateField(widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": entry.last and entry.last.isoformat(), "submission": uuid4()}
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """Approve or refuse."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[(OverrideDecision.APPROVED.value, "Approve"), (OverrideDecision.REFUSED.value, "Refuse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you approve or refuse it."},
    )
    note = LongTextField(
        label="Note (needed to refuse)",
        max_length=500,
        rows=3,
        required=False,
        help_text="It stays on the record, and whoever asked reads it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, override: Override, lapsed: bool, **kwargs: Any) -> None:
        """`lapsed`: the computed date has moved since it was asked for, so that it can only be refused."""
        kwargs["initial"] = {"version": override.version}
        super().__init__(*args, **kwargs)
        if lapsed:
            decision: Any = self.fields["decision"]
            decision.choices = [
                choice for choice in decision.choices if choice[0] == OverrideDecision.REFUSED
            ]
        presented(self.fields["decision"], inline=not lapsed)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refused = cleaned.get("decision") == OverrideDecision.REFUSED
        if refused and not cleaned.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", "Say why it is refused: whoever asked needs to know.")
        return cleaned


class WithdrawalForm(forms.Form):
    """Why the computed date is to rule again."""

    reason = LongTextField(
        label="Why is it withdrawn?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it is withdrawn: whoever reads the history needs to know."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, override: Override, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": override.version}
        super().__init__(*args, **kwargs)
