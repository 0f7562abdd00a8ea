"""Opening a record in an emergency, and judging it afterwards."""

from __future__ import annotations

from typing import Any

from django import forms

from offenders import rules
from offenders.choices import EmergencyFinding, EmergencyReason
from offenders.models.sight import EMERGENCY_MINUTES, EMERGENCY_REASON_CHARACTERS


class EmergencyForm(forms.Form):
    """Why this record, and why now."""

    why = forms.ChoiceField(
        label="Why do you need it now?",
        choices=EmergencyReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why you need it now"},
    )
    reason = forms.CharField(
        label="What is happening",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            f"At least {EMERGENCY_REASON_CHARACTERS} characters. Whoever reviews this will read it. You can read the "
            f"record for {EMERGENCY_MINUTES} minutes and change nothing."
        ),
        error_messages={"required": "Say what is happening"},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if refusals := rules.emergency_reason(reason, at_least=EMERGENCY_REASON_CHARACTERS):
            raise forms.ValidationError(refusals["reason"])
        return reason


class ReviewForm(forms.Form):
    """What the reviewer found."""

    finding = forms.ChoiceField(
        label="What did you find?",
        choices=EmergencyFinding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you found"},
    )
    note = forms.CharField(
        label="What you did to find out, and what follows",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed unless it was justified.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("finding") not in (None, EmergencyFinding.JUSTIFIED) and not cleaned.get("note"):
            self.add_error("note", "Say what you found and what was done")
        return cleaned
