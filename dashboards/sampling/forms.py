"""What is filled in about a dip-sample: of whom it is drawn, the answers, why a record is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from accounts.models import Unit, User
from dashboards.models import DipAnswer, DipCase, DipQuestion
from dashboards.sampling.choices import Reactively, Said
from dashboards.sampling.rules import Answered
from frontend.fields import LongTextField, presented
from offenders.choices import ManagementLevel
from riskplans.visits.forms import Submitted, Versioned


class DrawForm(Submitted):
    """Of whom this month's sample is drawn; never who."""

    levels = presented(
        forms.MultipleChoiceField(
            label="Which levels?",
            choices=ManagementLevel.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Select none for every level.",
        ),
        small=True,
    )
    reactively = presented(
        forms.ChoiceField(
            label="Managed how?",
            choices=[(value or "any", label) for value, label in Reactively.choices],
            widget=forms.RadioSelect,
            initial="any",
            error_messages={"required": "Select how they are managed."},
        ),
        small=True,
    )
    officer = forms.ModelChoiceField(
        label="Whose people? (optional)",
        queryset=User.objects.none(),
        required=False,
        empty_label="Everybody’s",
    )

    def __init__(self, *args: Any, units: Sequence[Unit], officers: Any, **kwargs: Any) -> None:
        """`units` are those of which the user may draw; with one there is nothing to select."""
        super().__init__(*args, **kwargs)
        self._units = {str(each.pk): each for each in units}
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        if len(units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                label="Which unit?",
                choices=[("", "Select a unit"), *((key, str(each)) for key, each in self._units.items())],
                error_messages={"required": "Select the unit."},
            )
            self.order_fields(["unit", "levels", "reactively", "officer"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        unit = self._units[said["unit"]] if said.get("unit") else next(iter(self._units.values()))
        officer = said.get("officer")
        if officer is not None and officer.unit_id != unit.pk:
            self.add_error("officer", "They work in another unit.")
        return said

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        unit = said.pop("unit", None) or next(iter(self._units))
        reactively = "" if said["reactively"] == "any" else said["reactively"]
        return {**said, "unit": self._units[unit], "reactively": reactively}


class AnswerForm(Versioned):
    """Every question of the sample about one record."""

    def __init__(
        self,
        *args: Any,
        row: DipCase,
        questions: Sequence[DipQuestion],
        answers: Iterable[DipAnswer],
        **kwargs: Any,
    ) -> None:
        stand = {each.question_id: each for each in answers}
        initial = {
            f"{question.code}_{name}": getattr(stand[question.pk], name)
            for question in questions
            if question.pk in stand
            for name in ("answer", "comment", "to_do")
        }
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self._questions = questions
        for question in questions:
            self.fields[f"{question.code}_answer"] = presented(
                forms.ChoiceField(
                    label=question.wording,
                    help_text=question.look_at,
                    choices=Said,
                    widget=forms.RadioSelect,
                    error_messages={"required": f"{question.short}: select an answer, or “not applicable”."},
                ),
                inline=True,
                small=True,
                label_size="s",
            )
            self.fields[f"{question.code}_comment"] = LongTextField(
                label="What did you find?",
                max_length=1000,
                rows=2,
                required=False,
                help_text="Needed for “partly” and “no”.",
            )
            self.fields[f"{question.code}_to_do"] = forms.CharField(
                label="What is the officer to do?",
                max_length=500,
                required=False,
                help_text="Needed for “no”. It becomes a task that others who manage this person read too: nothing of "
                "victims, health or intelligence.",
            )

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields of each question, under its short name."""
        for number, question in enumerate(self._questions, start=1):
            yield (
                f"{number}. {question.short}",
                [self[f"{question.code}_{name}"] for name in ("answer", "comment", "to_do")],
            )

    def said(self) -> dict[str, Answered]:
        return {
            question.code: Answered(
                *(self.cleaned_data[f"{question.code}_{name}"] for name in ("answer", "comment", "to_do"))
            )
            for question in self._questions
        }

    def differences(self) -> list[tuple[str, str, str]]:
        """By question: what stands now, what was typed, where they differ."""
        now = {each.question_id: each for each in DipAnswer.objects.filter(case=self.row)}
        found = []
        for question in self._questions:
            stands, typed = now.get(question.pk), self.said()[question.code]
            was = " ".join(filter(None, [str(stands), stands.comment, stands.to_do])) if stands else ""
            new = " ".join(filter(None, [str(Said(typed.answer).label), typed.comment, typed.to_do]))
            if was != new:
                found.append((question.short, was, new))
        return found


class ExcludeForm(Versioned):
    why = LongTextField(
        label="Why can this record not be gone through?",
        max_length=500,
        rows=3,
        help_text="Another of the same manager’s is drawn by the same draw. Both stay on the sample.",
        error_messages={"required": "Say why this record is left out: it stays on the sample."},
    )

    def differences(self) -> list[tuple[str, str, str]]:
        return []


class PublishForm(Versioned):
    def differences(self) -> list[tuple[str, str, str]]:
        return []
