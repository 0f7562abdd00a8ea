"""For which period, area and level the figures are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from frontend.fields import DatedForm, TextDateField, presented
from mappa.figures import register
from mappa.sittings.choices import MeetingLevel


class _Period(DatedForm, forms.Form):
    """A GET form: the address is the period."""

    since = TextDateField(label="From", error_messages={"required": "Enter the first day."})
    until = TextDateField(label="To", error_messages={"required": "Enter the last day."})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day comes after the first.")
        return said


class PeriodForm(_Period):
    """The figures of which period, area and level."""

    area = forms.ChoiceField(label="Area", required=False)
    level = presented(
        forms.ChoiceField(
            label="Level",
            choices=[("", "Both"), *MeetingLevel.choices],
            widget=forms.RadioSelect,
            required=False,
        ),
        inline=True,
    )

    def __init__(self, *args: Any, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All areas"), *((area, area) for area in areas)]  # type: ignore[attr-defined]


class RegisterForm(_Period):
    """Which part of the register of disclosures."""

    source = presented(
        forms.ChoiceField(
            label="Decided by", choices=register.SOURCES, widget=forms.RadioSelect, required=False
        ),
        inline=True,
    )
    decision = forms.ChoiceField(label="Decision", choices=register.DECISIONS, required=False)
