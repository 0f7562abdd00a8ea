"""What is filled in about reactive management: a proposal, a decision on it, that they were told, a desk review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from riskplans.choices import YesNo
from riskplans.reactive.choices import Conclusion, Looked
from riskplans.reactive.rules import Finding
from riskplans.visits.forms import Submitted, Versioned, yes_or_no

_ASK = {
    "children": "Are you satisfied that contact with children is no concern?",
    "agreed": "Are partner agencies content with it?",
    "static": "Is the risk low by a static tool or a structured judgement?",
    "arms": "Is the priority low by a structured judgement?",
}


class ProposeForm(Submitted):
    """Why, what cannot be known from here, and why all the same where a criterion does not hold."""

    why = LongTextField(
        label="Why can they be managed without home visits?",
        max_length=2000,
        rows=4,
        error_messages={"required": "Say why: both who decide read it."},
    )

    def __init__(self, *args: Any, found: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = [each for each in found if each.holds is None]
        for each in self._asked:
            name = each.criterion.value
            self.fields[f"{name}_holds"] = yes_or_no(
                _ASK.get(name, str(each.criterion.label)),
                "Select yes or no: it cannot be known from here.",
                help_text=each.why,
            )
            self.fields[f"{name}_evidence"] = forms.CharField(
                label="What does that rest on?",
                max_length=1000,
                help_text="Whom you asked, what you saw, and when.",
                error_messages={"required": "Say what that rests on: whom you asked, what you saw, when."},
            )
        fails = [each for each in found if each.holds is False]
        self.fields["override"] = LongTextField(
            label="Why is it right all the same?",
            max_length=1000,
            rows=3,
            required=False,
            help_text=(
                "Not every criterion holds. Without a reason this goes no further; with one an inspector decides on "
                "it, and it is counted as an override."
                if fails
                else "Only if you have answered “no” above."
            ),
        )

    def said(self) -> dict[str, tuple[bool, str]]:
        """Of each criterion that the record cannot say: whether it holds, and what that rests on."""
        cleaned = self.cleaned_data
        return {
            each.criterion.value: (
                cleaned[f"{each.criterion.value}_holds"] == YesNo.YES,
                cleaned[f"{each.criterion.value}_evidence"],
            )
            for each in self._asked
        }


class DecideForm(Versioned):
    """Support or authorise, or refuse."""

    decision = forms.ChoiceField(
        label="Your decision", widget=forms.RadioSelect, error_messages={"required": "Select your decision."}
    )
    note = LongTextField(
        label="Reasons",
        max_length=2000,
        rows=3,
        error_messages={"required": "Give your reasons: they stand on the record."},
    )

    def __init__(self, *args: Any, agree: str, lacking: Sequence[str], **kwargs: Any) -> None:
        """`agree` is what agreeing is called; `lacking` are the criteria that do not hold, where that blocks it."""
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("agree", agree), ("refuse", "Refuse")]  # type: ignore[attr-defined]
        if lacking:
            self.fields["override"] = LongTextField(
                label="Why is it right all the same?",
                max_length=1000,
                rows=3,
                required=False,
                help_text="It is blocked while a criterion does not hold. An override is counted and reported.",
            )


class WhyForm(Versioned):
    why = LongTextField(
        label="Why?",
        max_length=2000,
        rows=3,
        error_messages={"required": "Give your reasons: they stand on the record."},
    )


class ToldForm(DatedForm, Versioned):
    """They know that nobody visits them, and that they must go on notifying."""

    told_on = TextDateField(label="When?", past_only=True, error_messages={"required": "Enter the day."})
    told_how = forms.CharField(
        label="How?",
        max_length=200,
        help_text="For example, by letter, or at the station.",
        error_messages={"required": "Say how they were told."},
    )


class DeskReviewForm(DatedForm, Submitted, Versioned):
    """Each system: when it was looked at, and what it showed; and what follows."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        for system in Looked:
            name = system.value
            self.fields[f"{name}_on"] = presented(
                TextDateField(
                    label="Looked at on", past_only=True, error_messages={"required": "Enter the day."}
                )
            )
            self.fields[f"{name}_found"] = forms.CharField(
                label="What did it show?",
                max_length=500,
                help_text="Or: nothing new.",
                error_messages={"required": "Say what it showed, or “nothing new”."},
            )
            self.fields[f"{name}_on"].today = today  # type: ignore[attr-defined]
        self.fields["conclusion"] = forms.ChoiceField(
            label="What follows?",
            choices=Conclusion,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what follows."},
        )
        self.fields["reasons"] = LongTextField(
            label="Reasons",
            max_length=2000,
            rows=3,
            error_messages={"required": "Give your reasons: they stand on the record."},
        )

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        for system in Looked:
            yield str(system.label), [self[f"{system.value}_on"], self[f"{system.value}_found"]]
        yield "What follows", [self["conclusion"], self["reasons"]]

    def said(self) -> dict[str, tuple[date | None, str]]:
        return {
            each.value: (self.cleaned_data[f"{each}_on"], self.cleaned_data[f"{each}_found"])
            for each in Looked
        }
