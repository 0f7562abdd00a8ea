"""What an officer fills in about polygraph, one short form a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from accounts.models import User
from frontend.fields import DatedForm, LongTextField, TextDateField, presented
from offenders.models import LicenceCondition, OrderCondition
from riskplans.choices import Asked
from riskplans.models import PolygraphTest
from riskplans.polygraph.choices import Area, Basis, Exam, Gravity, Result, Triage, Unfit, When
from riskplans.visits.forms import Submitted, Versioned, moment, time_of_day, yes_or_no

VOLUNTARY = Basis.VOLUNTARY.value
_TESTED, _ABSENT, _UNFIT = "tested", "absent", "unfit"


def _radio(label: str, choices: Any, needed: str, **look: Any) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": needed}
    )
    return presented(field, **look)


def _words(
    label: str, needed: str = "", *, most: int = 300, hint: str = "", rows: int = 0
) -> forms.CharField:
    """A line, or `rows` lines, of text; optional where nothing says that it is needed."""
    return forms.CharField(
        label=label,
        required=bool(needed),
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"required": needed},
    )


class StartForm(DatedForm, Submitted):
    """What a test rests on, and what its questions are about."""

    rests_on = _radio("What does the test rest on?", [], "Select what the test rests on.")
    exam = _radio("Type of test", Exam, "Select the type of test.")
    areas = forms.MultipleChoiceField(
        label="What are the questions about?",
        choices=Area,
        widget=forms.CheckboxSelectMultiple,
        help_text="Areas only. The questions themselves stay with the examiner.",
        error_messages={"required": "Select what the questions are about."},
    )
    offered_on = TextDateField(
        label="Offered on (optional)",
        past_only=True,
        required=False,
        help_text="Leave it empty if they have not been offered it yet.",
    )

    def __init__(
        self, *args: Any, conditions: Iterable[OrderCondition | LicenceCondition], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(each.pk): each for each in conditions}
        choices = [(pk, f"{_of(each)}: {each.wording[:90]}") for pk, each in self._known.items()]
        voluntary = [(VOLUNTARY, Basis.VOLUNTARY.label)]
        self.fields["rests_on"].choices = [*choices, *voluntary]  # type: ignore[attr-defined]

    def start(self) -> dict[str, Any]:
        """What `start_polygraph` takes."""
        said = self.cleaned_data
        condition = self._known.get(said["rests_on"])
        basis = Basis.VOLUNTARY
        if condition is not None:
            basis = Basis.ORDER if isinstance(condition, OrderCondition) else Basis.LICENCE
        return {
            "basis": basis,
            "condition": condition,
            "exam": Exam(said["exam"]),
            "areas": said["areas"],
            "offered_on": said["offered_on"],
            "submission": said["submission"],
        }


def _of(condition: OrderCondition | LicenceCondition) -> str:
    return f"{'Order' if isinstance(condition, OrderCondition) else 'Licence'}, {str(condition).lower()}"


class OfferForm(DatedForm, Versioned):
    offered_on = TextDateField(
        label="Offered on", past_only=True, error_messages={"required": "Enter the day."}
    )


class AnswerForm(DatedForm, Versioned):
    """They agree, or a condition asks for it; or they refuse."""

    answer = _radio("Their answer", [], "Select their answer.")
    consent_on = TextDateField(label="Consent signed on", past_only=True, required=False)
    consent = _words("Where is the signed consent kept?", most=120, hint="A reference, not the form itself.")
    refused_why = _words("Why did they refuse?", hint="Or: gave no reason.")
    risk_note = _words(
        "What does the refusal mean for their risk?",
        most=500,
        rows=3,
        hint="Refusing may say something of the risk.",
    )

    def __init__(self, *args: Any, row: PolygraphTest, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        voluntary = row.basis == Basis.VOLUNTARY
        said = "They consent" if voluntary else "They will take part: the condition asks for it"
        answer = self.fields["answer"]
        answer.choices = [("yes", said), ("no", "They refuse")]  # type: ignore[attr-defined]
        reveals = {"no": ("refused_why", "risk_note")}
        if voluntary:
            reveals["yes"] = ("consent_on", "consent")
        else:
            del self.fields["consent_on"], self.fields["consent"]
        presented(answer, reveals=reveals)

    def answered(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["answer"] == "yes":
            return {"agreed": True, "consent_on": said.get("consent_on"), "consent": said.get("consent", "")}
        return {"agreed": False, "refused_why": said["refused_why"], "risk_note": said["risk_note"]}


class _People(Versioned):
    """A form that names somebody of the force, or of elsewhere."""

    def __init__(self, *args: Any, officers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._officers = {str(user.pk): user for user in officers}
        choices = [(pk, str(user)) for pk, user in self._officers.items()]
        self.fields[self.WHO].choices = [("", "Somebody else, named below"), *choices]  # type: ignore[attr-defined]

    WHO = ""

    def who(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {self.WHO: self._officers.get(said[self.WHO]), f"{self.WHO}_name": said[f"{self.WHO}_name"]}


_UNFIT_FIELDS = ("unfit_for", "again_on")


class BookForm(DatedForm, _People):
    """Fit, and booked; or not fit now, and deferred."""

    WHO = "examiner"
    fit = yes_or_no(
        "Are they fit to be tested?",
        "Select yes or no.",
        help_text="Health, medication, age (18 or over), pregnancy.",
        reveals={
            "yes": ("booked_on", "booked_at", "place", "examiner", "examiner_name"),
            "no": _UNFIT_FIELDS,
        },
    )
    booked_on = TextDateField(label="Day", required=False)
    booked_at = time_of_day("Time", required=False)
    booked_at.label = "Time"  # needed once they are fit
    place = _words("Where (optional)", most=120)
    examiner = forms.ChoiceField(label="Examiner", required=False)
    examiner_name = _words(
        "Name and organisation of another examiner",
        most=120,
        hint="Never whoever manages them: the examiner has no part in their case.",
    )
    unfit_for = forms.ChoiceField(
        label="What stands in the way?", choices=[("", "Select"), *Unfit.choices], required=False
    )
    again_on = TextDateField(label="Look at it again on", required=False)
    fitness = _words("Anything the examiner must know of their health (optional)")
    field_order = ["fit", "fitness"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("fit") == "yes":
            _needed(
                self, cleaned, booked_on="Enter the day of the test.", booked_at="Enter the time of the test."
            )
        elif cleaned.get("fit") == "no":
            _needed(self, cleaned, unfit_for="Select what stands in the way.", again_on="Enter the day.")
        return cleaned

    @property
    def is_fit(self) -> bool:
        return bool(self.cleaned_data["fit"] == "yes")

    def booked(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "booked_for": moment(said["booked_on"], said["booked_at"]),
            "place": said["place"],
            "fitness": said["fitness"],
            **self.who(),
        }

    def deferred(self) -> dict[str, Any]:
        return _deferred(self.cleaned_data)


class AttendForm(DatedForm, Versioned):
    """What happened on the day."""

    happened = _radio(
        "What happened?",
        [
            (_TESTED, "They were tested"),
            (_ABSENT, "They did not attend"),
            (_UNFIT, "They were not fit to be tested"),
        ],
        "Select what happened.",
        reveals={
            _TESTED: ("tested_on", "result", "result_note", "disclosed"),
            _ABSENT: ("absent_why",),
            _UNFIT: ("unfit_for", "again_on", "fitness"),
        },
    )
    tested_on = TextDateField(label="Tested on", past_only=True, required=False)
    result = forms.ChoiceField(label="Result", choices=[("", "Not in yet"), *Result.choices], required=False)
    result_note = _words("What the examiner says of it (optional)", most=500, rows=3)
    disclosed = presented(
        forms.IntegerField(
            label="How many things did they disclose?",
            min_value=0,
            max_value=99,
            required=False,
            help_text="Before or after the test. 0 if nothing. Each is recorded next.",
        ),
        width=2,
    )
    absent_why = _words("Why, if they said (optional)")
    unfit_for = forms.ChoiceField(
        label="What stood in the way?", choices=[("", "Select"), *Unfit.choices], required=False
    )
    again_on = TextDateField(label="Look at it again on", required=False)
    fitness = _words("Anything more (optional)")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("happened") == _TESTED:
            _needed(self, cleaned, tested_on="Enter the day of the test.")
            if cleaned.get("disclosed") is None and "disclosed" not in self.errors:
                self.add_error("disclosed", "Enter how many things they disclosed, or 0.")
        elif cleaned.get("happened") == _UNFIT:
            _needed(self, cleaned, unfit_for="Select what stood in the way.", again_on="Enter the day.")
        return cleaned

    def tested(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "tested_on": said["tested_on"],
            "told": said["disclosed"],
            "result": said["result"],
            "result_note": said["result_note"],
        }

    def deferred(self) -> dict[str, Any]:
        return _deferred(self.cleaned_data)


class ResultForm(Versioned):
    result = _radio("Result", Result, "Select the result.")
    result_note = _words("What the examiner says of it (optional)", most=500, rows=3)


class CheckForm(DatedForm, _People):
    """Another examiner's look at the test."""

    WHO = "checker"
    checker = forms.ChoiceField(label="Who checked it?", required=False)
    checker_name = _words(
        "Name and organisation of another examiner",
        most=120,
        hint="Never the examiner who made the test, nor whoever manages them.",
    )
    checker_standing = _words(
        "What makes them an examiner?",
        "Say what makes them an examiner.",
        most=120,
        hint="Accreditation, and whose examiner they are.",
    )
    checked_on = TextDateField(
        label="Checked on", past_only=True, error_messages={"required": "Enter the day."}
    )
    result = _radio("The result after the check", Result, "Select the result.")
    check_note = _words("What the check found", hint="Needed where the check changes the result.")

    def __init__(self, *args: Any, row: PolygraphTest, **kwargs: Any) -> None:
        super().__init__(*args, row=row, initial={"result": row.result}, **kwargs)


