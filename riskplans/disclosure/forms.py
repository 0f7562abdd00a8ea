"""What is filled in about a disclosure, step by step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from riskplans.choices import YesNo
from riskplans.disclosure import rules
from riskplans.disclosure.choices import APPLIED, Mappa, Outcome, Scheme, Signed, Told
from riskplans.models import DisclosureCase
from riskplans.visits.forms import Submitted, Versioned, moment, time_of_day, yes_or_no


def _long(
    label: str, needed: str = "", *, rows: int = 3, help_text: str = "", asked: bool = False
) -> LongTextField:
    """`needed` says what is missing where it is always needed; `asked` is what another answer asks for."""
    return LongTextField(
        label=label if needed or asked else f"{label} (optional)",
        max_length=4000,
        rows=rows,
        required=bool(needed),
        help_text=help_text,
        error_messages={"required": needed},
    )


class NewForm(DatedForm, Submitted):
    """Somebody asks, or the force thinks of telling somebody."""

    danger_now = yes_or_no(
        "Is somebody in danger now?",
        "Select whether somebody is in danger now.",
        reveals={"yes": ("danger",)},
    )
    danger = _long(
        "Who, and of what?",
        help_text="Needed if somebody is in danger. Do what keeps them safe first. Supervisors are told at once.",
        asked=True,
    )
    scheme = forms.ChoiceField(
        label="What is it?",
        choices=Scheme,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is."},
    )
    received_on = TextDateField(
        label="When did it come in?",
        past_only=True,
        help_text="The clocks begin then.",
        error_messages={"required": "Enter the day."},
    )
    received_at = time_of_day("At what time?")
    subject = _long(
        "Whom is it about?",
        "Enter whom it is about, as far as it is known.",
        rows=2,
        help_text="As they said it: name, age, address. Whether we know them is not said to whoever asks.",
    )
    at_risk = _long(
        "Who is at risk?",
        "Enter who is at risk, as far as it is known.",
        rows=2,
        help_text="Children by name and age, or the partner.",
    )
    worry = _long("What is the worry?", "Enter what the worry is.", rows=4)
    applicant = forms.CharField(
        label="Who asks?",
        max_length=200,
        required=False,
        help_text="Needed for Sarah’s Law, and for the right to ask of Clare’s Law.",
    )
    contact = forms.CharField(
        label="How are they reached safely? (optional)",
        max_length=200,
        required=False,
        help_text="Telephone, and when. Not through the person it is about.",
    )
    relation = forms.CharField(
        label="What are they to those at risk? (optional)", max_length=200, required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"received_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, today=today, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("danger_now") == YesNo.YES and not cleaned.get("danger"):
            self.add_error("danger", "Say who is in danger, and of what.")
        if cleaned.get("scheme") in APPLIED and not cleaned.get("applicant"):
            self.add_error("applicant", "Enter who asks.")
        return cleaned

    def said(self) -> dict[str, Any]:
        names = ("scheme", "applicant", "contact", "relation", "at_risk", "subject", "worry")
        said = {name: self.cleaned_data[name] for name in names}
        return {
            **said,
            "received_at": moment(self.cleaned_data["received_on"], self.cleaned_data["received_at"]),
        }

    def in_danger(self) -> str:
        return self.cleaned_data["danger"] if self.cleaned_data["danger_now"] == YesNo.YES else ""


class SubjectForm(Versioned):
    """Whose record it is; `seen` is the reference whose name was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reference = presented(
        forms.CharField(
            label="Reference of the record",
            max_length=20,
            help_text="For example, CU-000123. Find them first: a name alone is not enough.",
            error_messages={"required": "Enter the reference of the record."},
        ),
        width=10,
    )

    def clean_reference(self) -> str:
        return str(self.cleaned_data["reference"]).strip().upper()


class ChecksForm(DatedForm, Versioned):
    """What the first checks showed; made now, unless another time is given."""

    checked_on = TextDateField(
        label="When were they made?", past_only=True, error_messages={"required": "Enter the day."}
    )
    checked_at = time_of_day("At what time?", help_text="For example, 14:30. Lateness is judged by this.")
    checks = _long(
        "What did you look at, and what did it show?",
        "Say what you looked at and what it showed.",
        rows=5,
        help_text="PNC, PND, local intelligence, ViSOR, domestic abuse, children’s services.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"checked_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, today=today, **kwargs)


class InterviewForm(DatedForm, Versioned):
    interviewed_on = TextDateField(
        label="When did you meet?", past_only=True, error_messages={"required": "Enter the day."}
    )
    interviewed_at = time_of_day("At what time?")
    identity = _long(
        "How did they prove who they are, where they live, and what they are to those at risk?",
        "Say how they proved who they are, where they live, and what they are to those at risk.",
        rows=2,
    )
    interview = _long("What did they tell you?", "Say what they told you.", rows=5)


