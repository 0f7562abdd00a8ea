"""Asking for a file above the limit, and deciding on one."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import LongTextField, presented
from riskplans.visits.forms import Submitted, Versioned


class AskForm(Submitted):
    """What the file is for."""

    why = LongTextField(
        label="What is the file for?",
        help_text="A second person reads it before they decide.",
        max_length=500,
        error_messages={"required": "Say what the file is for."},
    )


class DecideForm(Versioned):
    """Approve, or refuse and say why."""

    approved = presented(
        forms.ChoiceField(
            label="Your decision",
            choices=[("yes", "Approve"), ("no", "Refuse")],
            widget=forms.RadioSelect,
            error_messages={"required": "Select approve or refuse."},
        ),
        reveals={"no": ("note",)},
    )
    note = LongTextField(label="Why it is refused", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("approved") == "no" and not said.get("note", "").strip():
            self.add_error("note", "Say why it is refused.")
        return said

    def said(self) -> dict[str, Any]:
        """What the verb is given."""
        return {
            "approved": self.cleaned_data["approved"] == "yes",
            "note": self.cleaned_data["note"] if self.cleaned_data["approved"] == "no" else "",
            "version": self.cleaned_data["version"],
        }
