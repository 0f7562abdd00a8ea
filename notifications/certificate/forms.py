"""What an officer chooses: what the certificate is to certify, and as at which day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from frontend.fields import DatedForm, TextDateField, presented
from notifications.certificate.parts import limits_in_words, title_of
from notifications.certificate.relied import PERIOD
from notifications.certificate.serial import read_serial
from notifications.choices import DutyState
from notifications.facts import Document
from notifications.law import Result

COMMENCEMENT = date(2004, 5, 1)
OPEN = ("overdue", "due", "pending", "suspended")
MOST_BYTES = 5_000_000
MOST_PAST = 12
"""How many duties that are over are offered, the newest: an older one is found by an earlier day."""


def day_field() -> TextDateField:
    """The day judged: not one to come, because nobody knows yet what will have been notified by then."""
    return TextDateField(
        label="As at which day?",
        help_text="The dates and what had been notified are judged on this day, from the record as it stands now. "
        "For example, 17/5/2026",
        past_only=True,
        earliest=COMMENCEMENT,
        called="Day",
    )


class CertificateForm(DatedForm, forms.Form):
    """The choices are those of the day: `result` is what the engine says as at `day`."""

    as_at = day_field()
    chosen = forms.MultipleChoiceField(
        label="What is it to certify?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select what the certificate is to certify.",
            "invalid_choice": "One of these is not there on the day you entered. Select again from those below.",
        },
    )

    def __init__(self, *args: Any, result: Result, day: date, document: Document, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"as_at": day, "chosen": [PERIOD]})
        super().__init__(*args, **kwargs)
        offered = [*_offered(result, document)]
        field = self.fields["chosen"]
        field.choices = [(value, text) for value, text, _ in offered]  # type: ignore[attr-defined]
        presented(field, hints={value: hint for value, _, hint in offered})


def _offered(result: Result, document: Document) -> Iterator[tuple[str, str, str]]:
    """Value, words and hint of each thing that can be certified: the period, what runs, then what is over."""
    yield PERIOD, "The notification period", "Whether, since when and until when they are subject, and why"
    running = [duty for duty in result["duties"] if duty["state"] in OPEN]
    over = [duty for duty in result["duties"] if duty["state"] not in OPEN]
    over.sort(key=lambda duty: (duty["last"] or "", duty["id"]), reverse=True)
    for duty in (*running, *over[:MOST_PAST]):
        limits = limits_in_words(duty["work_to"], duty["last"])
        state = str(DutyState(duty["state"]).label)
        hint = f"{state}. Limit: {limits}" if limits else state
        yield duty["id"], title_of(duty, document), hint


class CheckForm(forms.Form):
    """A serial number read from a paper, and the file itself if it is at hand."""

    serial = forms.CharField(
        label="Serial number",
        help_text="Sixteen letters and digits, on every page of the certificate. For example, 3F7K-9Q2M-XV4T-0B8D",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the serial number."},
    )
    file = forms.FileField(
        label="The PDF file (optional)",
        help_text="If you send it too, Vigil says whether a single letter of it was changed. It is not kept.",
        required=False,
        allow_empty_file=True,
    )

    def clean_serial(self) -> str:
        found = read_serial(self.cleaned_data["serial"])
        if found is None:
            raise forms.ValidationError(
                "A serial number is sixteen letters and digits, such as 3F7K-9Q2M-XV4T-0B8D."
            )
        return found

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent and sent.size > MOST_BYTES:
            raise forms.ValidationError("That file is too large to be a certificate.")
        return sent

    def fingerprint(self) -> str | None:
        """The SHA-256 of the file that was sent, if one was."""
        sent = self.cleaned_data["file"]
        return hashlib.sha256(sent.read()).hexdigest() if sent else None
