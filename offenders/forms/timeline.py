"""How the timeline is narrowed: by what happened, by days, by what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from frontend.fields import DatedForm, TextDateField, presented
from offenders.timeline import Group


class TimelineFilter(DatedForm, forms.Form):
    """A GET form: the address is the list."""

    since = presented(forms.BooleanField(label="Since I last looked", required=False), small=True)
    starts = TextDateField(label="From", required=False, called="From")
    ends = TextDateField(label="To", required=False, called="To", help_text="")
    kind = presented(
        forms.MultipleChoiceField(label="What happened", required=False, widget=forms.CheckboxSelectMultiple),
        small=True,
    )
    order = presented(
        forms.ChoiceField(
            label="Newest first",
            choices=[("", "By the day it happened"), ("recorded", "By the day it was recorded")],
            widget=forms.RadioSelect,
            required=False,
        ),
        small=True,
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(group.name, group.label) for group in groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "To: this is before the first day. Turn the two round.")
        return found
