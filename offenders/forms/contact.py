"""One entry of the contact log, quick to type."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.choices import ContactDirection, ContactKind, ContactOutcome


class ContactForm(DatedForm, forms.Form):
    """What most entries need stands there already: now, by whoever types."""

    kind = forms.ChoiceField(
        label="How?",
        choices=ContactKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it came about."},
    )
    direction = presented(
        forms.ChoiceField(
            label="Who began it?",
            choices=ContactDirection,
            widget=forms.RadioSelect,
            error_messages={"required": "Select who began it."},
        ),
        inline=True,
    )
    with_whom = forms.CharField(
        label="With whom?",
        max_length=120,
        help_text="The person, or who they are to them: his mother, his landlord, his probation officer.",
        error_messages={"required": "Enter whom the contact was with."},
    )
    said = LongTextField(
        label="What was said?",
        max_length=4000,
        rows=5,
        error_messages={"required": "Enter what was said."},
    )
    outcome = forms.ChoiceField(
        label="What follows?",
        choices=ContactOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what follows from it."},
    )
    on = TextDateField(label="Day", past_only=True, error_messages={"required": "Enter the day."})
    at = presented(
        forms.TimeField(
            label="Time",
            input_formats=["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I%p"],
            widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
            help_text="For example, 14:30",
            error_messages={"required": "Enter the time.", "invalid": "Enter a time, like 14:30."},
        ),
        width=5,
    )
    by_whom = forms.CharField(
        label="By whom?", max_length=120, error_messages={"required": "Enter which officer it was."}
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, officer: str, now: datetime, today: date) -> None:
        initial = {"on": today, "at": now.time(), "by_whom": officer, "submission": uuid4()}
        super().__init__(*args, today=today, initial=initial)

    def contact(self) -> dict[str, Any]:
        """The fields of the fact."""
        on: date = self.cleaned_data["on"]
        at: time = self.cleaned_data["at"]
        named = {
            name: self.cleaned_data[name]
            for name in ("kind", "direction", "with_whom", "said", "outcome", "by_whom")
        }
        return {**named, "happened_at": datetime.combine(on, at, tzinfo=timezone.get_current_timezone())}