class TestsForm(Submitted, Versioned):
    """The tests: each a reasoned answer."""

    need = _long(
        "What is the risk, and to whom? Is there a pressing need to disclose?",
        "Say what the risk is, and to whom.",
    )
    serious_harm = yes_or_no(
        "Is there a risk of serious harm to a particular child or children?",
        "Select yes or no.",
        reveals={"yes": ("presumption",)},
        help_text="If so, and the person has been convicted of a child sex offence, disclosure is presumed "
        "(Criminal Justice Act 2003, section 327A).",
    )
    presumption = _long(
        "Why is it not to be disclosed, though it is presumed?",
        help_text="Needed if you propose anything but to disclose.",
        asked=True,
    )
    necessity = _long(
        "Is disclosure necessary?",
        "Say why nothing less would do, or what would.",
        help_text="What else would protect them?",
    )
    proportionality = _long(
        "Is it proportionate?",
        "Say what it would do to the person, their family and any victim.",
        help_text="What it would do to the person, their family and any victim; how far it goes beyond need.",
    )
    alternatives = _long("What else was thought of?")
    asked = forms.ChoiceField(
        label="Was the person asked what they have to say?",
        choices=Told,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether they were asked."},
    )
    representations = _long(
        "What did they say; or why were they not asked?",
        "Say what they said; or why they were not asked.",
        rows=2,
    )
    mappa = forms.ChoiceField(
        label="Was MAPPA consulted?",
        choices=Mappa,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether MAPPA was consulted."},
    )
    mappa_note = forms.CharField(
        label="When, and what was said; or why it could not wait",
        max_length=500,
        required=False,
        help_text="Needed if MAPPA was consulted, or it could not wait.",
    )
    outcome = presented(
        forms.ChoiceField(
            label="What do you propose?",
            choices=Outcome,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what you propose."},
        ),
        reveals={"disclose": ("recipient", "words")},
    )
    recipient = forms.CharField(
        label="Who is told, and what are they to those at risk?",
        max_length=300,
        required=False,
        help_text="Needed if you propose to disclose. Nobody else is told.",
    )
    words = _long(
        "In which words, exactly?",
        help_text="Needed if you propose to disclose. No more than protection needs.",
        asked=True,
    )

    def __init__(self, *args: Any, row: DisclosureCase, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.person_id is None:
            for name in rules.OF_THE_PERSON:
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        names = [name for name in self.fields if name not in ("version", "submission", "serious_harm")]
        return {
            **{name: self.cleaned_data[name] for name in names},
            "serious_harm": self.cleaned_data["serious_harm"] == YesNo.YES,
        }


class DecideForm(Versioned):
    decision = forms.ChoiceField(
        label="Your decision", widget=forms.RadioSelect, error_messages={"required": "Select your decision."}
    )
    why = LongTextField(
        label="Reasons", max_length=2000, rows=4, error_messages={"required": "Give your reasons."}
    )

    def __init__(self, *args: Any, proposed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            ("agree", f"As proposed: {proposed[0].lower()}{proposed[1:]}"),
            ("return", "Return it: not ready to be decided"),
        ]


class ToldForm(DatedForm, Submitted, Versioned):
    """What was disclosed."""

    told_on = TextDateField(
        label="When were they told?", past_only=True, error_messages={"required": "Enter the day."}
    )
    told_at = time_of_day("At what time?")
    told_by = forms.CharField(
        label="Who told them, and who else was there?",
        max_length=200,
        error_messages={"required": "Enter who told them, and who else was there."},
    )
    words = _long(
        "In which words, exactly?",
        "Enter the exact words that were said.",
        rows=5,
        help_text="Those that were decided stand here already.",
    )
    words_why = _long(
        "Why in other words?",
        rows=2,
        help_text="Needed if they are not the words that were decided. Whoever decided is told.",
        asked=True,
    )
    undertaking = presented(
        forms.ChoiceField(
            label="Undertaking to keep it to themselves",
            choices=Signed,
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it was signed."},
        ),
        reveals={"signed": ("undertaking_on",), "refused": ("undertaking_note",)},
    )
    undertaking_on = TextDateField(
        label="Signed on", past_only=True, required=False, help_text="Needed if it was signed."
    )
    undertaking_note = forms.CharField(
        label="Why was it not signed?",
        max_length=500,
        required=False,
        help_text="Needed if it was not signed.",
    )
    support = _long("What support and advice was given?")
    person_informed = forms.CharField(
        label="When and how was the person told that it was disclosed; or why not?",
        max_length=500,
        error_messages={"required": "Say when and how the person was told; or why not."},
    )

    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        names = [name for name in self.fields if name not in ("version", "submission", "told_on", "told_at")]
        said = {name: cleaned[name] for name in names}
        signed = cleaned["undertaking"] == Signed.SIGNED
        said["undertaking_on"] = cleaned["undertaking_on"] if signed else None
        said["undertaking_note"] = "" if signed else cleaned["undertaking_note"]
        return {**said, "told_at": moment(cleaned["told_on"], cleaned["told_at"])}


class DangerForm(Versioned):
    danger = _long("Who is in danger, and of what?", "Say who is in danger, and of what.")


class SafeForm(Versioned):
    safeguarding = _long("What was done, and who was told?", "Say what was done, and who was told.", rows=4)


class CloseForm(Versioned):
    note = LongTextField(
        label="What came of it?",
        max_length=1000,
        rows=3,
        help_text="And how whoever asked was told of the decision.",
        error_messages={"required": "Say what came of it, and who was told of the decision."},
    )


class WhyForm(Versioned):
    why = LongTextField(
        label="Why?", max_length=1000, rows=4, error_messages={"required": "Give your reasons."}
    )
