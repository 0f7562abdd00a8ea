"""What the board is narrowed to: a GET form, so the address is the board. No name stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from accounts.models import Unit, User
from dashboards.board.scope import Asked, Status
from frontend.fields import DatedForm, TextDateField, presented
from offenders.choices import ManagementLevel


class BoardForm(DatedForm, forms.Form):
    """By unit, officer, level, how people stand, and as at which day."""

    unit = forms.ChoiceField(label="Unit", required=False)
    officer = forms.ChoiceField(label="Manager", required=False)
    level = presented(
        forms.MultipleChoiceField(
            label="Management level",
            choices=ManagementLevel.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        small=True,
    )
    status = forms.ChoiceField(
        label="How they stand", choices=[("", "However they stand"), *Status.choices], required=False
    )
    day = TextDateField(label="As at the end of (empty: now)", required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], officers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        self._choose("unit", [("", "Every unit"), *((str(unit.pk), unit.name) for unit in units)])
        self._choose("officer", [("", "Everybody"), *((str(user.pk), str(user)) for user in officers)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and self.today and day > self.today:
            raise forms.ValidationError("Enter a day that is over, or today.")
        return day

    def asked(self) -> Asked:
        """What a form that is valid narrows the board to."""
        said = self.cleaned_data
        return Asked(
            unit=int(said["unit"]) if said["unit"] else None,
            officer=UUID(said["officer"]) if said["officer"] else None,
            levels=tuple(said["level"]),
            status=said["status"],
            day=said["day"] or None,
        )
