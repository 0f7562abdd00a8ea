"""Form fields in the GOV.UK manner, on Django's own forms.

A plain Django field renders well by itself; ``presented`` adds what Django has no
word for (sizes, prefixes, hints of single options, questions that an answer
reveals). The two date fields need to know today's date: the form is given it and
passes it on (``DatedForm``), because nothing below the views may read the clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError

from frontend.dates import EXAMPLE, IN_BOXES, DateRefused, Part, parse_date, parse_parts

PARTS: tuple[Part, ...] = ("day", "month", "year")

SomeField = TypeVar("SomeField", bound=forms.Field)


@dataclass(frozen=True)
class Look:
    """How a field is drawn, beyond what Django says about it."""

    label_size: str = ""
    page_heading: bool = False
    width: int | str | None = None
    prefix: str = ""
    suffix: str = ""
    inline: bool = False
    small: bool = False
    count: int | None = None
    hints: Mapping[str, str] = dataclass_field(default_factory=dict)
    reveals: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    divider_before: str | None = None


PLAIN = Look()


def look_of(field: forms.Field) -> Look:
    """How a field is drawn; plainly, if nobody said."""
    return getattr(field, "look", PLAIN)


def presented(
    field: SomeField,
    *,
    label_size: str = "",
    page_heading: bool = False,
    width: int | str | None = None,
    prefix: str = "",
    suffix: str = "",
    inline: bool = False,
    small: bool = False,
    rows: int | None = None,
    count: int | None = None,
    hints: Mapping[Any, str] | None = None,
    reveals: Mapping[Any, Sequence[str]] | None = None,
    divider_before: Any = None,
) -> SomeField:
    """The same field, told how to look.

    ``label_size`` is s, m, l or xl; ``page_heading`` makes the label the page's h1.
    ``width`` is a number of characters (2, 3, 4, 5, 10, 20, 30) or a fraction's name
    ("one-half", "full"). ``count`` shows a character count. ``hints`` gives an option's
    hint by its value; ``reveals`` names the fields of the same form that an option
    reveals; ``divider_before`` is the value of the option that stands after an "or".
    """
    count = count or look_of(field).count
    field.look = Look(  # type: ignore[attr-defined]
        label_size=label_size,
        page_heading=page_heading,
        width=width,
        prefix=prefix,
        suffix=suffix,
        inline=inline,
        small=small,
        count=count,
        hints={str(value): hint for value, hint in (hints or {}).items()},
        reveals={str(value): tuple(names) for value, names in (reveals or {}).items()},
        divider_before=None if divider_before is None else str(divider_before),
    )
    if rows:
        field.widget.attrs["rows"] = rows
    if count:
        # The browser would cut a pasted text off in silence; the server says so instead.
        field.widget.attrs.pop("maxlength", None)
    return field


class DateInput(forms.MultiWidget):
    """Three text boxes: day, month, year. Gives back exactly what was typed."""

    template_name = "django/forms/widgets/date_input.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        boxes = []
        for part in PARTS:
            box = {"inputmode": "numeric", "class": f"govuk-input--width-{4 if part == 'year' else 2}"}
            if part == "month":
                # "Jan" is understood too, so the numbers-only keypad would shut a door.
                box = {"class": "govuk-input--width-2", "inputmode": "text", "autocapitalize": "off"}
            if birthday:
                box["autocomplete"] = f"bday-{part}"
            boxes.append(forms.TextInput(box))
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str]:
        """The three boxes of a date that is already known."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds each box's label and whether it is the wrong one."""
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_parts", ())
        # The error and the hint belong to the group: repeating them on each box is noise.
        attrs.pop("aria-invalid", None)
        attrs.pop("class", None)
        context = super().get_context(name, value, attrs)
        boxes: list[dict[str, Any]] = context["widget"]["subwidgets"]
        for part, box in zip(PARTS, boxes, strict=True):
            box["part_label"] = part.capitalize()
            box["wrong"] = part in wrong
            if part in wrong:
                box["attrs"]["aria-invalid"] = "true"
        return context

    def id_for_label(self, id_: str) -> str:
        """The first box: labels and error links lead there."""
        return f"{id_}_0" if id_ else id_

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the server says what is missing."""
        return False


class _ReadsDates(forms.Field):
    """What both date fields share: the rules, and today's date from the form."""

    today: date | None
    # Whether a past date is surely of the last years, so that two digits name its year.
    recent = False
    default_error_messages = {"required": f"Enter a date, like {EXAMPLE}"}

    def __init__(
        self,
        *,
        today: date | None = None,
        past_only: bool = False,
        earliest: date | None = None,
        latest: date | None = None,
        called: str = "",
        **kwargs: Any,
    ) -> None:
        """``called`` is the field's short name in messages, where the label is a question."""
        self.today = today
        self.past_only = past_only
        self.earliest = earliest
        self.latest = latest
        self.called = called
        super().__init__(**kwargs)

    @property
    def bounds(self) -> dict[str, Any]:
        """The keyword arguments of ``parse_date``."""
        if self.today is None:
            raise ImproperlyConfigured(
                "A date field must be told today's date: use DatedForm, or pass today="
            )
        return {
            "today": self.today,
            "past_only": self.past_only,
            "recent": self.recent,
            "earliest": self.earliest,
            "latest": self.latest,
        }

    def refusal(self, refused: DateRefused) -> ValidationError:
        """The refusal as a form error that names the field and remembers the wrong part."""
        return ValidationError(
            "%(message)s", "invalid", {"message": self.named(refused.message), "part": refused.part}
        )

    def named(self, message: str) -> str:
        """The message with the field's name before it, so that it makes sense in the summary."""
        name = self.called or str(self.label or "")
        if not name:
            return message
        return f"{name}: {message[0].lower()}{message[1:]}"

    def absent(self) -> ValidationError:
        """What is said when nothing was entered."""
        return ValidationError(self.error_messages["required"], "required")


