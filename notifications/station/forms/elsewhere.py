"""What was given elsewhere or on paper, and is on no counter's list: a notification, notice in advance."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms

from diary.models import Entry
from frontend.dates import words
from frontend.fields import TextDateField, presented
from notifications.forms import Attendance
from notifications.station.forms.opening import LateForm


class _Elsewhere(Attendance):
    """When and where; and, with `late`, the question that the counter asks too."""

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        # It was another day, so that neither is a guess worth making.
        kwargs["initial"] = {"given_on": None, "given_time": None, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.asks_why = late
        if late:
            for name in ("gave", "reason"):
                self.fields[name] = deepcopy(LateForm.base_fields[name])
            gave: Any = self.fields["gave"]
            gave.label = "This is late. Did they give a reason?"
            gave.error_messages["required"] = "It was late. Say whether they gave a reason, and which."
            presented(gave, reveals={"yes": ["reason"]})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("gave") == "yes" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", LateForm.ASKS["yes"]["reason"])
        return cleaned

    def late_reason(self) -> str | None:
        """What they said, empty for nothing; None: nobody was asked."""
        if not self.asks_why:
            return None
        return str(self.cleaned_data["reason"] or "") if self.cleaned_data["gave"] == "yes" else ""


class ElsewhereForm(_Elsewhere):
    """Which open duties it answers."""

    answers = forms.MultipleChoiceField(
        label="What did they notify?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Select everything this attendance answers. All their details are confirmed each time (s.83(5)).",
        error_messages={
            "required": "Select what they notified.",
            "invalid_choice": "One of these has been dealt with since you opened the page. Select again.",
        },
    )

    field_order = ["answers"]

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        kwargs["initial"] = {"answers": [entries[0].key] if len(entries) == 1 else []}
        super().__init__(*args, **kwargs)
        field = self.fields["answers"]
        field.choices = [(entry.key, entry.title) for entry in entries]  # type: ignore[attr-defined]
        presented(field, hints={entry.key: _when(entry) for entry in entries})


class AdvanceNoticeForm(_Elsewhere):
    """Notice of a change before it happens (s.84(2))."""

    foretells = forms.CharField(
        label="What will change?",
        max_length=200,
        help_text="For example: moving to 4 Mill Lane. All their details are confirmed as well (s.83(5)).",
        error_messages={"required": "Enter what will change."},
    )
    specified_date = TextDateField(
        label="The day it will happen",
        help_text="The notice is good if it happens from two days before to two days after.",
    )

    field_order = ["foretells", "specified_date"]


def _when(entry: Entry) -> str:
    if entry.last is None:
        return "Suspended while they are in custody, in hospital or abroad"
    overridden = f" (date overridden, computed {words(entry.computed_last)})" if entry.computed_last else ""
    return f"By the end of {words(entry.last)}{overridden}"
