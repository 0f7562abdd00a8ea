"""What is filled in about orders and licences: applications, service, checks, variations, passports, recall."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from frontend.dates import words
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.models import CourtOrder, IdentityDocument, LicenceCondition
from offenders.record.terms import RecallKind
from riskplans.choices import Complied
from riskplans.models import OrderApplication
from riskplans.orders.choices import APPLIED_FOR, ApplicationState, LicenceStep, Looked, Purpose, Served
from riskplans.visits.forms import Submitted, Versioned, yes_or_no

_DAY = {"required": "Enter the day."}
ANOTHER = "another"


def _day(label: str, *, required: bool = True, past: bool = True, help_text: str = "") -> TextDateField:
    said = {"help_text": help_text} if help_text else {}
    return TextDateField(
        label=label if required else f"{label} (optional)",
        called=label,
        required=required,
        past_only=past,
        error_messages=_DAY,
        **said,
    )


def _who(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=120,
        help_text="Rank, name and number; or name and agency.",
        error_messages={"required": "Enter who it was."},
    )


class ConsiderForm(DatedForm, Submitted):
    """An application that begins: what is asked of a court, and why."""

    asked = presented(
        forms.ChoiceField(
            label="What is asked for?",
            widget=forms.RadioSelect,
            error_messages={"required": "Select what is asked for."},
        ),
        reveals={Purpose.NEW.value: ("kind",)},
    )
    kind = forms.ChoiceField(
        label="Which order?",
        required=False,
        choices=[("", "Select"), *((kind.value, kind.label) for kind in APPLIED_FOR)],
    )
    considered_on = _day("Considered since")
    need = LongTextField(
        label="Why is it needed?",
        max_length=4000,
        rows=5,
        help_text="What harm, to whom, and why nothing less will do.",
        error_messages={"required": "Say why it is needed."},
    )
    evidence = LongTextField(
        label="The evidence, and where it is (optional)", max_length=4000, rows=4, required=False
    )

    def __init__(self, *args: Any, orders: Iterable[CourtOrder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = {str(order.pk): order for order in orders}
        offered = [
            (f"{purpose.value}:{pk}", f"{words} the {order.get_kind_display().lower()}")
            for pk, order in self.orders.items()
            for purpose, words in (
                (Purpose.VARY, "Vary"),
                (Purpose.RENEW, "Renew"),
                (Purpose.DISCHARGE, "Discharge"),
                (Purpose.APPEAL, "Appeal against"),
            )
        ]
        self.fields["asked"].choices = [(Purpose.NEW.value, "A new order"), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("asked") == Purpose.NEW and not cleaned.get("kind"):
            self.add_error("kind", "Select which order.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """The fields of the application."""
        told = self.cleaned_data
        purpose, _, order = told["asked"].partition(":")
        about = self.orders.get(order)
        return {
            "purpose": Purpose(purpose),
            "order": about,
            "kind": about.kind if about else told["kind"],
            **{name: told[name] for name in ("considered_on", "need", "evidence")},
        }


_UNTIL = "Leave empty for an order until further order."


class StepForm(DatedForm, Versioned):
    """The next step of an application; what is asked depends on which."""

    def __init__(self, *args: Any, row: OrderApplication, state: ApplicationState, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.state = state
        self.fields = {**_asked(row, state), **self.fields}
        if "court" in self.fields and row.court:
            self.fields["court"].initial = row.court
        # Both versions are shown by the names of the questions.
        order = row.interim if state is ApplicationState.INTERIM else row.order
        self.row.answer = row.state
        self.row.made_on, self.row.last_day = (getattr(order, name, None) for name in ("made_on", "last_day"))
        self.tell_today()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == ApplicationState.REFUSED and not cleaned.get("outcome"):
            self.add_error("outcome", "Say why the court refused.")
        return cleaned

    def said(self) -> tuple[ApplicationState, dict[str, Any]]:
        """The state that follows, and what the verb is told."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "answer")}
        return ApplicationState(self.cleaned_data.get("answer") or self.state), told


