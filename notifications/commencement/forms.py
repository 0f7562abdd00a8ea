"""From when enacted law applies, and by what; or why a commencement is taken back."""

from __future__ import annotations

from datetime import date

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm, LongTextField, TextDateField


class CommenceForm(DatedForm, forms.Form):
    """`seen` is the day for which the page last showed what would move: that day and no other is commenced."""

    in_force_from = TextDateField(
        label="From which day is it law?",
        help_text="The day the regulations give. It may lie in the past or be still to come. For example, 1/10/2026",
        called="Day",
    )
    source = forms.CharField(
        label="The regulations that commence it",
        max_length=200,
        help_text="Title and number. Certificates quote them.",
        error_messages={"required": "Enter the regulations that commence it."},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def was_seen(self) -> bool:
        """Whether what follows was shown for the day entered; if not, it is to be shown with the form."""
        day: date = self.cleaned_data["in_force_from"]
        return bool(self.cleaned_data["seen"] == day.isoformat())

    def show(self) -> None:
        """The form as it goes out with what follows for the day entered."""
        self.data = {**self.data, "seen": self.cleaned_data["in_force_from"].isoformat()}

    @property
    def submit_text(self) -> str:
        day = self.cleaned_data.get("in_force_from") if self.is_bound and self.is_valid() else None
        return f"Commence it from {words(day)}" if day else "Show what that would move"


class WithdrawForm(forms.Form):
    reason = LongTextField(
        label="Why is it taken back?",
        max_length=500,
        help_text="Revoked regulations, or a row that should not have been. It is kept with the history.",
        error_messages={"required": "Say why: everybody's dates rest on it."},
    )
