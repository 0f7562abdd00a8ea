"""What is asked to record an entry, to end one, to correct one, and to confirm a block."""

from __future__ import annotations

from typing import Any

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm, TextDateField
from offenders.actions.correcting import REASON_NEEDED
from offenders.kinds import FactKind, OneOf, kind_of
from offenders.kinds.asking import HiddenNumberField, OtherPersonField
from offenders.models import Detail, Fact, Person
from offenders.record.reading import in_words


def _questions(kind: FactKind, person: Person) -> dict[str, forms.Field]:
    questions = {name: ask() for name, ask in kind.asks.items()}
    for question in questions.values():
        if isinstance(question, OneOf | OtherPersonField):
            question.tell(person)
    return questions


class DetailForm(DatedForm, forms.Form):
    """A new entry: the kind's questions."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: FactKind, person: Person, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        self.fields.update(_questions(kind, person))
        self.tell_today()

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.kind.asks}


class EndForm(DatedForm, forms.Form):
    """Something was so and is so no longer."""

    ends_on = TextDateField(
        label="What was the last day?", help_text="The entry stays on the record, as it was until then."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fact: Detail, **kwargs: Any) -> None:
        self.row = fact
        kwargs["initial"] = {"version": fact.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if fact.ENDS_AT_ONCE:  # from that day on no page warns of it
            self.fields["ends_on"].label = "On which day did it end?"

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: the whole entry, because it is ended as it stands."""
        kind = kind_of(self.row)
        stands = kind.standing(self.row)
        questions = _questions(kind, self.row.person)
        now = [
            (str(field.label).removesuffix(" (optional)"), in_words(field, stands[name]))
            for name, field in questions.items()
            if name != "ends_on"
        ]
        asked, last = self.fields["ends_on"], stands["ends_on"]
        return [
            *((label, said, "not asked") for label, said in now if said != "nothing"),
            (
                str(asked.label),
                words(last) if last else "it is still so",
                in_words(asked, self.cleaned_data["ends_on"]),
            ),
        ]


class ConfirmForm(forms.Form):
    """A block has been looked at and is right."""

    how = forms.CharField(
        label="How do you know? (optional)",
        max_length=200,
        required=False,
        help_text="For example: on a visit, from their bank card, by telephone.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


class CorrectionForm(DatedForm, forms.Form):
    """The fact's fields as they stand, and why they are changed."""

    reason = forms.CharField(
        label="Why is it being corrected?",
        max_length=500,
        help_text="For example: the court register says 14 March, not 15 March.",
        error_messages={"required": REASON_NEEDED},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fact: Person | Fact, **kwargs: Any) -> None:
        self.row = fact
        kind, person = kind_of(fact), fact if isinstance(fact, Person) else fact.person
        self.standing = kind.standing(fact)
        kwargs["initial"] = {**self.standing, "version": fact.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields.update(_questions(kind, person))
        for name, field in self.fields.items():
            if isinstance(field, HiddenNumberField):
                field.keep(self.standing[name] or "")
            elif isinstance(field, OtherPersonField) and self.standing[name]:
                field.disabled = field.prepare_value(self.standing[name]) is None
        self.tell_today()
        self.order_fields([*self.standing, "reason", "version"])

    def changes(self) -> dict[str, Any]:
        """The corrected fields; an empty text stays a text."""
        return {name: self.cleaned_data[name] for name in self.standing}

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what the record says now, what was typed: for a change someone else overtook."""
        found = []
        for name, stands in self.standing.items():
            typed = self.cleaned_data.get(name)
            if stands != typed:
                field = self.fields[name]
                found.append((str(field.label), in_words(field, stands), in_words(field, typed)))
        return found
