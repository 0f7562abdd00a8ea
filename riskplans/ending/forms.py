"""What is filled in before notification ends: the officer's review, a supervisor's answer, why it is taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frontend.fields import LongTextField, presented
from riskplans.choices import Asked
from riskplans.ending.choices import After, Check
from riskplans.visits.forms import Submitted, Versioned


class ReviewForm(Submitted):
    """What was found, and what is to follow; of the last day that stood on the page."""

    seen = forms.DateField(widget=forms.HiddenInput)
    verified = LongTextField(
        label="What did you verify the last day against?",
        max_length=1000,
        rows=3,
        help_text="For example, the sentence on the court extract and the day of conviction. A wrong fact is corrected "
        "on the record first: the day follows from it.",
        error_messages={"required": "Say what you verified the day against."},
    )
    risk = LongTextField(
        label="What is the risk at the end?",
        max_length=4000,
        rows=5,
        help_text="What could happen once nobody sees them, to whom, what is done about it, and who else is told.",
        error_messages={"required": "Say what the risk is at the end."},
    )
    after = presented(
        forms.ChoiceField(
            label="What should happen when notification has ended?",
            choices=After.choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what should happen."},
        ),
        reveals={After.KEEP.value: ("basis",)},
    )
    basis = forms.CharField(
        label="On what basis?",
        max_length=500,
        required=False,
        help_text="For example, a sexual harm prevention order, a licence, MAPPA category 3, or as a potentially "
        "dangerous person.",
    )

    def __init__(self, *args: Any, running_on: int, **kwargs: Any) -> None:
        """`running_on` is how many orders and licences run on beyond the last day."""
        super().__init__(*args, **kwargs)
        if running_on:
            self.fields["orders"] = LongTextField(
                label="What becomes of the orders and licences that run on?",
                max_length=1000,
                rows=3,
                help_text="Who looks after each of them, and who would learn of a breach.",
                error_messages={"required": "Say what becomes of the orders and licences that run on."},
            )
            self.order_fields(["seen", "verified", "orders", "risk", "after", "basis", "submission"])

    def sees(self, ends_on: date) -> None:
        """The day that stands beside the form by now: what is sent again was written with it in sight."""
        retyped: Any = self.data.copy()  # type: ignore[attr-defined]
        retyped[self.add_prefix("seen")] = ends_on.isoformat()
        self.data = retyped


class AnswerForm(Versioned):
    """A supervisor's answer: to approve says that each point was looked at."""

    answer = presented(
        forms.ChoiceField(
            label="Your answer",
            choices=[(Asked.APPROVED.value, "Approve"), (Asked.REFUSED.value, "Return, to be changed")],
            widget=forms.RadioSelect,
            error_messages={"required": "Select your answer."},
        ),
        reveals={Asked.APPROVED.value: ("checked",)},
    )
    checked = forms.MultipleChoiceField(
        label="I have looked at each of these",
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = LongTextField(
        label="Reasons",
        max_length=500,
        rows=3,
        error_messages={"required": "Give your reasons: they stand on the record."},
    )


class TakeBackForm(Versioned):
    why = LongTextField(
        label="Why?",
        max_length=500,
        rows=3,
        error_messages={"required": "Say why it is taken back: whoever reads the history needs to know."},
    )
