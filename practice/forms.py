"""Another value from a day on, what is decided of it, and why what is to come is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from practice.choices import Decision
from practice.keys import Key
from practice.models import CountryChange, Proposal


class ProposeForm(DatedForm, forms.Form):
    """`seen` is the value and the day for which the page last showed what would move: those and no others are sent."""

    value = forms.IntegerField(
        label="New value",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Enter the new value.", "invalid": "Enter a whole number."},
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
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, key: Key, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": uuid4()}
        super().__init__(*args, **kwargs)
        self.key = key
        least, most = key.in_words(key.least), key.in_words(key.most)
        presented(self.fields["value"], width=4, suffix=key.unit)
        self.fields["value"].help_text = f"A whole number, from {least} to {most}"

    def clean_value(self) -> int:
        value: int = self.cleaned_data["value"]
        if said := self.key.refusal(value):
            raise forms.ValidationError(said)
        return value

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < self.today:
            raise forms.ValidationError("Choose today or a later day: what held before stays as it was.")
        return day

    def was_seen(self) -> bool:
        """Whether what would move was shown for just this; if not, it is to be shown with the form."""
        return bool(self.cleaned_data["seen"] == self._shown())

    def show(self) -> None:
        """The form as it goes out with what would move."""
        self.data = {**self.data, "seen": self._shown()}

    def _shown(self) -> str:
        return f"{self.cleaned_data['value']} {self.cleaned_data['effective_from'].isoformat()}"

    @property
    def submit_text(self) -> str:
        if self.is_bound and self.is_valid():
            day = words(self.cleaned_data["effective_from"])
            return f"Propose {self.key.in_words(self.cleaned_data['value'])} from {day}"
        return "Show what that would move"


class DecisionForm(forms.Form):
    """Approve or refuse; whoever proposed it can take it back."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you approve or refuse it."},
    )
    note = LongTextField(
        label="Note (needed to refuse)",
        max_length=500,
        rows=3,
        required=False,
        help_text="It stays with the history, and whoever proposed it reads it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, proposal: Proposal | CountryChange, own: bool, past: bool, **kwargs: Any
    ) -> None:
        """`own`: they proposed it; `past`: its day has passed, so that it can only be refused."""
        kwargs["initial"] = {"version": proposal.version}
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        offered = [(Decision.APPROVED, "Approve"), (Decision.REFUSED, "Refuse")][past:]
        decision.choices = [(Decision.TAKEN_BACK, "Take it back")] if own else offered
        presented(decision, inline=True)
        if own:
            decision.widget = forms.HiddenInput()
            decision.initial = Decision.TAKEN_BACK.value
            self.fields["note"].label = "Why do you take it back?"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        silent = not cleaned.get("note", "").strip() and "note" not in self.errors
        if silent and cleaned.get("decision") in (Decision.REFUSED, Decision.TAKEN_BACK):
            self.add_error("note", "Say why: whoever reads the history needs to know.")
        return cleaned


class WithdrawForm(forms.Form):
    reason = LongTextField(
        label="Why is it withdrawn?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it is withdrawn: whoever reads the history needs to know."},
    )