class DateField(_ReadsDates):
    """A date people know: birth, conviction, order. Three boxes, lenient, strict about sense."""

    default_error_messages = {"required": f"Enter a date, like {IN_BOXES}"}

    def __init__(self, *, birthday: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateInput(birthday=birthday))
        if birthday:
            kwargs.setdefault("past_only", True)
        super().__init__(**kwargs)

    def named(self, message: str) -> str:
        """Its example written as its boxes and its hint have it."""
        return super().named(message.replace(EXAMPLE, IN_BOXES))

    def clean(self, value: Any) -> date | None:
        """The date, or a form error on the first wrong box."""
        found = self.to_python(value)
        if found is None and self.required:
            raise self.absent()
        if found is not None:
            self.run_validators(found)
        return found

    def to_python(self, value: Any) -> date | None:
        """A date from the three typed parts; ``None`` when all are empty."""
        if value is None or isinstance(value, date):
            return value
        day, month, year = (str(part or "") for part in value)
        if not (day + month + year).strip():
            return None
        try:
            return parse_parts(day, month, year, **self.bounds)
        except DateRefused as refused:
            raise self.refusal(refused) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the way they were typed."""
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True


class TextDateField(_ReadsDates):
    """A date people look up: a visit, a meeting. One box; a calendar when scripts run."""

    recent = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        kwargs.setdefault("help_text", "For example, 17/5/2024")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """A date from what was typed; ``None`` when that is empty."""
        if value is None or isinstance(value, date):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_date(str(value), **self.bounds)
        except DateRefused as refused:
            raise self.refusal(refused) from None

    def validate(self, value: Any) -> None:
        """Says what is missing with an example."""
        if value is None and self.required:
            raise self.absent()

    def prepare_value(self, value: Any) -> Any:
        """17/5/2024 for a known date; otherwise what was typed."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the way they were typed."""
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True


class LongTextField(forms.CharField):
    """A text of several lines with a count of what is left.

    Browsers send two characters for each new line and count one: without this, the
    count would promise room that the server refuses.
    """

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        presented(self, count=self.max_length)

    def to_python(self, value: Any) -> str | None:
        """The text with single line ends."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


class DatedForm(forms.BaseForm):
    """A form that hands today's date to its date fields: ``MyForm(data, today=today)``.

    Put it before ``forms.Form`` or ``forms.ModelForm``.
    """

    today: date

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.tell_today()

    def tell_today(self) -> None:
        """Hands today's date on; call it again after adding fields to a form that stands."""
        for field in self.fields.values():
            if isinstance(field, _ReadsDates) and field.today is None:
                field.today = self.today
