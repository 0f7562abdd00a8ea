"""What the officer at the station fills in."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms

from diary.models import Entry
from frontend.fields import DatedForm, TextDateField, presented

LONDON = ZoneInfo("Europe/London")
_TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class NotificationForm(DatedForm, forms.Form):
    """Which open duties this attendance answers, when and where."""

    answers = forms.MultipleChoiceField(
        label="What did they notify?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Select everything this attendance answers. All their details are confirmed each time (s.83(5)).",
        error_messages={
            "required": "Select what they notified.",
            "invalid_choice": "One of these has been dealt with since you opened the page. Select again.",
        },
    )
    given_on = TextDateField(label="Date they attended", past_only=True)
    given_time = presented(
        forms.TimeField(
            label="Time",
            input_formats=_TIMES,
            help_text="For example, 14:30",
            error_messages={
                "required": "Enter the time they attended, like 14:30.",
                "invalid": "Enter a time of day, like 14:30 or 2:30pm.",
            },
        ),
        width=5,
    )
    station = forms.CharField(
        label="Police station",
        max_length=120,
        help_text="One in the list your chief officer has published (s.87).",
        error_messages={"required": "Enter the police station."},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entries: list[Entry], now: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "given_on": now.date(),
            "given_time": now.strftime("%H:%M"),
            "submission": uuid4(),
            "answers": [entries[0].key] if len(entries) == 1 else [],
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, today=now.date(), **kwargs)
        field = self.fields["answers"]
        field.choices = [(entry.key, entry.title) for entry in entries]  # type: ignore[attr-defined]
        presented(field, hints={entry.key: _when(entry) for entry in entries})

    def given_at(self) -> datetime:
        """The moment of attendance, in London time."""
        at: time = self.cleaned_data["given_time"]
        return datetime.combine(self.cleaned_data["given_on"], at, tzinfo=LONDON)


def _when(entry: Entry) -> str:
    if entry.last is None:
        return "Suspended while they are in custody, in hospital or abroad"
    return f"By the end of {entry.last.day} {entry.last:%B %Y}"