def _kept(row: OrderApplication) -> str:
    return f"Leave empty where it is still {words(row.hearing_on)}." if row.hearing_on else ""


def _asked(row: OrderApplication, state: ApplicationState) -> dict[str, forms.Field]:
    court = forms.CharField(label="Court", max_length=120, error_messages={"required": "Enter the court."})
    last_day = _day("Last day", required=False, past=False, help_text=_UNTIL)
    why = LongTextField(label="Why?", max_length=1000, rows=3, error_messages={"required": "Say why."})
    match state:
        case ApplicationState.APPLIED:
            return {
                "applied_on": _day("Day of the application"),
                "court": court,
                "hearing_on": _day("Day of the hearing", required=False, past=False),
            }
        case ApplicationState.INTERIM:
            return {
                "made_on": _day("Made on"),
                "court": court,
                "last_day": last_day,
                "hearing_on": _day("Next hearing", required=False, past=False, help_text=_kept(row)),
            }
        case ApplicationState.GRANTED:
            makes = row.purpose in (Purpose.NEW, Purpose.RENEW)
            granted = {Purpose.NEW: "Made", Purpose.APPEAL: "Allowed: the order ends"}
            answer = presented(
                forms.ChoiceField(
                    label="What did the court decide?",
                    choices=[
                        (ApplicationState.GRANTED.value, granted.get(Purpose(row.purpose), "Granted")),
                        (ApplicationState.REFUSED.value, "Refused"),
                    ],
                    widget=forms.RadioSelect,
                    error_messages={"required": "Select what the court decided."},
                ),
                reveals={ApplicationState.GRANTED.value: ("last_day",)} if makes else {},
            )
            note = LongTextField(
                label="What the court said (optional unless refused)", max_length=1000, rows=3, required=False
            )
            asked: dict[str, forms.Field] = {"decided_on": _day("Decided on"), "answer": answer}
            return {**asked, **({"last_day": last_day} if makes else {}), "outcome": note}
        case _:
            return {"decided_on": _day("Decided on"), "outcome": why}


class AdjournForm(DatedForm, Versioned):
    """The day to which a hearing was put off; of one without a day, its day."""

    hearing_on = _day("Next hearing", past=False)
    adjourned_why = forms.CharField(
        label="Why was it put off?",
        max_length=300,
        help_text="For example: no interpreter.",
        error_messages={"required": "Say why the hearing was put off."},
    )

    def __init__(self, *args: Any, row: OrderApplication, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row.hearing_on is None:
            del self.fields["adjourned_why"]


class ServiceForm(DatedForm, Versioned, Submitted):
    """Service of an order."""

    served_on = _day("Served on")
    how = forms.ChoiceField(
        label="How was it served?",
        choices=Served,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how it was served."},
    )
    served_by = _who("Who served it?")
    proof = forms.CharField(
        label="What shows it, and where is that kept?",
        max_length=300,
        help_text="For example: signed copy, file store, shelf 4.",
        error_messages={"required": "Say what shows that it was served."},
    )
    explained = forms.BooleanField(
        label="Its conditions were explained to them, and they said that they understood", required=False
    )

    def fields_said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("how", "served_by", "proof", "explained")}


class CheckForm(DatedForm, Submitted):
    """One condition, as somebody found it kept."""

    found = forms.ChoiceField(
        label="What was found?",
        choices=Complied,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was found."},
    )
    checked_on = _day("When was it checked?")
    checked_by = _who("Who checked it?")
    how = forms.ChoiceField(
        label="How was it checked?",
        choices=[("", "Select"), *Looked.choices],
        error_messages={"required": "Select how it was checked."},
    )
    note = LongTextField(
        label="What was seen?",
        max_length=300,
        rows=3,
        help_text="Facts first. If it seems broken, this opens the enquiry into a suspected breach.",
        error_messages={"required": "Say what was seen."},
    )