class DisclosureForm(DatedForm, Submitted):
    """One thing they disclosed."""

    said_on = TextDateField(
        label="When did they say it?", past_only=True, error_messages={"required": "Enter the day."}
    )
    said_at = time_of_day("At about")
    part = _radio("At which part?", When, "Select the part of the session.")
    gravity = _radio(
        "How serious is it?",
        Gravity,
        "Select how serious it is.",
        hints={"grave": "The supervisors are alerted when you save. In danger now: 999 first."},
    )
    what = LongTextField(
        label="What did they disclose?",
        max_length=1000,
        rows=4,
        help_text="In a few words. The full account belongs in the crime or intelligence report.",
        error_messages={"required": "Say what they disclosed, in a few words."},
    )

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "said_at": moment(said["said_on"], said["said_at"]),
            **{name: said[name] for name in ("part", "gravity", "what")},
        }


class TriageForm(Versioned):
    triage = presented(
        forms.MultipleChoiceField(
            label="What is it?",
            choices=Triage,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Select what it is."},
            help_text="Select all that apply.",
        ),
        hints={
            "crime": "A task to record the crime is set.",
            "safeguarding": "The supervisors are alerted when you save.",
            "intelligence": "A task to submit the report is set.",
            "nothing": "Where somebody may be at risk now, a supervisor has to agree.",
        },
    )
    triage_note = _words(
        "What is done about it?",
        "Say what is done about it, or why nothing is.",
        most=500,
        rows=3,
        hint="With references.",
    )


class AgreeForm(Versioned):
    """A supervisor's answer to "nothing further" where somebody may be at risk."""

    answer = _radio(
        "Your answer",
        [
            (Asked.APPROVED.value, "I agree: nothing further"),
            (Asked.REFUSED.value, "I do not agree: it is triaged again"),
        ],
        "Select your answer.",
    )
    answer_note = _words("Reasons", "Give your reasons: they stand on the record.", most=500, rows=3)


class CloseForm(Versioned):
    actions = _words(
        "What was done about it?",
        most=500,
        rows=3,
        hint="Needed where the result or a disclosure calls for it.",
    )
    shared_with = _words("Shared with (optional)", most=200, hint="For example, probation.")


class DropForm(Versioned):
    closed_why = _words(
        "Why will the test not be made?",
        "Say why the test will not be made.",
        hint="For example, recalled to prison.",
    )


def _deferred(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"unfit_for": Unfit(said["unfit_for"]), "again_on": said["again_on"], "fitness": said["fitness"]}


def _needed(form: forms.BaseForm, cleaned: Mapping[str, Any], **said: str) -> None:
    for name, words in said.items():
        if not cleaned.get(name) and name not in form.errors:
            form.add_error(name, words)
