"""What a user is asked who makes a token for a program."""

from __future__ import annotations

from typing import Any

from django import forms

from access.choices import Scope
from frontend.fields import presented


class TokenForm(forms.Form):
    """Its name, what it may do, and for how long."""

    name = forms.CharField(
        label="What is it for?",
        max_length=60,
        help_text="The program that will use it. Name no person whom the police manage.",
        error_messages={"required": "Say what it is for."},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Never more than you may yourself on the day.",
        error_messages={"required": "Choose what it may do."},
    )
    days = presented(forms.IntegerField(label="For how many days?", min_value=1), width=3, suffix="days")
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, most_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: forms.IntegerField = self.fields["days"]  # type: ignore[assignment]
        days.help_text = f"Today among them. At most {most_days}, by your force’s policy."
