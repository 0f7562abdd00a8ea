"""What is filled in about minutes: paragraphs, the chair's review, who reads them, corrections, summaries, annexes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.models import Agency, User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from mappa.minutes.choices import Answer, Requester, Section, Sensitive
from mappa.models import POLICE, Correction, ExecutiveSummary, MinutesHeading, MinutesParagraph
from mappa.sittings.forms import POLICE_VALUE, agency_choices, chosen
from riskplans.visits.forms import Submitted, Versioned

_LABEL = "What is it about?"
_TEXT = "What do the minutes say?"
_OWNER = "Whose information is it?"
_RESTRICTED = "For whoever supplied it and the police alone, until it is released to others"


def _text(label: str = _TEXT, rows: int = 6) -> LongTextField:
    return LongTextField(
        label=label, max_length=8000, rows=rows, error_messages={"required": "Write what the minutes say."}
    )


class MinuteForm(Submitted):
    """Another paragraph."""

    section = forms.ChoiceField(label="Section", choices=Section)
    label = forms.CharField(
        label=_LABEL, max_length=120, error_messages={"required": "Say what it is about, in a few words."}
    )
    agency = forms.ChoiceField(
        label=_OWNER, help_text="They answer for it if the person asks what is held about them."
    )
    text = _text()
    restricted = forms.BooleanField(label=_RESTRICTED, required=False)

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = list(agencies)
        self.fields["agency"].choices = agency_choices(self._agencies)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "agency": chosen(said["agency"], self._agencies)}


class EditForm(forms.Form):
    """A paragraph anew: its words first."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = _text(rows=8)
    label = forms.CharField(label=_LABEL, max_length=120, required=False)
    agency = forms.ChoiceField(label=_OWNER)
    restricted = forms.BooleanField(label=_RESTRICTED, required=False)
    taken_out = forms.BooleanField(
        label="Leave this paragraph out: what it said is kept below", required=False
    )

    def __init__(self, *args: Any, row: MinutesParagraph, agencies: Iterable[Agency], **kwargs: Any) -> None:
        self.row = row
        self._agencies = list(agencies)
        if row.agency and row.agency not in self._agencies:
            self._agencies.append(row.agency)
        kwargs["initial"] = {
            "version": row.number,
            "text": row.text,
            "label": row.label,
            "agency": str(row.agency_id or POLICE_VALUE),
            "restricted": row.restricted,
            "taken_out": row.taken_out,
        }
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = agency_choices(self._agencies)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "agency": chosen(said["agency"], self._agencies)}

    def differences(self) -> list[tuple[str, str, str]]:
        said = self.cleaned_data
        typed = said["agency"]
        whose = next((str(each) for each in self._agencies if str(each.pk) == typed), POLICE)
        rows = [(_TEXT, self.row.text, said["text"]), (_LABEL, self.row.label, said["label"])]
        return [row for row in (*rows, (_OWNER, self.row.called, whose)) if row[1] != row[2]]


class SendForm(Versioned):
    """Nothing to fill in: it is sent as it stands."""


