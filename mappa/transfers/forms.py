"""What is filled in about a transfer: the request, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.fields import LongTextField
from mappa.transfers.choices import Answer
from offenders.choices import LeadAgency
from riskplans.visits.forms import Submitted, Versioned

_WHOSE = [("own", "Another area of this force"), ("other", "Another force’s area")]


class TransferForm(Submitted):
    """Asking another area to take a case on."""

    to_area = forms.CharField(
        label="To which MAPPA area?", max_length=80, error_messages={"required": "Enter the area."}
    )
    whose = forms.ChoiceField(
        label="Whose area is it?",
        choices=_WHOSE,
        widget=forms.RadioSelect,
        help_text="Another force does not sign in here: you record what it answers.",
        error_messages={"required": "Say whose area it is."},
    )
    why = LongTextField(
        label="Why does the case move?", max_length=1000, rows=3, error_messages={"required": "Say why."}
    )
    report = LongTextField(
        label="Handover report",
        max_length=8000,
        rows=10,
        help_text="Risk, what works, who must be told, what must not wait. The plan in force and the open actions go "
        "with it.",
        error_messages={"required": "Write what the other area has to know."},
    )
    lead_agency = forms.ChoiceField(
        label="Which agency leads there?",
        choices=LeadAgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the agency that leads there."},
    )
    lead_office = forms.CharField(
        label="Which office leads there? (optional)", max_length=120, required=False
    )

    def said(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "whose"}
        return {**said, "outside": self.cleaned_data["whose"] == "other"}


class AnswerForm(Versioned):
    """The receiving area's answer; of another force's, who gave it and what shows it."""

    answer = forms.ChoiceField(
        label="Answer", widget=forms.RadioSelect, error_messages={"required": "Select the answer."}
    )
    why = LongTextField(
        label="Reasons", max_length=1000, rows=3, error_messages={"required": "Give the reasons."}
    )
    said_by = forms.CharField(label="Who answered there? Name and role", max_length=160, required=False)
    evidence = forms.CharField(
        label="What shows the answer?",
        max_length=300,
        required=False,
        help_text="For example, their letter of 3 June 2026, filed under documents",
    )

    def __init__(self, *args: Any, outside: bool, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [Answer.ACCEPTED, Answer.REFUSED] if outside or not own else []
        offered += [Answer.WITHDRAWN] if own else []
        said = {"accepted": "Accept", "refused": "Refuse", "withdrawn": "Withdraw the request"}
        if outside:
            said |= {"accepted": "They accept", "refused": "They refuse"}
        self.fields["answer"].choices = [(each.value, said[each.value]) for each in offered]  # type: ignore[attr-defined]
        if not outside:
            del self.fields["said_by"], self.fields["evidence"]
