"""The application under section 96B of the Sexual Offences Act 2003: its forms, and the pack as a PDF."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from django import forms
from django.utils import timezone

from accounts.models import User
from frontend.dates import time_in_words, words
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from frontend.printable import printable
from notifications.certificate.typeset import TYPEFACE
from offenders.models import Person
from riskplans.choices import CourtAnswer, PremisesBasis
from riskplans.models import Visit, Warrant
from riskplans.visits import attempts, rules
from riskplans.visits.forms import Submitted, Versioned

TEMPLATE: Final = Path(__file__).with_name("warrant.typ")
MARKING: Final = "OFFICIAL-SENSITIVE"


class WarrantForm(Submitted):
    """What is asked of the court, and why."""

    premises = forms.ChoiceField(
        label="Premises to be entered and searched",
        help_text="Only attempts at the same premises count.",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the premises."},
    )
    basis = presented(
        forms.ChoiceField(
            label="Why these premises?",
            choices=PremisesBasis,
            widget=forms.RadioSelect,
            error_messages={"required": "Select why these premises."},
        ),
        reveals={PremisesBasis.REGULAR.value: ("grounds",)},
    )
    grounds = forms.CharField(
        label="What are the reasonable grounds?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    necessity = LongTextField(
        label="Why are entry and search necessary to assess the risk?",
        max_length=4000,
        rows=8,
        help_text="What cannot be learnt in any other way, and what is feared: facts first, each with its source.",
        error_messages={"required": "Say why entry and search are necessary to assess the risk."},
    )

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["premises"].choices = [(place, place) for place in places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("basis") == PremisesBasis.REGULAR and not cleaned.get("grounds"):
            self.add_error("grounds", "Give the reasonable grounds to believe that they are found there.")
        return cleaned


def _day(label: str) -> TextDateField:
    return TextDateField(label=label, past_only=True, error_messages={"required": "Enter the day."})


class AppliedForm(DatedForm, Versioned):
    applicant = forms.CharField(
        label="Which senior police officer applies?",
        max_length=120,
        help_text="Superintendent or above: rank, name, number.",
        error_messages={"required": "Enter the senior police officer."},
    )
    court = forms.CharField(
        label="To which court?", max_length=120, error_messages={"required": "Enter the court."}
    )
    applied_on = _day("Day of the application")


class AnsweredForm(DatedForm, Versioned):
    answer = forms.ChoiceField(
        label="The court’s answer",
        choices=CourtAnswer,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the answer."},
    )
    answered_on = _day("Day of the answer")


class ExecutedForm(DatedForm, Versioned):
    executed_on = _day("Day it was executed")
    result = LongTextField(
        label="What came of it?", max_length=2000, rows=4, error_messages={"required": "Say what came of it."}
    )


class WithdrawnForm(DatedForm, Versioned):
    withdrawn_on = _day("Day it was given up")


STEP_FORMS: Final[dict[str, tuple[str, Any]]] = {
    "applied": ("The application was made", AppliedForm),
    "answered": ("The court answered", AnsweredForm),
    "executed": ("The warrant was executed", ExecutedForm),
    "withdrawn": ("The application goes no further", WithdrawnForm),
}


def content(person: Person, made: Warrant, by: User, now: datetime) -> dict[str, Any]:
    """Everything the document says, as text. It rests on the attempts that counted when it was prepared."""
    relied = Visit.objects.filter(pk__in=made.rests_on.standing().values("visit")).select_related("officer")
    not_relied_on = [
        [_moment(visit), str(visit.get_outcome_display()), why]
        for visit in attempts.of(person)
        if (why := rules.counts(attempts.attempt(visit), at=made.premises))
    ]
    return {
        "marking": MARKING,
        "title": "Application for a warrant to enter and search",
        "reference": person.reference,
        "about": [
            ["Person", f"{(person.family_name or '').upper()}, {person.given_names or ''}".rstrip(", ")],
            ["Born", words(person.date_of_birth)],
            ["Local reference", person.reference],
            ["Premises", made.premises],
            ["Why these premises", made.get_basis_display()],
            *([["Reasonable grounds", made.grounds]] if made.grounds else []),
            *([["Applicant", made.applicant]] if made.applicant else []),
            *([["Court", made.court]] if made.court else []),
        ],
        "necessity": made.necessity,
        "attempts": [
            _attempt(number, visit) for number, visit in enumerate(relied.order_by("arrived_at"), 1)
        ],
        "not_relied_on": not_relied_on,
        "made": f"Made by {by} on {words(now.date())} at {time_in_words(now)}",
    }


def _attempt(number: int, visit: Visit) -> dict[str, str]:
    crew = f"{visit.officer}{f', with {visit.second}' if visit.second else ', alone'}"
    return {
        "number": str(number),
        "when": _moment(visit),
        "who": crew,
        "where": visit.place,
        "what": f"{visit.get_outcome_display()}. {visit.happened}",
        "sought": "Yes, in order to search the premises to assess the risk",
        "notice": "Announced beforehand" if visit.announced else "Unannounced",
    }


def _moment(visit: Visit) -> str:
    arrived = timezone.localtime(visit.arrived_at)
    return f"{words(arrived.date())}, {time_in_words(arrived)}"


def pdf(said: dict[str, Any], made_at: datetime) -> bytes:
    """The document: tagged (PDF/UA-1); the same bytes for the same content."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(TYPEFACE)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"pack": json.dumps(printable(said))},
        timestamp=int(made_at.timestamp()),
    )
    return made
