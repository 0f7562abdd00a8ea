"""Who else may read a record, who may not, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from access.policies import FieldClass
from accounts.finding import FindUserForm
from frontend.fields import DatedForm, LongTextField, TextDateField
from offenders.choices import ArchiveReason


class _SpanForm(DatedForm, FindUserForm):
    """Somebody, from a day to a day."""

    starts_on = TextDateField(label="First day", called="First day")
    last_day = TextDateField(label="Last day", called="Last day")

    def span(self) -> dict[str, Any]:
        """From the first day up to, not including, the day after the last."""
        last = self.cleaned_data["last_day"]
        return {
            "starts_on": self.cleaned_data["starts_on"],
            "ends_on": last + timedelta(days=1) if last else None,
        }


class ShareForm(_SpanForm):
    """Open the record to one user by name."""

    last_day = TextDateField(
        label="Last day",
        called="Last day",
        required=False,
        help_text="A partner agency needs one. For the force it may stay empty. For example, 17/5/2027",
    )
    classes = forms.MultipleChoiceField(
        label="What may they read?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Identity and legal status are always part of it.",
    )
    purpose = forms.CharField(
        label="What do they need it for?",
        max_length=200,
        error_messages={"required": "Say what they need it for."},
    )
    field_order = ["who", "user", "classes", "purpose", "starts_on", "last_day"]

    def __init__(self, *args: Any, reads: Iterable[FieldClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [each for each in FieldClass if each in set(reads) - {FieldClass.GENERAL}]
        self.fields["classes"].choices = [(each.value, each.label) for each in others]  # type: ignore[attr-defined]


class CoverForm(_SpanForm):
    """Who stands in for an officer, and why."""

    reason = forms.CharField(
        label="Why?",
        max_length=200,
        help_text="For example: leave, course, sickness.",
        error_messages={"required": "Say why, in a few words."},
    )
    # The doubts that the page last showed: cover is arranged in spite of these and of no others.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def was_shown(self, doubts: list[str]) -> bool:
        return bool(self.cleaned_data["seen"] == _shown(doubts))

    def show(self, doubts: list[str]) -> None:
        """The form as it goes out with these."""
        retyped: Any = self.data.copy()  # type: ignore[attr-defined]
        retyped["seen"] = _shown(doubts)
        self.data = retyped


def _shown(doubts: list[str]) -> str:
    return " ".join(doubts)


class ReaderForm(FindUserForm):
    """One more officer who may read a restricted record."""


class ArchiveForm(forms.Form):
    """Why a record is no longer worked on."""

    why = forms.ChoiceField(
        label="Why is it archived?", choices=ArchiveReason.choices, widget=forms.RadioSelect
    )
    note = LongTextField(label="Anything to add? (optional)", max_length=500, required=False, rows=3)
