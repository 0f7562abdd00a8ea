"""What is filled in about a serious further offence and its reviews."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField
from mappa.further.choices import Charged
from offenders.forms import ExportForm
from riskplans.visits.forms import Submitted, Versioned


class ChargeForm(DatedForm, Submitted):
    """A charge: with what, when, and how it is known."""

    charged = forms.ChoiceField(
        label="With what were they charged?",
        choices=Charged.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select with what they were charged."},
    )
    offence = forms.CharField(
        label="Offence as charged",
        max_length=200,
        help_text="For example, Rape (Sexual Offences Act 2003, s.1)",
        error_messages={"required": "Enter the offence as charged."},
    )
    charged_on = TextDateField(
        label="Charged on", past_only=True, error_messages={"required": "Enter the day of the charge."}
    )
    committed_on = TextDateField(
        label="Committed on, or the first of its days",
        past_only=True,
        error_messages={"required": "Enter the day on which it is said to have been committed."},
    )
    account = LongTextField(
        label="How is it known, and what is alleged?",
        max_length=2000,
        rows=4,
        help_text="Do not name a victim.",
        error_messages={"required": "Say how it is known, and what is alleged."},
    )


class TakeBackForm(Versioned):
    why = LongTextField(
        label="Why is it taken off the record?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it is taken off the record."},
    )


class DecisionForm(DatedForm, Submitted):
    """What the board decided."""

    held = forms.ChoiceField(
        label="Is a serious case review held?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether a review is held."},
    )
    why = LongTextField(
        label="Why did the board decide so?",
        max_length=2000,
        rows=4,
        error_messages={"required": "Say why the board decided so."},
    )
    body = forms.CharField(
        label="Who decided for the board? Name and role",
        max_length=160,
        error_messages={"required": "Say who decided for the board."},
    )
    decided_on = TextDateField(
        label="Decided on", past_only=True, error_messages={"required": "Enter the day of the decision."}
    )

    def __init__(self, *args: Any, mandatory: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mandatory:
            self.fields["held"].choices = [("yes", "Yes: this review is mandatory")]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "held"}
        return {**said, "commissioned": self.cleaned_data["held"] == "yes"}

    def add_error(self, field: str | None, error: Any) -> None:
        """The verb calls the answer by another name."""
        if field is None and hasattr(error, "error_dict") and "commissioned" in error.error_dict:
            error.error_dict["held"] = error.error_dict.pop("commissioned")
        super().add_error(field, error)


class StartForm(DatedForm, Versioned):
    started_on = TextDateField(
        label="Started on", past_only=True, error_messages={"required": "Enter the day on which it started."}
    )
    author = forms.CharField(
        label="Who writes it? Name and agency",
        max_length=160,
        error_messages={"required": "Say who writes the review."},
    )


class CompleteForm(DatedForm, Versioned):
    completed_on = TextDateField(
        label="Completed on",
        past_only=True,
        error_messages={"required": "Enter the day on which it was completed."},
    )
    findings = LongTextField(
        label="What was found, and what is to be learned?",
        max_length=4000,
        rows=8,
        error_messages={"required": "Say what was found and what is to be learned."},
    )


class OpenForm(Submitted):
    why = LongTextField(
        label="What is the review to answer?",
        max_length=1000,
        rows=4,
        error_messages={"required": "Say what the review is to answer."},
    )


class CloseForm(Versioned):
    findings = LongTextField(
        label="What was found, and what is to be done?",
        max_length=4000,
        rows=8,
        error_messages={"required": "Say what was found and what is to be done."},
    )


class TimelineForm(DatedForm, ExportForm):
    """Which days of the timeline, and which kind of file."""

    starts = TextDateField(label="From (optional)", required=False, past_only=True)
    ends = TextDateField(label="Until (optional)", required=False, past_only=True)

    field_order = ("starts", "ends", "form")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            self.add_error("ends", "That is before the first day.")
        return said
