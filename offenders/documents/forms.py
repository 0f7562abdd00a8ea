"""What is filled in about a document or a photograph, and the file itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from access.policies import FieldClass
from frontend.fields import DatedForm, TextDateField, presented
from offenders.documents import rules
from offenders.documents.choices import CLASSES, CaptureReason, DocumentKind, Marking, Shows
from offenders.documents.examining import Examined, examined
from offenders.documents.intake import DOCUMENTS, PICTURES, FileType, Refused, accepted, claimed
from offenders.documents.receiving import in_megabytes
from offenders.forms.fields import refuse

BROKEN_OFF = "The upload broke off before all of the file had arrived. Choose it again."
CHOOSE_AGAIN = "Choose the file again: the browser does not keep it."


class ExaminedFileField(forms.FileField):
    """A file of the kinds allowed; gives an `Examined`."""

    def __init__(self, *, allowed: frozenset[FileType], **options: Any) -> None:
        self.allowed = allowed
        super().__init__(widget=forms.FileInput(attrs={"accept": accepted(allowed)}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        try:
            return examined(upload.file, claimed(upload.name, self.allowed))
        except Refused as refused:
            raise ValidationError(str(refused), code="refused") from None


def _why_empty(data: Any) -> dict[str, str]:
    return {"required": data, "empty": "The file is empty."}


class FileForm(DatedForm, forms.Form):
    """A form with one file. `refused` is why the file was not taken in (receiving.refusal_of), if it was not.

    Its last field says that the body arrived whole; the template writes it behind the file.
    """

    END = "whole"
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, refused: str = "", **options: Any) -> None:
        self.refused = refused
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refused:
            self._say_of_file(self.refused)
        elif self.END not in self.data:
            self._say_of_file(BROKEN_OFF)
        elif self.errors and "file" not in self.errors:
            self._say_of_file(CHOOSE_AGAIN)
        return cleaned

    def ask_for_the_file_again(self) -> None:
        """After a refusal that came later than the file."""
        if "file" not in self.errors:
            self.add_error("file", CHOOSE_AGAIN)

    def _say_of_file(self, said: str) -> None:
        self.errors.pop("file", None)
        self.add_error("file", said)

    def content(self) -> Examined:
        found: Examined = self.cleaned_data["file"]
        return found


def _document_file() -> ExaminedFileField:
    return ExaminedFileField(
        label="File",
        allowed=DOCUMENTS,
        help_text=f"PDF, Word, Excel, text or a picture, up to {in_megabytes(settings.DOCUMENT_LARGEST)}. "
        "No macros, and nothing behind a password.",
        error_messages=_why_empty("Choose the file."),
    )


def _title() -> forms.CharField:
    return forms.CharField(
        label="Title",
        max_length=120,
        help_text="For example: Sexual harm prevention order, as sealed",
        error_messages={"required": "Give the document a title by which others find it."},
    )


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is it?",
        choices=[("", "Choose one"), *DocumentKind.choices],
        error_messages={"required": "Choose what it is."},
    )


def _dated() -> TextDateField:
    return TextDateField(
        label="Date on the document (optional)", called="Date on the document", required=False
    )


def _marking() -> forms.ChoiceField:
    return presented(
        forms.ChoiceField(
            label="Marking",
            choices=Marking.choices,
            initial=Marking.OFFICIAL_SENSITIVE,
            widget=forms.RadioSelect,
            error_messages={"required": "Choose the marking."},
        ),
        inline=True,
    )


def _read_by() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What is it about?",
        choices=CLASSES,
        initial=FieldClass.MANAGEMENT,
        help_text="This decides who may read it. Everyone who may open the record reads its identity and legal "
        "status.",
        error_messages={"required": "Choose what it is about."},
    )


# What of a document may be corrected, too.
DOCUMENT_FIELDS = {
    "title": _title,
    "kind": _kind,
    "dated": _dated,
    "marking": _marking,
    "field_class": _read_by,
}


class DocumentForm(FileForm):
    """A document and its first version."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= {name: field() for name, field in DOCUMENT_FIELDS.items()}
        self.fields["file"] = _document_file()
        self.tell_today()

    def document(self) -> dict[str, Any]:
        """The fields of a Document."""
        return {name: self.cleaned_data[name] for name in DOCUMENT_FIELDS}

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        refuse(
            self, rules.document(title=given.get("title", "-"), dated=given.get("dated"), today=self.today)
        )
        return super().clean()


class VersionForm(FileForm):
    """A newer version of a document. `seen` is the number of the newest that stood on the page."""

    note = forms.CharField(label="What is new? (optional)", max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"] = _document_file()


def _taken_on() -> TextDateField:
    return TextDateField(label="Date taken", called="Date taken", help_text="For example, 17/5/2024")


def _shows() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What does it show?",
        choices=Shows.choices,
        widget=forms.RadioSelect,
        help_text="The newest face stands beside the name on every page of the record.",
        error_messages={"required": "Choose what it shows."},
    )


def _reason() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Why was it taken?",
        choices=[("", "Choose one"), *CaptureReason.choices],
        error_messages={"required": "Choose why it was taken."},
    )


def _source() -> forms.CharField:
    return forms.CharField(
        label="Taken by, or given by (optional)",
        max_length=120,
        required=False,
        help_text="For example: DC 4417, or HMP reception",
    )


def _description() -> forms.CharField:
    return forms.CharField(
        label="Where on the body, and what (optional)",
        max_length=200,
        required=False,
        help_text="For a mark, scar or tattoo. For example: left forearm, a swallow",
    )


PHOTOGRAPH_FIELDS = {
    "shows": _shows,
    "description": _description,
    "taken_on": _taken_on,
    "reason": _reason,
    "source": _source,
}


class PhotographForm(FileForm):
    """A photograph of the person born on `born`."""

    def __init__(self, *args: Any, born: Any, **options: Any) -> None:
        self.born = born
        super().__init__(*args, **options)
        self.fields |= {name: field() for name, field in PHOTOGRAPH_FIELDS.items()}
        self.fields["file"] = ExaminedFileField(
            label="Photograph",
            allowed=PICTURES,
            help_text=f"JPEG, PNG or HEIC, up to {in_megabytes(settings.PHOTOGRAPH_LARGEST)}. "
            "Where and when the camera says it was taken is not kept.",
            error_messages=_why_empty("Choose the photograph."),
        )
        self.tell_today()

    def photograph(self) -> dict[str, Any]:
        """The fields of a Photograph."""
        return {name: self.cleaned_data[name] for name in PHOTOGRAPH_FIELDS}

    def clean(self) -> dict[str, Any]:
        taken_on = self.cleaned_data.get("taken_on")
        if taken_on:
            refuse(self, rules.photograph(taken_on=taken_on, date_of_birth=self.born, today=self.today))
        return super().clean()
