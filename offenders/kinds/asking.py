"""The questions that forms ask of a fact, in the words of its columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from accounts.encryption import EncryptedTextField
from frontend.fields import LongTextField, TextDateField, presented
from offenders.choices import Source, YesNoUnknown
from offenders.models import Fact, Person
from offenders.models.finance import CardNumberField

Fields = Mapping[str, Callable[[], forms.Field]]

LONG = 4000  # characters of a text of several lines
SECRET = 200  # characters of a text that is kept encrypted
FEW = 5  # choices that are shown all at once
# A1 1AA to AA1A 1AA, and GIR 0AA: the shapes Royal Mail issues.
_POSTCODE = re.compile(r"(GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLN-UW-Z]{2})")


class PostcodeField(forms.CharField):
    """A United Kingdom postcode in any case and spacing; gives `CA1 1AA`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Postcode", "required": False, "max_length": 12, **kwargs})
        self.widget.attrs["autocomplete"] = "off"
        presented(self, width=10)

    def clean(self, value: Any) -> str:
        text = re.sub(r"[\s.-]", "", super().clean(value)).upper()
        if not text:
            return ""
        if not _POSTCODE.fullmatch(text):
            raise ValidationError("Enter a full UK postcode, like CA1 1AA.")
        return f"{text[:-3]} {text[-3:]}"


def moment(label: str, *, required: bool = True) -> forms.DateTimeField:
    """A day and a time in one box, as 17/5/2024 14:30."""
    shape = "%d/%m/%Y %H:%M"
    return forms.DateTimeField(
        label=_label(label, required=required),
        required=required,
        input_formats=[shape],
        widget=forms.DateTimeInput(format=shape),
        help_text="For example, 17/5/2024 14:30",
        error_messages={"invalid": "Enter a day and a time, like 17/5/2024 14:30."},
    )


def dated(label: str, *, required: bool = True) -> TextDateField:
    return TextDateField(label=_label(label, required=required), required=required, called=label)


def number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=99)


def choice(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices.choices)


class OneOf(forms.TypedChoiceField):
    """Which of the person's other facts this one is about; the form tells it whose."""

    def __init__(
        self,
        label: str,
        *,
        facts: Callable[[Person], Iterable[Fact]],
        called: Callable[[Any], str] = str,
        needed: str = "",
    ) -> None:
        self.facts, self.called = facts, called
        super().__init__(
            label=_label(label, required=bool(needed)),
            required=bool(needed),
            coerce=UUID,
            empty_value=None,
            error_messages={"required": needed, "invalid_choice": "Select one of this person's."},
        )

    def tell(self, person: Person) -> None:
        """Offer this person's."""
        self.choices = [
            ("", "Select" if self.required else "Not known"),
            *((str(fact.pk), self.called(fact)) for fact in self.facts(person)),
        ]


class OtherPersonField(forms.CharField):
    """Another person on record, by their local reference. Holds their id; the form tells it who asks."""

    about: Person

    def tell(self, person: Person) -> None:
        """Know whom the one who fetched this person may see."""
        self.about = person

    def prepare_value(self, value: Any) -> Any:
        """The reference of the person with this id, for whoever may see them."""
        if not isinstance(value, UUID):
            return value
        return self._seen().filter(pk=value).values_list("reference", flat=True).first()

    def clean(self, value: Any) -> UUID | None:
        if isinstance(value, UUID):
            return value  # somebody whom this officer may not see: the tie to them stays as it is
        reference = str(super().clean(value)).upper()
        if not reference:
            return None
        found: UUID | None = self._seen().filter(reference=reference).values_list("pk", flat=True).first()
        if found is None:
            raise ValidationError(
                "No record with that reference is open to you. Check it, or enter their name."
            )
        return found

    def _seen(self) -> Any:
        return Person.objects.visible_to(self.about.read_by, self.about.read_at)


class HiddenNumberField(forms.CharField):
    """A number that is not shown again once it is held: left empty, it stays."""

    held = ""

    def keep(self, held: str) -> None:
        """The number on record, of which the form shows the end."""
        self.held = held
        if held:
            self.help_text = f"On record: {CardNumberField.shown(held)}. Leave empty to keep it."

    def prepare_value(self, value: Any) -> Any:
        return "" if value == self.held else value

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) or self.held


def source() -> forms.ChoiceField:
    """Where a new entry comes from has to be said."""
    return forms.ChoiceField(
        label="How is it known?",
        choices=[("", "Select"), *Source.choices],
        error_messages={"required": "Select how it is known."},
    )


def asked(model: type[models.Model], *names: str) -> Fields:
    """A question for each of these columns: what the column allows to be empty is optional, and says so."""
    return {name: _question(model._meta.get_field(name)) for name in names}


def _question(column: Any) -> Callable[[], forms.Field]:
    return lambda: _field(column)


def _field(column: Any) -> forms.Field:
    words, optional = str(capfirst(column.verbose_name)), column.blank
    said = {
        "label": _label(words, required=not optional),
        "required": not optional,
        "help_text": column.help_text,
        "error_messages": {"required": f"{words}: this is needed."},
    }
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(label=words, required=False, help_text=column.help_text)
    if isinstance(column, models.ForeignKey):
        related: Any = column.related_model
        if related is Person:
            return OtherPersonField(**said)
        return OneOf(
            words,
            facts=lambda person: related._default_manager.standing().filter(person=person),
            needed="" if optional else f"{words}: this is needed.",
        )
    if column.choices:
        return _choices(column, said)
    if isinstance(column, models.DateField):
        return TextDateField(
            label=said["label"],
            required=not optional,
            called=words,
            help_text=column.help_text or "For example, 17/5/2024",
        )
    if isinstance(column, CardNumberField):
        return HiddenNumberField(**said, max_length=SECRET)
    if isinstance(column, EncryptedTextField):
        return forms.CharField(**said, max_length=SECRET, empty_value=None if column.null else "")
    if isinstance(column, models.TextField):
        return LongTextField(**said, max_length=LONG)
    if isinstance(column, models.PositiveSmallIntegerField | models.PositiveIntegerField):
        return presented(forms.IntegerField(**said, min_value=0, max_value=32767), width=5)
    return forms.CharField(**said, max_length=column.max_length)


def _choices(column: Any, said: dict[str, Any]) -> forms.Field:
    values = list(column.choices)
    if column.blank:
        values.insert(0, ("", "Not known"))
    initial = column.get_default() or values[0][0] if column.has_default() or column.blank else None
    if len(values) > FEW:
        return forms.ChoiceField(
            **said, choices=values if initial is not None else [("", "Select"), *values], initial=initial
        )
    shown = forms.ChoiceField(**said, choices=values, widget=forms.RadioSelect, initial=initial)
    return presented(shown, inline=values == YesNoUnknown.choices)


def _label(words: str, *, required: bool) -> str:
    return words if required else f"{words} (optional)"
