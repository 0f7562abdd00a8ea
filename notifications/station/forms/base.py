"""What every page of the wizard has in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from frontend.dates import time_in_words, words
from frontend.fields import DatedForm, presented
from notifications.station.scene import Scene
from notifications.station.told import Noted, Told

TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p"]
YES_NO = [("yes", "Yes"), ("no", "No")]


class StepForm(DatedForm, forms.Form):
    """One page. `ASKS` says, for each answer of the field `WHICH`, what it asks further and what is said when that is
    missing ("": it may be left out); what was typed for another answer does not count."""

    WHICH: ClassVar[str] = ""
    ASKS: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    SAID: ClassVar[
        Mapping[str, str]
    ] = {}  # how a row of "check your answers" is called, where not by its label

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        self.scene = scene
        super().__init__(*args, today=scene.today, **kwargs)
        self.prepare()
        if self.WHICH:
            reveals = {answer: list(asked) for answer, asked in self._asked().items() if asked}
            presented(self.fields[self.WHICH], reveals=reveals, hints=self.hints())

    def prepare(self) -> None:
        """Offer what is this person's."""

    def hints(self) -> dict[str, str]:
        return {}

    def _asked(self) -> dict[str, list[str]]:
        found = {}
        for answer, asked in self.ASKS.items():
            found[answer] = [name for name in asked if name in self.fields]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.WHICH:
            answer = str(cleaned.get(self.WHICH, ""))
            asked = self.ASKS.get(answer, {})
            for name in {each for those in self.ASKS.values() for each in those} & set(self.fields):
                if name not in asked:
                    self.errors.pop(name, None)
                    cleaned[name] = "" if isinstance(self.fields[name], forms.CharField) else None
                elif asked[name] and cleaned.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, asked[name])
        self.believe(cleaned)
        return cleaned

    def believe(self, cleaned: dict[str, Any]) -> None:
        """Refuse what cannot be so."""

    def told(self) -> list[Told]:
        """What happened, for the verb."""
        return []

    def noted(self) -> list[Noted]:
        """The items notified."""
        return []

    def differences(self, other: StepForm) -> list[tuple[str, str, str]]:
        """Label, what `other` says and what this one says, of each question that they answer differently."""
        both = [
            (self.SAID.get(name) or str(field.label), other.answered(name), self.answered(name))
            for name, field in self.fields.items()
        ]
        return [
            (label, theirs or "Nothing", ours or "Nothing") for label, theirs, ours in both if theirs != ours
        ]

    def answered(self, name: str) -> str:
        """An answer in words; just as it was typed while it is not right."""
        if name not in self.fields:
            return ""
        if self.is_valid() or name in self.cleaned_data:
            return said(self.fields[name], self.cleaned_data.get(name))
        typed: Any = self.fields[name].widget.value_from_datadict(self.data, {}, name)
        return ", ".join(typed) if isinstance(typed, list) else str(typed or "")

    def rows(self) -> list[dict[str, Any]]:
        """Question and answer as they will be recorded; what was left empty is left out."""
        found = []
        for name, field in self.fields.items():
            value = said(field, self.cleaned_data.get(name))
            if value and name != "again":
                called = self.SAID.get(name) or str(field.label).removesuffix(" (optional)")
                found.append({"key": called, "value": value})
        return found


def said(field: forms.Field, value: Any) -> str:
    """An answer in words; empty for none."""
    if value in (None, "", [], False):
        return ""
    if isinstance(field, forms.MultipleChoiceField):
        named = dict(field.choices)  # type: ignore[arg-type]
        return "; ".join(str(named.get(each, each)) for each in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return "Yes"
    if isinstance(value, date):
        return words(value)
    if hasattr(value, "hour"):
        return time_in_words(value)
    return str(value)


def radios(label: str, choices: Any, missing: str, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=getattr(choices, "choices", choices),
        widget=forms.RadioSelect,
        error_messages={"required": missing},
        **options,
    )


def optional(label: str, length: int = 120, **options: Any) -> forms.CharField:
    """A line of text; `ASKS` says of which answer it is needed."""
    return forms.CharField(label=label, max_length=length, required=False, **options)


def a_time(label: str, **options: Any) -> forms.TimeField:
    return presented(
        forms.TimeField(
            label=label,
            input_formats=TIMES,
            error_messages={
                "required": f"{label}: enter a time of day, like 14:30.",
                "invalid": f"{label}: enter a time of day, like 14:30 or 2:30pm.",
            },
            **options,
        ),
        width=5,
    )


def another(what: str) -> forms.ChoiceField:
    """Whether there is one more of them to tell of."""
    return presented(
        radios(f"Is there another {what} to tell of?", YES_NO, "Select yes or no.", initial="no"), inline=True
    )
