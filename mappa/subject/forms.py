"""What is filled in about subject access: the request, an answer for a paragraph, the signature."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField
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


class AnswerForm(Versioned):
    """What the owner answers for one paragraph."""

    answer = forms.ChoiceField(
        label="What may they be told?",
        choices=Owned,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is answered."},
    )
    redacted = LongTextField(
        label="What is released, with words taken out",
        max_length=8000,
        rows=8,
        required=False,
        help_text=f"Only where words are taken out: put {GAP} in place of each. Change and add nothing else.",
    )
    exemption = forms.ChoiceField(
        label="Under which exemption is it held back?",
        choices=[("", "Nothing is held back"), *Exemption.choices],
        required=False,
    )
    reason = LongTextField(
        label="Why?",
        max_length=2000,
        rows=3,
        required=False,
        help_text="Where something is held back. This is kept, and not sent.",
    )
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
            "exemption": row.exemption,
            "reason": row.reason,
            "told_by": row.told_by,
        }
        super().__init__(*args, row=row, **kwargs)
        if not on_behalf:
            del self.fields["told_by"]

    def said(self) -> dict[str, Any]:
        return {"told_by": "", **self.cleaned_data}


class SignForm(Versioned):
    """How the answer was checked."""

    note = LongTextField(
        label="How did you check it?",
        max_length=1000,
        rows=4,
        help_text="For example, that nothing released names a victim or another person.",
        error_messages={"required": "Say how you checked it."},
    )