class VaryForm(DatedForm, Versioned, Submitted):
    """A condition in new words."""

    varied_on = _day("In force in these words from")
    wording = LongTextField(
        label="The condition as it reads now, word for word",
        max_length=4000,
        rows=6,
        help_text="Copy it exactly, with its mistakes. The earlier words stay on the record.",
        error_messages={"required": "Enter the condition as it reads now."},
    )
    permits = yes_or_no("Does it let the police monitor their devices?", "Select yes or no.")
    checked = forms.CharField(
        label="How is it checked?",
        max_length=200,
        help_text="For example: device examined on each visit.",
        error_messages={"required": "Say how it is checked."},
    )
    variation = forms.CharField(
        label="Who varied it, and how?",
        max_length=200,
        help_text="For example: Kirkby Crown Court, on our application.",
        error_messages={"required": "Say who varied it."},
    )


class HoldForm(DatedForm, Submitted):
    """A passport that was handed in."""

    which = presented(
        forms.ChoiceField(
            label="Which passport?",
            widget=forms.RadioSelect,
            error_messages={"required": "Select which passport."},
        ),
        reveals={ANOTHER: ("described",)},
    )
    described = forms.CharField(
        label="Country, and name in it",
        required=False,
        max_length=120,
        help_text="Its number belongs on the record of identity documents. No photograph or copy is kept here.",
    )
    held_since = _day("Handed in on")
    taken_by = _who("Who took it?")
    kept_at = forms.CharField(
        label="Where is it kept?",
        max_length=200,
        help_text="Station, store and reference.",
        error_messages={"required": "Enter where it is kept."},
    )

    def __init__(self, *args: Any, documents: Iterable[IdentityDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(each.pk): each for each in documents}
        known = [(pk, str(each)) for pk, each in self.documents.items()]
        self.fields["which"].choices = [*known, (ANOTHER, "One that is not on record")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("which") == ANOTHER and not cleaned.get("described"):
            self.add_error("described", "Say which passport it is.")
        return cleaned

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data
        document = self.documents.get(told["which"])
        described = "" if document else told["described"]
        kept = {name: told[name] for name in ("held_since", "taken_by", "kept_at")}
        return {"document": document, "described": described, **kept}


class ReturnForm(DatedForm, Versioned):
    """A passport that was given back."""

    returned_on = _day("Given back on")
    returned_to = forms.CharField(
        label="To whom, and why?",
        max_length=300,
        error_messages={"required": "Say to whom it was given, and why."},
    )


class WarningForm(DatedForm, Submitted):
    """A warning of the probation practitioner."""

    given_on = _day("Given on")
    given_by = _who("Who gave it?")
    condition = forms.ChoiceField(label="Which condition? (optional)", required=False)
    why = LongTextField(
        label="What for?", max_length=1000, rows=3, error_messages={"required": "Say what it was for."}
    )

    def __init__(self, *args: Any, conditions: Iterable[LicenceCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions = {str(each.pk): each for each in conditions}
        named = [
            (pk, f"{each.number or ''} {each.wording}"[:90].strip()) for pk, each in self.conditions.items()
        ]
        self.fields["condition"].choices = [("", "None in particular"), *named]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in ("given_on", "given_by", "why")}
        return {**told, "condition": self.conditions.get(self.cleaned_data["condition"])}


class LicenceDayForm(DatedForm, Versioned):
    """The day of a step of a licence; of a request for recall, its kind too."""

    on = _day("When?")

    def __init__(self, *args: Any, step: LicenceStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row.on = getattr(self.row, step.column)  # by the name under which both are shown
        if step is LicenceStep.REQUESTED:
            recall = forms.ChoiceField(
                label="What kind of recall?",
                choices=RecallKind,
                widget=forms.RadioSelect,
                error_messages={"required": "Select what kind of recall it is."},
            )
            self.fields = {"recall": recall, **self.fields}


class ReleasedForm(DatedForm, Versioned, Submitted):
    """A release after a recall."""

    released_on = _day("Released on")
    officer = forms.CharField(
        label="Probation practitioner", max_length=200, required=False, help_text="Name and telephone."
    )
    licence_ends_on = _day("Licence expires on", required=False, past=False)
    sentence_ends_on = _day("Sentence expires on", required=False, past=False)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("officer", "licence_ends_on", "sentence_ends_on")}