class ReviewForm(Versioned):
    """The chair's answer to a draft."""

    decision = presented(
        forms.ChoiceField(
            label="Do the minutes say what the meeting decided?",
            choices=[
                ("approve", "Approve: from now on their words stay"),
                ("return", "Return, and say what to change"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether you approve or return the minutes."},
        ),
        reveals={"return": ("why",)},
    )
    why = LongTextField(label="What has to be written otherwise?", max_length=2000, rows=4, required=False)


class CirculateForm(DatedForm, Versioned):
    """Who reads the minutes, and until when."""

    readers = forms.MultipleChoiceField(
        label="Who reads them?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each reads them in Vigil under their own name. Leave out who should not have them.",
        error_messages={"required": "Select at least one reader."},
    )
    expires_on = TextDateField(
        label="Until the end of", error_messages={"required": "Enter the day until which they may be read."}
    )

    def __init__(
        self,
        *args: Any,
        readers: Iterable[User],
        late: str,
        expires_on: date,
        refused: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        self._readers = list(readers)
        listed = [
            (str(user.pk), f"{user.agency.name if user.agency else POLICE}: {user}") for user in self._readers
        ]
        kwargs["initial"] = {"readers": [value for value, _ in listed], "expires_on": expires_on}
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = listed  # type: ignore[attr-defined]
        # Who is not on the list, and why, so that nobody looks for them.
        self.fields["readers"].help_text = " ".join([str(self.fields["readers"].help_text), *refused])
        if late:
            self.fields["late_why"] = LongTextField(
                label="Why are they late?",
                max_length=500,
                rows=3,
                help_text=late,
                error_messages={"required": "Say why they are late: it is reported to the management board."},
            )

    def said(self) -> dict[str, Any]:
        named = self.cleaned_data["readers"]
        return {
            "readers": [user for user in self._readers if str(user.pk) in named],
            "expires_on": self.cleaned_data["expires_on"],
            "late_why": self.cleaned_data.get("late_why", ""),
        }


class CorrectionForm(Submitted):
    """What is wrong in the minutes. Whoever takes them says who told them."""

    who = forms.CharField(
        label="Who says so?", max_length=160, required=False, help_text="Their name and agency."
    )
    wrong = LongTextField(
        label="What is wrong?", max_length=2000, rows=3, error_messages={"required": "Say what is wrong."}
    )
    should = LongTextField(
        label="What should it say, and why?",
        max_length=2000,
        rows=4,
        error_messages={"required": "Say what it should say, and why."},
    )

    def __init__(self, *args: Any, own: bool, wrong: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"wrong": wrong}
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["who"]


class AnswerForm(Versioned):
    """What becomes of a correction."""

    answer = presented(
        forms.ChoiceField(
            label="Your answer",
            choices=[
                (Answer.ACCEPTED, "Accept: a new version is drafted, for the chair to approve"),
                (Answer.REFUSED, "Refuse: the minutes stay as they are"),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether you accept it."},
        )
    )
    why = LongTextField(
        label="Why?",
        max_length=2000,
        rows=3,
        error_messages={"required": "Give your reasons: whoever asked reads them."},
    )

    def __init__(self, *args: Any, row: Correction, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)


class SummaryForm(DatedForm, Submitted):
    """Who asks for a summary, and for what."""

    requester = forms.ChoiceField(
        label="Who asks?",
        choices=Requester,
        widget=forms.RadioSelect,
        error_messages={"required": "Select who asks."},
    )
    who = forms.CharField(
        label="Name, and where to reach them",
        max_length=160,
        error_messages={"required": "Say who it is sent to."},
    )
    purpose = forms.CharField(
        label="What do they need it for?",
        max_length=500,
        error_messages={"required": "Say what they need it for."},
    )
    basis = forms.CharField(
        label="On what basis?",
        max_length=200,
        help_text="For example, a direction of the Parole Board, or section 325(4).",
        error_messages={"required": "Say on what basis it is sent."},
    )
    due_on = TextDateField(label="Needed by (optional)", required=False)


class DecideSummaryForm(Versioned):
    """The summary as it is sent, or why nothing is."""

    text = LongTextField(
        label="What is sent",
        max_length=8000,
        rows=14,
        help_text="Drafted from the record without victims and third parties. Put nothing of theirs into it.",
        error_messages={"required": "Write what is sent."},
    )
    decision = presented(
        forms.ChoiceField(
            label="Decision",
            choices=[("release", "Release it in these words"), ("refuse", "Refuse: nothing is sent")],
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it is released."},
        )
    )
    exemptions = forms.CharField(
        label="What is held back, and under which exemption (optional)", max_length=500, required=False
    )
    why = LongTextField(
        label="Why?",
        max_length=1000,
        rows=2,
        error_messages={"required": "Say why: it stands on the record."},
    )

    def __init__(self, *args: Any, row: ExecutiveSummary, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"text": row.text}, **kwargs)


class HeadingForm(forms.Form):
    """What the force's minutes are headed and marked with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title", max_length=80, error_messages={"required": "Enter the title of the paper."}
    )
    marking = forms.CharField(
        label="Protective marking", max_length=60, error_messages={"required": "Enter the marking."}
    )
    footer = forms.CharField(
        label="At the foot of each page",
        max_length=300,
        error_messages={"required": "Enter what stands at the foot of each page."},
    )

    def __init__(self, *args: Any, row: MinutesHeading, **kwargs: Any) -> None:
        self.row = row
        kwargs["initial"] = {"version": 0 if row._state.adding else row.version} | {
            name: getattr(row, name) for name in ("title", "marking", "footer")
        }
        super().__init__(*args, **kwargs)

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "marking", "footer")}


class NoteForm(Submitted):
    """Something that is held apart."""

    why = forms.ChoiceField(
        label="Why does it stand apart?",
        choices=Sensitive,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it stands apart."},
    )
    text = LongTextField(
        label="What is held?",
        max_length=8000,
        rows=6,
        error_messages={"required": "Write what is held apart."},
    )


class AnnexForm(NoteForm):
    """The same, for named readers."""

    readers = forms.MultipleChoiceField(
        label="Who else reads it?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="You read it too. Nobody else learns that it exists, whatever their role.",
    )
    reason = LongTextField(
        label="Why do just these people read it?",
        max_length=1000,
        rows=2,
        error_messages={"required": "Say why just these people read it."},
    )

    def __init__(self, *args: Any, readers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._readers = list(readers)
        self.fields["readers"].choices = _called(self._readers)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {**said, "readers": [user for user in self._readers if str(user.pk) in said["readers"]]}


class ReaderForm(Versioned):
    """Another reader, or one fewer."""

    reader = forms.ChoiceField(label="Who?", error_messages={"required": "Select who."})
    reason = LongTextField(label="Why?", max_length=1000, rows=2, error_messages={"required": "Say why."})

    def __init__(self, *args: Any, readers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._readers = list(readers)
        self.fields["reader"].choices = [("", "Select"), *_called(self._readers)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        named = self.cleaned_data["reader"]
        reader = next(user for user in self._readers if str(user.pk) == named)
        return {**self.cleaned_data, "reader": reader}


def _called(readers: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(user.pk), f"{user.agency.name if user.agency else POLICE}: {user}") for user in readers]
