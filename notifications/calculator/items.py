"""What the forms of the page have in common: how a date and a time become one moment, and where a fault belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from frontend.dates import words
from frontend.fields import DatedForm, TextDateField, presented

Document = dict[str, Any]
Choices = list[tuple[str, str]]
LONDON = ZoneInfo("Europe/London")
PICK: Choices = [("", "Choose one")]
TIMES = ["%H:%M", "%H.%M", "%H%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H:%M:%S"]
_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")


def day(label: str, **extra: Any) -> TextDateField:
    """A date of the facts. The engine says which dates cannot be; only what is no date is refused here."""
    return presented(TextDateField(label=label, required=False, **{"help_text": "", **extra}), width=10)


def hour(label: str = "Time, if it is known", help_text: str = "") -> forms.TimeField:
    """A time of day beside a date: `X_time` beside `X_on`."""
    return presented(
        forms.TimeField(
            label=label,
            required=False,
            input_formats=TIMES,
            help_text=help_text,
            error_messages={"invalid": f"{label}: enter a time of day, like 14:30 or 2:30pm"},
        ),
        width=5,
    )


def number(label: str, most: int = 999, least: int = 0) -> forms.IntegerField:
    """A small whole number, such as months of a sentence."""
    return presented(
        forms.IntegerField(label=label, required=False, min_value=least, max_value=most), width=3
    )


def choice(label: str, choices: Iterable[Any], **extra: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*choices], required=False, **extra)


def tick(label: str, **extra: Any) -> forms.BooleanField:
    return presented(forms.BooleanField(label=label, required=False, **extra), small=True)


def line(label: str, **extra: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, **extra)


def known(**fields: Any) -> Document:
    """Only what was entered: the engine takes no empty field, and guesses nothing from a missing one."""
    return {
        name.rstrip("_"): value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
        if value not in (None, "", {}, []) and value is not False
    }


class Sheetlet(DatedForm, forms.Form):
    """A part of the page that becomes a part of the facts document."""

    use_required_attribute = False
    paths: ClassVar[Mapping[str, str]] = {}
    """Where a fault at this path of the part belongs, if not at the field of that name."""
    said: ClassVar[Mapping[str, str]] = {}
    """What to say of a fault at this path, where the engine's words would not fit the page."""

    def hush(self) -> None:
        """Keep what was typed without judging it: something is being added or removed, nothing worked out."""
        self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in list(self.fields):
            if not name.endswith("_time") or not cleaned.get(name):
                continue
            on = name.removesuffix("_time") + "_on"
            if not cleaned.get(on):
                if on not in self.errors:
                    self.add_error(on, f"{self._called(on)}: enter the date too")
            elif not _exists(cleaned[on], cleaned[name]):
                self.add_error(
                    name,
                    f"{self._called(name)}: the clocks went forward then, so there was no such time",
                )
        return cleaned

    def when(self, name: str) -> date | datetime | None:
        """The date, or the moment in London where its time is known too."""
        on: date | None = self.cleaned_data.get(f"{name}_on")
        at: time | None = self.cleaned_data.get(f"{name}_time")
        return on if on is None or at is None else datetime.combine(on, at, tzinfo=LONDON)

    def field_at(self, path: str) -> str | None:
        """The field that a path within this part speaks of."""
        trying = path
        while trying:
            name = self.paths.get(trying, trying)
            if name in self.fields:
                return name
            trying = trying.rpartition(".")[0]
        # Where the field is not on the page just now, its part's first says what is missing.
        return next(iter(self.fields), None)

    def blame(self, path: str, message: str) -> None:
        """Put a fault of the document on the field it came from, in the words of the page."""
        path = re.sub(r"\[\d+\]", "", path)
        name = self.field_at(path)
        own = next((self.said[part] for part in (path, path.rpartition(".")[0]) if part in self.said), None)
        self.add_error(name, own or (f"{self._called(name)}: {_plain(message)}" if name else message))

    def _called(self, name: str) -> str:
        field = self.fields[name]
        return str(getattr(field, "called", "") or field.label)


class Item(Sheetlet):
    """One of several alike: a conviction, a notification, a stay."""

    group: ClassVar[str]
    """Its list on the page, and the first part of its fields' names."""
    part: ClassVar[str]
    """Its list in the facts document."""
    noun: ClassVar[str]
    """What one is called, and the first part of its id in the document."""
    asked: ClassVar[tuple[str, ...]] = ()
    """The fields asked at once; the others stand behind "More"."""

    def __init__(self, *args: Any, key: str, offered: Mapping[str, Choices], **kwargs: Any) -> None:
        """`offered`: what may be referred to, by group: `(token, what it is called)`."""
        self.key = key
        super().__init__(*args, prefix=f"{self.group}-{key}", empty_permitted=True, **kwargs)
        self.offer(offered)
        self.tell_today()

    @property
    def token(self) -> str:
        """What refers to it on the page."""
        return f"{self.group}-{self.key}"

    @property
    def identity(self) -> str:
        """Its id in the document, which the engine's reasons repeat: so it is one that can be read out."""
        return f"{self.noun} {self.key}"

    @property
    def title(self) -> str:
        return self.identity[:1].upper() + self.identity[1:]

    def tell_apart(self) -> None:
        """Make its messages say which of several they are about."""
        for field in self.fields.values():
            field.called = f"{field.label} ({self.identity})"  # type: ignore[attr-defined]

    def offer(self, offered: Mapping[str, Choices]) -> None:
        """Fill in what the item may refer to."""

    def refer(self, name: str, choices: Choices, nothing: str = "") -> None:
        """Offer these, or drop the question where there are none."""
        if choices:
            self.fields[name].choices = [*([("", nothing)] if nothing else []), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def foremost(self) -> list[BoundField]:
        return [self[name] for name in self.asked if name in self.fields]

    def further(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in self.asked]

    def is_further_open(self) -> bool:
        """Whether "More" holds something that must be seen."""
        if not self.is_bound:
            return False
        return any(field.errors or field.name in self.changed_data for field in self.further())

    @property
    def more_called(self) -> str:
        return f"More about {self.identity}"

    def is_filled(self) -> bool:
        return self.is_bound and self.has_changed()

    def document(self, ids: Mapping[str, str]) -> Document:
        """Its part of the facts document; `ids` gives the id behind a token."""
        raise NotImplementedError


def _plain(message: str) -> str:
    """The engine's message without its JSON: dates in words."""
    if message.startswith("Enter this"):
        return "enter this: it is needed here"
    if message.startswith("Remove this"):
        return "leave this empty: it does not go with the rest"
    in_words = _ISO.sub(lambda found: words(date.fromisoformat(found[1])), message)
    return f"{in_words[:1].lower()}{in_words[1:]}".rstrip(".")


def _exists(on: date, at: time) -> bool:
    """Whether the clocks of London showed that time that day."""
    moment = datetime.combine(on, at, tzinfo=LONDON)
    return moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == moment.replace(tzinfo=None)
