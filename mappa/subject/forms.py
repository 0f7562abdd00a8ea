"""What is filled in about subject access: the request, an answer for a paragraph, the signature."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.models import OwnedParagraph
from mappa.subject.choices import GAP, Asker, Exemption, Owned
from riskplans.visits.forms import Submitted, Versioned


class SubjectRequestForm(DatedForm, Submitted):
    """Who asks, since when, and where the answer goes."""

    asker = forms.ChoiceField(
        label="Who asks?",
        choices=Asker,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who asks."},
    )
    who = LongTextField(
        label="Where does the answer go?",
        max_length=500,
        rows=3,
        help_text="Where they ask on somebody’s behalf, also on whose authority, and how it was checked.",
        error_messages={"required": "Say where the answer goes."},
    )
    received_on = TextDateField(
        label="When was it received?", error_messages={"required": "Enter the day it was received."}
    )
    proved_on = TextDateField(
        label="When was it known that it is theirs? (optional)",
        required=False,
        help_text="If you had to ask who they are: the month runs from when you knew.",
    )


def _exemption(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Select one"), *Exemption.choices], required=False)


def _reason(label: str) -> LongTextField:
    return LongTextField(
        label=label, max_length=2000, rows=3, required=False, help_text="This is kept, and not sent."
    )


class AnswerForm(Versioned):
    """What the owner answers for one paragraph. What is asked of words taken out, and of all of it withheld, is asked
    with those answers and with no other."""

    answer = presented(
        forms.ChoiceField(
            label="What may they be told?",
            choices=Owned,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what is answered."},
        ),
        reveals={
            Owned.REDACT: ("redacted", "part_exemption", "part_reason"),
            Owned.WITHHOLD: ("exemption", "reason"),
        },
    )
    redacted = LongTextField(
        label="What is released, with words taken out",
        max_length=8000,
        rows=8,
        required=False,
        help_text=f"Put {GAP} in place of what is taken out. Change and add nothing else.",
    )
    part_exemption = _exemption("Under which exemption are they taken out?")
    part_reason = _reason("Why are they taken out?")
    exemption = _exemption("Under which exemption is it withheld?")
    reason = _reason("Why is it withheld?")
    told_by = forms.CharField(
        label="Who of the agency answered, and how?",
        max_length=160,
        required=False,
        help_text="For example, the data protection officer, by letter of today.",
    )

    def __init__(self, *args: Any, row: OwnedParagraph, on_behalf: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "answer": row.answer,
            "redacted": row.redacted or row.paragraph.text,
            **dict.fromkeys(("exemption", "part_exemption"), row.exemption),
            **dict.fromkeys(("reason", "part_reason"), row.reason),
            "told_by": row.told_by,
        }
        super().__init__(*args, row=row, **kwargs)
        if not on_behalf:
            del self.fields["told_by"]

    def said(self) -> dict[str, Any]:
        """What the verb is given."""
        said = {"told_by": "", **self.cleaned_data}
        part = {name: said.pop(f"part_{name}") for name in ("exemption", "reason")}
        return {**said, **part} if said["answer"] == Owned.REDACT else said

    def add_error(self, field: str | None, error: Any) -> None:
        """A refusal of the verb stands beside what was asked with the answer that was given."""
        parted = self.cleaned_data.get("answer") == Owned.REDACT and f"part_{field}" in self.fields
        super().add_error(f"part_{field}" if parted else field, error)


class SignForm(Versioned):
    """How the answer was checked."""

    note = LongTextField(
        label="How did you check it?",
        max_length=1000,
        rows=4,
        help_text="For example, that nothing released names a victim or another person.",
        error_messages={"required": "Say how you checked it."},
    )
